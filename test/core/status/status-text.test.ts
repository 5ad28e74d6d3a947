/** The text of `ssoenv status`. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SessionStatus, SignInState, Status } from '../../../src/core/status/status.ts';
import { clockWarning, statusText } from '../../../src/core/status/status-text.ts';

const nothing: Status = {
	unnamed: null,
	active: null,
	sessions: [],
	chains: [],
	otherTokenFiles: [],
	clockOffsetSeconds: null,
	written: [],
};

const session: SessionStatus = {
	ssoSession: 'corp',
	startUrl: 'https://h/start',
	ssoRegion: 'us-east-1',
	state: 'fresh',
	accessToken: { expiresAt: '2026-11-21T11:00:00Z', secondsLeft: 3600 },
	refreshableUntil: { expiresAt: '2027-02-19T02:25:16Z', secondsLeft: 7_748_716 },
	next: 'renews automatically on first use after 2026-11-21T10:45:00Z',
	command: null,
	tokenFile: '/t.json',
	registrationFile: '/r.json',
	profiles: [
		{
			profile: 'dev',
			accountId: '1',
			roleName: 'R',
			credentials: { expiresAt: '2026-11-21T09:59:00Z', secondsLeft: -60 },
			credentialsFile: '/c.json',
		},
		{ profile: 'admin', accountId: '1', roleName: 'A', credentials: null, credentialsFile: '/a.json' },
	],
	otherProfiles: ['bare'],
};

test('an empty status', () => {
	assert.is(statusText(nothing), 'this shell: no role\n');
});

test('a full status, in paragraphs', () => {
	const status: Status = {
		unnamed: null,
		active: {
			profile: 'dev',
			accountId: '1',
			roleName: 'R',
			region: null,
			directory: null,
			expiresAt: '2026-11-21T10:10:00Z',
			secondsLeft: 600,
			next: 'renew the credentials',
			command: 'eval "$(ssoenv use dev)"',
		},
		sessions: [session],
		chains: [
			{
				profile: 'release',
				roles: [
					{
						profile: 'deploy',
						accountId: '3',
						roleName: 'Deploy',
						roleArn: 'arn:aws:iam::3:role/Deploy',
						source: 'profile "dev"',
						credentials: null,
						credentialsFile: '/d.json',
					},
					{
						profile: 'release',
						accountId: '3',
						roleName: 'Release',
						roleArn: 'arn:aws:iam::3:role/team/Release',
						source: 'profile "deploy"',
						credentials: { expiresAt: '2026-11-21T11:00:00Z', secondsLeft: 3600 },
						credentialsFile: '/e.json',
					},
				],
			},
		],
		written: [
			{
				name: 'dev-keys',
				profile: 'dev',
				file: '/home/me/.aws/credentials',
				isIntact: true,
				expiresAt: '2026-11-21T10:59:00Z',
				secondsLeft: 3540,
			},
			{ name: 'x', profile: 'my dev', file: '', isIntact: false, expiresAt: '2026-11-21T09:59:00Z', secondsLeft: -60 },
		],
		otherTokenFiles: [
			{
				path: '/o.json',
				startUrl: 'https://o/start',
				accessToken: { expiresAt: '2026-11-21T10:00:00Z', secondsLeft: 0 },
			},
			{ path: '/p.json', startUrl: null, accessToken: { expiresAt: '2026-11-21T10:00:01Z', secondsLeft: 1 } },
		],
		clockOffsetSeconds: null,
	};
	assert.is(
		statusText(status),
		`this shell: dev, R in account 1
  role credentials  10 min left, until 2026-11-21T10:10:00Z
  next              renew the credentials: eval "$(ssoenv use dev)"

sso-session "corp": signed in (https://h/start, us-east-1)
  access token      1 h 0 min left, until 2026-11-21T11:00:00Z
  session           at most 89 d 16 h left, until 2027-02-19T02:25:16Z
  next              renews automatically on first use after 2026-11-21T10:45:00Z
  token file        /t.json
  registration file /r.json
  role credentials  dev: expired 1 min ago, at 2026-11-21T09:59:00Z
                    /c.json
  other profiles    admin, bare

profile "release": assumes Deploy in account 3, then Release in account 3, from profile "dev"
  role credentials  Deploy: none
  role credentials  Release: 1 h 0 min left, until 2026-11-21T11:00:00Z
                    /e.json

credentials file: /home/me/.aws/credentials
  keys              [dev-keys] of dev: 59 min left, until 2026-11-21T10:59:00Z
  keys              [x] of my dev: expired 1 min ago, at 2026-11-21T09:59:00Z; others have changed it

token that matches no configured sign-in
  access token      expired 0 s ago, at 2026-11-21T10:00:00Z
  start URL         https://o/start
  token file        /o.json

token that matches no configured sign-in
  access token      1 s left, until 2026-11-21T10:00:01Z
  token file        /p.json
`,
	);
});

const titles: Readonly<Record<SignInState, string>> = {
	fresh: 'signed in',
	ageing: 'signed in, expires soon',
	refreshable: 'signed in, renews on next use',
	expired: 'expired',
	refused: 'refused by AWS',
	'signed-out': 'not signed in',
	unusable: 'unusable token file',
};

for (const state of ['fresh', 'ageing', 'refreshable', 'expired', 'refused', 'signed-out', 'unusable'] as const) {
	test(`${state} reads "${titles[state]}"`, () => {
		const text = statusText({ ...nothing, sessions: [{ ...session, state }] });
		assert.match(text, `\nsso-session "corp": ${titles[state]} (https://h/start, us-east-1)\n`);
	});
}

test('a legacy sign-in without a token, whose profiles have nothing cached', () => {
	const legacy: SessionStatus = {
		...session,
		ssoSession: null,
		state: 'signed-out',
		accessToken: null,
		refreshableUntil: null,
		next: 'sign in',
		command: 'ssoenv login legacy',
		profiles: [],
		otherProfiles: ['legacy'],
	};
	assert.is(
		statusText({ ...nothing, sessions: [legacy] }),
		`this shell: no role

legacy start URL: not signed in (https://h/start, us-east-1)
  next              sign in: ssoenv login legacy
  token file        /t.json
  registration file /r.json
  profiles          legacy
`,
	);
});

test('a session without profiles has no line for profiles', () => {
	assert.not.match(statusText({ ...nothing, sessions: [{ ...session, profiles: [], otherProfiles: [] }] }), 'profiles');
});

for (const [count, line] of [
	[8, 'p1, p2, p3, p4, p5, p6, p7, p8\n'],
	[9, 'p1, p2, p3, p4, p5, p6, p7, p8 and 1 more\n'],
	[500, 'p1, p2, p3, p4, p5, p6, p7, p8 and 492 more\n'],
] as const) {
	test(`${count} profiles: ${line.trim()}`, () => {
		const otherProfiles = Array.from({ length: count }, (_, at) => `p${at + 1}`);
		const text = statusText({ ...nothing, sessions: [{ ...session, profiles: [], otherProfiles }] });
		assert.match(text, `  profiles          ${line}`);
	});
}

test('without its account, a role shows only its name', () => {
	const active = {
		profile: 'dev',
		accountId: null,
		roleName: 'R',
		region: null,
		directory: null,
		expiresAt: '2026-11-21T11:00:00Z',
		secondsLeft: 3600,
		next: 'n',
		command: null,
	};
	assert.match(statusText({ ...nothing, active }), /^this shell: dev\n/);
});

test('the text has no terminal control characters', () => {
	const hostile = 'x\u001b[31m\r\n\u202e';
	const text = statusText({
		...nothing,
		active: {
			profile: hostile,
			accountId: hostile,
			roleName: hostile,
			region: hostile,
			directory: hostile,
			expiresAt: 'x',
			secondsLeft: 1,
			next: hostile,
			command: hostile,
		},
		sessions: [
			{
				...session,
				ssoSession: hostile,
				startUrl: hostile,
				ssoRegion: hostile,
				command: hostile,
				tokenFile: hostile,
				registrationFile: hostile,
				profiles: session.profiles.map((profile) => ({ ...profile, profile: hostile, credentialsFile: hostile })),
				otherProfiles: [hostile],
			},
		],
		otherTokenFiles: [{ path: hostile, startUrl: hostile, accessToken: { expiresAt: 'x', secondsLeft: 1 } }],
	});
	for (const character of ['\u001b', '\r', '\u202e']) assert.not.ok(text.includes(character));
	assert.match(text, 'x\\x1b[31m\\x0d\\x0a\\u202e');
});

for (const [profile, namedBy, why] of [
	['dev', 'AWS_PROFILE', 'by AWS_PROFILE'],
	['dev', 'AWS_DEFAULT_PROFILE', 'by AWS_DEFAULT_PROFILE'],
	['dev', 'SSOENV_PROFILE', 'the role of this shell'],
	['default', 'default', 'because nothing names another'],
] as const) {
	test(`without a name: ${profile}, ${why}`, () => {
		const text = statusText({ ...nothing, unnamed: { profile, namedBy } });
		assert.is(
			text,
			`this shell: no role\n  without a name    exec, console, export, serve and write take ${profile}, ${why}\n`,
		);
	});
}

for (const [offset, warning] of [
	[null, undefined],
	[90, "warning: this machine's clock was 1 min ahead of AWS's when AWS last answered"],
	[-7260, "warning: this machine's clock was 2 h 1 min behind AWS's when AWS last answered"],
] as const) {
	test(`clock off by ${offset} s: ${warning ?? 'no warning'}`, () => {
		assert.is(clockWarning({ ...nothing, clockOffsetSeconds: offset }), warning);
	});
}

test.run();
