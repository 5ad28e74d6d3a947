/** Signing out: AWS is told, what belongs to the sign-in goes, and everything else stays. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { formatRoleNote, roleNoteKey } from '../../../src/core/credentials/role-note.ts';
import { beginLine, rolesLine } from '../../../src/core/discovery/kept-discovery.ts';
import { failures } from '../../../src/core/failure/failures.ts';
import { formatGiven } from '../../../src/core/profile/given-role.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { forgetAllRoles, signOut, signOutEverywhere } from '../../../src/flows/sign-in/sign-out.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
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
} from '../../support/context/sample.ts';
import { ENDPOINT, granted, refusal } from '../../support/context/scripted-portal.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

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
	assert.is(await signOut(signInOf(dev, loaded), context), true);
	assert.equal(portal.calls, [{ operation: 'Logout', request: token.accessToken }]);
	assert.equal(keys(accessTokens.texts), ['other', START_URL, 'registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), [KEY.legacy, KEY.other, 'assumed']);
	assert.equal(keys(notes.texts), ['refused other', 'clock', 'signed out corp']);
	assert.equal(stderr, []);
});

test('what was discovered goes as well: who signs in next may be somebody else', async () => {
	const { context, discoveries } = fakeContext({ portal: { logout: granted({}) } });
	for (const key of ['corp', 'other']) {
		discoveries.whole.set(key, 'a');
		discoveries.growing.set(key, 'b');
	}
	await signOut(signInOf(dev, loaded), context);
	assert.equal([[...discoveries.whole.keys()], [...discoveries.growing.keys()]], [['other'], ['other']]);
	await signOutEverywhere(loaded, context);
	assert.equal([discoveries.whole.size, discoveries.growing.size], [0, 0]);
});

test('a legacy sign-in: only its own', async () => {
	const { context, portal, accessTokens, roleCredentials } = fakeContext(full);
	assert.is(await signOut(signInOf(legacy, loaded), context), true);
	assert.equal(portal.calls, [{ operation: 'Logout', request: 'aoaLEGACY' }]);
	assert.equal(keys(accessTokens.texts), ['corp', 'other', 'registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), [KEY.dev, KEY.admin, KEY.other, 'assumed']);
});

test('AWS is told in the region in which the token was issued, whatever the config file says by now', async () => {
	const { context, portal } = fakeContext(full);
	await signOut(signInOf({ ...dev, ssoSession: 'other' }, loaded), context);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['eu-west-1'],
	);
});

test('a token without a region: AWS is told in the configured one', async () => {
	const { context, portal } = fakeContext({ ...full, tokens: { corp: tokenText({ region: undefined }) } });
	await signOut(signInOf(dev, loaded), context);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1'],
	);
});

test('it waits for a refresh that is under way: the token would be written again', async () => {
	const { context, works } = fakeContext(full);
	await signOut(signInOf(dev, loaded), context);
	assert.equal(works, ['refresh corp']);
});

for (const [status, code] of [
	[401, 'UnauthorizedException'],
	[400, 'InvalidRequestException'],
] as const) {
	test(`${status} ${code}: AWS knows the token no longer, so it is signed out`, async () => {
		const { context, accessTokens, stderr } = fakeContext({ ...full, portal: { logout: refusal(status, code) } });
		assert.is(await signOut(signInOf(dev, loaded), context), true);
		assert.not.ok(accessTokens.texts.has('corp'));
		assert.equal(stderr, []);
	});
}

const WARNING = `warning: cannot reach ${ENDPOINT}: no network; the token was not revoked at AWS and is valid until 2026-11-21T11:00:00Z`;

test('AWS out of reach: a warning, and everything is removed all the same (the AWS CLI stops there)', async () => {
	const { context, accessTokens, roleCredentials, stderr } = fakeContext({ ...full, portal: { logout: unreachable } });
	assert.is(await signOut(signInOf(dev, loaded), context), true);
	assert.equal(stderr, [WARNING]);
	assert.not.ok(accessTokens.texts.has('corp') || roleCredentials.texts.has(KEY.dev));
});

test('an error that is no failure is not passed over', async () => {
	const bug = new TypeError('a bug');
	const { context } = fakeContext({ ...full, portal: { logout: bug } });
	const error: unknown = await signOut(signInOf(dev, loaded), context).catch((reason: unknown) => reason);
	assert.is(error, bug);
});

test('nobody was signed in: AWS is not asked, and cached roles go nevertheless', async () => {
	const { context, portal, roleCredentials } = fakeContext({ ...full, tokens: {} });
	assert.is(await signOut(signInOf(dev, loaded), context), false);
	assert.equal(portal.opened, []);
	assert.not.ok(roleCredentials.texts.has(KEY.dev));
});

test('a broken token file is removed; there is nothing in it to tell AWS', async () => {
	const { context, portal, accessTokens } = fakeContext({ ...full, tokens: { corp: '{' } });
	assert.is(await signOut(signInOf(dev, loaded), context), true);
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
	assert.equal(keys(notes.texts), ['signed out corp', 'signed out other', `signed out ${START_URL}`]);
	assert.equal(stderr, []);
});

test('everything, of sign-ins that the config file does not know as well', async () => {
	const { context, accessTokens } = fakeContext({ ...full, tokens: { gone: tokenText() } });
	assert.is(await signOutEverywhere({ config: sharedConfigOf({}), path: CONFIG_PATH, ...ON_DISK }, context), 1);
	assert.equal(keys(accessTokens.texts), []);
});

test('everything, with a token that does not say its region: AWS is told in the configured one', async () => {
	const { context, portal, accessTokens } = fakeContext({
		...full,
		tokens: { corp: tokenText({ region: undefined }) },
	});
	assert.is(await signOutEverywhere(loaded, context), 1);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1'],
	);
	assert.equal(keys(accessTokens.texts), []);
});

test('everything, with a token that does not say its region and that nothing is known of: removed, and said', async () => {
	const { context, portal, accessTokens, stderr } = fakeContext({
		...full,
		tokens: { gone: tokenText({ region: undefined }) },
	});
	assert.is(await signOutEverywhere(loaded, context), 1);
	assert.equal([portal.calls, keys(accessTokens.texts)], [[], []]);
	assert.equal(stderr, [
		`warning: ${accessTokens.path('gone')} has no region, so ssoenv could not revoke the token at AWS; it is valid until 2026-11-21T11:00:00Z`,
	]);
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

test('the copies of the shells: those stay that are copies of what stays, whatever their names', async () => {
	const copies = {
		'roles/dev': 'ssoenv1\nASIASSO\n',
		'roles/removed': 'ssoenv1\nASIAREMOVED\n',
		'roles/other': 'ssoenv1\nASIAOTHER\nend\n',
		'roles/other.1234': 'ssoenv1\nASIAOTH',
		'roles/foreign': 'of somebody else',
		names: 'x',
	};
	const credentials = { [KEY.dev]: entry, [KEY.other]: entry.replace('ASIASSO', 'ASIAOTHER') };
	const one = fakeContext({ ...full, credentials, copies });
	await signOut(signInOf(dev, loaded), one.context);
	assert.equal([...one.kept.keys()], ['roles/other', 'roles/foreign', 'names']);
	const all = fakeContext({ ...full, copies });
	await signOutEverywhere(loaded, all.context);
	assert.equal([...all.kept.keys()], ['roles/foreign']);
});

const given = { ...dev, accountId: '333333333333', roleName: 'Given' };
const removed = { ...dev, accountId: '444444444444', roleName: 'Removed' };
const discovered = { ...dev, accountId: '555555555555', roleName: 'Discovered' };
const CUT = '{"ProviderType": "sso", "Credentials": {"AccessKeyId": "ASIA';
/** Neither the kind of an entry nor anything else in it tells: only the name does. */
const UNNAMED = entry.replace('"ProviderType": "sso", ', '');

const signOutOfCorp = (context: Context) => signOut(signInOf(dev, loaded), context);
const signOutOfAll = (context: Context) => signOutEverywhere(loaded, context);

const belongings: Readonly<Record<string, readonly [key: string, text: string, notes?: World['notes']]>> = {
	'of a role that was given': [
		roleCredentialsKey(given),
		UNNAMED,
		{ 'role Given-333333333333': formatGiven({ ...given, ssoSession: 'corp' }) },
	],
	'of a profile that is gone': [
		roleCredentialsKey(removed),
		UNNAMED,
		{ [roleNoteKey(removed)]: formatRoleNote(removed) },
	],
	'of a role that was discovered': [roleCredentialsKey(discovered), UNNAMED],
	'of which only the kind is known': ['unknown', entry],
	'that was cut short': [KEY.dev, CUT],
	'that was cut short, of which nothing is known': ['unknown', CUT],
	'that is empty': [KEY.dev, ''],
	'that a killed writer left': [`${KEY.dev}.left-1`, UNNAMED],
	'that a killed writer left, of which only the kind is known': ['unknown.left-1', CUT],
	'of a profile whose sign-in is over': [roleCredentialsKey({ ...dev, ssoSession: 'over' }), entry],
};

for (const [name, [key, text, notes = {}]] of Object.entries(belongings)) {
	test(`an entry ${name} goes`, async () => {
		for (const end of [signOutOfCorp, signOutOfAll]) {
			const one = fakeContext({ ...full, credentials: { [key]: text, assumed: ASSUMED }, notes });
			one.discoveries.whole.set(
				'corp',
				`${beginLine(dev, NOW)}${rolesLine(discovered.accountId, [discovered.roleName], 0)}`,
			);
			await end(one.context);
			assert.equal(keys(one.roleCredentials.texts), ['assumed']);
		}
	});
}

test('what another sign-in brought stays, however its role is known, as long as it has a token', async () => {
	const other = { ...dev, ssoSession: 'other' };
	const gone = { ...dev, ssoSession: 'not in the config' };
	const known = {
		profile: other,
		given: { ...given, ssoSession: 'other' },
		removed: { ...removed, ssoSession: 'other' },
		discovered: { ...discovered, ssoSession: 'other' },
		gone,
		legacy: { ...legacy, accountId: '444444444444' },
	};
	const noted = [known.removed, known.gone, known.legacy];
	const fake = fakeContext({
		...full,
		tokens: { ...full.tokens, [gone.ssoSession]: tokenText() },
		credentials: Object.fromEntries(Object.values(known).map((role) => [roleCredentialsKey(role), entry])),
		notes: {
			'role Given-333333333333': formatGiven(known.given),
			...Object.fromEntries(noted.map((role) => [roleNoteKey(role), formatRoleNote(role)])),
		},
	});
	fake.discoveries.growing.set(
		'other',
		`${beginLine(other, NOW)}${rolesLine(discovered.accountId, [discovered.roleName], 0)}`,
	);
	const before = keys(fake.roleCredentials.texts);
	const notes = keys(fake.notes.texts);
	await signOutOfCorp(fake.context);
	assert.equal(keys(fake.roleCredentials.texts), before);
	assert.equal(keys(fake.notes.texts), [...notes, 'signed out corp']);
});

test('what is noted of its entries goes with them', async () => {
	const fake = fakeContext({ ...full, notes: { [roleNoteKey(removed)]: formatRoleNote(removed) } });
	await signOutOfCorp(fake.context);
	assert.equal(keys(fake.notes.texts), ['signed out corp']);
});

const ownFiles: Readonly<Record<string, readonly [text: string, told: number]>> = {
	'without a start URL': [tokenText({ startUrl: undefined }), 1],
	'half written': [tokenText().slice(0, 120), 0],
	empty: ['', 0],
	'with a registration in it': [REGISTRATION, 0],
};

for (const [name, [text, told]] of Object.entries(ownFiles)) {
	test(`a file with the name of a session is its token: ${name}`, async () => {
		for (const end of [signOutOfCorp, signOutOfAll]) {
			const fake = fakeContext({ ...full, tokens: { corp: text, foreign: FOREIGN, registration: REGISTRATION } });
			assert.is(Number(await end(fake.context)), 1);
			assert.equal(keys(fake.accessTokens.texts), ['foreign', 'registration']);
			assert.is(fake.portal.calls.length, told);
			const path = fake.accessTokens.path('corp');
			const warning = `warning: cannot read a token from ${path}, so no token was revoked at AWS`;
			assert.equal(fake.stderr, told === 0 ? [warning] : []);
		}
	});
}

test('what killed writers left beside the token goes, and AWS is told of each token in it', async () => {
	const tokens = {
		'corp.left-1': tokenText({ accessToken: 'aoaLEFT' }),
		corp: tokenText(),
		'corp.left-2': tokenText(),
		'corp.left-3': '{"startUrl": "https:',
		'registration.left-1': REGISTRATION,
		'foreign.left-1': FOREIGN,
	};
	for (const end of [signOutOfCorp, signOutOfAll]) {
		const fake = fakeContext({ ...full, tokens });
		assert.is(Number(await end(fake.context)), 1);
		assert.equal(keys(fake.accessTokens.texts), ['registration.left-1', 'foreign.left-1']);
		assert.equal(
			fake.portal.calls.map(({ request }) => request),
			[token.accessToken, 'aoaLEFT'],
		);
	}
});

test('room that a sign-in has taken while it waits for the browser stays: there is nothing to sign out of', async () => {
	const tokens = { 'corp.room-1': '', 'corp.room-2': '\0'.repeat(8192) };
	for (const end of [signOutOfCorp, signOutOfAll]) {
		const fake = fakeContext({ ...full, tokens });
		assert.is(Number(await end(fake.context)), 0);
		assert.equal([keys(fake.accessTokens.texts), fake.stderr], [['corp.room-1', 'corp.room-2'], []]);
	}
});

test('everything, with what killed writers left of sign-ins that nothing is known of', async () => {
	const tokens = { 'gone.left-1': tokenText(), 'cut.left-1': '{"startUrl": "https://d', cut: '{"startUrl": "' };
	const fake = fakeContext({ ...full, tokens });
	assert.is(await signOutOfAll(fake.context), 2);
	assert.equal(keys(fake.accessTokens.texts), []);
});

test('everything, with a session that the config file says too little of: its file is a token all the same', async () => {
	const config = sharedConfigOf({ ssoSessions: { half: { sso_region: 'us-east-1' } } });
	const fake = fakeContext({ ...full, tokens: { half: FOREIGN, foreign: FOREIGN } });
	assert.is(await signOutEverywhere({ ...loaded, config }, fake.context), 1);
	assert.equal([keys(fake.accessTokens.texts), fake.portal.calls.length], [['foreign'], 1]);
});

test('each session is signed out of while its refresh stands still', async () => {
	const fake = fakeContext({ ...full, tokens: { corp: tokenText(), other: tokenText() } });
	await signOutOfAll(fake.context);
	assert.equal(fake.works, ['refresh corp', 'refresh other']);
});

const RETRY = 'make those folders writable, then sign out again';

test('a token that cannot be removed: a failure that names it and says that AWS was told; all else goes', async () => {
	for (const [end, command] of [
		[signOutOfCorp, 'ssoenv logout --sso-session corp'],
		[signOutOfAll, 'ssoenv logout --all'],
	] as const) {
		const fake = fakeContext({ ...full, tokens: { corp: tokenText() } });
		fake.accessTokens.stuck.add('corp');
		const failure = await failureFrom(end(fake.context));
		assert.is(failure.status, 3);
		assert.equal(toldBy(failure), [
			`the sign-out is incomplete: cannot remove ${fake.accessTokens.path('corp')} (the file system is read-only); AWS has revoked the token`,
			RETRY,
			command,
		]);
		assert.not.ok(fake.roleCredentials.texts.has(KEY.dev));
		assert.is(fake.portal.calls.length, 1);
	}
});

test('role credentials and tokens that cannot be removed, and AWS out of reach: all of it is said', async () => {
	const fake = fakeContext({ ...full, portal: { logout: unreachable } });
	for (const key of [KEY.dev, KEY.admin]) fake.roleCredentials.stuck.add(key);
	fake.accessTokens.stuck.add('corp');
	const [message = ''] = toldBy(await failureFrom(signOutOfCorp(fake.context)));
	for (const path of [
		fake.accessTokens.path('corp'),
		fake.roleCredentials.path(KEY.dev),
		fake.roleCredentials.path(KEY.admin),
	]) {
		assert.match(message, `${path} (`);
	}
	assert.match(message, /; the token was not revoked at AWS$/);
	assert.equal(fake.stderr, [WARNING]);
});

test('nobody was signed in, and role credentials cannot be removed: a failure as well', async () => {
	const fake = fakeContext({ ...full, tokens: {} });
	fake.roleCredentials.stuck.add(KEY.dev);
	const [message] = toldBy(await failureFrom(signOutOfCorp(fake.context)));
	const path = fake.roleCredentials.path(KEY.dev);
	assert.is(message, `the sign-out is incomplete: cannot remove ${path} (the file system is read-only)`);
});

test('nobody is signed in to anything: role credentials that are still there go', async () => {
	const fake = fakeContext({ ...full, tokens: { foreign: FOREIGN }, copies: { 'roles/dev': 'ssoenv1', names: 'x' } });
	await forgetAllRoles(loaded, fake.context);
	assert.equal(keys(fake.roleCredentials.texts), ['assumed']);
	assert.equal([...fake.kept.keys()], ['names']);
	fake.roleCredentials.texts.set(KEY.dev, entry);
	fake.roleCredentials.stuck.add(KEY.dev);
	assert.is((await failureFrom(forgetAllRoles(loaded, fake.context))).code, 'sign-out-incomplete');
});

test.run();
