/** `ssoenv shell-role`: one value per line for the shell functions, and the copies that it keeps. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/shell/shell-role.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { credentialsUntil, dev, NOW, ON_DISK } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const none = {
	profile: undefined,
	shell: 'bash',
	account: undefined,
	role: undefined,
	'sso-session': undefined,
	region: undefined,
	login: false,
	'no-login': false,
} as const;

const credentials = {
	[roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + 3_600_000), dev.accountId),
};

test('it prints one value per line, and keeps a copy of them and of the profile names', async () => {
	const fake = fakeContext({ credentials });
	await run({ ...none, profile: 'dev' }, fake.context);
	const [text = ''] = fake.stdout;
	assert.match(text, /^ssoenv\d+\n/);
	assert.equal(fake.kept.get('roles/dev'), { text, readAt: ON_DISK.readAt });
	assert.match(fake.kept.get('names')?.text ?? '', '\np\tdev\t');
	assert.equal(fake.stderr, []);
});

test('the names for Tab show the role that a profile assumes', async () => {
	const config = sharedConfigOf({
		profiles: {
			dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
			deploy: { role_arn: 'arn:aws:iam::333333333333:role/team/Deploy', source_profile: 'dev' },
			broken: { role_arn: 'Deploy', source_profile: 'dev', sso_account_id: '1', sso_role_name: 'R' },
		},
		ssoSessions: { corp: { sso_start_url: dev.startUrl, sso_region: 'us-east-1' } },
	});
	const fake = fakeContext({ config, credentials });
	await run({ ...none, profile: 'dev' }, fake.context);
	const names = fake.kept
		.get('names')
		?.text.split('\n')
		.filter((line) => line.startsWith('p\t'));
	assert.equal(names, ['p\tdev\tReadOnly in 111111111111', 'p\tdeploy\tDeploy in 333333333333', 'p\tbroken\t']);
});

test('with --region it keeps no copy of the role', async () => {
	const fake = fakeContext({ credentials });
	await run({ ...none, profile: 'dev', region: 'us-west-2' }, fake.context);
	assert.match(fake.stdout[0] ?? '', '\n=us-west-2\n');
	assert.equal([...fake.kept.keys()], ['names']);
});

test('with a relative path to the config file it keeps no copy', async () => {
	const fake = fakeContext({ credentials, env: { AWS_CONFIG_FILE: 'config' } });
	await run({ ...none, profile: 'dev' }, fake.context);
	assert.is(fake.stdout.length, 1);
	assert.equal([...fake.kept.keys()], []);
});

test('on a terminal it prints and keeps nothing', async () => {
	const fake = fakeContext({ credentials, stdoutIsTerminal: true });
	const failure = await failureFrom(run({ ...none, profile: 'dev' }, fake.context));
	assert.is(failure.code, 'stdout-is-terminal');
	assert.equal([fake.stdout, [...fake.kept.keys()]], [[], []]);
});

const usesNoted: Readonly<Record<string, readonly [world: World, args: object, isNoted: boolean]>> = {
	'a named profile': [{}, { profile: 'dev' }, true],
	'a pick': [{ ...somebody, pick: () => 'dev' }, {}, true],
	'a renewal in the background': [{}, { profile: 'dev', 'no-login': true }, false],
};
for (const [name, [world, args, isNoted]] of Object.entries(usesNoted)) {
	test(`${name} ${isNoted ? 'is noted as a use' : 'is not noted as a use'}`, async () => {
		const { context } = fakeContext({ credentials, ...world });
		await run({ ...none, ...args }, context);
		assert.is(context.files.notes.read('uses', () => true)?.includes('"dev"') ?? false, isNoted);
	});
}

test("a role without a profile keeps a copy with its region, and its name works like a profile's", async () => {
	const { context, kept, stdout } = fakeContext({ credentials });
	await run({ ...none, account: '111111111111', role: 'ReadOnly', region: 'eu-west-3' }, context);
	assert.match(kept.get('roles/ReadOnly-111111111111')?.text ?? '', '\n=eu-west-3\n');
	await run({ ...none, profile: 'ReadOnly-111111111111' }, context);
	assert.is(stdout[1], stdout[0]);
	await run({ ...none, profile: 'ReadOnly-111111111111', region: 'us-west-2' }, context);
	assert.match(kept.get('roles/ReadOnly-111111111111')?.text ?? '', '\n=eu-west-3\n');
});

test.run();
