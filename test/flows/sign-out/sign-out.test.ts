/** Signing out: AWS is called, everything of the sign-in is deleted, and everything else stays. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assumedRoleKey } from '../../../src/core/credentials/assumed-role.ts';
import { formatRoleNote, roleNoteKey } from '../../../src/core/credentials/cache-entry-origin.ts';
import { callerNoteKey, formatCallerNote } from '../../../src/core/credentials/caller-note.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { formatSourceNote, type SourceIdentity, sourceNoteKey } from '../../../src/core/credentials/source-note.ts';
import { beginLine, rolesLine } from '../../../src/core/discovery/kept-discovery.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { formatGiven } from '../../../src/core/given-role/given-role.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { forgetAllRoles, signOut, signOutEverywhere } from '../../../src/flows/sign-out/sign-out.ts';
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

/** A full cache: three sign-ins, a registration, another tool's token, an invalid file, and roles of all kinds. */
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
const unreachable = networkFailures.unreachable({ endpoint: ENDPOINT, reason: 'no network' });

test('one sign-in: Logout is called; its token, roles and notes are deleted; everything else stays', async () => {
	const { context, portal, accessTokens, roleCredentials, notes, stderr } = fakeContext(full);
	assert.is(await signOut(signInOf(dev, loaded), context), true);
	assert.equal(portal.calls, [{ operation: 'Logout', request: token.accessToken }]);
	assert.equal(keys(accessTokens.texts), ['other', START_URL, 'registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), [KEY.legacy, KEY.other, 'assumed']);
	assert.equal(keys(notes.texts), ['refused other', 'clock', 'signed out corp']);
	assert.equal(stderr, []);
});

test('the kept discovery is deleted too, because another person may sign in next', async () => {
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

const deploy = {
	roleArn: 'arn:aws:iam::333333333333:role/Deploy',
	externalId: undefined,
	mfaSerial: undefined,
	durationSeconds: undefined,
	sessionName: undefined,
};
const deployKey = assumedRoleKey(deploy);
const noteOf = (source: SourceIdentity): World['notes'] & object => ({
	[sourceNoteKey(deploy)]: formatSourceNote(deploy, source, 'A'),
});
const inChain: SourceIdentity = {
	kind: 'role',
	role: { ...deploy, sessionName: 'x' },
	source: { kind: 'sso', role: dev },
};

/** Whether a sign-out of `corp` deletes an assumed role, by its entry and by the note about it. */
const assumedRoles: Readonly<
	Record<string, readonly [entry: string, notes: World['notes'] & object, isDeleted: boolean]>
> = {
	'from a role of the sign-in': [ASSUMED, noteOf({ kind: 'sso', role: dev }), true],
	'in a chain that begins with the sign-in': [ASSUMED, noteOf(inChain), true],
	'that was cut off': ['{"Credentials": {"AccessKeyId": "A"', noteOf(inChain), true],
	'of another sign-in': [ASSUMED, noteOf({ kind: 'sso', role: { ...dev, ssoSession: 'other' } }), false],
	'from static keys': [ASSUMED, noteOf({ kind: 'keys', accessKeyId: 'AKIA' }), false],
	'without a note': [ASSUMED, {}, false],
	'that another tool has written since': [ASSUMED.replace('"A"', '"B"'), noteOf({ kind: 'sso', role: dev }), false],
};

for (const [name, [text, notes, isDeleted]] of Object.entries(assumedRoles)) {
	test(`an assumed role ${name} ${isDeleted ? 'is deleted' : 'stays'}, and so does its copy`, async () => {
		const {
			context,
			roleCredentials,
			kept,
			notes: left,
		} = fakeContext({
			...full,
			credentials: { [deployKey]: text },
			notes,
			copies: { 'roles/deploy': `ssoenv2\n=${text.includes('"B"') ? 'B' : 'A'}\nend\n` },
		});
		await signOut(signInOf(dev, loaded), context);
		assert.equal([roleCredentials.texts.has(deployKey), kept.has('roles/deploy')], [!isDeleted, !isDeleted]);
		assert.is(left.texts.has(sourceNoteKey(deploy)), !isDeleted && Object.keys(notes).length > 0 && text === ASSUMED);
	});
}

test('a sign-out everywhere keeps the note of a role that stays, so that it serves no other source', async () => {
	for (const [note, isKept] of [
		[noteOf({ kind: 'keys', accessKeyId: 'AKIA' }), true],
		[noteOf({ kind: 'sso', role: dev }), false],
	] as const) {
		const fake = fakeContext({ ...full, credentials: { [deployKey]: ASSUMED }, notes: note });
		await signOutEverywhere(loaded, fake.context);
		assert.is(fake.roleCredentials.texts.has(deployKey), isKept);
		assert.is(fake.notes.texts.has(sourceNoteKey(deploy)), isKept);
	}
});

test('the caller of the sign-in is forgotten, and those of others are not', async () => {
	const mine: SourceIdentity = { kind: 'sso', role: dev };
	const other: SourceIdentity = { kind: 'sso', role: { ...dev, ssoSession: 'other' } };
	const keysOf: SourceIdentity = { kind: 'keys', accessKeyId: 'AKIA' };
	const callers = [mine, other, keysOf].map((root) => [callerNoteKey(root), formatCallerNote(root, 'arn')] as const);
	const { context, notes } = fakeContext({ ...full, notes: Object.fromEntries(callers) });
	await signOut(signInOf(dev, loaded), context);
	assert.equal(
		[mine, other, keysOf].map((root) => notes.texts.has(callerNoteKey(root))),
		[false, true, true],
	);
});

test('a legacy sign-in deletes only its own files', async () => {
	const { context, portal, accessTokens, roleCredentials } = fakeContext(full);
	assert.is(await signOut(signInOf(legacy, loaded), context), true);
	assert.equal(portal.calls, [{ operation: 'Logout', request: 'aoaLEGACY' }]);
	assert.equal(keys(accessTokens.texts), ['corp', 'other', 'registration', 'foreign', 'broken']);
	assert.equal(keys(roleCredentials.texts), [KEY.dev, KEY.admin, KEY.other, 'assumed']);
});

test('Logout goes to the region that issued the token, even if the config file now names another', async () => {
	const { context, portal } = fakeContext(full);
	await signOut(signInOf({ ...dev, ssoSession: 'other' }, loaded), context);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['eu-west-1'],
	);
});

test('a token without a region: Logout goes to the configured region', async () => {
	const { context, portal } = fakeContext({ ...full, tokens: { corp: tokenText({ region: undefined }) } });
	await signOut(signInOf(dev, loaded), context);
	assert.equal(
		portal.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1'],
	);
});

test('a sign-out waits for a refresh that is under way, which would write the token again', async () => {
	const { context, works } = fakeContext(full);
	await signOut(signInOf(dev, loaded), context);
	assert.equal(works, ['refresh corp']);
});

for (const [status, code] of [
	[401, 'UnauthorizedException'],
	[400, 'InvalidRequestException'],
] as const) {
	test(`${status} ${code}: AWS does not know the token any more, so the sign-out succeeds`, async () => {
		const { context, accessTokens, stderr } = fakeContext({ ...full, portal: { logout: refusal(status, code) } });
		assert.is(await signOut(signInOf(dev, loaded), context), true);
		assert.not.ok(accessTokens.texts.has('corp'));
		assert.equal(stderr, []);
	});
}

const WARNING = `warning: cannot reach ${ENDPOINT}: no network; AWS has not revoked the token, which is valid until 2026-11-21T11:00:00Z`;

test('AWS is unreachable: a warning, and everything is deleted (the AWS CLI stops there)', async () => {
	const { context, accessTokens, roleCredentials, stderr } = fakeContext({ ...full, portal: { logout: unreachable } });
	assert.is(await signOut(signInOf(dev, loaded), context), true);
	assert.equal(stderr, [WARNING]);
	assert.not.ok(accessTokens.texts.has('corp') || roleCredentials.texts.has(KEY.dev));
});

test('an unexpected error is thrown on', async () => {
	const bug = new TypeError('a bug');
	const { context } = fakeContext({ ...full, portal: { logout: bug } });
	const error: unknown = await signOut(signInOf(dev, loaded), context).catch((reason: unknown) => reason);
	assert.is(error, bug);
});

test('without a sign-in, AWS is not called, and cached roles are deleted', async () => {
	const { context, portal, roleCredentials } = fakeContext({ ...full, tokens: {} });
	assert.is(await signOut(signInOf(dev, loaded), context), false);
	assert.equal(portal.opened, []);
	assert.not.ok(roleCredentials.texts.has(KEY.dev));
});

test('an invalid token file is deleted; it holds no token for Logout', async () => {
	const { context, portal, accessTokens } = fakeContext({ ...full, tokens: { corp: '{' } });
	assert.is(await signOut(signInOf(dev, loaded), context), true);
	assert.equal([portal.calls, keys(accessTokens.texts)], [[], []]);
});

test('--all deletes all tokens with a start URL and all roles of sign-ins, but nothing of other tools', async () => {
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

test('--all includes sign-ins that the config file does not have', async () => {
	const { context, accessTokens } = fakeContext({ ...full, tokens: { gone: tokenText() } });
	assert.is(await signOutEverywhere({ config: sharedConfigOf({}), path: CONFIG_PATH, ...ON_DISK }, context), 1);
	assert.equal(keys(accessTokens.texts), []);
});

test('--all, a token without a region: Logout goes to the configured region', async () => {
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

test('--all, a token without a region and without a session in the config: it is deleted, with a warning', async () => {
	const { context, portal, accessTokens, stderr } = fakeContext({
		...full,
		tokens: { gone: tokenText({ region: undefined }) },
	});
	assert.is(await signOutEverywhere(loaded, context), 1);
	assert.equal([portal.calls, keys(accessTokens.texts)], [[], []]);
	assert.equal(stderr, [
		`warning: ${accessTokens.path('gone')} has no region, so ssoenv could not ask AWS to revoke the token, which is valid until 2026-11-21T11:00:00Z`,
	]);
});

test('--all, AWS unreachable for one session: a warning, and Logout is called for the others', async () => {
	const { context, accessTokens, stderr } = fakeContext({
		...full,
		portal: { logout: [unreachable, granted({}), refusal(401, 'UnauthorizedException')] },
	});
	assert.is(await signOutEverywhere(loaded, context), 3);
	assert.equal(stderr, [WARNING]);
	assert.equal(keys(accessTokens.texts), ['registration', 'foreign', 'broken']);
});

test('--all without any sign-in', async () => {
	const { context } = fakeContext();
	assert.is(await signOutEverywhere(loaded, context), 0);
});

test('copies for the shells stay if they are copies of credentials that stay, regardless of their names', async () => {
	const copies = {
		'roles/dev': 'ssoenv1\nASIASSO\n',
		'roles/removed': 'ssoenv1\nASIAREMOVED\n',
		'roles/other': 'ssoenv1\nASIAOTHER\nend\n',
		'roles/other.1234': 'ssoenv1\nASIAOTH',
		'roles/foreign': 'of somebody else',
		names: 'x',
	};
	const credentials = { [KEY.dev]: entry, [KEY.other]: entry.replace('ASIASSO', 'ASIAOTHER') };
	const afterOne = fakeContext({ ...full, credentials, copies });
	await signOut(signInOf(dev, loaded), afterOne.context);
	assert.equal([...afterOne.kept.keys()], ['roles/other', 'roles/foreign', 'names']);
	const afterAll = fakeContext({ ...full, copies });
	await signOutEverywhere(loaded, afterAll.context);
	assert.equal([...afterAll.kept.keys()], ['roles/foreign']);
});

const givenRole = { ...dev, accountId: '333333333333', roleName: 'Given' };
const removed = { ...dev, accountId: '444444444444', roleName: 'Removed' };
const discovered = { ...dev, accountId: '555555555555', roleName: 'Discovered' };
const CUT = '{"ProviderType": "sso", "Credentials": {"AccessKeyId": "ASIA';
/** An entry that only its file name identifies: its text names neither its kind nor its role. */
const UNNAMED = entry.replace('"ProviderType": "sso", ', '');

const signOutOfCorp = (context: Context) => signOut(signInOf(dev, loaded), context);
const signOutOfAll = (context: Context) => signOutEverywhere(loaded, context);

const entriesOfCorp: Readonly<Record<string, readonly [key: string, text: string, notes?: World['notes']]>> = {
	'of a role given by account and role': [
		roleCredentialsKey(givenRole),
		UNNAMED,
		{ 'role Given-333333333333': formatGiven({ ...givenRole, ssoSession: 'corp' }) },
	],
	'of a profile that was removed': [
		roleCredentialsKey(removed),
		UNNAMED,
		{ [roleNoteKey(removed)]: formatRoleNote(removed) },
	],
	'of a discovered role': [roleCredentialsKey(discovered), UNNAMED],
	'that only its kind identifies': ['unknown', entry],
	'that was cut off': [KEY.dev, CUT],
	'that was cut off, under an unknown name': ['unknown', CUT],
	'that is empty': [KEY.dev, ''],
	'left by a killed writer': [`${KEY.dev}.left-1`, UNNAMED],
	'left by a killed writer, that only its kind identifies': ['unknown.left-1', CUT],
	'of a profile whose sign-in has ended': [roleCredentialsKey({ ...dev, ssoSession: 'over' }), entry],
};

for (const [name, [key, text, notes = {}]] of Object.entries(entriesOfCorp)) {
	test(`a role entry ${name} is deleted`, async () => {
		for (const signOutBy of [signOutOfCorp, signOutOfAll]) {
			const fake = fakeContext({ ...full, credentials: { [key]: text, assumed: ASSUMED }, notes });
			fake.discoveries.whole.set(
				'corp',
				`${beginLine(dev, NOW)}${rolesLine(discovered.accountId, [discovered.roleName], 0)}`,
			);
			await signOutBy(fake.context);
			assert.equal(keys(fake.roleCredentials.texts), ['assumed']);
		}
	});
}

test('a role entry of another sign-in stays as long as that sign-in has a token', async () => {
	const other = { ...dev, ssoSession: 'other' };
	const gone = { ...dev, ssoSession: 'not in the config' };
	const known = {
		profile: other,
		given: { ...givenRole, ssoSession: 'other' },
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

test('role notes are deleted with their entries', async () => {
	const fake = fakeContext({ ...full, notes: { [roleNoteKey(removed)]: formatRoleNote(removed) } });
	await signOutOfCorp(fake.context);
	assert.equal(keys(fake.notes.texts), ['signed out corp']);
});

const ownFiles: Readonly<Record<string, readonly [text: string, logoutCalls: number]>> = {
	'without a start URL': [tokenText({ startUrl: undefined }), 1],
	'half written': [tokenText().slice(0, 120), 0],
	empty: ['', 0],
	'that holds a registration': [REGISTRATION, 0],
};

for (const [name, [text, logoutCalls]] of Object.entries(ownFiles)) {
	test(`a file with the name of a session counts as its token: ${name}`, async () => {
		for (const signOutBy of [signOutOfCorp, signOutOfAll]) {
			const fake = fakeContext({ ...full, tokens: { corp: text, foreign: FOREIGN, registration: REGISTRATION } });
			assert.is(Number(await signOutBy(fake.context)), 1);
			assert.equal(keys(fake.accessTokens.texts), ['foreign', 'registration']);
			assert.is(fake.portal.calls.length, logoutCalls);
			const path = fake.accessTokens.path('corp');
			const warning = `warning: cannot read a token from ${path}, so ssoenv could not ask AWS to revoke it`;
			assert.equal(fake.stderr, logoutCalls === 0 ? [warning] : []);
		}
	});
}

test('what killed writers left beside the token is deleted, and Logout is called for each token in it', async () => {
	const tokens = {
		'corp.left-1': tokenText({ accessToken: 'aoaLEFT' }),
		corp: tokenText(),
		'corp.left-2': tokenText(),
		'corp.left-3': '{"startUrl": "https:',
		'registration.left-1': REGISTRATION,
		'foreign.left-1': FOREIGN,
	};
	for (const signOutBy of [signOutOfCorp, signOutOfAll]) {
		const fake = fakeContext({ ...full, tokens });
		assert.is(Number(await signOutBy(fake.context)), 1);
		assert.equal(keys(fake.accessTokens.texts), ['registration.left-1', 'foreign.left-1']);
		assert.equal(
			fake.portal.calls.map(({ request }) => request),
			[token.accessToken, 'aoaLEFT'],
		);
	}
});

test('a file that a sign-in reserved while it waits for the browser stays: it holds no sign-in', async () => {
	const tokens = { 'corp.room-1': '', 'corp.room-2': '\0'.repeat(8192) };
	for (const signOutBy of [signOutOfCorp, signOutOfAll]) {
		const fake = fakeContext({ ...full, tokens });
		assert.is(Number(await signOutBy(fake.context)), 0);
		assert.equal([keys(fake.accessTokens.texts), fake.stderr], [['corp.room-1', 'corp.room-2'], []]);
	}
});

test('--all deletes what killed writers left of unknown sign-ins', async () => {
	const tokens = { 'gone.left-1': tokenText(), 'cut.left-1': '{"startUrl": "https://d', cut: '{"startUrl": "' };
	const fake = fakeContext({ ...full, tokens });
	assert.is(await signOutOfAll(fake.context), 2);
	assert.equal(keys(fake.accessTokens.texts), []);
});

test('--all, an incomplete session in the config file: its file still counts as a token', async () => {
	const config = sharedConfigOf({ ssoSessions: { half: { sso_region: 'us-east-1' } } });
	const fake = fakeContext({ ...full, tokens: { half: FOREIGN, foreign: FOREIGN } });
	assert.is(await signOutEverywhere({ ...loaded, config }, fake.context), 1);
	assert.equal([keys(fake.accessTokens.texts), fake.portal.calls.length], [['foreign'], 1]);
});

test('each session is signed out under its refresh lock', async () => {
	const fake = fakeContext({ ...full, tokens: { corp: tokenText(), other: tokenText() } });
	await signOutOfAll(fake.context);
	assert.equal(fake.works, ['refresh corp', 'refresh other']);
});

const RETRY = 'make the folders of these files writable, then run the command below';

test('a token that cannot be removed is a failure that names it and says that Logout was called; everything else is deleted', async () => {
	for (const [signOutBy, command] of [
		[signOutOfCorp, 'ssoenv logout --sso-session corp'],
		[signOutOfAll, 'ssoenv logout --all'],
	] as const) {
		const fake = fakeContext({ ...full, tokens: { corp: tokenText() } });
		fake.accessTokens.stuck.add('corp');
		const failure = await failureFrom(signOutBy(fake.context));
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

test('role credentials and a token that cannot be removed, with AWS unreachable: the failure names all of it', async () => {
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
	assert.match(message, /; AWS has not revoked the token$/);
	assert.equal(fake.stderr, [WARNING]);
});

test('role credentials that cannot be removed are a failure even without a sign-in', async () => {
	const fake = fakeContext({ ...full, tokens: {} });
	fake.roleCredentials.stuck.add(KEY.dev);
	const [message] = toldBy(await failureFrom(signOutOfCorp(fake.context)));
	const path = fake.roleCredentials.path(KEY.dev);
	assert.is(message, `the sign-out is incomplete: cannot remove ${path} (the file system is read-only)`);
});

test('without any sign-in, --all deletes the role credentials that are left', async () => {
	const fake = fakeContext({ ...full, tokens: { foreign: FOREIGN }, copies: { 'roles/dev': 'ssoenv1', names: 'x' } });
	await forgetAllRoles(loaded, fake.context);
	assert.equal(keys(fake.roleCredentials.texts), ['assumed']);
	assert.equal([...fake.kept.keys()], ['names']);
	fake.roleCredentials.texts.set(KEY.dev, entry);
	fake.roleCredentials.stuck.add(KEY.dev);
	assert.is((await failureFrom(forgetAllRoles(loaded, fake.context))).code, 'sign-out-incomplete');
});

test.run();
