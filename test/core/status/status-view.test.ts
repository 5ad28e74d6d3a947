/** The status on a terminal: bars, folding, and the picture of `--watch`. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SessionStatus, Status } from '../../../src/core/status/status.ts';
import { statusPicture, statusView, type ViewRoom } from '../../../src/core/status/status-view.ts';
import { barStyle } from '../../../src/core/status/time-bar.ts';

const role = { expiresAt: '2026-11-21T10:30:00Z', secondsLeft: 1800 };

const session: SessionStatus = {
	ssoSession: 'corp',
	startUrl: 'https://d-1234567890.awsapps.com/start',
	ssoRegion: 'us-east-1',
	state: 'fresh',
	accessToken: { expiresAt: '2026-11-21T11:00:00Z', secondsLeft: 3600 },
	refreshableUntil: { expiresAt: '2027-02-19T02:25:16Z', secondsLeft: 7_748_716 },
	next: 'renews automatically on first use after 2026-11-21T10:45:00Z',
	command: null,
	tokenFile: '/home/me/.aws/sso/cache/t.json',
	registrationFile: '/home/me/.aws/sso/cache/r.json',
	profiles: [
		{
			profile: 'dev',
			accountId: '1',
			roleName: 'R',
			credentials: role,
			credentialsFile: '/home/me/.aws/cli/cache/c.json',
		},
	],
	otherProfiles: ['\u001b[31mred'],
};

const status: Status = {
	unnamed: null,
	active: {
		profile: 'dev',
		accountId: '1',
		roleName: 'R',
		region: null,
		directory: null,
		...role,
		next: 'can be renewed',
		command: null,
	},
	sessions: [session],
	chains: [],
	otherTokenFiles: [],
	clockOffsetSeconds: null,
	written: [],
};

/** In seconds. */
const AGES: Readonly<Record<string, number>> = {
	'/home/me/.aws/cli/cache/c.json': 1800,
	'/home/me/.aws/sso/cache/r.json': 27_251,
};

const room = (columns: number): ViewRoom => ({
	columns,
	widthOf: (text) => text.length,
	style: barStyle({ NO_COLOR: '1' }),
	age: (file) => AGES[file],
});

test('a wide terminal: each time has a bar, as long as it has left of its life', () => {
	assert.equal(statusView(status, room(120)), [
		'this shell: dev, R in account 1',
		// The role of the shell has the age of the file that it came from.
		'  role credentials  ############............  30 min left, until 2026-11-21T10:30:00Z',
		'  next              can be renewed',
		'',
		'sso-session "corp": signed in (https://d-1234567890.awsapps.com/start, us-east-1)',
		'  access token      ########################  1 h 0 min left, until 2026-11-21T11:00:00Z',
		'  session           ########################  at most 89 d 16 h left, until 2027-02-19T02:25:16Z',
		'  next              renews automatically on first use after 2026-11-21T10:45:00Z',
		'  token file        /home/me/.aws/sso/cache/t.json',
		'  registration file /home/me/.aws/sso/cache/r.json',
		'  role credentials  ############............  dev: 30 min left, until 2026-11-21T10:30:00Z',
		'                    /home/me/.aws/cli/cache/c.json',
		'  other profiles    \\x1b[31mred',
	]);
});

test('a terminal of 60 columns: short bars, and lines that are folded below their words', () => {
	assert.equal(statusView({ ...status, active: null }, room(60)), [
		'this shell: no role',
		'',
		'sso-session "corp": signed in',
		'    (https://d-1234567890.awsapps.com/start, us-east-1)',
		'  access token      ########  1 h 0 min left, until',
		'                              2026-11-21T11:00:00Z',
		'  session           ########  at most 89 d 16 h left, until',
		'                              2027-02-19T02:25:16Z',
		'  next              renews automatically on first use after',
		'                    2026-11-21T10:45:00Z',
		'  token file        /home/me/.aws/sso/cache/t.json',
		'  registration file /home/me/.aws/sso/cache/r.json',
		'  role credentials  ####....  dev: 30 min left, until',
		'                              2026-11-21T10:30:00Z',
		'                    /home/me/.aws/cli/cache/c.json',
		'  other profiles    \\x1b[31mred',
	]);
});

test('a terminal of 40 columns: no bars', () => {
	const lines = statusView(status, room(40));
	assert.is(lines[1], '  role credentials  30 min left, until');
	assert.not.match(lines.join('\n'), '#');
});

test('the picture of a screen leaves out what stays the same', () => {
	assert.equal(statusPicture(status, 20, room(120)), [
		'this shell: dev, R in account 1',
		'  role credentials  ############............  30 min left, until 2026-11-21T10:30:00Z',
		'  next              can be renewed',
		'',
		'sso-session "corp": signed in (https://d-1234567890.awsapps.com/start, us-east-1)',
		'  access token      ########################  1 h 0 min left, until 2026-11-21T11:00:00Z',
		'  session           ########################  at most 89 d 16 h left, until 2027-02-19T02:25:16Z',
		'  next              renews automatically on first use after 2026-11-21T10:45:00Z',
		'  role credentials  ############............  dev: 30 min left, until 2026-11-21T10:30:00Z',
	]);
});

test('a picture never has more lines than the screen', () => {
	const lines = statusPicture(status, 4, room(120));
	assert.is(lines.length, 4);
	assert.is(lines.at(-1), '… 6 more lines: the screen is too small');
	assert.is(statusPicture(status, 0, room(120)).length, 1);
});

test.run();
