/** `ssoenv use`: exact output. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as shellRole } from '../../../src/commands/shell/shell-role.ts';
import { run } from '../../../src/commands/shell/use.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	legacy,
	NOW,
	sampleConfig,
	setByDev,
	tokenText,
	variablesOfDev,
} from '../../support/context/sample.ts';
import { oidcGranted } from '../../support/context/scripted-oidc.ts';
import { granted, refusal } from '../../support/context/scripted-portal.ts';
import { issued } from '../../support/context/sign-in-attempt.ts';

const HOUR = 3_600_000;
const none = {
	fields: false,
	profile: undefined,
	shell: undefined,
	account: undefined,
	role: undefined,
	'sso-session': undefined,
	region: undefined,
	login: false,
	'no-login': false,
};

const credentials = {
	[roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + HOUR), dev.accountId),
	[roleCredentialsKey(legacy)]: formatCacheEntry(credentialsUntil(NOW + HOUR), legacy.accountId),
};

const ALL = [...variablesOfDev(NOW + HOUR).keys()].join(' ');

const IN_BASH =
	`{ ( for _ssoenv_n in ${ALL}; do if \\test -R "$_ssoenv_n" 2>/dev/null; then echo "ssoenv: $_ssoenv_n is a reference to another variable, so nothing was changed" >&2; exit 3; fi; \\unset -v "$_ssoenv_n" || exit; done ) && { \\unset -v ${ALL}; ` +
	`${setByDev(NOW + HOUR)
		.map(([name, value]) => `\\export ${name}='${value}'; `)
		.join('')}}; };\n`;

test('cached credentials in the running shell: one statement on stdout, nothing on stderr', async () => {
	const { context, stdout, stderr } = fakeContext({ credentials });
	await run({ ...none, profile: 'dev' }, context);
	assert.equal(stdout, [IN_BASH]);
	assert.equal(stderr, []);
});

test('fetched credentials give the same statement', async () => {
	const portal = { getRoleCredentials: granted(credentialsUntil(NOW + HOUR)) };
	const { context, stdout, stderr } = fakeContext({ tokens: { corp: tokenText() }, portal });
	await run({ ...none, profile: 'dev' }, context);
	assert.equal([stdout, stderr], [[IN_BASH], []]);
});

const greetings: Readonly<Record<string, readonly [profile: string, region: string | undefined, line: string]>> = {
	'with a region': ['dev', undefined, 'dev: ReadOnly in account 111111111111 (eu-west-1), 1 h 0 min left'],
	'without a region': ['legacy', undefined, 'legacy: ReadOnly in account 111111111111, 1 h 0 min left'],
	'with another region': ['dev', 'us-west-2', 'dev: ReadOnly in account 111111111111 (us-west-2), 1 h 0 min left'],
};

for (const [name, [profile, region, line]] of Object.entries(greetings)) {
	test(`the greeting on a terminal: ${name}`, async () => {
		const { context, stdout, stderr } = fakeContext({ credentials, stderrIsTerminal: true });
		await run({ ...none, profile, region }, context);
		assert.is(stdout.length, 1);
		assert.equal(stderr, [line]);
	});
}

test("--region sets both variables and SSOENV's own, for this shell only", async () => {
	const { context, stdout } = fakeContext({ credentials });
	await run({ ...none, profile: 'dev', region: 'us-west-2' }, context);
	assert.equal(stdout, [IN_BASH.replaceAll('eu-west-1', 'us-west-2')]);
});

for (const region of ["x'; touch pwned; '", 'eu-west-1 # ireland', 'eu west 1', 'eu-west-1\n', 'a.b', '-x', 'é']) {
	test(`--region ${JSON.stringify(region)} is refused like the region of a profile`, async () => {
		const { context, stdout } = fakeContext({ credentials });
		const failure = await failureFrom(run({ ...none, profile: 'dev', region }, context));
		assert.equal([failure.code, failure.status], ['region-invalid', 2]);
		assert.equal(toldBy(failure), [
			`the value of --region is "${region}", which is not a region name`,
			'ssoenv use --region us-east-1 dev',
		]);
		assert.equal(stdout, []);
	});
}

test('--shell chooses the syntax', async () => {
	const { context, stdout } = fakeContext({ credentials });
	await run({ ...none, profile: 'dev', shell: 'fish' }, context);
	assert.match(
		stdout[0] ?? '',
		/^begin; if builtin set -qUx AWS_PROFILE; .* else; builtin set -eg AWS_PROFILE; .* true; end; end;\n$/,
	);
});

test('AWS_PROFILE names the profile', async () => {
	const { context, stdout } = fakeContext({ credentials, env: { AWS_PROFILE: 'legacy' } });
	await run(none, context);
	assert.match(stdout[0] ?? '', "\\export SSOENV_PROFILE='legacy';");
});

test('a profile without a region unsets the region of the profile before', async () => {
	const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-west-2', SSOENV_REGION: 'eu-west-1' };
	const { context, stdout } = fakeContext({ credentials, env });
	await run({ ...none, profile: 'legacy' }, context);
	assert.match(stdout[0] ?? '', /\\unset -v [A-Z_ ]* AWS_REGION [A-Z_ ]* SSOENV_REGION [A-Z_ ]*; /);
	assert.not.match(stdout[0] ?? '', 'AWS_DEFAULT_REGION');
});

type Refused = readonly [args: Partial<Parameters<typeof run>[0]>, world: World, code: string, told: readonly string[]];

const refused: Readonly<Record<string, Refused>> = {
	'stdout is a terminal': [
		{ profile: 'dev' },
		{ credentials, stdoutIsTerminal: true },
		'stdout-is-terminal',
		[
			'use prints code for the shell to evaluate, so its output must not go to the terminal',
			'eval "$(ssoenv use dev)"',
		],
	],
	'stdout is a terminal in fish': [
		{ profile: 'dev', shell: 'fish' },
		{ credentials, stdoutIsTerminal: true },
		'stdout-is-terminal',
		['use prints code for the shell to evaluate, so its output must not go to the terminal', 'ssoenv use dev | source'],
	],
	'an unknown profile, even on a terminal': [
		{ profile: 'dve' },
		{ stdoutIsTerminal: true },
		'profile-not-found',
		[`profile "dve" is not in ${CONFIG_PATH}`, 'ssoenv list'],
	],
	'the previous profile, which only a shell knows': [
		{ profile: '-' },
		{ credentials },
		'previous-unknown',
		['only the shell integration knows which profile was used before, for `ssoenv use -`', 'ssoenv install'],
	],
	'no shell': [
		{ profile: 'dev' },
		{ runningShell: undefined },
		'shell-unknown',
		['cannot detect your shell', 'ssoenv use --shell bash'],
	],
	'an empty --region': [
		{ profile: 'dev', region: '' },
		{ credentials },
		'usage',
		['--region is empty', 'ssoenv use --help'],
	],
	'not signed in': [
		{ profile: 'dev' },
		{},
		'sign-in-needed',
		['sso-session "corp": not signed in', 'ssoenv login --sso-session corp'],
	],
	'role not assigned': [
		{ profile: 'dev' },
		{
			tokens: { corp: tokenText() },
			portal: { getRoleCredentials: refusal(403, 'ForbiddenException'), listAccountRoles: granted(['PowerUser']) },
		},
		'role-not-assigned',
		[
			'role "ReadOnly" in account 111111111111 is not assigned to you',
			'roles assigned to you in account 111111111111: PowerUser',
		],
	],
	'not signed in, with --no-login on a terminal': [
		{ profile: 'dev', 'no-login': true },
		{ stdinIsTerminal: true, env: { SSOENV_LOGIN: 'auto' } },
		'sign-in-needed',
		['sso-session "corp": not signed in', 'ssoenv login --sso-session corp'],
	],
	'--login and --no-login': [
		{ profile: 'dev', login: true, 'no-login': true },
		{ credentials },
		'usage',
		['--login and --no-login cannot be used together', 'ssoenv use --help'],
	],
	'a region with a NUL': [
		{ profile: 'dev', region: 'a\0' },
		{ credentials },
		'region-invalid',
		['the value of --region is "a\0", which is not a region name', 'ssoenv use --region us-east-1 dev'],
	],
};

for (const [name, [args, world, code, told]] of Object.entries(refused)) {
	test(`refused, with nothing on stdout: ${name}`, async () => {
		const { context, stdout, stderr } = fakeContext({ config: sampleConfig, ...world });
		const failure = await failureFrom(run({ ...none, ...args }, context));
		assert.is(failure.code, code);
		assert.equal(toldBy(failure), told);
		assert.equal([stdout, stderr], [[], []]);
	});
}

test('--login signs in first, and stdout still has only the one statement', async () => {
	const { context, stdout, oidc } = fakeContext({
		portal: { getRoleCredentials: granted(credentialsUntil(NOW + HOUR)) },
		oidc: {
			registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 24 * HOUR }),
			createToken: oidcGranted(issued),
		},
		signIn: { callback: { kind: 'code', code: 'x' } },
	});
	await run({ ...none, profile: 'dev', login: true }, context);
	assert.equal(stdout, [IN_BASH]);
	assert.equal(oidc.operations(), ['RegisterClient', 'CreateToken']);
});

test('when stdout is a terminal, AWS is not called', async () => {
	const { context, portal, roleCredentials } = fakeContext({ tokens: { corp: tokenText() }, stdoutIsTerminal: true });
	await failureFrom(run({ ...none, profile: 'dev' }, context));
	assert.equal([portal.opened, roleCredentials.calls], [[], []]);
});

const usesNoted: Readonly<Record<string, readonly [world: World, args: object, isNoted: boolean]>> = {
	'a pick': [{ ...somebody, pick: () => 'dev' }, {}, true],
	'a named profile, because the warm path writes nothing,': [{}, { profile: 'dev' }, false],
};
for (const [name, [world, args, isNoted]] of Object.entries(usesNoted)) {
	test(`${name} ${isNoted ? 'is noted as a use' : 'is not noted as a use'}`, async () => {
		const { context } = fakeContext({ credentials, ...world });
		await run({ ...none, ...args }, context);
		assert.is(context.files.notes.read('uses', () => true)?.includes('"dev"') ?? false, isNoted);
	});
}

const onTerminal: Readonly<Record<string, readonly [world: World, code: string]>> = {
	'leaving the picker': [{ ...somebody, pick: () => undefined }, 'nothing-picked'],
	'stdout is a terminal': [{ ...somebody, stdoutIsTerminal: true }, 'stdout-is-terminal'],
	'a variable names the profile': [{ ...somebody, env: { AWS_PROFILE: 'gone' } }, 'profile-not-found'],
	'without a terminal there is no picker': [{}, 'profile-not-found'],
};
for (const [name, [world, code]] of Object.entries(onTerminal)) {
	test(`without a profile's name: ${name}`, async () => {
		const { context, stdout } = fakeContext({ credentials, ...world });
		const failure = await failureFrom(run(none, context));
		assert.equal([failure.code, stdout], [code, []]);
	});
}

const given = { account: '111111111111', role: 'ReadOnly' };

test("without --role, the person chooses one of the account's roles", async () => {
	const { context, questions, stdout } = fakeContext({
		...somebody,
		credentials,
		tokens: { corp: tokenText() },
		portal: { listAccountRoles: granted(['ReadOnly', 'Admin']) },
		answers: ['ReadOnly'],
	});
	await run({ ...none, account: '111111111111' }, context);
	assert.equal(questions, ['role in account 111111111111: Admin | ReadOnly']);
	assert.match(stdout[0] ?? '', "SSOENV_PROFILE='ReadOnly-111111111111'");
});

/** Returns what was printed, kept and noted, or the failure. */
async function outcome(body: (context: Context) => Promise<void>, world: World): Promise<unknown> {
	const fake = fakeContext(world);
	const failure = await body(fake.context).then(
		() => undefined,
		(error: unknown) => (error instanceof Failure ? [error.code, toldBy(error)] : error),
	);
	const uses = fake.context.files.notes.read('uses', () => true);
	return { failure, stdout: fake.stdout, stderr: fake.stderr, kept: [...fake.kept], uses };
}

const sameAsShellRole: Readonly<Record<string, readonly [world: World, args: Partial<Parameters<typeof run>[0]>]>> = {
	'a named profile': [{ credentials }, { profile: 'dev' }],
	'a region for this call only': [{ credentials }, { profile: 'dev', region: 'us-west-2' }],
	'a role without a profile': [{ credentials }, given],
	'a renewal in the background': [{ credentials }, { profile: 'dev', 'no-login': true }],
	'a pick': [{ credentials, ...somebody, pick: () => 'dev' }, {}],
	'a person at stderr': [{ credentials, stderrIsTerminal: true }, { profile: 'dev' }],
	'not signed in': [{}, { profile: 'dev' }],
	'an unknown profile': [{}, { profile: 'dve' }],
	'stdout is a terminal': [{ credentials, stdoutIsTerminal: true }, { profile: 'dev' }],
	'options that exclude each other': [{ credentials }, { profile: 'dev', login: true, 'no-login': true }],
};
for (const [name, [world, args]] of Object.entries(sameAsShellRole)) {
	test(`use --fields, which older shell functions call, is the same as shell-role: ${name}`, async () => {
		const words = { ...none, shell: 'bash', ...args } as const;
		assert.equal(
			await outcome((context) => run({ ...words, fields: true }, context), world),
			await outcome((context) => shellRole(words, context), world),
		);
	});
}

for (const [status, code] of [
	[401, 'access-token-refused'],
	[403, 'no-role-assigned'],
	[400, 'request-refused'],
] as const) {
	test(`ListAccountRoles fails with ${status}`, async () => {
		const portal = { listAccountRoles: refusal(status, 'X') };
		const { context } = fakeContext({ ...somebody, tokens: { corp: tokenText() }, portal, answers: [false] });
		assert.is((await failureFrom(run({ ...none, account: '111111111111' }, context))).code, code);
	});
}

test.run();
