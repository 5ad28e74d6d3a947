/** `ssoenv status` through a day, with a clock that only the test moves: right to the second. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/sign-in/status.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { registrationKey } from '../../../src/core/sign-in/client-registration.ts';
import { asRecord, type JsonRecord } from '../../../src/core/text/json.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	legacy,
	NOW,
	renewable,
	START_URL,
	STARTED_AT,
	tokenText,
} from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const none = {
	'sso-session': undefined,
	profile: undefined,
	json: false,
	check: false,
	watch: false,
	'min-left': undefined,
};
const MINUTE = 60_000;
const SSO = '/home/me/.aws/sso/cache';
const CLI = '/home/me/.aws/cli/cache';
const LOGIN = 'ssoenv login --sso-session corp';

/** Returns what `status --json` prints now. */
async function statusNow(fake: FakeContext, profile?: string): Promise<JsonRecord> {
	const before = fake.stdout.length;
	await run({ ...none, profile, json: true }, fake.context);
	assert.is(fake.stdout.length, before + 1);
	return asRecord(JSON.parse(fake.stdout.at(-1) ?? '')) ?? {};
}

const sessionsIn = (status: JsonRecord): readonly JsonRecord[] =>
	Array.isArray(status.sessions) ? status.sessions.map((session) => asRecord(session) ?? {}) : [];

/** Returns the parts of the sign-in at that index that change over the day. */
async function signInState(fake: FakeContext, at: number) {
	const { state, accessToken, refreshableUntil, next, command } = sessionsIn(await statusNow(fake))[at] ?? {};
	return { state, accessToken, refreshableUntil, next, command };
}

const REGISTRATION_END = (Date.UTC(2027, 1, 19, 2, 25, 16) - NOW) / 1000;
const TOKEN_END = '2026-11-21T11:00:00Z';
const refreshableFor = (seconds: number) => ({ expiresAt: '2027-02-19T02:25:16Z', secondsLeft: seconds });

interface Moment {
	readonly name: string;
	/** Seconds since ten o'clock. */
	readonly at: number;
	/** What happens before the status is read. */
	readonly event?: (fake: FakeContext) => void;
	readonly expected: object;
}

const renews = { next: 'renews automatically on next use', command: null };
const gone = { accessToken: null, refreshableUntil: null, next: 'sign in', command: LOGIN };

const day: readonly Moment[] = [
	{
		name: 'just signed in',
		at: 0,
		event: ({ accessTokens }) => accessTokens.texts.set('corp', tokenText(renewable)),
		expected: {
			state: 'fresh',
			accessToken: { expiresAt: TOKEN_END, secondsLeft: 3600 },
			refreshableUntil: refreshableFor(REGISTRATION_END),
			next: 'renews automatically on first use after 2026-11-21T10:45:00Z',
			command: null,
		},
	},
	{
		name: 'the last fresh second',
		at: 2700,
		expected: {
			state: 'fresh',
			accessToken: { expiresAt: TOKEN_END, secondsLeft: 900 },
			refreshableUntil: refreshableFor(REGISTRATION_END - 2700),
			next: 'renews automatically on first use after 2026-11-21T10:45:00Z',
			command: null,
		},
	},
	{
		name: 'ageing from the next one on',
		at: 2701,
		expected: {
			state: 'ageing',
			accessToken: { expiresAt: TOKEN_END, secondsLeft: 899 },
			refreshableUntil: refreshableFor(REGISTRATION_END - 2701),
			...renews,
		},
	},
	{
		name: 'the last living second',
		at: 3599,
		expected: {
			state: 'ageing',
			accessToken: { expiresAt: TOKEN_END, secondsLeft: 1 },
			refreshableUntil: refreshableFor(REGISTRATION_END - 3599),
			...renews,
		},
	},
	{
		name: 'over, and to be renewed',
		at: 3600,
		expected: {
			state: 'refreshable',
			accessToken: { expiresAt: TOKEN_END, secondsLeft: 0 },
			refreshableUntil: refreshableFor(REGISTRATION_END - 3600),
			...renews,
		},
	},
	{
		name: 'AWS refused to renew it',
		at: 3660,
		event: ({ notes }) =>
			notes.texts.set('refused corp', `{"format": 1, "expiresAt": "${TOKEN_END}", "refused": "refresh"}`),
		expected: {
			state: 'expired',
			accessToken: { expiresAt: TOKEN_END, secondsLeft: -60 },
			refreshableUntil: null,
			next: 'sign in',
			command: LOGIN,
		},
	},
	{
		name: 'signed in anew, by a tool that keeps no refresh token',
		at: 3700,
		event: ({ accessTokens }) => accessTokens.texts.set('corp', tokenText({ expiresAt: '2026-11-21T19:01:40Z' })),
		expected: {
			state: 'fresh',
			accessToken: { expiresAt: '2026-11-21T19:01:40Z', secondsLeft: 28_800 },
			refreshableUntil: null,
			next: 'sign in again in 8 h 0 min',
			command: LOGIN,
		},
	},
	{
		name: 'AWS refused the token itself',
		at: 4000,
		event: ({ notes }) =>
			notes.texts.set('refused corp', '{"format": 1, "expiresAt": "2026-11-21T19:01:40Z", "refused": "token"}'),
		expected: {
			state: 'refused',
			accessToken: { expiresAt: '2026-11-21T19:01:40Z', secondsLeft: 28_500 },
			refreshableUntil: null,
			next: 'AWS refused the access token: sign in again',
			command: LOGIN,
		},
	},
	{
		name: 'half a file',
		at: 4100,
		event: ({ accessTokens }) => accessTokens.texts.set('corp', tokenText().slice(0, 40)),
		expected: { state: 'unusable', ...gone },
	},
	{
		name: 'signed out',
		at: 4200,
		event: ({ accessTokens }) => accessTokens.texts.delete('corp'),
		expected: { state: 'signed-out', ...gone },
	},
];

test('a day of an sso-session', async () => {
	const fake = fakeContext();
	let seconds = 0;
	for (const { name, at, event, expected } of day) {
		fake.moveClock((at - seconds) * 1000);
		seconds = at;
		event?.(fake);
		assert.equal(await signInState(fake, 0), expected, name);
	}
	// Status sends no request and writes nothing.
	assert.equal([fake.oidc.opened, fake.portal.opened, fake.stderr], [[], [], []]);
	assert.not.match(fake.accessTokens.calls.join('\n'), /write|remove/);
});

const legacyDay: readonly (readonly [at: number, state: string, secondsLeft: number, next: string])[] = [
	[0, 'fresh', 3600, 'sign in again in 1 h 0 min'],
	[2701, 'ageing', 899, 'sign in again in 14 min'],
	[3600, 'expired', 0, 'sign in'],
	[7200, 'expired', -3600, 'sign in'],
];

test('a day of a legacy profile: never refreshed, whatever its file holds', async () => {
	for (const [at, state, secondsLeft, next] of legacyDay) {
		const fake = fakeContext({ now: NOW + at * 1000, tokens: { [START_URL]: tokenText(renewable) } });
		assert.equal(await signInState(fake, 1), {
			state,
			accessToken: { expiresAt: TOKEN_END, secondsLeft },
			refreshableUntil: null,
			next,
			command: 'ssoenv login legacy',
		});
	}
});

const config = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
		bare: { sso_session: 'corp' },
	},
	ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
});

const world: World = {
	config,
	tokens: {
		corp: tokenText(renewable),
		lost: tokenText({ startUrl: 'https://lost/start', expiresAt: '2026-11-21T09:00:00Z' }),
		kiro: tokenText({ startUrl: undefined, expiresAt: '2026-11-21T10:30:00Z' }),
		[registrationKey(dev)]: '{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z"}',
		broken: '{',
	},
	credentials: { [roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + 20 * MINUTE), dev.accountId) },
	notes: { clock: `{"format": 1, "offsetSeconds": 90, "startedAt": ${STARTED_AT}}` },
	env: {
		SSOENV_PROFILE: 'dev',
		SSOENV_ACCOUNT_ID: '111111111111',
		SSOENV_ROLE_NAME: 'ReadOnly',
		SSOENV_REGION: 'eu-west-1',
		SSOENV_EXPIRES: String((NOW + 10 * MINUTE) / 1000),
	},
};

const CORP_STATUS = {
	ssoSession: 'corp',
	startUrl: START_URL,
	ssoRegion: 'us-east-1',
	state: 'fresh',
	accessToken: { expiresAt: TOKEN_END, secondsLeft: 3600 },
	refreshableUntil: refreshableFor(REGISTRATION_END),
	next: 'renews automatically on first use after 2026-11-21T10:45:00Z',
	command: null,
	tokenFile: `${SSO}/corp.json`,
	registrationFile: `${SSO}/${registrationKey(dev)}.json`,
	profiles: [
		{
			profile: 'dev',
			accountId: '111111111111',
			roleName: 'ReadOnly',
			credentials: { expiresAt: '2026-11-21T10:21:30Z', secondsLeft: 1290 },
			credentialsFile: `${CLI}/${roleCredentialsKey(dev)}.json`,
		},
	],
	otherProfiles: ['bare'],
};

const WARNING = "warning: this machine's clock was 1 min ahead of AWS's when AWS last answered";

test('--json has every field', async () => {
	const fake = fakeContext(world);
	assert.equal(await statusNow(fake), {
		unnamed: { profile: 'dev', namedBy: 'SSOENV_PROFILE' },
		active: {
			profile: 'dev',
			accountId: '111111111111',
			roleName: 'ReadOnly',
			region: 'eu-west-1',
			directory: null,
			expiresAt: '2026-11-21T10:10:00Z',
			secondsLeft: 600,
			next: 'renew the credentials',
			command: 'eval "$(ssoenv use dev)"',
		},
		sessions: [CORP_STATUS],
		chains: [],
		written: [],
		otherTokenFiles: [
			{
				path: `${SSO}/lost.json`,
				startUrl: 'https://lost/start',
				accessToken: { expiresAt: '2026-11-21T09:00:00Z', secondsLeft: -3600 },
			},
			{
				path: `${SSO}/kiro.json`,
				startUrl: null,
				accessToken: { expiresAt: '2026-11-21T10:30:00Z', secondsLeft: 1800 },
			},
		],
		clockOffsetSeconds: 90,
	});
	assert.equal(fake.stderr, [WARNING]);
});

test('--json with an empty config file', async () => {
	const fake = fakeContext({ config: sharedConfigOf({}) });
	assert.equal(await statusNow(fake), {
		unnamed: { profile: 'default', namedBy: 'default' },
		active: null,
		sessions: [],
		chains: [],
		written: [],
		otherTokenFiles: [],
		clockOffsetSeconds: null,
	});
	assert.equal(fake.stderr, []);
});

test('--json is ASCII and ends its line', async () => {
	const fake = fakeContext({ env: { SSOENV_PROFILE: 'café\u001b', SSOENV_EXPIRES: '1795258800' } });
	await run({ ...none, json: true }, fake.context);
	assert.match(fake.stdout[0] ?? '', /^[ -~\n]+\n$/);
	assert.match(fake.stdout[0] ?? '', 'caf\\u00e9\\u001b');
});

test('status of one profile shows only its sign-in and its role', async () => {
	const { sessions, otherTokenFiles } = await statusNow(fakeContext(world), 'dev');
	assert.equal([sessions, otherTokenFiles], [[{ ...CORP_STATUS, otherProfiles: [] }], []]);
	const bare = sessionsIn(await statusNow(fakeContext(world), 'bare'))[0];
	assert.equal([bare?.profiles, bare?.otherProfiles], [[], ['bare']]);
});

test('the text shows the same facts, the command for the running shell, and the clock warning on stderr', async () => {
	const fake = fakeContext({ ...world, runningShell: 'fish' });
	await run(none, fake.context);
	assert.equal(fake.stdout, [
		`this shell: dev, ReadOnly in account 111111111111
  role credentials  10 min left, until 2026-11-21T10:10:00Z
  next              renew the credentials: ssoenv use dev | source
  without a name    exec, console, export, serve and write take dev, the role of this shell

sso-session "corp": signed in (${START_URL}, us-east-1)
  access token      1 h 0 min left, until 2026-11-21T11:00:00Z
  session           at most 89 d 16 h left, until 2027-02-19T02:25:16Z
  next              renews automatically on first use after 2026-11-21T10:45:00Z
  token file        ${SSO}/corp.json
  registration file ${SSO}/${registrationKey(dev)}.json
  role credentials  dev: 21 min left, until 2026-11-21T10:21:30Z
                    ${CLI}/${roleCredentialsKey(dev)}.json
  other profiles    bare

token that matches no configured sign-in
  access token      expired 1 h 0 min ago, at 2026-11-21T09:00:00Z
  start URL         https://lost/start
  token file        ${SSO}/lost.json

token that matches no configured sign-in
  access token      30 min left, until 2026-11-21T10:30:00Z
  token file        ${SSO}/kiro.json
`,
	]);
	assert.equal(fake.stderr, [WARNING]);
});

test('without a known shell, the command is for sh', async () => {
	const fake = fakeContext({ ...world, runningShell: undefined });
	assert.is(asRecord((await statusNow(fake)).active)?.command, 'eval "$(ssoenv use dev)"');
});

test('no secret is printed', async () => {
	const fake = fakeContext(world);
	await run(none, fake.context);
	await run({ ...none, json: true }, fake.context);
	const printed = [...fake.stdout, ...fake.stderr].join('\n');
	for (const secret of ['aoaAAAAA', renewable.clientSecret, renewable.refreshToken, 'sso/secret+x', 'sso+tok/==']) {
		assert.not.ok(printed.includes(secret));
	}
});

const rolesUntil = (left: number, profile = dev) => ({
	[roleCredentialsKey(profile)]: formatCacheEntry(credentialsUntil(NOW + left), profile.accountId),
});
const until = (expiresAt: string, changed: object = {}) => ({ corp: tokenText({ ...changed, expiresAt }) });

type Check = readonly [world: World, minLeft: string | undefined, passes: boolean];

const checks: Readonly<Record<string, Check>> = {
	'a valid token': [{ tokens: until('2026-11-21T10:00:01Z') }, undefined, true],
	'an expired token': [{ tokens: until('2026-11-21T10:00:00Z') }, undefined, false],
	'an expired token that can be refreshed': [{ tokens: until('2026-11-21T09:00:00Z', renewable) }, undefined, true],
	'a token with more than 15 minutes left': [{ tokens: until('2026-11-21T10:15:01Z') }, '15m', true],
	'a token with 15 minutes less a second left': [{ tokens: until('2026-11-21T10:14:59Z') }, '15m', false],
	'refreshable for longer than that': [{ tokens: until('2026-11-21T10:01:00Z', renewable) }, '80d', true],
	'refreshable, but not for that long': [{ tokens: until('2026-11-21T10:01:00Z', renewable) }, '90d', false],
	'not signed in': [{}, undefined, false],
	'an invalid token file': [{ tokens: { corp: '{' } }, undefined, false],
	'a token that AWS refused': [
		{
			tokens: { corp: tokenText() },
			notes: { 'refused corp': `{"format": 1, "expiresAt": "${TOKEN_END}", "refused": "token"}` },
		},
		undefined,
		false,
	],
	'a token of another region': [{ tokens: { corp: tokenText({ region: 'eu-west-1' }) } }, undefined, false],
	'not signed in, but fresh credentials': [{ credentials: rolesUntil(15 * MINUTE) }, undefined, true],
	'not signed in, and credentials that use would replace': [
		{ credentials: rolesUntil(15 * MINUTE - 1000) },
		undefined,
		false,
	],
	'not signed in, and credentials that last long enough': [{ credentials: rolesUntil(60 * MINUTE) }, '1h', true],
	'not signed in, and credentials that do not last long enough': [
		{ credentials: rolesUntil(60 * MINUTE - 1000) },
		'1h',
		false,
	],
	'credentials of another role': [
		{ credentials: rolesUntil(60 * MINUTE, { ...dev, roleName: 'Other' }) },
		undefined,
		false,
	],
	'a clock an hour later': [{ now: NOW + 60 * MINUTE, tokens: { corp: tokenText() } }, undefined, false],
};

for (const [name, [state, minLeft, passes]] of Object.entries(checks)) {
	test(`--check --min-left ${minLeft ?? '(none)'}: ${name}: ${passes ? 'passes' : 'fails with 4'} and prints nothing`, async () => {
		const fake = fakeContext(state);
		const check = () => run({ ...none, profile: 'dev', check: true, 'min-left': minLeft }, fake.context);
		if (passes) await check();
		else {
			const failure = await failureFrom(check());
			assert.equal(
				[failure.code, failure.status, failure.isQuiet, failure.command],
				['sign-in-check-failed', 4, true, LOGIN],
			);
		}
		assert.equal([fake.stdout, fake.stderr], [[], []]);
		assert.equal([fake.oidc.opened, fake.portal.opened], [[], []]);
	});
}

const subjects: Readonly<Record<string, readonly [world: World, command: string]>> = {
	'the active profile': [{ env: { SSOENV_PROFILE: 'legacy', AWS_PROFILE: 'dev' } }, 'ssoenv login legacy'],
	AWS_PROFILE: [{ env: { AWS_PROFILE: 'dev' } }, LOGIN],
	'the only sign-in': [{ config }, LOGIN],
};

for (const [name, [state, command]] of Object.entries(subjects)) {
	test(`--check without a name checks ${name}`, async () => {
		const failure = await failureFrom(run({ ...none, check: true }, fakeContext(state).context));
		assert.equal([failure.code, failure.command], ['sign-in-check-failed', command]);
	});
}

test('--check without a name fails if there are several sign-ins', async () => {
	const failure = await failureFrom(run({ ...none, check: true }, fakeContext().context));
	assert.equal([failure.code, failure.status], ['sso-session-ambiguous', 2]);
});

test('--check of a named sso-session ignores the active profile and role credentials', async () => {
	const env = { SSOENV_PROFILE: 'legacy' };
	const signedIn = fakeContext({ env, tokens: { corp: tokenText() } });
	await run({ ...none, 'sso-session': 'corp', check: true }, signedIn.context);
	const { context } = fakeContext({ env, credentials: rolesUntil(60 * MINUTE) });
	assert.is((await failureFrom(run({ ...none, 'sso-session': 'corp', check: true }, context))).command, LOGIN);
});

test('status of one sso-session shows all its profiles and no other sign-in', async () => {
	const fake = fakeContext(world);
	await run({ ...none, 'sso-session': 'corp', json: true }, fake.context);
	const status = asRecord(JSON.parse(fake.stdout[0] ?? '')) ?? {};
	assert.equal(sessionsIn(status), [CORP_STATUS]);
});

test('--check of a legacy profile uses its own token', async () => {
	const { context } = fakeContext({ tokens: { corp: tokenText(), [START_URL]: '{' } });
	assert.is((await failureFrom(run({ ...none, profile: legacy.name, check: true }, context))).session, START_URL);
});

type Refused = readonly [args: Partial<Parameters<typeof run>[0]>, code: string, told: readonly string[]];

const refused: Readonly<Record<string, Refused>> = {
	'--min-left without a duration': [
		{ check: true, 'min-left': 'soon' },
		'usage',
		['--min-left is "soon", expected a duration such as 90s, 15m or 2h', 'ssoenv status --help'],
	],
	'--min-left without --check': [
		{ 'min-left': '15m' },
		'usage',
		['--min-left requires --check', 'ssoenv status --help'],
	],
	'--json and --check': [
		{ json: true, check: true },
		'usage',
		['--json and --check cannot be used together', 'ssoenv status --help'],
	],
	'--watch beside --json': [
		{ watch: true, json: true },
		'usage',
		['--json and --watch cannot be used together', 'ssoenv status --help'],
	],
	'--watch without a terminal': [
		{ watch: true },
		'usage',
		['--watch needs a terminal that it can draw on', 'ssoenv status --help'],
	],
	'an unknown profile': [
		{ profile: 'legcay' },
		'profile-not-found',
		[`profile "legcay" is not in ${CONFIG_PATH}; did you mean "legacy"?`, 'ssoenv status legacy'],
	],
};

for (const [name, [args, code, told]] of Object.entries(refused)) {
	test(`refused, with nothing on stdout: ${name}`, async () => {
		const fake = fakeContext();
		const failure = await failureFrom(run({ ...none, ...args }, fake.context));
		assert.is(failure.code, code);
		assert.equal(toldBy(failure), told);
		assert.equal([fake.stdout, fake.stderr], [[], []]);
	});
}

const terminal = { stdinIsTerminal: true, stdoutIsTerminal: true, stderrIsTerminal: true };

for (const [name, world] of Object.entries({
	'stdin is no terminal': { ...terminal, stdinIsTerminal: false },
	'stdout is no terminal': { ...terminal, stdoutIsTerminal: false },
	'stderr is no terminal': { ...terminal, stderrIsTerminal: false },
	'the terminal cannot draw': { ...terminal, env: { TERM: 'dumb' } },
})) {
	test(`--watch is refused if ${name}`, async () => {
		const failure = await failureFrom(run({ ...none, watch: true }, fakeContext(world).context));
		assert.equal([failure.code, failure.status], ['usage', 2]);
	});
}

test('on a terminal each time has a bar; with --json nothing does', async () => {
	const tokenFile = '/home/me/.aws/sso/cache/corp.json';
	const fake = fakeContext({
		...terminal,
		tokens: { corp: tokenText() },
		env: { NO_COLOR: '1' },
		writtenAt: { [tokenFile]: NOW - 60 * MINUTE },
		columns: 100,
	});
	await run(none, fake.context);
	assert.match(
		fake.stdout[0] ?? '',
		'  access token      ############............  1 h 0 min left, until 2026-11-21T11:00:00Z\n',
	);
	await run({ ...none, json: true }, fake.context);
	assert.not.match(fake.stdout[1] ?? '', '##');
});

test('--watch draws each second from the files as they are then, until the person leaves', async () => {
	const leaving = new AbortController();
	const drawn: string[] = [];
	let isClosed = false;
	const fake = fakeContext({
		...terminal,
		now: NOW + 400,
		tokens: { corp: tokenText() },
		env: { NO_COLOR: '1' },
		screen: {
			draw: (picture) => {
				drawn.push(picture({ columns: 100, lines: 40, widthOf: (text) => text.length }).join('\n'));
				// Another shell renews the token.
				if (drawn.length === 2) fake.accessTokens.texts.set('corp', tokenText({ expiresAt: '2026-11-21T12:00:00Z' }));
				if (drawn.length === 3) leaving.abort();
			},
			left: leaving.signal,
			close: () => {
				isClosed = true;
			},
		},
	});
	await run({ ...none, watch: true }, fake.context);
	assert.ok(isClosed);
	assert.equal(fake.slept, [600, 1000, 1000]);
	const ends = drawn.map((text) => /access token .*until (\S+)/.exec(text)?.[1]);
	assert.equal(ends, ['2026-11-21T11:00:00Z', '2026-11-21T11:00:00Z', '2026-11-21T12:00:00Z']);
	assert.match(drawn[0] ?? '', /\nq leaves$/);
	assert.equal([fake.stdout, fake.stderr, fake.portal.calls, fake.oidc.calls], [[], [], [], []]);
});

test('--watch warns of a clock that is wrong, within the lines of the screen', async () => {
	const leaving = new AbortController();
	let drawn: readonly string[] = [];
	const fake = fakeContext({
		...terminal,
		notes: { clock: `{"format": 1, "offsetSeconds": 90, "startedAt": ${STARTED_AT}}` },
		screen: {
			draw: (picture) => {
				drawn = picture({ columns: 100, lines: 6, widthOf: (text) => text.length });
				leaving.abort();
			},
			left: leaving.signal,
			close: () => undefined,
		},
	});
	await run({ ...none, watch: true }, fake.context);
	assert.is(drawn.length, 6);
	assert.equal(drawn.slice(-3), [
		'',
		"warning: this machine's clock was 1 min ahead of AWS's when AWS last answered",
		'q leaves',
	]);
});

test('--watch gives the screen back if a file becomes unreadable', async () => {
	let isClosed = false;
	const world: { configError?: Error } & World = {
		...terminal,
		screen: {
			draw: () => {
				world.configError = new Error('unreadable');
			},
			left: new AbortController().signal,
			close: () => {
				isClosed = true;
			},
		},
	};
	const ending = run({ ...none, watch: true }, fakeContext(world).context);
	const error: unknown = await ending.catch((thrown: unknown) => thrown);
	assert.equal([error, isClosed], [world.configError, true]);
});

test.run();
