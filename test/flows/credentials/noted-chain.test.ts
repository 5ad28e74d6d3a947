/** The note that spares a warm `use` the chain of a profile: it counts only for the same settings and the same credentials. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { profileNamed } from '../../../src/core/profile/chained-profile.ts';
import { isChained } from '../../../src/core/profile/role-chain.ts';
import { noteChain } from '../../../src/flows/credentials/note-chain.ts';
import { notedChain } from '../../../src/flows/credentials/noted-chain.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, credentialsUntil, dev, NOW, ON_DISK } from '../../support/context/sample.ts';
import { type PlainSettings, sharedConfigOf } from '../../support/context/shared-config.ts';

const ROLE = 'arn:aws:iam::333333333333:role/team/Deploy';
const MINUTE = 60_000;

const loadedWith = (own: PlainSettings = {}) => ({
	config: sharedConfigOf({
		profiles: {
			deploy: { role_arn: ROLE, source_profile: 'dev', region: 'eu-west-1', ...own },
			dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
		},
		ssoSessions: { corp: { sso_start_url: dev.startUrl, sso_region: 'us-east-1' } },
	}),
	path: CONFIG_PATH,
	...ON_DISK,
});

const entry = (accessKeyId: string, left: number) =>
	formatAssumedRole(
		{
			credentials: { ...credentialsUntil(NOW + left), accessKeyId },
			arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/me',
			assumedRoleId: 'AROADEPLOY:me',
		},
		'333333333333',
		'r',
	);

interface Now {
	readonly own?: PlainSettings;
	readonly env?: Environment;
	/** The cache entry; by default the one that was noted. */
	readonly entry?: string;
	readonly key?: string;
	/** Whether the note was made for a `use` with another region. */
	readonly region?: string;
}

/** Notes the role, and looks for it again. */
async function noted({ own, env = {}, entry: text = entry('ASIANOTED', 60 * MINUTE), key, region }: Now = {}) {
	const before = fakeContext();
	const loaded = loadedWith();
	const profile = profileNamed(loaded.config, { profile: 'deploy', namedBy: 'argument' }, CONFIG_PATH);
	if (!isChained(profile)) throw new Error('it assumes no role');
	const credentials = { ...credentialsUntil(NOW + 60 * MINUTE), accessKeyId: 'ASIANOTED' };
	await noteChain({ ...profile, ...(region !== undefined && { region }) }, credentials, loaded, before.context);
	const credentialsOf = { [key ?? `{"RoleArn": "${ROLE}"}`]: text };
	const fake = fakeContext({ env, notes: Object.fromEntries(before.notes.texts), credentials: credentialsOf });
	return { role: () => notedChain('deploy', loadedWith(own), fake.context), fake };
}

test('the role is found with its credentials, and nothing else is read', async () => {
	const { role, fake } = await noted();
	const found = role();
	assert.is(found?.credentials.accessKeyId, 'ASIANOTED');
	assert.equal(
		[found?.name, found?.accountId, found?.roleName, found?.region],
		['deploy', '333333333333', 'Deploy', 'eu-west-1'],
	);
	assert.is(fake.roleCredentials.calls.length, 1);
});

test('a region that was given for one call is not noted', async () => {
	const { role } = await noted({ region: 'ap-south-1' });
	assert.is(role()?.region, 'eu-west-1');
});

const changes: Readonly<Record<string, Now>> = {
	'another source': { own: { source_profile: 'deploy' } },
	'another role': { own: { role_arn: `${ROLE}2` } },
	'a session name': { own: { role_session_name: 'me' } },
	'another session name in the environment': { env: { SSOENV_ROLE_SESSION_NAME: 'me' } },
	'other credentials in the entry': { entry: entry('ASIAOTHER', 60 * MINUTE) },
	'a millisecond less than 15 minutes left': { entry: entry('ASIANOTED', 15 * MINUTE - 1) },
	'half an entry': { entry: entry('ASIANOTED', 60 * MINUTE).slice(0, 40) },
	'no entry': { key: 'another' },
};

for (const [name, now] of Object.entries(changes)) {
	test(`with ${name} the note does not count`, async () => {
		assert.is((await noted(now)).role(), undefined);
	});
}

test('a session name that AWS refuses is refused', async () => {
	const { role } = await noted({ env: { SSOENV_ROLE_SESSION_NAME: 'a b' } });
	assert.is(failureOf(role).code, 'setting-invalid');
});

test('a note that cannot be written is no failure, and one that is there is not written again', async () => {
	const loaded = loadedWith();
	const profile = profileNamed(loaded.config, { profile: 'deploy', namedBy: 'argument' }, CONFIG_PATH);
	if (!isChained(profile)) throw new Error('it assumes no role');
	const broken = fakeContext({ areNotesBroken: true });
	await noteChain(profile, credentialsUntil(NOW), loaded, broken.context);
	assert.is(broken.notes.texts.size, 0);
	const fake = fakeContext();
	for (const _ of [1, 2]) await noteChain(profile, credentialsUntil(NOW), loaded, fake.context);
	assert.is(fake.notes.calls.filter((call) => call.startsWith('write')).length, 1);
});

test.run();
