/**
 * Refreshing the access token ahead of its expiry: every case observed with the AWS CLI, and what ssoenv does in the
 * same case.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { type IssuedToken, parseTokenFile } from '../../../src/core/sign-in/access-token.ts';
import { credentialsFor } from '../../../src/flows/credentials/credentials-for.ts';
import { accessTokenFor, accessTokenIfSignedIn, replacementFor } from '../../../src/flows/sign-in/access-token-for.ts';
import { type SignInTarget, signInOf } from '../../../src/flows/sign-in/session-for.ts';
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
const unreachable = networkFailures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'connection refused' });
const roleGranted: PortalScript = { getRoleCredentials: granted(credentialsUntil(NOW + HOUR)) };
const revoked: PortalScript = { getRoleCredentials: refusal(401, 'UnauthorizedException') };

const inTenMinutes = { ...renewable, expiresAt: '2026-11-21T10:10:00Z' };
const expired = { ...renewable, expiresAt: '2026-11-21T10:00:00Z' };

interface Row {
	/** What the AWS CLI does in this case, as observed. */
	readonly awsCli: string;
	/** What ssoenv does, if it differs, and why. */
	readonly ssoenv: string;
	readonly file: Readonly<Record<string, unknown>>;
	readonly profile?: SsoProfile;
	readonly oidc?: OidcScript;
	readonly portal?: PortalScript;
	/** The access tokens sent to the portal. */
	readonly sent: readonly string[];
	readonly refreshes: number;
	/** The lines of the failure; undefined if credentials are returned. */
	readonly lines?: readonly string[];
	readonly code?: string;
	/** The contents of the token file afterwards; undefined if it did not change. */
	readonly after?: Readonly<Record<string, unknown>>;
}

const afterRefresh = { accessToken: 'aoaNEW', expiresAt: '2026-11-21T11:00:00Z', refreshToken: 'aorNEW' };

const observed: Readonly<Record<string, Row>> = {
	'1 h left': {
		awsCli: 'used, no call',
		ssoenv: 'equal',
		file: renewable,
		sent: [token.accessToken],
		refreshes: 0,
	},
	'15 min left': {
		awsCli: 'used, no call (remaining >= 900)',
		ssoenv: 'equal',
		file: { ...renewable, expiresAt: '2026-11-21T10:15:00Z' },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'14:59 left, refresh OK': {
		awsCli: 'new token used and written',
		ssoenv: 'equal',
		file: { ...renewable, expiresAt: '2026-11-21T10:14:59Z' },
		oidc: { createToken: oidcGranted(issued) },
		sent: ['aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'10 min left, refresh OK': {
		awsCli: 'new token used and written',
		ssoenv: 'equal',
		file: inTenMinutes,
		oidc: { createToken: oidcGranted(issued) },
		sent: ['aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'10 min left, 400 invalid_grant': {
		awsCli: 'old token used, file untouched, nothing printed',
		ssoenv: 'equal, and the refusal is remembered, so that it is asked for once only',
		file: inTenMinutes,
		oidc: { createToken: dead },
		sent: [token.accessToken],
		refreshes: 1,
	},
	'10 min left, network failure': {
		awsCli: 'fails, although the token is good for ten minutes',
		ssoenv: 'better: the old token is used',
		file: inTenMinutes,
		oidc: { createToken: unreachable },
		sent: [token.accessToken],
		refreshes: 1,
	},
	'10 min left, no registrationExpiresAt': {
		awsCli: 'no call, old token used',
		ssoenv: 'equal',
		file: { ...inTenMinutes, registrationExpiresAt: undefined },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'10 min left, registrationExpiresAt is not a date': {
		awsCli: 'fails with "Unknown string format"',
		ssoenv: 'better: no call, and the old token is used',
		file: { ...inTenMinutes, registrationExpiresAt: 'soon' },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'expired, refresh OK': {
		awsCli: 'new token used and written',
		ssoenv: 'equal',
		file: expired,
		oidc: { createToken: oidcGranted(issued) },
		sent: ['aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'expired, no refresh token': {
		awsCli: '"Token has expired and refresh failed", no call',
		ssoenv: 'equal, and the command that helps is told',
		file: { ...expired, refreshToken: undefined },
		sent: [],
		refreshes: 0,
		code: 'sign-in-needed',
		lines: [EXPIRED, LOGIN],
	},
	'expired, registration expired': {
		awsCli: '"Token has expired and refresh failed", no call',
		ssoenv: 'equal',
		file: { ...expired, registrationExpiresAt: '2026-11-21T10:00:00Z' },
		sent: [],
		refreshes: 0,
		code: 'sign-in-needed',
		lines: [`${EXPIRED}, and its client registration expired at 2026-11-21T10:00:00Z`, LOGIN],
	},
	'expired, 400 invalid_grant': {
		awsCli: '"Token has expired and refresh failed", after a call every time',
		ssoenv: 'equal, with one call ever',
		file: expired,
		oidc: { createToken: dead },
		sent: [],
		refreshes: 1,
		code: 'sign-in-needed',
		lines: [`${EXPIRED}, and AWS refuses to renew it`, LOGIN],
	},
	'expired, network failure': {
		awsCli: 'fails with "Could not connect to the endpoint URL"',
		ssoenv: 'equal: a sign-in could not work either',
		file: expired,
		oidc: { createToken: unreachable },
		sent: [],
		refreshes: 1,
		code: 'unreachable',
		lines: [unreachable.message, ...unreachable.hints],
	},
	'GetRoleCredentials answers 401 to a token that has not expired, and there is a refresh token': {
		awsCli: '"expired or is otherwise invalid"; no refresh is attempted',
		ssoenv: 'better: one refresh tells whether the session goes on',
		file: renewable,
		oidc: { createToken: oidcGranted(issued) },
		portal: {
			getRoleCredentials: [refusal(401, 'UnauthorizedException'), granted(credentialsUntil(NOW + HOUR))],
		},
		sent: [token.accessToken, 'aoaNEW'],
		refreshes: 1,
		after: { ...inTenMinutes, ...afterRefresh },
	},
	'GetRoleCredentials answers 401 to a token that has not expired, and there is no refresh token': {
		awsCli: '"expired or is otherwise invalid"; the cached token is left in place',
		ssoenv: 'equal, and it is told what differs or happened',
		file: {},
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 0,
		code: 'access-token-refused',
		lines: [
			'https://portal.sso.us-east-1.amazonaws.com does not accept the access token of sso-session "corp": it should be valid until 2026-11-21T11:00:00Z, so a sign-out or an administrator revoked it',
			LOGIN,
		],
	},
	'GetRoleCredentials answers 401, and the refresh token is refused too': {
		awsCli: '"expired or is otherwise invalid"',
		ssoenv: 'equal after one refresh',
		file: renewable,
		oidc: { createToken: dead },
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 1,
		code: 'access-token-refused',
		lines: [
			'https://portal.sso.us-east-1.amazonaws.com does not accept the access token of sso-session "corp": it should be valid until 2026-11-21T11:00:00Z, so a sign-out or an administrator revoked it',
			LOGIN,
		],
	},
	'GetRoleCredentials answers 401 to the refreshed token as well': {
		awsCli: '"expired or is otherwise invalid"',
		ssoenv: 'equal after one refresh, never two',
		file: renewable,
		oidc: { createToken: oidcGranted({ ...issued, expiresAt: NOW + 2 * HOUR }) },
		portal: revoked,
		sent: [token.accessToken, 'aoaNEW'],
		refreshes: 1,
		code: 'access-token-refused',
		lines: [
			'https://portal.sso.us-east-1.amazonaws.com does not accept the access token of sso-session "corp": it should be valid until 2026-11-21T12:00:00Z, so a sign-out or an administrator revoked it',
			LOGIN,
		],
		after: { ...inTenMinutes, ...afterRefresh, expiresAt: '2026-11-21T12:00:00Z' },
	},
	'GetRoleCredentials answers 401, and the refresh request fails': {
		awsCli: '"expired or is otherwise invalid"',
		ssoenv: 'better: the session may well go on, so that is told and nothing is remembered',
		file: renewable,
		oidc: { createToken: unreachable },
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 1,
		code: 'unreachable',
		lines: [unreachable.message, ...unreachable.hints],
	},
	'legacy, one minute left, with a refresh token': {
		awsCli: 'used, never refreshed',
		ssoenv: 'equal',
		profile: legacy,
		file: { ...renewable, expiresAt: '2026-11-21T10:01:00Z' },
		sent: [token.accessToken],
		refreshes: 0,
	},
	'legacy, expired, with a refresh token': {
		awsCli: '"expired or is otherwise invalid"',
		ssoenv: 'equal',
		profile: legacy,
		file: expired,
		sent: [],
		refreshes: 0,
		code: 'sign-in-needed',
		lines: [`start URL "${START_URL}": the sign-in expired at 2026-11-21T10:00:00Z`, 'ssoenv login legacy'],
	},
	'legacy, GetRoleCredentials answers 401': {
		awsCli: '"expired or is otherwise invalid"',
		ssoenv: 'equal',
		profile: legacy,
		file: renewable,
		portal: revoked,
		sent: [token.accessToken],
		refreshes: 0,
		code: 'access-token-refused',
		lines: [
			`https://portal.sso.us-east-1.amazonaws.com does not accept the access token of start URL "${START_URL}": it should be valid until 2026-11-21T11:00:00Z, so a sign-out or an administrator revoked it`,
			'ssoenv login legacy',
		],
	},
};

const sentTo = ({ portal }: FakeContext) =>
	portal.calls.flatMap(({ request }) =>
		request !== null && typeof request === 'object' && 'accessToken' in request ? [request.accessToken] : [],
	);

for (const [name, row] of Object.entries(observed)) {
	test(`${name}. AWS CLI: ${row.awsCli}. ssoenv: ${row.ssoenv}`, async () => {
		const profile = row.profile ?? dev;
		const key = profile.ssoSession ?? START_URL;
		const text = tokenText(row.file);
		const fake = fakeContext({
			tokens: { [key]: text },
			portal: row.portal ?? roleGranted,
			...(row.oidc && { oidc: row.oidc }),
		});
		const credentials = credentialsFor(profile, loaded, fake.context);
		if (row.lines === undefined) assert.equal(await credentials, credentialsUntil(NOW + HOUR));
		else {
			const failure = await failureFrom(credentials);
			assert.is(failure.code, row.code);
			assert.equal(toldBy(failure), row.lines);
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

/** Returns the access token for `dev`, with the fake's records. */
async function tokenFrom(world: World) {
	const fake = fakeContext(world);
	const { accessToken } = await accessTokenFor(signInOf(dev, loaded), fake.context);
	return { ...fake, accessToken };
}

test('a refresh goes to the configured region, not to the region in the token file', async () => {
	const { oidc } = await tokenFrom({
		tokens: { corp: tokenText({ ...inTenMinutes, region: 'eu-west-1' }) },
		oidc: { createToken: oidcGranted(issued) },
	});
	assert.equal(
		oidc.opened.map(({ ssoRegion }) => ssoRegion),
		['us-east-1'],
	);
});

test('the old refresh token is kept if none is issued, and unknown fields are kept', async () => {
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
	throttled: networkFailures.throttled({ endpoint: OIDC_ENDPOINT }),
	broken: networkFailures.serviceBroken({ endpoint: OIDC_ENDPOINT, status: 500 }),
	'not itself': networkFailures.unexpectedAnswer({
		endpoint: OIDC_ENDPOINT,
		operation: 'CreateToken',
		problem: 'html',
	}),
	'asking to slow down': oidcRefusal('SlowDownException'),
};

for (const [name, answer] of Object.entries(passing)) {
	test(`when AWS ${name} and the token is still valid, it is used, and the next run tries again`, async () => {
		const world = { tokens: { corp: tokenText(inTenMinutes) }, oidc: { createToken: [answer, oidcGranted(issued)] } };
		const { accessToken, context, notes } = await tokenFrom(world);
		assert.is(accessToken, token.accessToken);
		assert.equal([...notes.texts], []);
		assert.is((await accessTokenFor(signInOf(dev, loaded), context)).accessToken, 'aoaNEW');
	});

	test(`when AWS ${name} and the token has expired, that is the failure, and no sign-in is requested`, async () => {
		const fake = fakeContext({ tokens: { corp: tokenText(expired) }, oidc: { createToken: answer } });
		const failure = await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context));
		assert.is(failure.status, 6);
		assert.equal([...fake.notes.texts], []);
	});
}

test('an invalid setting is a failure even if the token is still valid', async () => {
	const env = { AWS_ENDPOINT_URL_SSO_OIDC: 'nonsense' };
	const { context } = fakeContext({ env, tokens: { corp: tokenText(inTenMinutes) } });
	assert.is((await failureFrom(accessTokenFor(signInOf(dev, loaded), context))).code, 'setting-invalid');
});

for (const [name, file] of Object.entries({ 'with ten minutes left': inTenMinutes, expired })) {
	test(`a refused refresh token is sent only once, even by later runs: token ${name}`, async () => {
		const { context, oidc, notes, works } = fakeContext({
			tokens: { corp: tokenText(file) },
			oidc: { createToken: [dead] },
		});
		for (let run = 0; run < 3; run += 1) {
			await accessTokenFor(signInOf(dev, loaded), context).catch(() => undefined);
		}
		assert.is(oidc.calls.length, 1);
		// A noted refusal also takes no lock.
		assert.equal(works, ['refresh corp']);
		assert.equal(
			[...notes.texts],
			[['refused corp', `{"format": 1, "expiresAt": "${file.expiresAt}", "refused": "refresh"}`]],
		);
	});
}

test('the note counts only for its token: a later token is refreshed again', async () => {
	const { accessToken } = await tokenFrom({
		tokens: { corp: tokenText(inTenMinutes) },
		notes: { 'refused corp': '{"format": 1, "expiresAt": "2026-11-21T10:09:59Z", "refused": "token"}' },
		oidc: { createToken: oidcGranted(issued) },
	});
	assert.is(accessToken, 'aoaNEW');
});

test('notes that are invalid or cannot be written change nothing', async () => {
	const world = { tokens: { corp: tokenText(inTenMinutes) }, isCacheBroken: true, notes: { 'refused corp': '{' } };
	const { accessToken, stderr } = await tokenFrom({ ...world, oidc: { createToken: dead } });
	assert.is(accessToken, token.accessToken);
	assert.equal(stderr, []);
});

test('when a new token could not be written, a valid token is used as it is and AWS is not called', async () => {
	const { accessToken, stderr, oidc } = await tokenFrom({
		tokens: { corp: tokenText(inTenMinutes) },
		isCacheBroken: true,
		oidc: { createToken: oidcGranted(issued) },
	});
	assert.equal([accessToken, stderr, oidc.calls], [token.accessToken, [], []]);
});

function refreshRefused(session: SignInTarget, context: Context): Promise<unknown> {
	const file = parseTokenFile(tokenText(inTenMinutes));
	if (file.kind !== 'token') throw new TypeError('no token');
	return replacementFor(session, file.token, context);
}

for (const [what, ask] of [
	['an expired token', accessTokenFor],
	['a refused token', refreshRefused],
] as const) {
	test(`when a new token could not be written, no refresh token is spent for ${what}`, async () => {
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

test('the reserved file is discarded if no new token comes', async () => {
	const fake = fakeContext({ tokens: { corp: tokenText(inTenMinutes) }, oidc: { createToken: dead } });
	await accessTokenFor(signInOf(dev, loaded), fake.context);
	assert.equal(
		fake.accessTokens.calls.filter((call) => !call.startsWith('read')),
		['reserve corp', 'discard corp'],
	);
});

const theirs = tokenText({ ...renewable, accessToken: 'aoaTHEIRS', expiresAt: '2026-11-21T10:59:00Z' });

test('a token that another process refreshed while this one waited is used, and AWS is not called', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(inTenMinutes) },
		meanwhile: () => fake.accessTokens.texts.set('corp', theirs),
	});
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
	assert.equal([fake.oidc.calls, fake.works], [[], ['refresh corp']]);
});

test('a refusal that another process met while this one waited is not repeated', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(expired) },
		meanwhile: () =>
			fake.notes.texts.set('refused corp', '{"format": 1, "expiresAt": "2026-11-21T10:00:00Z", "refused": "token"}'),
	});
	const failure = await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context));
	assert.equal([failure.message, fake.oidc.calls], [`${EXPIRED}, and AWS refuses to renew it`, []]);
});

test('when a tool without the lock has used the refresh token, its new token is used', async () => {
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

/**
 * Plays another tool that writes while a refused refresh is being checked: `steps` gives its texts by number of pauses.
 */
const writes = (steps: Readonly<Record<number, string>>) => {
	let pauses = 0;
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText(expired) },
		oidc: { createToken: dead },
		onSleep: () => {
			pauses += 1;
			const text = steps[pauses];
			if (text !== undefined) fake.accessTokens.texts.set('corp', text);
		},
	});
	return fake;
};

test('a token that another tool writes a second later, half-written at first, is used, and no refusal is noted', async () => {
	const fake = writes({ 18: '', 19: theirs.slice(0, 30), 20: theirs });
	assert.is((await accessTokenFor(signInOf(dev, loaded), fake.context)).accessToken, 'aoaTHEIRS');
	assert.equal([...fake.notes.texts], []);
	assert.is(fake.slept.length, 20);
});

test('a refusal counts after two seconds; a token written later is used by the next run', async () => {
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

test('a refresh that was under way does not overwrite a new sign-in', async () => {
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

test('the OIDC client is loaded before the lock is taken, and only if a refresh may be needed', async () => {
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

test('after a 401, a token that another process has written is used without a refresh', async () => {
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

test('a token that AWS refused for good is noted, so that it does not count as a sign-in', async () => {
	const { context, notes } = fakeContext({ tokens: { corp: tokenText() }, portal: revoked });
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal(
		[...notes.texts],
		[['refused corp', '{"format": 1, "expiresAt": "2026-11-21T11:00:00Z", "refused": "token"}']],
	);
});

test('after two refused tokens, the note names the later one, which is in the file', async () => {
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

test('after a 401 whose refresh request failed, nothing is noted', async () => {
	const { context, notes } = fakeContext({
		tokens: { corp: tokenText(renewable) },
		oidc: { createToken: unreachable },
		portal: revoked,
	});
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal([...notes.texts], []);
});

test('a 403 does not refresh the token', async () => {
	const portal = { getRoleCredentials: refusal(403, 'ForbiddenException'), listAccountRoles: granted(['A']) };
	const { context, oidc, notes } = fakeContext({ tokens: { corp: tokenText(renewable) }, portal });
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal([oidc.calls, [...notes.texts]], [[], []]);
});

test('no secret is printed', async () => {
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
		const printed = [...toldBy(failure), ...stderr, ...notes.texts.values()].join('\n');
		assert.ok(printed.length > 0);
		for (const secret of SECRETS) assert.not.ok(printed.includes(secret));
	}
});

const ifSignedIn: Readonly<Record<string, readonly [world: World, accessToken: string | undefined]>> = {
	'a fresh token': [{ tokens: { corp: tokenText() } }, token.accessToken],
	'a token that can be refreshed': [
		{ tokens: { corp: tokenText(expired) }, oidc: { createToken: oidcGranted(issued) } },
		'aoaNEW',
	],
	'no sign-in': [{}, undefined],
	'ten minutes left, and no refresh token': [
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:10:00Z' }) } },
		undefined,
	],
	'15 minutes left, and no refresh token': [
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:15:00Z' }) } },
		undefined,
	],
	'a second more than 15 minutes left, and no refresh token': [
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:15:01Z' }) } },
		token.accessToken,
	],
	'a refused refresh of a token that is still valid': [
		{ tokens: { corp: tokenText(inTenMinutes) }, oidc: { createToken: dead } },
		undefined,
	],
	'a refused refresh of an expired token': [
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
	'a token without a region and start URL': [
		{ tokens: { corp: tokenText({ startUrl: undefined, region: undefined }) } },
		token.accessToken,
	],
};

for (const [name, [world, accessToken]] of Object.entries(ifSignedIn)) {
	test(`accessTokenIfSignedIn with ${name}: ${accessToken === undefined ? 'not signed in' : 'signed in'}`, async () => {
		const { context } = fakeContext(world);
		const newToken = await accessTokenIfSignedIn(signInOf(dev, loaded), context);
		assert.is(newToken?.accessToken, accessToken);
	});
}

test('a refresh request that fails is also a failure of accessTokenIfSignedIn', async () => {
	const { context } = fakeContext({ tokens: { corp: tokenText(expired) }, oidc: { createToken: unreachable } });
	assert.is((await failureFrom(accessTokenIfSignedIn(signInOf(dev, loaded), context))).code, 'unreachable');
});

test.run();
