/** `ssoenv each` with the built program, against the fake: many profiles, a limit, failures, and the forms of the output. */
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { isWholeRun } from '../support/assertions/short-run.ts';
import { until } from '../support/program/until.ts';
import { accountOf, withEachScene } from '../support/sign-in/each-scene.ts';

/** Another role, which is not assigned, in the account of `p000`. */
const UNASSIGNED = `[profile un/assigned]
sso_session = org-0
sso_account_id = ${accountOf(0)}
sso_role_name = Admin
`;

/** A command that lets another one begin a line before it ends its own. */
const halfLines = (first: string, second: string) => [
	'sh',
	'-c',
	`printf "$SSOENV_PROFILE-${first}-"; : >"$0-$SSOENV_PROFILE"; while [ ! -e "$0-p000" ] || [ ! -e "$0-p001" ]; do sleep 0.05; done; printf '${second}\\nlast'`,
];

/** How many profiles of three sign-ins `each` runs for at once. */
const PROFILES = isWholeRun ? 300 : 60;

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const sorted = (text: string): readonly string[] => [...lines(text)].sort();

test(`${PROFILES} profiles of three sign-ins, with a limit on the calls: each gets its own role`, () =>
	withEachScene(
		{ profiles: PROFILES, sessions: 3 },
		{ rateLimitPerSecond: 20, retryAfterSeconds: 1 },
		async ({ idc, start }) => {
			const { stdout, stderr, exitCode } = await start(['*', '--', 'sh', '-c', 'echo "$SSOENV_ACCOUNT_ID $AWS_REGION"'])
				.ended;
			assert.is(exitCode, 0, stderr);
			const expected = Array.from({ length: PROFILES }, (_, at) => {
				return `p${String(at).padStart(3, '0')}: ${accountOf(at)} eu-central-1`;
			});
			assert.equal(sorted(stdout), expected);
			assert.match(stderr, /\nssoenv: all \d+ succeeded\n$/);
			const answered = idc.requestsTo('GetRoleCredentials').filter(({ status }) => status === 200);
			assert.is(answered.length, PROFILES);
			assert.is(idc.requests.filter(({ status }) => status === 429).length < PROFILES / 4, true);
			const again = await start(['*', '--', 'true']).ended;
			assert.is(again.exitCode, 0);
			assert.is(idc.requestsTo('GetRoleCredentials').filter(({ status }) => status === 200).length, PROFILES);
		},
	));

test('one that fails, one that gets no role and one that is broken: status 1, and the table says why', () =>
	withEachScene(
		{ profiles: 3, more: `${UNASSIGNED}[profile broken]\nsso_session = none\nsso_account_id = 1\nsso_role_name = A\n` },
		{},
		async ({ start }) => {
			const { stdout, stderr, exitCode } = await start([
				'*',
				'--',
				'sh',
				'-c',
				'[ "$SSOENV_PROFILE" != p001 ] || exit 7',
			]).ended;
			assert.is(exitCode, 1);
			assert.is(stdout, '');
			assert.match(stderr, /^STATUS +TIME +PROFILE\n0 +\d+\.\ds +p000 *\n7 +\d+\.\ds +p001 *\n0 +\d+\.\ds +p002 *\n/);
			assert.match(stderr, /\n- +- +un\/assigned +! role "Admin" in account \d+ is not assigned to you\n/);
			assert.match(stderr, /\n- +- +broken +! profile "broken" names sso-session "none"/);
			assert.match(stderr, /\nssoenv: 3 of 5 failed\n$/);
		},
	));

test('a 429 and passing faults are tried again; a service that is down ends soon', () =>
	withEachScene({ profiles: 30 }, {}, async ({ idc, start }) => {
		const down = { kind: 'status', status: 503, code: 'ServiceUnavailable' } as const;
		idc.fail(
			'GetRoleCredentials',
			{ ...down, times: 2 },
			{ kind: 'status', status: 429, code: 'TooManyRequestsException' },
		);
		assert.is((await start(['p00?', '--', 'true']).ended).exitCode, 0);
		idc.fail('GetRoleCredentials', { ...down, times: 'always' });
		const { exitCode, stderr } = await start(['*', '--', 'true']).ended;
		assert.is(exitCode, 1);
		assert.match(stderr, /\nssoenv: 20 of 30 failed\n$/);
	}));

test('many at the same time: nothing but the table on stderr', () =>
	withEachScene({ profiles: 40 }, {}, async ({ start }) => {
		const { stderr, exitCode } = await start(['*', '--jobs', '40', '--', 'sleep', '0.3']).ended;
		assert.is(exitCode, 0);
		assert.is(lines(stderr).length, 42, stderr);
	}));

test('--fail-fast starts no other command after a failure', () =>
	withEachScene({ profiles: 5 }, {}, async ({ start }) => {
		const failing = ['sh', '-c', 'echo ran; [ "$SSOENV_PROFILE" != p001 ]'];
		const { stdout, stderr, exitCode } = await start(['*', '--fail-fast', '--jobs', '1', '--', ...failing]).ended;
		assert.is(exitCode, 1);
		assert.equal(lines(stdout), ['p000: ran', 'p001: ran']);
		assert.match(stderr, /\n- +- +p004 +! not started\nssoenv: 1 of 5 failed, 3 not started\n$/);
	}));

test('--json prints one array, and nothing else on stdout', () =>
	withEachScene({ profiles: 2, more: UNASSIGNED }, {}, async ({ start }) => {
		const command = ['sh', '-c', 'printf "a\\nb"; cat; echo "é \\377" >&2; exit 3'];
		const { stdout, exitCode } = await start(['*', '--json', '--region', 'us-west-2', '--', ...command]).ended;
		assert.is(exitCode, 1);
		const rows: unknown = JSON.parse(stdout);
		if (!Array.isArray(rows)) throw new TypeError('it is no array');
		const ended = { roleName: 'ReadOnly', status: 3, problem: null, stdout: 'a\nb', stderr: 'é �\n' };
		const [first, second, third] = rows.map((row) => ({ ...asRecord(row) }));
		assert.type(first?.seconds, 'number');
		assert.equal({ ...first, seconds: 0 }, { ...ended, profile: 'p000', accountId: accountOf(0), seconds: 0 });
		assert.equal({ ...second, seconds: 0 }, { ...ended, profile: 'p001', accountId: accountOf(1), seconds: 0 });
		assert.is(third?.status, null);
		assert.match(String(third?.problem), /is not assigned to you$/);
	}));

test('each line begins with the profile, on the stream that the command wrote it to', () =>
	withEachScene({ profiles: 1 }, {}, async ({ start }) => {
		const { stdout, stderr } = await start(['*', '--', 'sh', '-c', 'printf "out\\n\\n\\tx"; printf "err\\n" >&2'])
			.ended;
		assert.is(stdout, 'p000: out\np000: \np000: \tx\n');
		assert.match(stderr, /^p000: err\nSTATUS/);
	}));

test('lines of commands that print half lines at the same time do not mix', () =>
	withEachScene({ profiles: 2 }, {}, async ({ home, start }) => {
		const { stdout, exitCode, stderr } = await start(['*', '--', ...halfLines('begun', 'ended'), home.file('mark')])
			.ended;
		assert.is(exitCode, 0, stderr);
		assert.equal(sorted(stdout), ['p000: last', 'p000: p000-begun-ended', 'p001: last', 'p001: p001-begun-ended']);
	}));

test('--output-dir writes two private files for each profile, and follows no link', () =>
	withEachScene({ profiles: 2, more: UNASSIGNED.replace('Admin', 'ReadOnly') }, {}, async ({ home, start }) => {
		const folder = home.file('new/results');
		const command = ['sh', '-c', 'echo "out $1"; echo err >&2', 'sh'];
		assert.is((await start(['p*', 'un*', '--output-dir', folder, '--', ...command, 'one']).ended).exitCode, 0);
		writeFileSync(home.file('other'), 'mine');
		const { stdout } = await start(['p*', '--output-dir', folder, '--', ...command, 'two']).ended;
		assert.is(stdout, '');
		assert.is(readFileSync(`${folder}/p000.out`, 'utf8'), 'out two\n');
		assert.is(readFileSync(`${folder}/un%2Fassigned.out`, 'utf8'), 'out one\n');
		assert.is(readFileSync(`${folder}/p001.err`, 'utf8'), 'err\n');
		for (const name of readdirSync(folder)) {
			assert.is(statSync(`${folder}/${name}`).mode & 0o777, 0o600, name);
		}
		symlinkSync(home.file('other'), home.file('new/p001.out'));
		assert.is((await start(['p001', '--output-dir', home.file('new'), '--', ...command]).ended).exitCode, 0);
		assert.is(readFileSync(home.file('other'), 'utf8'), 'mine');
	}));

test('SIGINT and SIGTERM reach the commands, which are waited for, and start no other', async () => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		await withEachScene({ profiles: 5 }, {}, async ({ home, start }) => {
			const script = `trap 'echo told; exit 9' ${signal.slice(3)}; : >"$0-$SSOENV_PROFILE"; while :; do sleep 0.05; done`;
			const program = start(['*', '--jobs', '2', '--', 'sh', '-c', script, home.file('mark')]);
			const isThere = (name: string) => readdirSync(home.path).includes(name);
			await until('two commands', () => (isThere('mark-p000') && isThere('mark-p001') ? true : undefined));
			program.kill(signal);
			const { exitCode, stdout, stderr } = await program.ended;
			assert.is(exitCode, 130);
			assert.equal(sorted(stdout), ['p000: told', 'p001: told']);
			assert.match(stderr, /\n9 +\d+\.\ds +p001 *\n- +- +p002 +! not started\n/);
			assert.match(stderr, new RegExp(`\nssoenv: 2 of 5 failed, 3 not started\nssoenv: interrupted by ${signal}\n$`));
		});
	}
});

test('SIGINT ends the waiting for AWS', () =>
	withEachScene({ profiles: 40 }, {}, async ({ idc, start }) => {
		idc.configure({ rateLimitPerSecond: 5, retryAfterSeconds: 50 });
		const program = start(['*', '--', 'true']);
		await until('a 429', () => (idc.requests.some(({ status }) => status === 429) ? true : undefined));
		program.kill('SIGINT');
		const { exitCode, stderr } = await program.ended;
		assert.is(exitCode, 130);
		assert.match(stderr, /ssoenv: interrupted by SIGINT\n$/);
	}));

test('without a sign-in nothing runs, and the failure says for which', () =>
	withEachScene({ profiles: 2, sessions: 2, isSignedIn: false }, {}, async ({ start }) => {
		const { exitCode, stdout, stderr } = await start(['*', '--', 'echo', 'ran']).ended;
		assert.is(exitCode, 4);
		assert.is(stdout, '');
		assert.match(
			stderr,
			/^ssoenv: sso-session "org-0": not signed in\nssoenv: hint: ssoenv login --sso-session org-0\n$/,
		);
	}));

test('a token that AWS has revoked: nothing runs', () =>
	withEachScene({ profiles: 3 }, {}, async ({ idc, home, start }) => {
		const [name = ''] = readdirSync(home.file('.aws/sso/cache'));
		const record = asRecord(JSON.parse(readFileSync(home.file(`.aws/sso/cache/${name}`), 'utf8'))) ?? {};
		idc.revoke(String(record.accessToken));
		idc.revoke(String(record.refreshToken));
		const { exitCode, stdout } = await start(['*', '--', 'echo', 'ran']).ended;
		assert.is(exitCode, 4);
		assert.is(stdout, '');
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	}));

const MISTAKES: readonly (readonly [words: string, status: number, line: RegExp])[] = [
	['q00* -- true', 3, /matches "q00\*"; the nearest: "p000", "p001"\nssoenv: hint: ssoenv list\n/],
	['p0O1 -- true', 3, /matches "p0O1"; the nearest: "p001"\n/],
	['p000 nobody -- true', 3, /matches "nobody"\n/],
	['* --role Readonly -- true', 3, /none of the 2 profiles has --role Readonly; did you mean "ReadOnly"\?\n/],
	['* --account 1* --sso-session x -- true', 3, /none of the 2 profiles has --sso-session x\n/],
	['*', 2, /each needs a command behind --\nssoenv: hint: ssoenv each --help\n/],
	['* --', 2, /each needs a command behind --\n/],
	['-- true', 2, /each needs the names of profiles; '\*' means all of them\n/],
	['* --jobs 0 -- true', 2, /--jobs takes a number from 1 to 999\n/],
	['* --json --output-dir x -- true', 2, /--json and --output-dir cannot be used together\n/],
	['* --region x!y -- true', 2, /the value of --region is "x!y"/],
	['* --no-such -- true', 2, /unknown argument: no-such\n/],
	['* -- no-such-program', 127, /no-such-program is not found\n/],
	['* -- /etc/passwd', 126, /\/etc\/passwd is not executable\n/],
	['* --output-dir /dev/null/x -- true', 3, /cannot read or write \/dev\/null\/x: /],
];

test('mistakes: one clear line, and nothing runs', () =>
	withEachScene({ profiles: 2 }, {}, async ({ start }) => {
		for (const [words, status, line] of MISTAKES) {
			const { exitCode, stderr, stdout } = await start(words.split(' ')).ended;
			assert.is(exitCode, status, `${words}: ${stderr}`);
			assert.match(stderr, line);
			assert.is(stdout, '');
		}
	}));

test.run();
