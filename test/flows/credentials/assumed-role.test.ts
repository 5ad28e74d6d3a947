/** Chains of roles as decisions: which cache entries count, who is asked, and what is kept. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import { formatCallerNote } from '../../../src/core/credentials/caller-note.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { formatSourceNote, sourceNoteKey } from '../../../src/core/credentials/source-note.ts';
import { failures } from '../../../src/core/failure/failures.ts';
import { profileNamed } from '../../../src/core/profile/chained-profile.ts';
import type { ChainedProfile } from '../../../src/core/profile/role-chain.ts';
import { formatNote } from '../../../src/core/text/note.ts';
import { signedInCredentials } from '../../../src/flows/credentials/signed-in-credentials.ts';
import type { LoginChoice } from '../../../src/flows/sign-in/offer-sign-in.ts';
import { signOutKey } from '../../../src/flows/sign-in/sign-out-watch.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, somebody, type World } from '../../support/context/context.ts';
import { CONFIG_PATH, credentialsUntil, dev, NOW, ON_DISK } from '../../support/context/sample.ts';
import { granted, refusal } from '../../support/context/scripted-portal.ts';
import { STS_ENDPOINT } from '../../support/context/scripted-sts.ts';
import { type PlainSettings, sharedConfigOf } from '../../support/context/shared-config.ts';

const ROLE = 'arn:aws:iam::333333333333:role/Deploy';
const KEY = `{"RoleArn": "${ROLE}"}`;
const PERSON = 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0/me@example.com';
const HOUR = 3_600_000;
const MINUTE = 60_000;

const configOf = (own: PlainSettings) =>
	sharedConfigOf({
		profiles: {
			deploy: {
				role_arn: ROLE,
				...(own.credential_source === undefined && { source_profile: 'dev' }),
				region: 'eu-west-1',
				...own,
			},
			dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly', region: 'us-west-2' },
			keys: { aws_access_key_id: 'AKIAKEYS', aws_secret_access_key: 's' },
		},
		ssoSessions: { corp: { sso_start_url: dev.startUrl, sso_region: 'us-east-1' } },
	});

const assumed = (accessKeyId: string, expiresAt = NOW + HOUR, name = 'me@example.com') => ({
	credentials: { ...credentialsUntil(expiresAt), accessKeyId },
	arn: `arn:aws:sts::333333333333:assumed-role/Deploy/${name}`,
	assumedRoleId: `AROADEPLOY:${name}`,
});
const entry = (accessKeyId: string, expiresAt?: number) =>
	formatAssumedRole(assumed(accessKeyId, expiresAt), '333333333333', 'r');

/** The source has fresh credentials, and STS gives a role. */
const world = (more: World = {}): World => ({
	sts: { callerArn: granted(PERSON, STS_ENDPOINT), assumeRole: granted(assumed('ASIANEW'), STS_ENDPOINT) },
	...more,
	credentials: {
		[roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + HOUR), dev.accountId),
		...more.credentials,
	},
});

interface Run {
	readonly own?: PlainSettings;
	readonly choice?: LoginChoice;
	readonly areCodesOnStdin?: boolean;
}

function use(fake: FakeContext, { own = {}, choice = {}, areCodesOnStdin }: Run = {}) {
	const config = configOf(own);
	const loaded = { config, path: CONFIG_PATH, ...ON_DISK };
	const profile = profileNamed(config, { profile: 'deploy', namedBy: 'argument' }, CONFIG_PATH);
	return signedInCredentials(profile, loaded, choice, fake.context, { areCodesOnStdin: areCodesOnStdin === true });
}

const operations = ({ sts }: FakeContext) => sts.calls.map(({ operation }) => operation);
const askedFor = ({ sts }: FakeContext) => sts.calls.find(({ operation }) => operation === 'AssumeRole')?.request;

const sourceOf = (source: Parameters<typeof formatSourceNote>[1], accessKeyId: string) => {
	const role: Pick<ChainedProfile, 'roleArn'> = { roleArn: ROLE };
	const key = {
		...role,
		externalId: undefined,
		mfaSerial: undefined,
		durationSeconds: undefined,
		sessionName: undefined,
	};
	return { [sourceNoteKey(key)]: formatSourceNote(key, source, accessKeyId) };
};
const fromDev = { kind: 'sso', role: dev } as const;
const fromKeys = { kind: 'keys', accessKeyId: 'AKIAOTHER' } as const;

/** Whether the entry `ASIAOLD`, with this time left and this note, is used. */
const entries: Readonly<
	Record<string, readonly [left: number, notes: Readonly<Record<string, string>>, isUsed: boolean]>
> = {
	'15 minutes left, and no note: the AWS CLI may have written it': [15 * MINUTE, {}, true],
	'15 minutes left, from this source': [15 * MINUTE, sourceOf(fromDev, 'ASIAOLD'), true],
	'a millisecond less': [15 * MINUTE - 1, sourceOf(fromDev, 'ASIAOLD'), false],
	'from another source': [HOUR, sourceOf(fromKeys, 'ASIAOLD'), false],
	'a note about another entry': [HOUR, sourceOf(fromKeys, 'ASIAOLDER'), true],
};

for (const [name, [left, notes, isUsed]] of Object.entries(entries)) {
	test(`a cache entry, ${name}: ${isUsed ? 'is used' : 'is replaced'}`, async () => {
		const fake = fakeContext(world({ credentials: { [KEY]: entry('ASIAOLD', NOW + left) }, notes }));
		const { accessKeyId } = await use(fake);
		assert.is(accessKeyId, isUsed ? 'ASIAOLD' : 'ASIANEW');
		assert.equal(operations(fake), isUsed ? [] : ['GetCallerIdentity', 'AssumeRole']);
	});
}

test('the role is cached as the AWS CLI does, with a note of its source', async () => {
	const fake = fakeContext(world());
	await use(fake);
	assert.is(fake.roleCredentials.texts.get(KEY), formatAssumedRole(assumed('ASIANEW'), '333333333333', ''));
	assert.is(
		fake.notes.texts.get(Object.keys(sourceOf(fromDev, ''))[0] ?? ''),
		Object.values(sourceOf(fromDev, 'ASIANEW'))[0],
	);
});

test('an entry from another source is removed before the note about it is replaced', async () => {
	const fake = fakeContext(world({ credentials: { [KEY]: entry('ASIAOLD') }, notes: sourceOf(fromKeys, 'ASIAOLD') }));
	await use(fake);
	const changes = fake.roleCredentials.calls.filter((call) => !call.startsWith('read'));
	assert.equal(changes, [`remove ${KEY}`, `write ${KEY}`]);
});

test('an entry from another source that cannot be removed keeps its note', async () => {
	const notes = sourceOf(fromKeys, 'ASIAOLD');
	const fake = fakeContext(world({ credentials: { [KEY]: entry('ASIAOLD') }, notes }));
	fake.roleCredentials.stuck.add(KEY);
	assert.is((await use(fake)).accessKeyId, 'ASIANEW');
	assert.equal(
		Object.keys(notes).map((key) => fake.notes.texts.get(key)),
		Object.values(notes),
	);
	assert.match(fake.stderr.join('\n'), /^warning: .*; the next run will ask AWS again$/m);
});

test('an entry that another process replaces while its note is read is not taken for one of this source', async () => {
	const fake = fakeContext(
		world({ credentials: { [KEY]: entry('ASIAOTHER') }, notes: sourceOf(fromKeys, 'ASIAOTHER') }),
	);
	const [[noteKey, note] = ['', '']] = Object.entries(sourceOf(fromDev, 'ASIANEWER'));
	const { read } = fake.notes;
	Object.assign(fake.notes, {
		read: (key: string, isWhole: (text: string) => boolean) => {
			if (key === noteKey) {
				fake.notes.texts.set(key, note);
				fake.roleCredentials.texts.set(KEY, entry('ASIANEWER'));
			}
			return read(key, isWhole);
		},
	});
	assert.is((await use(fake)).accessKeyId, 'ASIANEWER');
	assert.equal(operations(fake), []);
});

test('without a note of its source, the role is not cached', async () => {
	const fake = fakeContext(world({ areNotesBroken: true }));
	assert.is((await use(fake)).accessKeyId, 'ASIANEW');
	assert.not(fake.roleCredentials.texts.has(KEY));
	assert.match(fake.stderr.join('\n'), /^warning: .*; the next run will ask AWS again$/m);
});

/** The session name, by what is configured and what STS says about the caller. */
const names: Readonly<Record<string, readonly [own: PlainSettings, world: World, name: string, calls: number]>> = {
	'the user name of the caller': [{}, {}, 'me@example.com', 2],
	'the user name of a caller that is known': [
		{},
		{
			notes: { [`caller sso ${roleCredentialsKey(dev)}`]: formatCallerNote(fromDev, PERSON.replace('me@', 'known@')) },
		},
		'known@example.com',
		1,
	],
	role_session_name: [{ role_session_name: 'ticket-7' }, {}, 'ticket-7', 1],
	SSOENV_ROLE_SESSION_NAME: [{}, { env: { SSOENV_ROLE_SESSION_NAME: 'by-setting' } }, 'by-setting', 1],
	'role_session_name before SSOENV_ROLE_SESSION_NAME': [
		{ role_session_name: 'ticket-7' },
		{ env: { SSOENV_ROLE_SESSION_NAME: 'by-setting' } },
		'ticket-7',
		1,
	],
	'the time, if STS does not tell': [
		{},
		{
			sts: {
				callerArn: refusal(403, 'AccessDenied', STS_ENDPOINT),
				assumeRole: granted(assumed('ASIANEW'), STS_ENDPOINT),
			},
		},
		`ssoenv-${NOW / 1000}`,
		2,
	],
};

for (const [name, [own, more, sessionName, calls]] of Object.entries(names)) {
	test(`session name: ${name}`, async () => {
		const fake = fakeContext(world(more));
		await use(fake, { own });
		assert.equal(askedFor(fake), {
			keys: credentialsUntil(NOW + HOUR),
			roleArn: ROLE,
			sessionName,
		});
		assert.is(fake.sts.calls.length, calls);
	});
}

test('the caller is noted by its account and role', async () => {
	const fake = fakeContext(world());
	await use(fake);
	const note = [...fake.notes.texts.keys()].find((key) => key.startsWith('caller '));
	assert.is(note, `caller sso ${roleCredentialsKey(dev)}`);
});

const all = { external_id: 'x-1', duration_seconds: '1800', mfa_serial: 'GAHT12345678', role_session_name: 'me' };

test('all arguments of the profile are sent, with the code', async () => {
	const fake = fakeContext(world({ stdin: ' 123456 \n' }));
	await use(fake, { own: all, areCodesOnStdin: true });
	assert.equal(askedFor(fake), {
		keys: credentialsUntil(NOW + HOUR),
		roleArn: ROLE,
		sessionName: 'me',
		externalId: 'x-1',
		durationSeconds: 1800,
		serialNumber: 'GAHT12345678',
		tokenCode: '123456',
	});
});

test('a person is asked for the code until it has 6 digits', async () => {
	const fake = fakeContext(world({ ...somebody, answers: ['12345', '123456'] }));
	await use(fake, { own: all });
	const question = `code of the MFA device GAHT12345678 for ${ROLE} []`;
	assert.equal(fake.questions, [question, '! a code has 6 digits', question]);
});

for (const [name, more, choice] of [
	['no terminal', {}, {}],
	['--no-login', somebody, { consent: 'refused' }],
	['a CI job', { ...somebody, env: { CI: 'true' } }, {}],
] as const) {
	test(`${name}: nobody is asked for a code, and STS is not asked`, async () => {
		const fake = fakeContext(world(more));
		const failure = await failureFrom(use(fake, { own: all, choice }));
		assert.is(failure.code, 'mfa-code-needed');
		assert.equal([fake.questions, fake.sts.opened, fake.works], [[], [], []]);
	});
}

const ending = NOW + 10 * MINUTE;
const passing = failures.settingInvalid({ name: 'X', value: 'x', expected: 'y' });

test('a role that ends soon is used if nobody can give a code', async () => {
	const key = `{"RoleArn": "${ROLE}", "SerialNumber": "GAHT12345678"}`;
	const fake = fakeContext(world({ credentials: { [key]: entry('ASIAOLD', ending) } }));
	const { accessKeyId } = await use(fake, { own: { mfa_serial: 'GAHT12345678' } });
	assert.is(accessKeyId, 'ASIAOLD');
	assert.match(fake.stderr.join('\n'), /using the cached credentials, which expire in 10 min/);
});

test('a failure that does not pass is thrown, even if a role is cached', async () => {
	const fake = fakeContext(
		world({
			credentials: { [KEY]: entry('ASIAOLD', ending) },
			sts: { callerArn: granted(PERSON), assumeRole: passing },
		}),
	);
	assert.is(await failureFrom(use(fake)), passing);
});

test('another process has assumed the role in the meantime', async () => {
	const fake: FakeContext = fakeContext(
		world({
			meanwhile: (name) => {
				if (name === `role ${KEY}`) fake.roleCredentials.texts.set(KEY, entry('ASIAOTHER'));
			},
		}),
	);
	assert.is((await use(fake)).accessKeyId, 'ASIAOTHER');
	assert.equal(operations(fake), []);
});

test('after a sign-out in the meantime, nothing stays in the cache', async () => {
	const fake: FakeContext = fakeContext(
		world({
			sts: {
				callerArn: granted(PERSON),
				assumeRole: () => {
					fake.notes.texts.set(signOutKey(dev), formatNote({ at: NOW }));
					return granted(assumed('ASIANEW'));
				},
			},
		}),
	);
	const failure = await failureFrom(use(fake));
	assert.is(failure.code, 'sign-in-needed');
	assert.not(fake.roleCredentials.texts.has(KEY));
});

/** The region of STS, by the profile and the environment. */
const regions: Readonly<Record<string, readonly [own: PlainSettings, env: World['env'], region: string | undefined]>> =
	{
		'of the profile': [{}, { AWS_REGION: 'us-east-1' }, 'eu-west-1'],
		'never of the source': [{ region: '' }, {}, undefined],
		'of AWS_REGION': [{ region: '' }, { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-2' }, 'us-east-1'],
		'of AWS_DEFAULT_REGION': [{ region: '' }, { AWS_DEFAULT_REGION: 'us-east-2' }, 'us-east-2'],
		'not one that use set': [{ region: '' }, { AWS_REGION: 'us-east-1', SSOENV_REGION: 'us-east-1' }, undefined],
	};

for (const [name, [own, env = {}, region]] of Object.entries(regions)) {
	test(`the region of STS: ${name}`, async () => {
		const fake = fakeContext(world({ env }));
		const outcome = region === undefined ? (await failureFrom(use(fake, { own }))).code : await use(fake, { own });
		if (region === undefined) assert.is(outcome, 'role-region-missing');
		assert.equal(
			fake.sts.opened.map(({ ssoRegion }) => ssoRegion),
			region === undefined ? [] : [region],
		);
	});
}

test('an entry from the environment belongs to its access key', async () => {
	const own = { credential_source: 'Environment' };
	const env = { AWS_ACCESS_KEY_ID: 'AKIAMINE', AWS_SECRET_ACCESS_KEY: 's' };
	const notes = sourceOf({ kind: 'keys', accessKeyId: 'AKIAMINE' }, 'ASIAOLD');
	const credentials = { [KEY]: entry('ASIAOLD') };
	const mine = fakeContext(world({ env, notes, credentials }));
	assert.is((await use(mine, { own })).accessKeyId, 'ASIAOLD');
	const other = fakeContext(world({ env: { ...env, AWS_ACCESS_KEY_ID: 'AKIAOTHER' }, notes, credentials }));
	assert.is((await use(other, { own })).accessKeyId, 'ASIANEW');
});

test.run();
