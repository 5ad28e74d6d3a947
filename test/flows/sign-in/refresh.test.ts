/** Refreshing ahead of time: every outcome that was observed with the AWS CLI, and what is done better here. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failures } from '../../../src/core/failure/failures.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { type IssuedToken, parseTokenFile } from '../../../src/core/sign-in/access-token.ts';
import { credentialsFor } from '../../../src/flows/credentials/credentials-for.ts';
import { accessTokenFor, accessTokenIfSignedIn, replacementFor } from '../../../src/flows/sign-in/access-token-for.ts';
import { type FoundSession, signInOf } from '../../../src/flows/sign-in/session-for.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	legacy,
	NOW,
	ON_DISK,
	renewable,
	SECRETS,
	START_URL,
	sampleConfig,
	token,
	tokenText,
} from '../../support/context/sample.ts';
import { OIDC_ENDPOINT, type OidcScript, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { granted, type PortalScript, refusal } from '../../support/context/scripted-portal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const LOGIN = 'ssoenv login --sso-session corp';
const EXPIRED = 'sso-session "corp": the sign-in expired at 2026-11-21T10:00:00Z';

const issued: IssuedToken = { accessToken: 'aoaNEW', expiresAt: NOW + HOUR, refreshToken: 'aorNEW' };
const dead = oidcRefusal('InvalidGrantException');
const unreachable = failures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'connection refused' });
const roleGranted: PortalScript = { getRoleCredentials: granted(credentialsUntil(NOW + HOUR)) };
const revoked: PortalScript = { getRoleCredentials: refusal(401, 'UnauthorizedException') };

const inTenMinutes = { ...renewable, expiresAt: '2026-11-21T10:10:00Z' };
const expired = { ...renewable, expiresAt: '2026-11-21T10:00:00Z' };

interface Row {
	/** What the AWS CLI does: section 3.5 of the reference. */
	readonly awsCli: string;
	/** Why ours is equal, or better. */
	readonly ours: string;
	readonly file: Readonly<Record<string, unknown>>;
	readonly profile?: SsoProfile;
	readonly oidc?: OidcScript;
	readonly portal?: PortalScript;
	/** The tokens that the portal is asked with. */
	readonly sent: readonly string[];
	readonly refreshes: number;
	/** The failure; undefined where credentials come out. */
	readonly told?: readonly string[];
	readonly code?: string;
	/** What is in the file afterwards; undefined where it is untouched. */
	readonly after?: Readonly<Record<string, unknown>>;
}

const afterRefresh = { accessToken: 'aoaNEW', expiresAt: '2026-11-21T11:00:00Z', refreshToken: 'aorNEW' };

const observed: Readonly<Record<string, Row>> = {
	'1 h left': {
		awsCli: 'used, no call',
		ours: 'equal',
		file: renewable,
		sent: [token.accessToken],
		refreshes: 0,
	},
	'15 min left': {
		awsCli: 'used, no call (remaining >= 900)',
		ours: 'equal',
		file: { ...renewable, expiresAt: '2026-11-21T10:15:00Z' },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'14:59 left, refresh OK': {
		awsCli: 'new token used and written',
		ours: 'equal',
		file: { ...renewable, expiresAt: '2026-11-21T10:14:59Z' },
		oidc: { createToken: oidcGranted(issued) },
		sent: ['aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'10 min left, refresh OK': {
		awsCli: 'new token used and written',
		ours: 'equal',
		file: inTenMinutes,
		oidc: { createToken: oidcGranted(issued) },
		sent: ['aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'10 min left, 400 invalid_grant': {
		awsCli: 'old token used, file untouched, nothing printed',
		ours: 'equal, and the refusal is remembered, so that it is asked for once only',
		file: inTenMinutes,
		oidc: { createToken: dead },
		sent: [token.accessToken],
		refreshes: 1,
	},
	'10 min left, network failure': {
		awsCli: 'fails, although the token is good for ten minutes',
		ours: 'better: the old token is used',
		file: inTenMinutes,
		oidc: { createToken: unreachable },
		sent: [token.accessToken],
		refreshes: 1,
	},
	'10 min left, no registrationExpiresAt': {
		awsCli: 'no call, old token used',
		ours: 'equal',
		file: { ...inTenMinutes, registrationExpiresAt: undefined },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'10 min left, registrationExpiresAt unparsable': {
		awsCli: 'fails with "Unknown string format"',
		ours: 'better: no call, and the old token is used',
		file: { ...inTenMinutes, registrationExpiresAt: 'soon' },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'expired, refresh OK': {
		awsCli: 'new token used and written',
		ours: 'equal',
		file: expired,
		oidc: { createToken: oidcGranted(issued) },
		sent: ['aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'expired, no refresh token': {
		awsCli: '"Token has expired and refresh failed", no call',
		ours: 'equal, and the command that helps is told',
		file: { ...expired, refreshToken: undefined },
		sent: [],
		refreshes: 0,
		code: 'sign-in-needed',
		told: [EXPIRED, LOGIN],
	},
	'expired, registration expired': {
		awsCli: '"Token has expired and refresh failed", no call',
		ours: 'equal',
		file: { ...expired, registrationExpiresAt: '2026-11-21T10:00:00Z' },
		sent: [],
		refreshes: 0,
		code: 'sign-in-needed',
		told: [`${EXPIRED}, and its client registration expired at 2026-11-21T10:00:00Z`, LOGIN],
	},
	'expired, 400 invalid_grant': {
		awsCli: '"Token has expired and refresh failed", after a call every time',
		ours: 'equal, with one call ever',
		file: expired,
		oidc: { createToken: dead },
		sent: [],
		refreshes: 1,
		code: 'sign-in-needed',
		told: [`${EXPIRED}, and AWS refuses to renew it`, LOGIN],
	},
	'expired, network failure': {
		awsCli: 'fails with "Could not connect to the endpoint URL"',
		ours: 'equal: a sign-in could not work either',
		file: expired,
		oidc: { createToken: unreachable },
		sent: [],
		refreshes: 1,
		code: 'unreachable',
		told: [unreachable.message, ...unreachable.hints],
	},
	'GetRoleCredentials answers 401 with a locally valid token, and there is a refresh token': {
		awsCli: '"expired or is otherwise invalid"; no refresh is attempted',
		ours: 'better: one refresh tells whether the session goes on',
		file: renewable,
		oidc: { createToken: oidcGranted(issued) },
		portal: {
			getRoleCredentials: [refusal(401, 'UnauthorizedException'), granted(credentialsUntil(NOW + HOUR))],
		},
		sent: [token.accessToken, 'aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'GetRoleCredentials answers 401 with a locally valid token, and there is none': {
		awsCli: '"expired or is otherwise invalid"; the cached token is left in place',
		ours: 'equal, and it is told what differs or happened',
		file: {},
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 0,
		code: 'access-token-refused',
		told: [
			'https://portal.sso.us-east-1.amazonaws.com does not accept the access token of sso-session "corp": it does not expire until 2026-11-21T11:00:00Z, so it was revoked by a sign-out or an administrator',
			LOGIN,
		],
	},
	'GetRoleCredentials answers 401, and the refresh token is dead too': {
		awsCli: '"expired or is otherwise invalid"',
		ours: 'equal after one refresh',
		file: renewable,
		oidc: { createToken: dead },
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 1,
		code: 'access-token-refused',
		told: [
			'https://portal.sso.us-east-1.amazonaws.com does not accept the access token of sso-session "corp": it does not expire until 2026-11-21T11:00:00Z, so it was revoked by a sign-out or an administrator',
			LOGIN,
		],
	},
	'GetRoleCredentials answers 401 to the refreshed token as well': {
		awsCli: '"expired or is otherwise invalid"',
		ours: 'equal after one refresh, never two',
		file: renewable,
		oidc: { createToken: oidcGranted({ ...issued, expiresAt: NOW + 2 * HOUR }) },
		portal: revoked,
		sent: [token.accessToken, 'aoaNEW'],
		refreshes: 1,
		code: 'access-token-refused',
		told: [
			'https://portal.sso.us-east-1.amazonaws.com does not accept the access token of sso-session "corp": it does not expire until 2026-11-21T12:00:00Z, so it was revoked by a sign-out or an administrator',
			LOGIN,
		],
		after: { ...inTenMinutes, ...afterRefresh, expiresAt: '2026-11-21T12:00:00Z' },
	},
	'GetRoleCredentials answers 401, and the refresh cannot be asked for': {
		awsCli: '"expired or is otherwise invalid"',
		ours: 'better: the session may well go on, so that is told and nothing is remembered',
		file: renewable,
		oidc: { createToken: unreachable },
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 1,
		code: 'unreachable',
		told: [unreachable.message, ...unreachable.hints],
	},
	'legacy, one minute left, with a refresh token': {
		awsCli: 'used, never refreshed',
		ours: 'equal',
		profile: legacy,
		file: { ...renewable, expiresAt: '2026-11-21T10:01:00Z' },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'legacy, expired, with a refresh token': {
		awsCli: '"expired or is otherwise invalid"',
		ours: 'equal',
		profile: legacy,
		file: expired,
		sent: [],
		refreshes: 0,
		code: 'sign-in-needed',
		told: [`start URL "${START_URL}": the sign-in expired at 2026-11-21T10:00:00Z`, 'ssoenv login legacy'],
	},
	'legacy, GetRoleCredentials answers 401': {
		awsCli: '"expired or is otherwise invalid"',
		ours: 'equal',
		profile: legacy,
		file: renewable,
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 0,
		code: 'access-token-refused',
		told: [
			`https://portal.sso.us-east-1.amazonaws.com does not accept the access token of start URL "${START_URL}": it does not expire until 2026-11-21T11:00:00Z, so it was revoked by a sign-out or an administrator`,
			'ssoenv login legacy',
		],
	},
};

const sentTo = ({ portal }: FakeContext) =>
	portal.calls.flatMap(({ request }) =>
		request !== null && typeof request === 'object' && 'accessToken' in request ? [request.accessToken] : [],
	);

for (const [name, row] of Object.entries(observed)) {
	test(`${name}. AWS CLI: ${row.awsCli}. Ours: ${row.ours}`, async () => {
		const profile = row.profile ?? dev;
		const key = profile.ssoSession ?? START_URL;
		const text = tokenText(row.file);
		const fake = fakeContext({
			tokens: { [key]: text },
			portal: row.portal ?? roleGranted,
			...(row.oidc && { oidc: row.oidc }),
		});
		const asked = credentialsFor(profile, loaded, fake.context);
		if (row.told === undefined) assert.equal(await asked, credentialsUntil(NOW + HOUR));
		else {
			const failure = await failureFrom(asked);
			assert.is(failure.code, row.code);
			assert.equal(toldBy(failure), row.told);
		}
		assert.equal(sentTo(fake), row.sent);
		assert.equal(
			fake.oidc.calls,
			Array.from({ length: row.refreshes }, () => ({
				operation: 'CreateToken',
				request: {
					grantType: 'refresh_token',
					clientId: renewable.clientId,
					clientSecret: renewable.clientSecret,
					refreshToken: renewable.refreshToken,
				},
			})),
		);
		if (row.after === undefined) assert.is(fake.accessTokens.texts.get(key), text);
		else {
			const after = { startUrl: START_URL, region: 'us-east-1', ...row.after };
			assert.equal(JSON.parse(fake.accessTokens.texts.get(key) ?? ''), after);
		}
		assert.equal(fake.stderr, []);
	});
}

/** The token for `dev`, with what happened on the way. */
async function tokenFrom(world: World) {
	const fake = fakeContext(world);
	const { accessToken } = await accessTokenFor(signInOf(dev, loaded), fake.context);
	return { ...fake, accessToken };
}

test('a refresh goes to the configured region, not to the one in the file', async () => {
	const { oidc } = await tokenFrom({
		tokens: { corp: tokenText({ ...inTenMinutes, region: 'eu-west-1' }) },
		oidc: { createToken: oidcGranted(issued) },
	});
	assert.equal(
		oidc.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1'],
	);
});

test('a refresh token is kept where none is issued; fields that we do not know are kept', async () => {
	const file = { ...inTenMinutes, unknown: { a: [1, null] } };
	const { accessTokens, accessToken } = await tokenFrom({
		tokens: { corp: tokenText(file) },
		oidc: { createToken: oidcGranted({ ...issued, refreshToken: undefined }) },
	});
	assert.is(accessToken, 'aoaNEW');
	assert.is(
		accessTokens.texts.get('corp'),
		`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "aoaNEW", "expiresAt": "2026-11-21T11:00:00Z", "clientId": "cid-of-corp", "clientSecret": "csecret-of-corp", "registrationExpiresAt": "2027-02-19T02:25:16Z", "refreshToken": "aorAAAAA-refresh-of-corp", "unknown": {"a": [1, null]}}`,
	);
});

const passing = {
	unreachable,
	throttled: failures.throttled({ endpoint: OIDC_ENDPOINT }),
	broken: failures.serviceBroken({ endpoint: OIDC_ENDPOINT, status: 500 }),
	'not itself': failures.unexpectedAnswer({ endpoint: OIDC_ENDPOINT, operation: 'CreateToken', problem: 'html' }),
	'asking to slow down': oidcRefusal('SlowDownException'),
};

for (const [name, answer] of Object.entries(passing)) {
	test(`AWS ${name} while the token lives: it goes on, and the next run tries again`, async () => {
		const world = { tokens: { corp: tokenText(inTenMinutes) }, oidc: { createToken: [answer, oidcGranted(issued)] } };
		const { accessToken, context, notes } = await tokenFrom(world);
		assert.is(accessToken, token.accessToken);
		assert.equal([...notes.texts], []);
		assert.is((await accessTokenFor(signInOf(dev, loaded), context)).accessToken, 'aoaNEW');
	});

	test(`AWS ${name} while the token is dead: that is the failure, and no sign-in is asked for`, async () => {
		const fake = fakeContext({ tokens: { corp: tokenText(expired) }, oidc: { createToken: answer } });
		const failure = await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context));
		assert.is(failure.status, 6);
		assert.equal([...fake.notes.texts], []);
	});
}

test('a setting that is wrong is a failure, though the token lives', async () => {
	const env = { AWS_ENDPOINT_URL_SSO_OIDC: 'nonsense' };
	const { context } = fakeContext({ env, tokens: { corp: tokenText(inTenMinutes) } });
	assert.is((await failureFrom(accessTokenFor(signInOf(dev, loaded), context))).code, 'setting-invalid');
});

for (const [name, file] of Object.entries({ 'with ten minutes left': inTenMinutes, expired })) {
	test(`a dead refresh token of a token ${name} is asked for once only, also by the next run`, async () => {
		const { context, oidc, notes, works } = fakeContext({
			tokens: { corp: tokenText(file) },
			oidc: { createToken: [dead] },
		});
		for (let run = 0; run < 3; run += 1) {
			await accessTokenFor(signInOf(dev, loaded), context).catch(() => undefined);
		}
		assert.is(oidc.calls.length, 1);
		// Nor does anybody wait for the others then.
		assert.equal(works, ['refresh corp']);
		assert.equal(
			[...notes.texts],
			[['refused corp', `{"format": 1, "expiresAt": "${file.expiresAt}", "refused": "refresh"}`]],
		);
	});
}

test('the note is of that token alone: a later one is refreshed again', async () => {
	const { accessToken } = await tokenFrom({
		tokens: { corp: tokenText(inTenMinutes) },
		notes: { 'refused corp': '{"format": 1, "expiresAt": "2026-11-21T10:09:59Z", "refused": "token"}' },
		oidc: { createToken: oidcGranted(issued) },
	});
	assert.is(accessToken, 'aoaNEW');
});

test('notes that are broken, or cannot be written, change nothing', async () => {
	const world = { tokens: { corp: tokenText(inTenMinutes) }, isCacheBroken: true, notes: { 'refused corp': '{' } };
	const { accessToken, stderr } = await tokenFrom({ ...world, oidc: { createToken: dead } });
	assert.is(accessToken, token.accessToken);
	assert.equal(stderr, []);
});

test('where the new token could not be kept, a living one is used as it is, and AWS is not asked', async () => {
	const { accessToken, stderr, oidc } = await tokenFrom({
		tokens: { corp: tokenText(inTenMinutes) },
		isCacheBroken: true,
		oidc: { createToken: oidcGranted(issued) },
	});
	assert.equal([accessToken, stderr, oidc.calls], [token.accessToken, [], []]);
});

function refreshRefused(found: FoundSession, context: Context): Promise<unknown> {
	const file = parseTokenFile(tokenText(inTenMinutes));
	if (file.kind !== 'token') throw new TypeError('no token');
	return replacementFor(found, file.token, context);
}

for (const [what, ask] of [
	['one that is over', accessTokenFor],
	['one that AWS refused', refreshRefused],
] as const) {
	test(`where the new token could not be kept, nothing is spent for ${what}`, async () => {
		const text = ask === accessTokenFor ? tokenText(expired) : tokenText(inTenMinutes);
		const { context, oidc } = fakeContext({ tokens: { corp: text }, isCacheBroken: true });
		const failure = await failureFrom(ask(signInOf(dev, loaded), context));
		assert.equal([failure.code, failure.status, oidc.calls], ['token-unkeepable', 3, []]);
		assert.is(
			failure.message,
			'the access token of sso-session "corp" was not renewed, because ssoenv cannot save the new one: cannot read or write /home/me/.aws/sso/cache/corp.json: no space is left on the device',
		);
	});
}

test('room that was taken for nothing is given back', async () => {
	const fake = fakeContext({ tokens: { corp: tokenText(inTenMinutes) }, oidc: { createToken: dead } });
	await accessTokenFor(signInOf(dev, loaded), fake.context);
	assert.equal(
		fake.accessTokens.calls.filter((call) => !call.startsWith('read')),
		['reserve corp', 'discard corp'],
	);
});

const theirs = tokenText({ ...renewable, accessToken: 'aoaTHEIRS', expiresAt: '2026-11-21T10:59:00Z' });

test('another process refreshed before our turn came: its token is used, and AWS is not asked', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(inTenMinutes) },
		meanwhile: () => fake.accessTokens.texts.set('corp', theirs),
	});
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
	assert.equal([fake.oidc.calls, fake.works], [[], ['refresh corp']]);
});

test('another process found the refresh token dead before our turn came: AWS is not asked again', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(expired) },
		meanwhile: () =>
			fake.notes.texts.set('refused corp', '{"format": 1, "expiresAt": "2026-11-21T10:00:00Z", "refused": "token"}'),
	});
	const failure = await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context));
	assert.equal([failure.message, fake.oidc.calls], [`${EXPIRED}, and AWS refuses to renew it`, []]);
});

test('another tool, which knows no lock, used the refresh token up while we asked: its token is used', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(expired) },
		oidc: {
			createToken: () => {
				fake.accessTokens.texts.set('corp', theirs);
				return dead;
			},
		},
	});
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
	assert.equal([...fake.notes.texts], []);
});

/** What another tool does within the time that a refused refresh is looked at again, after so many looks. */
const writes = (steps: Readonly<Record<number, string>>) => {
	let looks = 0;
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(expired) },
		oidc: { createToken: dead },
		onSleep: () => {
			looks += 1;
			const text = steps[looks];
			if (text !== undefined) fake.accessTokens.texts.set('corp', text);
		},
	});
	return fake;
};

test('another tool has its answer and writes it after a second, half at first: its token is used, and nothing is noted', async () => {
	const fake = writes({ 18: '', 19: theirs.slice(0, 30), 20: theirs });
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
	assert.equal([...fake.notes.texts], []);
	assert.is(fake.slept.length, 20);
});

test('a refused refresh is believed after two seconds, and what is written later is used by the next run', async () => {
	const fake = writes({ 41: theirs });
	assert.is(
		(await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context))).message,
		`${EXPIRED}, and AWS refuses to renew it`,
	);
	assert.is(
		fake.slept.reduce((sum, one) => sum + one, 0),
		2000,
	);
	fake.accessTokens.texts.set('corp', theirs);
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
});

test('a sign-in of just now is not undone by a refresh that was under way', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(inTenMinutes) },
		oidc: {
			createToken: () => {
				fake.accessTokens.texts.set('corp', theirs);
				return oidcGranted(issued);
			},
		},
	});
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
	assert.is(fake.accessTokens.texts.get('corp'), theirs);
});

test('what a refresh needs is loaded before any lock is taken, by those who may have to refresh', async () => {
	const loadedFor = async (file: Row['file'], waitsFor?: World['waitsFor']) => {
		const world = {
			tokens: { corp: tokenText(file) },
			oidc: { createToken: oidcGranted(issued) },
			portal: roleGranted,
		};
		const fake: FakeContext = fakeContext({
			...world,
			...(waitsFor && { waitsFor }),
			meanwhile: () => {
				loadedAtLock ??= [...fake.loaded];
			},
		});
		let loadedAtLock: readonly string[] | undefined;
		await credentialsFor(dev, loaded, fake.context);
		return loadedAtLock;
	};
	assert.equal(await loadedFor(renewable), ['portal']);
	assert.equal(await loadedFor(expired), ['portal', 'oidc']);
	assert.equal(await loadedFor(expired, () => 'process 7'), []);
});

test('after a 401 the token that another process has got already is used, and nothing is refreshed', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText() },
		portal: {
			getRoleCredentials: [
				() => {
					fake.accessTokens.texts.set('corp', theirs);
					return refusal(401, 'UnauthorizedException');
				},
				granted(credentialsUntil(NOW + HOUR)),
			],
		},
	});
	await credentialsFor(dev, loaded, fake.context);
	assert.equal(sentTo(fake), [token.accessToken, 'aoaTHEIRS']);
	assert.equal(fake.oidc.calls, []);
});

test('a token that AWS refused for good is noted, so that nobody takes it for a sign-in', async () => {
	const { context, notes } = fakeContext({ tokens: { corp: tokenText() }, portal: revoked });
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal(
		[...notes.texts],
		[['refused corp', '{"format": 1, "expiresAt": "2026-11-21T11:00:00Z", "refused": "token"}']],
	);
});

test('of two tokens that AWS refused, the note is of the later one, which is in the file', async () => {
	const { context, notes } = fakeContext({
		tokens: { corp: tokenText(renewable) },
		oidc: { createToken: oidcGranted({ ...issued, expiresAt: NOW + 2 * HOUR }) },
		portal: revoked,
	});
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal(
		[...notes.texts],
		[['refused corp', '{"format": 1, "expiresAt": "2026-11-21T12:00:00Z", "refused": "token"}']],
	);
});

test('after a 401 whose refresh could not be asked for, nothing is noted', async () => {
	const { context, notes } = fakeContext({
		tokens: { corp: tokenText(renewable) },
		oidc: { createToken: unreachable },
		portal: revoked,
	});
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal([...notes.texts], []);
});

test('what is refused with 403 refreshes nothing', async () => {
	const portal = { getRoleCredentials: refusal(403, 'ForbiddenException'), listAccountRoles: granted(['A']) };
	const { context, oidc, notes } = fakeContext({ tokens: { corp: tokenText(renewable) }, portal });
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal([oidc.calls, [...notes.texts]], [[], []]);
});

test('no secret is told', async () => {
	for (const [file, portal] of [
		[expired, {}],
		[renewable, revoked],
	] as const) {
		const { context, stderr, notes } = fakeContext({
			tokens: { corp: tokenText(file) },
			oidc: { createToken: dead },
			portal,
		});
		const failure = await failureFrom(credentialsFor(dev, loaded, context));
		const told = [...toldBy(failure), ...stderr, ...notes.texts.values()].join('\n');
		assert.ok(told.length > 0);
		for (const secret of SECRETS) assert.not.ok(told.includes(secret));
	}
});

const ifSignedIn: Readonly<Record<string, readonly [world: World, accessToken: string | undefined]>> = {
	'a fresh token': [{ tokens: { corp: tokenText() } }, token.accessToken],
	'a token that can be renewed': [
		{ tokens: { corp: tokenText(expired) }, oidc: { createToken: oidcGranted(issued) } },
		'aoaNEW',
	],
	'nobody signed in': [{}, undefined],
	'ten minutes left, and nothing to renew it': [
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:10:00Z' }) } },
		undefined,
	],
	'15 minutes left, and nothing to renew it': [
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:15:00Z' }) } },
		undefined,
	],
	'a second more, and nothing to renew it': [
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:15:01Z' }) } },
		token.accessToken,
	],
	'a refresh that is refused, though the token lives': [
		{ tokens: { corp: tokenText(inTenMinutes) }, oidc: { createToken: dead } },
		undefined,
	],
	'a refresh that is refused, and the token is dead': [
		{ tokens: { corp: tokenText(expired) }, oidc: { createToken: dead } },
		undefined,
	],
	'a token that AWS has refused': [
		{
			tokens: { corp: tokenText() },
			notes: { 'refused corp': '{"format": 1, "expiresAt": "2026-11-21T11:00:00Z", "refused": "token"}' },
		},
		undefined,
	],
	'a token of another region': [{ tokens: { corp: tokenText({ region: 'eu-west-1' }) } }, undefined],
	'a token of another start URL': [{ tokens: { corp: tokenText({ startUrl: 'https://other' }) } }, undefined],
	'a token that does not say for whom': [
		{ tokens: { corp: tokenText({ startUrl: undefined, region: undefined }) } },
		token.accessToken,
	],
};

for (const [name, [world, accessToken]] of Object.entries(ifSignedIn)) {
	test(`${name}: ${accessToken === undefined ? 'signing in is called for' : 'signed in'}`, async () => {
		const { context } = fakeContext(world);
		const held = await accessTokenIfSignedIn(signInOf(dev, loaded), context);
		assert.is(held?.accessToken, accessToken);
	});
}

test('a refresh that cannot be asked for is a failure also for who only wants to know', async () => {
	const { context } = fakeContext({ tokens: { corp: tokenText(expired) }, oidc: { createToken: unreachable } });
	assert.is((await failureFrom(accessTokenIfSignedIn(signInOf(dev, loaded), context))).code, 'unreachable');
});

test.run();
