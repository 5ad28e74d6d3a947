/** `ssoenv export`: exact output. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/credentials/export.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import { credentialsUntil, dev, NOW, ON_DISK, setByDev, tokenText } from '../../support/context/sample.ts';
import { granted } from '../../support/context/scripted-portal.ts';

const credentials = {
	[roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + 3_600_000), dev.accountId),
};

const DOCUMENT = `{
  "Version": 1,
  "AccessKeyId": "ASIASSO",
  "SecretAccessKey": "sso/secret+x",
  "SessionToken": "sso+tok/==",
  "Expiration": "2026-11-21T11:00:00+00:00"
}
`;

test('without --format it prints the document of a credential_process', async () => {
	const { context, stdout, stderr } = fakeContext({ credentials });
	await run({ profile: 'dev', format: undefined }, context);
	assert.equal([stdout, stderr], [[DOCUMENT], []]);
});

test('it also prints to a terminal, as the AWS CLI does', async () => {
	const { context, stdout, stderr } = fakeContext({ credentials, stdoutIsTerminal: true, stderrIsTerminal: true });
	await run({ profile: 'dev', format: 'process' }, context);
	assert.equal([stdout, stderr], [[DOCUMENT], []]);
});

test("--format env prints the AWS CLI's form", async () => {
	const { context, stdout } = fakeContext({ credentials });
	await run({ profile: 'dev', format: 'env' }, context);
	assert.equal(stdout, [
		`export AWS_ACCESS_KEY_ID=ASIASSO
export AWS_SECRET_ACCESS_KEY=sso/secret+x
export AWS_SESSION_TOKEN=sso+tok/==
export AWS_CREDENTIAL_EXPIRATION=2026-11-21T11:00:00+00:00
`,
	]);
});

test('without a name it takes AWS_PROFILE, else the role that is active in the shell', async () => {
	for (const env of [{ SSOENV_PROFILE: 'dev' }, { AWS_PROFILE: 'dev', SSOENV_PROFILE: 'nobody' }]) {
		const { context, stdout } = fakeContext({ credentials, env });
		await run({ profile: undefined, format: undefined }, context);
		assert.equal(stdout, [DOCUMENT]);
	}
	const unknown = fakeContext({ credentials, env: { SSOENV_PROFILE: 'nobody' } });
	const failure = await failureFrom(run({ profile: undefined, format: undefined }, unknown.context));
	assert.match(failure.message, /"nobody" \(from SSOENV_PROFILE\)/);
});

test('it needs no known shell', async () => {
	const { context, stdout } = fakeContext({ credentials, runningShell: undefined });
	await run({ profile: 'dev', format: 'json' }, context);
	assert.match(stdout[0] ?? '', '"AWS_REGION": "eu-west-1"');
});

test('credentials that are not cached are fetched and written', async () => {
	const portal = { getRoleCredentials: granted(credentialsUntil(NOW + 3_600_000)) };
	const { context, stdout, roleCredentials } = fakeContext({ tokens: { corp: tokenText() }, portal });
	await run({ profile: 'dev', format: undefined }, context);
	assert.equal(stdout, [DOCUMENT]);
	assert.equal(Object.fromEntries(roleCredentials.texts), credentials);
});

const GITHUB_ENV = '/runner/set_env_1';

test('--format github masks the keys on stdout, and adds the variables to the file of the runner', async () => {
	const { context, stdout, stderr, files } = fakeContext({
		credentials,
		env: { GITHUB_ENV },
		files: { [GITHUB_ENV]: 'EARLIER=1\n' },
	});
	await run({ profile: 'dev', format: 'github' }, context);
	assert.equal(stdout, ['::add-mask::ASIASSO\n::add-mask::sso/secret+x\n::add-mask::sso+tok/==\n']);
	const variables = setByDev(NOW + 3_600_000).map(
		([name, value]) => `${name}<<ssoenv_DELIMITER\n${value}\nssoenv_DELIMITER\n`,
	);
	assert.is(files.get(GITHUB_ENV), `EARLIER=1\n${variables.join('')}`);
	assert.equal(stderr, []);
});

test('--format github warns of a variable that may override the role in the steps that follow', async () => {
	const env = { GITHUB_ENV, AWS_PROFILE: 'other', AWS_REGION: 'us-east-1' };
	const { context, stderr } = fakeContext({ credentials, env });
	await run({ profile: 'dev', format: 'github' }, context);
	assert.equal(stderr, [
		'warning: AWS_PROFILE is set in this job and may override the role; GITHUB_ENV cannot unset it',
	]);
});

test('--format direnv watches the cache entry of the role and the config files', async () => {
	const { context, stdout } = fakeContext({ credentials });
	await run({ profile: 'dev', format: 'direnv' }, context);
	const watched = [context.files.roleCredentials.path(roleCredentialsKey(dev)), ...ON_DISK.files];
	assert.is(stdout[0]?.split('\n')[1], `watch_file ${watched.map((path) => `'${path}'`).join(' ')}`);
});

const quoted = { ...credentialsUntil(NOW + 3_600_000), secretAccessKey: 'a%b' };

type Refused = readonly [
	format: 'windows-cmd' | 'github' | undefined,
	world: World,
	code: string,
	told: readonly string[],
];

const refused: Readonly<Record<string, Refused>> = {
	'the profile is already in the chain': [
		undefined,
		{ credentials, env: { _AWS_CLI_PROFILE_CHAIN: 'dev,other' } },
		'process-chain',
		[
			'credential_process would call itself: dev -> other -> dev',
			'set credential_process = ssoenv export OTHER_PROFILE',
		],
	],
	'the chain has four profiles': [
		undefined,
		{ credentials, env: { _AWS_CLI_PROFILE_CHAIN: 'a,b,c,d' } },
		'process-chain',
		[
			'credential_process would call itself: a -> b -> c -> d -> dev',
			'set credential_process = ssoenv export OTHER_PROFILE',
		],
	],
	'a value that no format can hold': [
		'windows-cmd',
		{ credentials: { [roleCredentialsKey(dev)]: formatCacheEntry(quoted, dev.accountId) } },
		'value-without-safe-form',
		[
			'AWS_SECRET_ACCESS_KEY contains a character that cannot be quoted safely for cmd.exe',
			'ssoenv export --format json',
		],
	],
	'not in a step of GitHub Actions': [
		'github',
		{ credentials },
		'usage',
		['--format github writes to the file that GITHUB_ENV names, and GITHUB_ENV is not set', 'ssoenv export --help'],
	],
	'not signed in': [
		undefined,
		{},
		'sign-in-needed',
		['sso-session "corp": not signed in', 'ssoenv login --sso-session corp'],
	],
};

for (const [name, [format, world, code, told]] of Object.entries(refused)) {
	test(`refused, with nothing on stdout: ${name}`, async () => {
		const { context, stdout, stderr } = fakeContext(world);
		const failure = await failureFrom(run({ profile: 'dev', format }, context));
		assert.is(failure.code, code);
		assert.equal(toldBy(failure), told);
		assert.equal([stdout, stderr], [[], []]);
	});
}

test('another profile in the chain is accepted', async () => {
	const { context, stdout } = fakeContext({ credentials, env: { _AWS_CLI_PROFILE_CHAIN: 'a,b,c' } });
	await run({ profile: 'dev', format: undefined }, context);
	assert.equal(stdout, [DOCUMENT]);
});

test.run();
