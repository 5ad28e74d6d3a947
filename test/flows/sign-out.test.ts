/** Signing out: AWS is told, what belongs to the sign-in goes, and everything else stays. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failures } from '../../src/core/failures.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../src/core/role-credentials.ts';
import { sessionOf } from '../../src/flows/session-for.ts';
import { signOut, signOutEverywhere } from '../../src/flows/sign-out.ts';
import { fakeContext, type World } from '../support/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	legacy,
	NOW,
	ON_DISK,
	START_URL,
	token,
	tokenText,
} from '../support/sample.ts';
import { ENDPOINT, granted, refusal } from '../support/scripted-portal.ts';
import { sharedConfigOf } from '../support/shared-config.ts';

const at = { sso_start_url: START_URL, sso_region: 'us-east-1' };
const role = { sso_account_id: '111111111111', sso_role_name: 'ReadOnly' };
const config = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', ...role },
		admin: { sso_session: 'corp', ...role, sso_role_name: 'Admin' },
		bare: { sso_session: 'corp' },
		legacy: { ...at, ...role },
		other: { sso_session: 'other', ...role },
	},
	ssoSessions: { corp: at, other: at },
});
const loaded = { config, path: CONFIG_PATH, ...ON_DISK };

const entry = formatCacheEntry(credentialsUntil(NOW + 3_600_000), dev.accountId);
const ASSUMED = '{"Credentials": {"AccessKeyId": "A"}, "AssumedRoleUser": {}}';
const REGISTRATION = '{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z"}';
const FOREIGN = '{"accessToken": "kiro", "expiresAt": "2026-11-21T11:00:00Z", "region": "us-east-1"}';

const KEY = {
	dev: roleCredentialsKey(dev),
	admin: roleCredentialsKey({ ...dev, roleName: 'Admin' }),
	legacy: roleCredentialsKey(legacy),
	other: roleCredentialsKey({ ...dev, ssoSession: 'other' }),
};

/** A full cache: three sign-ins, a registration, another tool's token, a broken file, roles of all kinds. */
const full: World = {
	config,
	tokens: {
		corp: tokenText(),
		other: tokenText({ accessToken: 'aoaOTHER', region: 'eu-west-1' }),
		[START_URL]: tokenText({ accessToken: 'aoaLEGACY' }),
		registration: REGISTRATION,
		foreign: FOREIGN,
		broken: '{',
	},
	credentials: { [KEY.dev]: entry, [KEY.admin]: entry, [KEY.legacy]: entry, [KEY.other]: entry, assumed: ASSUMED },
	notes: {
		'refused corp': '{"format": 1, "expiresAt": "x", "refused": "token"}',
		'refused other': '{"format": 1, "expiresAt": "x", "refused": "token"}',
		clock: '{"format": 1, "offsetSeconds": 90}',
	},
	portal: { logout: granted({}) },
};

const keys = (texts: ReadonlyMap<string, string>) => [...texts.keys()];
const unreachable = failures.unreachable({ endpoint: ENDPOINT, reason: 'no network' });

test('one sign-in: AWS is told; its token, roles and notes go; all else stays', async () => {
	const { context, portal, accessTokens, roleCredentials, notes, stderr } = fakeContext(full);
	assert.is(await signOut(sessionOf(dev, loaded), context), true);
	assert.equal(portal.calls, [{ operation: 'Logout', request: token.accessToken }]);
	assert.equal(keys(accessTokens.texts), ['other', START_URL, 'registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), [KEY.legacy, KEY.other, 'assumed']);
	assert.equal(keys(notes.texts), ['refused other', 'clock']);
	assert.equal(stderr, []);
});

test('what was discovered goes as well: who signs in next may be somebody else', async () => {
	const { context, discoveries } = fakeContext({ portal: { logout: granted({}) } });
	for (const key of ['corp', 'other']) {
		discoveries.whole.set(key, 'a');
		discoveries.growing.set(key, 'b');
	}
	await signOut(sessionOf(dev, loaded), context);
	assert.equal([[...discoveries.whole.keys()], [...discoveries.growing.keys()]], [['other'], ['other']]);
	await signOutEverywhere(loaded, context);
	assert.equal([discoveries.whole.size, discoveries.growing.size], [0, 0]);
});

test('a legacy sign-in: only its own', async () => {
	const { context, portal, accessTokens, roleCredentials } = fakeContext(full);
	assert.is(await signOut(sessionOf(legacy, loaded), context), true);
	assert.equal(portal.calls, [{ operation: 'Logout', request: 'aoaLEGACY' }]);
	assert.equal(keys(accessTokens.texts), ['corp', 'other', 'registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), [KEY.dev, KEY.admin, KEY.other, 'assumed']);
});

test('AWS is told in the region in which the token was issued, whatever the config file says by now', async () => {
	const { context, portal } = fakeContext(full);
	await signOut(sessionOf({ ...dev, ssoSession: 'other' }, loaded), context);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['eu-west-1'],
	);
});

test('a token without a region: AWS is told in the configured one', async () => {
	const { context, portal } = fakeContext({ ...full, tokens: { corp: tokenText({ region: undefined }) } });
	await signOut(sessionOf(dev, loaded), context);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1'],
	);
});

test('it waits for a refresh that is under way: the token would be written again', async () => {
	const { context, works } = fakeContext(full);
	await signOut(sessionOf(dev, loaded), context);
	assert.equal(works, ['refresh corp']);
});

for (const [status, code] of [
	[401, 'UnauthorizedException'],
	[400, 'InvalidRequestException'],
] as const) {
	test(`${status} ${code}: AWS knows the token no longer, so it is signed out`, async () => {
		const { context, accessTokens, stderr } = fakeContext({ ...full, portal: { logout: refusal(status, code) } });
		assert.is(await signOut(sessionOf(dev, loaded), context), true);
		assert.not.ok(accessTokens.texts.has('corp'));
		assert.equal(stderr, []);
	});
}

const WARNING = `warning: cannot reach ${ENDPOINT}: no network; AWS was not told, and would accept the token until 2026-11-21T11:00:00Z`;

test('AWS out of reach: a warning, and everything is removed all the same (the AWS CLI stops there)', async () => {
	const { context, accessTokens, roleCredentials, stderr } = fakeContext({ ...full, portal: { logout: unreachable } });
	assert.is(await signOut(sessionOf(dev, loaded), context), true);
	assert.equal(stderr, [WARNING]);
	assert.not.ok(accessTokens.texts.has('corp') || roleCredentials.texts.has(KEY.dev));
});

test('an error that is no failure is not passed over', async () => {
	const bug = new TypeError('a bug');
	const { context } = fakeContext({ ...full, portal: { logout: bug } });
	const error: unknown = await signOut(sessionOf(dev, loaded), context).catch((reason: unknown) => reason);
	assert.is(error, bug);
});

test('nobody was signed in: AWS is not asked, and cached roles go nevertheless', async () => {
	const { context, portal, roleCredentials } = fakeContext({ ...full, tokens: {} });
	assert.is(await signOut(sessionOf(dev, loaded), context), false);
	assert.equal(portal.opened, []);
	assert.not.ok(roleCredentials.texts.has(KEY.dev));
});

test('a broken token file is removed; there is nothing in it to tell AWS', async () => {
	const { context, portal, accessTokens } = fakeContext({ ...full, tokens: { corp: '{' } });
	assert.is(await signOut(sessionOf(dev, loaded), context), true);
	assert.equal([portal.calls, keys(accessTokens.texts)], [[], []]);
});

test('everything: all tokens with a start URL and all roles by sign-in; nothing of other tools', async () => {
	const { context, portal, accessTokens, roleCredentials, notes, stderr } = fakeContext(full);
	assert.is(await signOutEverywhere(loaded, context), 3);
	assert.equal(
		portal.calls.map(({ request }) => request),
		[token.accessToken, 'aoaOTHER', 'aoaLEGACY'],
	);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1', 'eu-west-1', 'us-east-1'],
	);
	assert.equal(keys(accessTokens.texts), ['registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), ['assumed']);
	assert.equal(keys(notes.texts), []);
	assert.equal(stderr, []);
});

test('everything, of sign-ins that the config file does not know as well', async () => {
	const { context, accessTokens } = fakeContext({ ...full, tokens: { gone: tokenText() } });
	assert.is(await signOutEverywhere({ config: sharedConfigOf({}), path: CONFIG_PATH, ...ON_DISK }, context), 1);
	assert.equal(keys(accessTokens.texts), []);
});

test('everything, with a token that does not say its region: removed, and AWS is not told', async () => {
	const { context, portal, accessTokens } = fakeContext({
		...full,
		tokens: { corp: tokenText({ region: undefined }) },
	});
	assert.is(await signOutEverywhere(loaded, context), 1);
	assert.equal([portal.calls, keys(accessTokens.texts)], [[], []]);
});

test('everything, with AWS out of reach for one: a warning, and the others are told', async () => {
	const { context, accessTokens, stderr } = fakeContext({
		...full,
		portal: { logout: [unreachable, granted({}), refusal(401, 'UnauthorizedException')] },
	});
	assert.is(await signOutEverywhere(loaded, context), 3);
	assert.equal(stderr, [WARNING]);
	assert.equal(keys(accessTokens.texts), ['registration', 'foreign', 'broken']);
});

test('everything of nothing', async () => {
	const { context } = fakeContext();
	assert.is(await signOutEverywhere(loaded, context), 0);
});

test('the copies of the shells go with the roles: those of this sign-in, or all', async () => {
	const copies = { 'roles/dev': 'x', 'roles/legacy': 'x', names: 'x' };
	const one = fakeContext({ ...full, copies });
	await signOut(sessionOf(dev, loaded), one.context);
	assert.equal([...one.kept.keys()], ['roles/legacy', 'names']);
	const all = fakeContext({ ...full, copies });
	await signOutEverywhere(loaded, all.context);
	assert.equal([...all.kept.keys()], []);
});

test.run();
