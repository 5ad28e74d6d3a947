/** The file of a step of GitHub Actions: text is added, and nothing else is touched. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { jobFile } from '../../../src/adapters/files/job-file.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';

const home = makeHome({ set_env: 'EARLIER=1\n', target: 'untouched' });
test.after(() => home.remove());

test('text is added at the end', () => {
	jobFile.append(`${home.path}/set_env`, 'A<<x\n1\nx\n');
	assert.is(readFileSync(`${home.path}/set_env`, 'utf8'), 'EARLIER=1\nA<<x\n1\nx\n');
});

test('no delimiter comes twice', () => {
	assert.match(jobFile.newDelimiter(), /^ssoenv_[0-9a-f-]{36}$/);
	assert.is.not(jobFile.newDelimiter(), jobFile.newDelimiter());
});

symlinkSync(`${home.path}/target`, `${home.path}/link`);
mkdirSync(`${home.path}/folder`);

execFileSync('mkfifo', [`${home.path}/pipe`]);

const REASONS = {
	missing: 'no such file',
	link: 'it is a symbolic link',
	folder: 'it is a folder',
	pipe: 'it is a pipe',
};

for (const [name, reason] of Object.entries(REASONS)) {
	test(`refused, with its path: ${name}`, () => {
		const path = `${home.path}/${name}`;
		const failure = failureOf(() => jobFile.append(path, 'text'));
		assert.is(failure.code, 'file-unusable');
		assert.ok(failure.message.endsWith(`${path}: ${reason}`), failure.message);
		assert.is(readFileSync(`${home.path}/target`, 'utf8'), 'untouched');
	});
}

test.run();
