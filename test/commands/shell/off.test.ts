/** `ssoenv off`: exact output. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/shell/off.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { NOW, setByDev } from '../../support/context/sample.ts';

const active = {
	SSOENV_PROFILE: 'dev',
	SSOENV_REGION: 'eu-west-1',
	AWS_REGION: 'eu-west-1',
	AWS_DEFAULT_REGION: 'mine',
};

const SET = setByDev(NOW).map(([name]) => name);
const isRegion = (name: string) => name === 'AWS_REGION' || name === 'AWS_DEFAULT_REGION';
const GONE = SET.filter((name) => name !== 'AWS_DEFAULT_REGION').join(' ');

test('off removes what use set, and leaves what the person set', () => {
	const { context, stdout, stderr } = fakeContext({ env: active });
	run({ shell: undefined }, context);
	assert.equal(stdout, [
		`{ ( for _ssoenv_n in ${GONE}; do if \\test -R "$_ssoenv_n" 2>/dev/null; then echo "ssoenv: $_ssoenv_n is a reference to another variable, so nothing was changed" >&2; exit 3; fi; \\unset -v "$_ssoenv_n" || exit; done ) && { \\unset -v ${GONE}; }; };\n`,
	]);
	assert.equal(stderr, []);
});

test('off in fish', () => {
	const { context, stdout } = fakeContext({ env: { SSOENV_PROFILE: 'dev' } });
	run({ shell: 'fish' }, context);
	assert.equal(stdout, [
		`begin; ${SET.filter((name) => !isRegion(name))
			.map((name) => `builtin set -eg ${name}; `)
			.join('')}true; end;\n`,
	]);
});

test('off in PowerShell', () => {
	const { context, stdout } = fakeContext({ env: { SSOENV_PROFILE: 'dev' } });
	run({ shell: 'powershell' }, context);
	assert.match(stdout[0] ?? '', /^\. \{ \$env:AWS_ACCESS_KEY_ID = \$null; .*\$env:SSOENV_EXPIRES = \$null; \}\n$/);
});

test("without an active profile nothing goes to stdout, and the person's keys stay", () => {
	const { context, stdout, stderr } = fakeContext({ env: { AWS_ACCESS_KEY_ID: 'mine', AWS_REGION: 'mine' } });
	run({ shell: undefined }, context);
	assert.equal([stdout, stderr], [[], ['no profile is active in this shell']]);
});

test('off refuses to print to a terminal', () => {
	const { context, stdout } = fakeContext({ env: active, stdoutIsTerminal: true });
	const failure = failureOf(() => run({ shell: 'powershell' }, context));
	assert.is(failure.code, 'stdout-is-terminal');
	assert.equal(toldBy(failure), [
		'off prints code for the shell to evaluate, so its output must not go to the terminal',
		'ssoenv off | Invoke-Expression',
	]);
	assert.equal(stdout, []);
});

test('off fails if the shell is unknown', () => {
	const failure = failureOf(() =>
		run({ shell: undefined }, fakeContext({ env: active, runningShell: undefined }).context),
	);
	assert.equal(toldBy(failure), ['cannot detect your shell', 'ssoenv off --shell bash']);
});

test.run();
