/** How command lines are parsed, and the messages about wrong ones. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCommandLine } from '../../../src/adapters/command-line/yargs.ts';
import { commands } from '../../../src/commands.ts';
import { formatNames } from '../../../src/core/shell/syntaxes.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';

const parse = (argv: readonly string[]) => parseCommandLine(argv, commands);

/** The arguments of `use` without a role and without both login options. */
const noRole = {
	account: undefined,
	role: undefined,
	'sso-session': undefined,
	'role-arn': undefined,
	'source-profile': undefined,
	'external-id': undefined,
	'mfa-code': undefined,
	'device-code': false,
};
const noLogin = { ...noRole, login: false, 'no-login': false, fields: false };

const FORMATS = formatNames.map((name) => `"${name}"`).join(', ');

/** The arguments of `each` without options. */
const noEach = {
	account: undefined,
	role: undefined,
	'sso-session': undefined,
	'all-roles': false,
	jobs: undefined,
	'fail-fast': false,
	json: false,
	'output-dir': undefined,
	region: undefined,
	login: false,
	'no-login': false,
	'device-code': false,
	yes: false,
};

const run: readonly (readonly [argv: readonly string[], name: string, values: object])[] = [
	[['use', '--shell=bash', 'dev'], 'use', { profile: 'dev', shell: 'bash', region: undefined, ...noLogin }],
	[['use', '--region=007', '1e3'], 'use', { profile: '1e3', shell: undefined, region: '007', ...noLogin }],
	[['use', 'a.b', '--region', 'x.y'], 'use', { profile: 'a.b', shell: undefined, region: 'x.y', ...noLogin }],
	[['use', '--region', 'a', '--region', 'b'], 'use', { profile: undefined, shell: undefined, region: 'b', ...noLogin }],
	[
		['use', '--account', '011111111111', '--role=Read', '--sso-session', 'corp'],
		'use',
		{
			profile: undefined,
			shell: undefined,
			region: undefined,
			...noLogin,
			account: '011111111111',
			role: 'Read',
			'sso-session': 'corp',
		},
	],
	[
		['use', '--role-arn=arn:aws:iam::444444444444:role/Audit', '--source-profile', 'dev', '--external-id', '007'],
		'use',
		{
			profile: undefined,
			shell: undefined,
			region: undefined,
			...noLogin,
			'role-arn': 'arn:aws:iam::444444444444:role/Audit',
			'source-profile': 'dev',
			'external-id': '007',
		},
	],
	[['each'], 'each', { profile: [], ...noEach }],
	[['each', 'a*', '007', '1e3', 'a.b', 'a'], 'each', { profile: ['a*', '007', '1e3', 'a.b', 'a'], ...noEach }],
	[
		['each', 'a', '--json', 'b', '--jobs=2', 'c'],
		'each',
		{ profile: ['a', 'b', 'c'], ...noEach, json: true, jobs: '2' },
	],
	[['each', '--jobs', '1', '--jobs', '3'], 'each', { profile: [], ...noEach, jobs: '3' }],
	[['use', '--', 'dev'], 'use', { profile: 'dev', shell: undefined, region: undefined, ...noLogin }],
	[['use', '--', '-dev'], 'use', { profile: '-dev', shell: undefined, region: undefined, ...noLogin }],
	[['use', '--shell', 'bash', '--', 'dev'], 'use', { profile: 'dev', shell: 'bash', region: undefined, ...noLogin }],
	[
		['use', '--device-code', 'dev'],
		'use',
		{ profile: 'dev', shell: undefined, region: undefined, ...noLogin, 'device-code': true },
	],
	[['use', '-'], 'use', { profile: '-', shell: undefined, region: undefined, ...noLogin }],
	[['use', '', '--shell=bash'], 'use', { profile: '', shell: 'bash', region: undefined, ...noLogin }],
	[['export', '--mfa-code', '-', '-'], 'export', { profile: '-', format: undefined, 'mfa-code': '-' }],
	[['use', '--login', 'dev'], 'use', { profile: 'dev', shell: undefined, region: undefined, ...noLogin, login: true }],
	[
		['use', 'dev', '--no-login'],
		'use',
		{ profile: 'dev', shell: undefined, region: undefined, ...noLogin, 'no-login': true },
	],
	[
		['login', '--sso-session=corp', '--no-browser'],
		'login',
		{ profile: undefined, 'sso-session': 'corp', 'device-code': false, 'no-browser': true, force: false },
	],
	[['logout', '--all'], 'logout', { profile: undefined, 'sso-session': undefined, all: true }],
	[
		['status', '--check', '--min-left=15m', 'dev'],
		'status',
		{ profile: 'dev', 'sso-session': undefined, json: false, check: true, 'min-left': '15m', watch: false },
	],
	[
		['shell-role', '--shell=bash', 'dev'],
		'shell-role',
		{
			profile: 'dev',
			shell: 'bash',
			region: undefined,
			...noRole,
			login: false,
			'no-login': false,
			'note-failure': false,
		},
	],
	[
		['use', '--fields=true', 'dev'],
		'use',
		{ profile: 'dev', shell: undefined, region: undefined, ...noLogin, fields: true },
	],
	[['wait', '--timeout=1h'], 'wait', { profile: undefined, 'sso-session': undefined, timeout: '1h' }],
	[['off', '--shell=fish'], 'off', { shell: 'fish' }],
	[['list', '--json=true'], 'list', { json: true, include: [], exclude: [] }],
	[['export', '--format=env'], 'export', { profile: undefined, format: 'env', 'mfa-code': undefined }],
	[['export', '--mfa-code', '-', 'dev'], 'export', { profile: 'dev', format: undefined, 'mfa-code': '-' }],
	[['export', 'dev', '--mfa-code=-'], 'export', { profile: 'dev', format: undefined, 'mfa-code': '-' }],
];

for (const [argv, name, values] of run) {
	test(`parsed: ${argv.join(' ')}`, async () => {
		const line = await parse(argv);
		assert.is(line.command.name, name);
		assert.equal(line.values, values);
	});
}

const SHELLS = '"bash", "zsh", "sh", "fish", "powershell", "nushell", "elvish", "xonsh", "tcsh"';

const wrong: readonly (readonly [argv: readonly string[], told: readonly string[]])[] = [
	[['usr'], ['unknown command "usr"; did you mean "use"?', 'ssoenv use --help']],
	[
		['xyzzy', 'dev'],
		['unknown command "xyzzy"', 'ssoenv --help'],
	],
	[['USE'], ['unknown command "USE"; did you mean "use"?', 'ssoenv use --help']],
	[[''], ['unknown command ""', 'ssoenv --help']],
	[['shell-rol'], ['unknown command "shell-rol"', 'ssoenv --help']],
	[
		['help', 'usr'],
		['unknown command "usr"; did you mean "use"?', 'ssoenv use --help'],
	],
	[
		['help', 'xyzzy', 'use'],
		['unknown command "xyzzy"', 'ssoenv --help'],
	],
	[
		['shell-role', '--nope'],
		['unknown argument: nope', 'ssoenv use --help'],
	],
	[
		['shell-role', '--_=x'],
		['unknown argument: --_=x', 'ssoenv use --help'],
	],
	[
		['shell-role', 'a', '--', 'b'],
		['unknown argument: b', 'ssoenv use --help'],
	],
	[['--nope'], ['unknown argument: nope', 'ssoenv --help']],
	[
		['--shell', 'bash'],
		['unknown argument: shell', 'ssoenv --help'],
	],
	[['-x'], ['unknown argument: x', 'ssoenv --help']],
	[
		['use', '--nope'],
		['unknown argument: nope', 'ssoenv use --help'],
	],
	[
		['use', '-x'],
		['unknown argument: x', 'ssoenv use --help'],
	],
	[
		['use', 'a', 'b'],
		['unknown argument: b', 'ssoenv use --help'],
	],
	[
		['use', 'a', '--', 'b'],
		['unknown argument: b', 'ssoenv use --help'],
	],
	[
		['use', 'a', 'b', 'c'],
		['unknown arguments: b, c', 'ssoenv use --help'],
	],
	[
		['use', 'dev', '--json'],
		['unknown argument: json', 'ssoenv use --help'],
	],
	[
		['off', 'dev'],
		['unknown argument: dev', 'ssoenv off --help'],
	],
	[
		['list', 'dev'],
		['unknown argument: dev', 'ssoenv list --help'],
	],
	[
		['use', '--shell', 'csh'],
		[`--shell is "csh", expected one of ${SHELLS}`, 'ssoenv use --help'],
	],
	[
		['export', '--format', 'xml'],
		[`--format is "xml", expected one of ${FORMATS}`, 'ssoenv export --help'],
	],
	[
		['use', '--shell'],
		['--shell needs a value', 'ssoenv use --help'],
	],
	[
		['use', 'dev', '--region'],
		['--region needs a value', 'ssoenv use --help'],
	],
	[
		['use', '--region', '--shell', 'bash'],
		['--region needs a value', 'ssoenv use --help'],
	],
	[
		['export', '--format'],
		['--format needs a value', 'ssoenv export --help'],
	],
];

for (const [argv, told] of wrong) {
	test(`refused: ${argv.join(' ') || "''"}`, async () => {
		const failure = await failureFrom(parse(argv));
		assert.is(failure.status, 2);
		assert.equal(toldBy(failure), told);
	});
}

test('a message about arguments is one line, even if an argument has several', async () => {
	const failure = await failureFrom(parse(['use', 'a', 'b\nc']));
	assert.not.match(failure.message, '\n');
});

test.run();
