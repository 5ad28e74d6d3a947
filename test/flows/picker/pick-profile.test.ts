/** The rows that the picker gets, and the profile that it returns. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tokenKey } from '../../../src/core/aws/sso-session.ts';
import { formatAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { accountsLine, beginLine } from '../../../src/core/discovery/kept-discovery.ts';
import { formatUses, withUse } from '../../../src/core/picker/recent-profiles.ts';
import { pickProfile } from '../../../src/flows/picker/pick-profile.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import { contextWith } from '../../support/context/context-with.ts';
import { credentialsUntil, dev, NOW, sampleConfig, tokenText } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

async function shown(world: World): Promise<readonly string[]> {
	let states: readonly string[] = [];
	const { context } = fakeContext({
		...world,
		pick: (rows) => {
			states = rows;
			return 'dev';
		},
	});
	assert.is(await pickProfile(context.files.loadConfig(), context), 'dev');
	return states;
}

test('profiles without a sign-in', async () => {
	assert.equal(await shown({}), ['dev: not signed in', 'legacy: not signed in']);
});

test('a profile shows the time left of its cached credentials, or else the state of its sign-in', async () => {
	const entry = formatCacheEntry(credentialsUntil(NOW + 1_800_000), dev.accountId);
	assert.equal(await shown({ credentials: { [roleCredentialsKey(dev)]: entry } }), [
		'dev: 30 min left',
		'legacy: not signed in',
	]);
	assert.equal(await shown({ tokens: { corp: tokenText() } }), ['dev: signed in', 'legacy: not signed in']);
	const expiredEntry = formatCacheEntry(credentialsUntil(NOW - 1000), dev.accountId);
	assert.equal(await shown({ credentials: { [roleCredentialsKey(dev)]: expiredEntry }, tokens: { corp: '{' } }), [
		'dev: unusable token file',
		'legacy: not signed in',
	]);
});

test('profiles that assume a role show the time left of that role, or else the sign-in at the root', async () => {
	const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
	const config = sharedConfigOf({
		profiles: {
			dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
			deploy: { role_arn: DEPLOY, source_profile: 'dev' },
			partner: { role_arn: DEPLOY, source_profile: 'dev', external_id: 'x-1' },
			shell: { role_arn: `${DEPLOY}2`, credential_source: 'Environment' },
			process: { role_arn: DEPLOY, source_profile: 'runs' },
			runs: { credential_process: '/bin/true' },
		},
		ssoSessions: { corp: { sso_start_url: dev.startUrl, sso_region: 'us-east-1' } },
	});
	const credentials = { ...credentialsUntil(NOW + 1_800_000), accessKeyId: 'ASIADEPLOY' };
	const text = formatAssumedRole({ credentials, arn: undefined, assumedRoleId: undefined }, '333333333333', 'r');
	assert.equal(await shown({ config, credentials: { [`{"RoleArn": "${DEPLOY}"}`]: text } }), [
		'dev: not signed in',
		'deploy: 30 min left',
		'partner: not signed in',
		// No note says from which source the entry is: the AWS CLI may have written it.
		'process: 30 min left',
		'shell: ',
	]);
});

test('the most used profile comes first', async () => {
	const uses = formatUses(withUse(new Map(), 'legacy', NOW));
	assert.equal(await shown({ notes: { uses } }), ['legacy: not signed in', 'dev: not signed in']);
});

test('favorites come before the most used profile', async () => {
	const uses = formatUses(withUse(new Map(), 'legacy', NOW));
	const env = { SSOENV_FAVORITES: 'no-such d*' };
	assert.equal(await shown({ notes: { uses }, env }), ['dev: not signed in', 'legacy: not signed in']);
});

test('profiles that cannot be used are not offered', async () => {
	const config = sharedConfigOf({
		profiles: {
			broken: { sso_session: 'gone', sso_account_id: '1', sso_role_name: 'x' },
			bearer: { sso_session: 'corp' },
			keys: { aws_access_key_id: 'AKIA' },
			dev: Object.fromEntries(
				[...(sampleConfig.profiles.get('dev') ?? [])].map(([key, value]) => [key, String(value)]),
			),
		},
		ssoSessions: { corp: { sso_start_url: dev.startUrl, sso_region: dev.ssoRegion } },
	});
	assert.equal(await shown({ config }), ['dev: not signed in']);
});

test('section headers that AWS tools ignore are reported before the picker opens', async () => {
	const text = '[other]\nsso_session = corp\n';
	const config = { ...sampleConfig, texts: [{ path: '/c', text, isCredentials: false }] };
	const { context, stderr } = fakeContext({ config, pick: () => 'dev' });
	await pickProfile(context.files.loadConfig(), context);
	assert.equal(stderr, ['line 1 of /c has [other], but AWS tools read only [profile other]']);
});

test('without profiles, no picker opens', async () => {
	const { context } = fakeContext({ config: sharedConfigOf({ profiles: {}, ssoSessions: {} }) });
	assert.is(await pickProfile(context.files.loadConfig(), context), undefined);
});

test('leaving the picker fails quietly with status 130', async () => {
	const { context } = fakeContext({ pick: () => undefined });
	const failure = await failureFrom(pickProfile(context.files.loadConfig(), context));
	assert.equal([failure.code, failure.status, failure.isQuiet], ['nothing-picked', 130, true]);
});

test('account names come from a discovery of the same session', async () => {
	const { context } = fakeContext({});
	const store = await context.files.discoveries();
	const account = { accountId: dev.accountId, accountName: 'Payments', emailAddress: undefined };
	const lines = [beginLine(dev, NOW), accountsLine({ items: [account], leftOut: 0, nextToken: undefined }, true)];
	const names = async (): Promise<unknown> => {
		let accountNames: readonly unknown[] = [];
		const pick: Context['terminal']['pick'] = async (rows) => {
			accountNames = rows.map(({ accountName }) => accountName);
			return 0;
		};
		await pickProfile(context.files.loadConfig(), contextWith(context, { terminal: { pick } }));
		return accountNames[0];
	};
	assert.is(await names(), undefined);
	store.begin(tokenKey(dev), lines.join(''));
	store.finish(tokenKey(dev));
	assert.is(await names(), 'Payments');
	store.begin(tokenKey(dev), lines.join('').replace(dev.startUrl, 'https://d-0000000000.awsapps.com/start'));
	store.finish(tokenKey(dev));
	assert.is(await names(), undefined);
});

test.run();
