/** `use --role-arn`: which source is taken, what is refused, and what later commands know of the role. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as exportRole } from '../../../src/commands/credentials/export.ts';
import { run as shellRole } from '../../../src/commands/shell/shell-role.ts';
import { run as use } from '../../../src/commands/shell/use.ts';
import { run as status } from '../../../src/commands/sign-in/status.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { formatGivenChain, parseGivenChain } from '../../../src/core/given-role/given-chain.ts';
import { formatGiven, roleProfileKey } from '../../../src/core/given-role/given-role.ts';
import { parseRecord } from '../../../src/core/text/json.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import { CONFIG_PATH, credentialsUntil, dev, NOW, START_URL, tokenText } from '../../support/context/sample.ts';
import { granted, refusal } from '../../support/context/scripted-portal.ts';
import { STS_ENDPOINT } from '../../support/context/scripted-sts.ts';
import { type PlainSettings, sharedConfigOf } from '../../support/context/shared-config.ts';

const HOUR = 3_600_000;
const ARN = 'arn:aws:iam::444444444444:role/Audit';
const NAME = 'Audit-444444444444';
const PERSON = 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0/me@example.com';

const devSettings = { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' };
const profiles = {
	dev: { ...devSettings, region: 'eu-west-1', endpoint_url: 'http://localhost:4566' },
	ops: { ...devSettings, sso_account_id: '222222222222', region: 'us-west-2' },
	bare: devSettings,
	audit: { role_arn: ARN, source_profile: 'ops' },
};
const configOf = (more: Readonly<Record<string, PlainSettings>> = {}) =>
	sharedConfigOf({
		profiles: { ...profiles, ...more },
		ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
	});

const assumed = {
	credentials: { ...credentialsUntil(NOW + HOUR), accessKeyId: 'ASIAAUDIT' },
	arn: 'arn:aws:sts::444444444444:assumed-role/Audit/me@example.com',
	assumedRoleId: 'AROA:me@example.com',
};
const world = (more: World = {}): World => ({
	config: configOf(),
	tokens: { corp: tokenText() },
	portal: { getRoleCredentials: granted(credentialsUntil(NOW + HOUR)) },
	sts: { callerArn: granted(PERSON, STS_ENDPOINT), assumeRole: granted(assumed, STS_ENDPOINT) },
	...more,
});

const none = {
	fields: false,
	profile: undefined,
	shell: 'bash',
	account: undefined,
	role: undefined,
	'sso-session': undefined,
	'role-arn': undefined,
	'source-profile': undefined,
	'external-id': undefined,
	region: undefined,
	login: false,
	'no-login': false,
	'mfa-code': undefined,
} as const;
type Words = Partial<Omit<Parameters<typeof use>[0], 'fields'>>;

const noteOf = ({ notes }: FakeContext, name = NAME) => parseGivenChain(notes.texts.get(roleProfileKey(name)) ?? '');

async function used(words: Words, more: World = {}): Promise<FakeContext> {
	const fake = fakeContext(world(more));
	await use({ ...none, 'role-arn': ARN, ...words }, fake.context);
	return fake;
}

const noted = (source: string) => ({
	[roleProfileKey(NAME)]: formatGivenChain({ roleArn: ARN, source, externalId: undefined, region: undefined }),
});

/** The source that is taken. */
const sources: Readonly<Record<string, readonly [words: Words, world: World, source: string]>> = {
	'--source-profile': [{ 'source-profile': 'ops' }, { env: { AWS_PROFILE: 'dev' } }, 'ops'],
	AWS_PROFILE: [{}, { env: { AWS_PROFILE: 'dev', SSOENV_PROFILE: 'ops' } }, 'dev'],
	AWS_DEFAULT_PROFILE: [{}, { env: { AWS_DEFAULT_PROFILE: 'ops' } }, 'ops'],
	'the active role': [{}, { env: { SSOENV_PROFILE: 'ops' } }, 'ops'],
	'the source of the active role, which is the same': [{}, { env: { SSOENV_PROFILE: 'audit' } }, 'ops'],
	'the source of the active role without a profile, which is the same': [
		{},
		{ env: { SSOENV_PROFILE: NAME }, notes: noted('ops') },
		'ops',
	],
	default: [{}, { config: configOf({ default: devSettings }), env: { AWS_REGION: 'eu-west-1' } }, 'default'],
};

for (const [name, [words, more, source]] of Object.entries(sources)) {
	test(`the source: ${name}`, async () => {
		const fake = await used(words, more);
		assert.is(noteOf(fake)?.source, source);
		assert.match(fake.stdout[0] ?? '', `SSOENV_PROFILE='${NAME}'`);
	});
}

test('the region, the address of STS and the variables are those of the source', async () => {
	const fake = await used({ 'source-profile': 'dev', 'external-id': 'partner-42' });
	const [opened] = fake.sts.opened;
	assert.equal([opened?.ssoRegion, opened?.address.endpoint], ['eu-west-1', 'http://localhost:4566']);
	assert.match(fake.stdout[0] ?? '', "AWS_REGION='eu-west-1'");
	assert.match(fake.stdout[0] ?? '', "AWS_ENDPOINT_URL='http://localhost:4566'");
	const asked = fake.sts.calls.find(({ operation }) => operation === 'AssumeRole')?.request;
	assert.is(JSON.stringify(asked).includes('"externalId":"partner-42"'), true);
	assert.ok(fake.roleCredentials.texts.has(`{"ExternalId": "partner-42", "RoleArn": "${ARN}"}`));
});

test('--region counts for STS, for the shell and for later commands', async () => {
	const fake = await used({ 'source-profile': 'dev', region: 'eu-north-1' });
	assert.is(fake.sts.opened[0]?.ssoRegion, 'eu-north-1');
	assert.match(fake.stdout[0] ?? '', "AWS_REGION='eu-north-1'");
	assert.is(noteOf(fake)?.region, 'eu-north-1');
});

test('a profile for the same role is used, and no note is made', async () => {
	const more = { config: configOf({ [NAME]: { role_arn: ARN, source_profile: 'dev', region: 'eu-central-1' } }) };
	const fake = await used({ 'source-profile': 'dev' }, more);
	assert.match(fake.stdout[0] ?? '', "AWS_REGION='eu-central-1'");
	assert.is(noteOf(fake), undefined);
});

test('the same role from another source has another name, so that both can be renewed', async () => {
	const fake = await used({ 'source-profile': 'dev' }, { notes: noted('ops') });
	assert.is(noteOf(fake)?.source, 'ops');
	assert.is(noteOf(fake, `${NAME}-2`)?.source, 'dev');
	assert.match(fake.stdout[0] ?? '', `SSOENV_PROFILE='${NAME}-2'`);
});

test('a role of --account does not take the name of a role of --role-arn', async () => {
	const notes = noted('dev');
	const fake = fakeContext(world({ notes }));
	await use({ ...none, account: '444444444444', role: 'Audit' }, fake.context);
	assert.match(fake.stdout[0] ?? '', `SSOENV_PROFILE='${NAME}-2'`);
	assert.is(fake.notes.texts.get(roleProfileKey(NAME)), notes[roleProfileKey(NAME)]);
});

test('a role that AWS does not allow leaves no note, but for one that was there', async () => {
	for (const [notes, isThere] of [
		[{}, false],
		[noted('dev'), true],
	] as const) {
		const sts = {
			callerArn: granted(PERSON, STS_ENDPOINT),
			assumeRole: { ...refusal(403, 'AccessDenied', STS_ENDPOINT), principal: PERSON },
		};
		const fake = fakeContext(world({ sts, notes }));
		const failure = await failureFrom(use({ ...none, 'role-arn': ARN, 'source-profile': 'dev' }, fake.context));
		assert.is(failure.code, 'role-not-allowed');
		assert.is(noteOf(fake) !== undefined, isThere);
	}
});

test('the role works without a note', async () => {
	const fake = await used({ 'source-profile': 'dev' }, { areNotesBroken: true });
	assert.match(fake.stdout[0] ?? '', `SSOENV_PROFILE='${NAME}'`);
});

test('the role is known by its name afterwards: export, renewal and status', async () => {
	const fake = await used({ 'source-profile': 'dev' });
	const later = async (body: (context: Context) => Promise<void>) => {
		const credentials = Object.fromEntries(fake.roleCredentials.texts);
		const next = fakeContext(world({ credentials, notes: Object.fromEntries(fake.notes.texts) }));
		await body(next.context);
		return next;
	};
	const exported = await later((context) =>
		exportRole({ profile: NAME, format: undefined, 'mfa-code': undefined }, context),
	);
	assert.is(parseRecord(exported.stdout[0] ?? '')?.AccessKeyId, 'ASIAAUDIT');
	const renewed = await later((context) => shellRole({ ...none, profile: NAME, 'no-login': true }, context));
	assert.match(renewed.stdout[0] ?? '', `=${NAME}\n`);
	assert.ok(renewed.kept.has(`roles/${NAME}`));
	const shown = await later((context) =>
		status(
			{ profile: NAME, 'sso-session': undefined, json: false, check: false, watch: false, 'min-left': undefined },
			context,
		),
	);
	assert.match(shown.stdout[0] ?? '', `profile "${NAME}": assumes Audit in account 444444444444, from profile "dev"`);
	assert.match(shown.stdout[0] ?? '', 'sso-session "corp": signed in');
});

test('status of all shows the chain of the active role', async () => {
	const fake = fakeContext(world({ notes: noted('dev'), env: { SSOENV_PROFILE: NAME } }));
	await status(
		{ profile: undefined, 'sso-session': undefined, json: true, check: false, watch: false, 'min-left': undefined },
		fake.context,
	);
	const chains = parseRecord(fake.stdout[0] ?? '')?.chains;
	assert.ok(JSON.stringify(chains).includes(`"profile":"${NAME}"`));
});

const CHECK = {
	profile: undefined,
	'sso-session': undefined,
	json: false,
	check: true,
	watch: false,
	'min-left': undefined,
};
const accountNote = formatGiven({
	ssoSession: 'corp',
	accountId: '111111111111',
	roleName: 'ReadOnly',
	region: undefined,
});

for (const [name, note] of [
	[NAME, noted('dev')[roleProfileKey(NAME)] ?? ''],
	['ReadOnly-111111111111', accountNote],
] as const) {
	test(`status --check knows the role without a profile that is active: ${name}`, async () => {
		const known = { notes: { [roleProfileKey(name)]: note }, env: { SSOENV_PROFILE: name } };
		await status(CHECK, fakeContext(world(known)).context);
		const failure = await failureFrom(status(CHECK, fakeContext(world({ ...known, tokens: {} })).context));
		assert.is(failure.code, 'sign-in-check-failed');
		const credentials = {
			[roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + HOUR), dev.accountId),
			...Object.fromEntries((await used({ 'source-profile': 'dev' })).roleCredentials.texts),
		};
		await status(CHECK, fakeContext(world({ ...known, tokens: {}, credentials })).context);
	});
}

const HELP = 'ssoenv use --help';
const refused: Readonly<Record<string, readonly [words: Words, world: World, code: string, told: readonly string[]]>> =
	{
		'no ARN': [{ 'role-arn': 'Audit' }, {}, 'usage', ['--role-arn is "Audit", which is not the ARN of a role', HELP]],
		'the ARN of a user': [
			{ 'role-arn': 'arn:aws:iam::444444444444:user/me' },
			{},
			'usage',
			['--role-arn is "arn:aws:iam::444444444444:user/me", which is not the ARN of a role', HELP],
		],
		'a profile too': [{ profile: 'dev' }, {}, 'usage', ['PROFILE and --role-arn cannot be used together', HELP]],
		'an account too': [
			{ account: '111111111111' },
			{},
			'usage',
			['--account and --role-arn cannot be used together', HELP],
		],
		'a role name too': [{ role: 'Audit' }, {}, 'usage', ['--role requires --account', HELP]],
		'--external-id alone': [
			{ 'role-arn': undefined, 'external-id': 'x1' },
			{},
			'usage',
			['--external-id requires --role-arn', HELP],
		],
		'--source-profile alone': [
			{ 'role-arn': undefined, 'source-profile': 'dev' },
			{},
			'usage',
			['--source-profile requires --role-arn', HELP],
		],
		'--source-profile with a profile': [
			{ profile: 'dev', 'role-arn': undefined, 'source-profile': 'dev' },
			{},
			'usage',
			['--source-profile requires --role-arn', HELP],
		],
		'an empty source': [{ 'source-profile': '' }, {}, 'usage', ['--source-profile is empty', HELP]],
		'an unfit external ID, which is not shown': [
			{ 'external-id': 'sec ret' },
			{},
			'usage',
			['--external-id does not have 2 to 1224 letters, digits or characters of _+=,.@:/-', HELP],
		],
		'no source': [
			{},
			{},
			'role-source-missing',
			[
				`no profile is active or set, and ${CONFIG_PATH} has no profile "default", so --role-arn needs --source-profile`,
				`eval "$(ssoenv use --role-arn ${ARN} --source-profile dev)"`,
				'ssoenv list',
			],
		],
		'no source, and no profile': [
			{},
			{ config: sharedConfigOf({}) },
			'role-source-missing',
			[
				`no profile is active or set, and ${CONFIG_PATH} has no profile "default", so --role-arn needs --source-profile`,
				'ssoenv configure',
			],
		],
		'a mistyped source': [
			{ 'source-profile': 'opss' },
			{},
			'profile-not-found',
			[
				`profile "opss" is not in ${CONFIG_PATH}; did you mean "ops"?`,
				`eval "$(ssoenv use --role-arn ${ARN} --source-profile ops)"`,
			],
		],
		'a source from a variable that is not there': [
			{},
			{ env: { AWS_PROFILE: 'gone' } },
			'profile-not-found',
			[`profile "gone" (from AWS_PROFILE) is not in ${CONFIG_PATH}`, 'unset AWS_PROFILE', 'ssoenv list'],
		],
		'an active role that is not there': [
			{},
			{ env: { SSOENV_PROFILE: 'gone' } },
			'profile-not-found',
			[`profile "gone" (from SSOENV_PROFILE) is not in ${CONFIG_PATH}`, 'ssoenv list'],
		],
		'no region': [
			{ 'source-profile': 'bare' },
			{},
			'role-region-missing',
			[
				`profile "${NAME}" assumes a role and has no region, so ssoenv cannot tell which region's STS to ask`,
				'add region with --region',
			],
		],
	};

for (const [name, [words, more, code, told]] of Object.entries(refused)) {
	test(`refused, with nothing on stdout: ${name}`, async () => {
		const fake = fakeContext(world(more));
		const failure = await failureFrom(use({ ...none, 'role-arn': ARN, ...words }, fake.context));
		assert.is(failure.code, code);
		assert.equal(toldBy(failure), told);
		assert.equal(fake.stdout, []);
	});
}

test.run();
