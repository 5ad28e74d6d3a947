/** Which files in the folders of ssoenv are of its own make, and which are somebody else's. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isHeldFolder, isOwnFolder, ownFileKind } from '../../../src/core/files/own-files.ts';

const SHA1 = 'ee0bfd2552fbd840c02cc48b6e823320543c450f';
const HEX20 = '0123456789abcdef0123';

/** Path, text, and what the file is; undefined if it is foreign. */
const rows: readonly (readonly [path: string, text: string, what: string | undefined])[] = [
	['shell/roles/dev', 'ssoenv4\n=/home/me\n', 'copies of role credentials for shells'],
	['shell/roles/dev', 'ssoenv1\n', 'copies of role credentials for shells'],
	['shell/roles/a%20b', 'ssoenv1000\n', 'copies of role credentials for shells'],
	[`shell/roles/dev.ssoenv-${HEX20}`, '', 'copies of role credentials for shells'],
	['shell/roles/dev', 'my list\n', undefined],
	['shell/roles/dev', '', undefined],
	['shell/until/dev', '4102444800\n', 'until when these copies are fresh'],
	['shell/until/dev', 'tomorrow\n', undefined],
	['shell/failed/dev', '4 1790000000\n', 'roles that could not be fetched'],
	['shell/failed/dev', 'why\n', undefined],
	['directories/%2Fhome%2Fme', 'ssoenv-directory1\nallow\n/home/me\n=dev\ndev\n', 'allowed .ssoenv files'],
	['directories/mine', 'dev\n', undefined],
	['shell/names', 'ssoenv-names1\n', 'names of profiles for shells'],
	['shell/profiles', '', 'names of profiles for shells'],
	['shell/others', '', undefined],
	[`notes/${SHA1}.json`, '{}', 'notes'],
	[`notes/${SHA1}.json.4711`, '{}', 'notes'],
	[`notes/${SHA1}.json.ssoenv-${HEX20}`, '', 'notes'],
	[`notes/${SHA1}.txt`, '', undefined],
	['notes/mine.json', '{}', undefined],
	[`history/${SHA1}.json`, '{}', 'what the last sync replaced'],
	[`discoveries/${SHA1}.whole.jsonl`, '', 'lists of accounts and roles'],
	[`discoveries/${SHA1}.growing.jsonl`, '', 'lists of accounts and roles'],
	[`discoveries/${SHA1}.jsonl`, '', undefined],
	[`locks/${SHA1}/12`, '', 'locks'],
	[`locks/${SHA1}/.4711-x7q`, '', 'locks'],
	[`locks/${SHA1}/012`, '', undefined],
	[`locks/${SHA1}`, '', undefined],
	['exec/run-aB3_9z/owner', '{}', 'files of exec --renew'],
	['exec/running', '', undefined],
	['code/0123456789abcdef-v24.22.3-x64-program.cjs', '', 'compiled code'],
	['code/0123456789abcdef-v24.22.3-x64-program.cjs.4711', '', 'compiled code'],
	['code/program.cjs', '', undefined],
	['console/0123456789abcdef0123456789abcdef.html', '', 'pages for the browser'],
	['console/index.html', '', undefined],
	['todo', '', undefined],
	[`mine.ssoenv-${HEX20}`, '', undefined],
];

for (const [path, text, what] of rows) {
	test(`${path} with ${JSON.stringify(text)} is ${what ?? 'foreign'}`, () => {
		assert.is(
			ownFileKind(path, () => text),
			what,
		);
	});
}

test('a file with a name of its own is not read', () => {
	const refuse = (): string => {
		throw new Error('it was read');
	};
	assert.is(ownFileKind(`notes/${SHA1}.json`, refuse), 'notes');
	assert.is(
		ownFileKind('shell/roles/dev', () => undefined),
		undefined,
	);
});

test('folders are known by their names', () => {
	for (const name of ['', 'shell', 'shell/roles', 'notes', `locks/${SHA1}`, 'exec/run-aB3_9z', 'code']) {
		assert.ok(isOwnFolder(name), name);
	}
	for (const name of ['mine', 'shell/mine', 'notes/deep', 'locks/mine', 'exec/mine', 'shell/roles/deep']) {
		assert.not.ok(isOwnFolder(name), name);
	}
	assert.ok(isHeldFolder(`locks/${SHA1}`));
	assert.ok(isHeldFolder('exec/run-aB3_9z'));
	for (const name of ['', 'locks', 'exec', 'notes']) assert.not.ok(isHeldFolder(name), name);
});

test.run();
