/**
 * A home where ssoenv cannot write: read-only, full, or another user's. A valid token is used, no refresh token is
 * spent, and no success is claimed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../support/files/home.ts';
import { isRoot, plantAt, SOMEBODY_ELSE, snapshot } from '../support/files/planted.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import { type Ended, runCommand } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, signedInHome } from '../support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const TOKEN = `.aws/sso/cache/${cacheFileName('corp')}`;
const STUB = fileURLToPath(new URL('../support/sign-in/stub-browser.mjs', import.meta.url));

type Run = (args: readonly string[]) => Promise<Ended>;

interface Closed {
	/** Why the machine cannot prepare such a home. */
	readonly lacks: string | undefined;
	/** Closes the home; the returned command runs the program there. */
	readonly close: (home: Home) => readonly string[];
	/** The reason in the failure's message. */
	readonly reason: RegExp;
}

/** Mounts in a separate namespace, which ends with the program. */
const mounting = (script: string, home: Home): readonly string[] => [
	'unshare',
	'-m',
	'sh',
	'-ec',
	`${script}; exec "$@"`,
	home.path,
];
const cannotMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status !== 0;
const lacksMount = cannotMount ? 'nothing may be mounted here' : undefined;

const READ_ONLY = 'mount --bind "$0/.aws" "$0/.aws"; mount -o remount,bind,ro "$0/.aws"';
/** Enough space for the existing files and a page or two, but not for another token. */
const FULL = `cp -a "$0/.aws" "$0/kept"; mount -t tmpfs -o size=32k none "$0/.aws"; cp -a "$0/kept/." "$0/.aws";
	dd if=/dev/zero of="$0/.aws/filler" bs=1k 2>/dev/null || true`;

const homes: Readonly<Record<string, Closed>> = {
	'read-only': {
		lacks: lacksMount,
		close: (home) => mounting(READ_ONLY, home),
		reason: /the file system is read-only/,
	},
	full: { lacks: lacksMount, close: (home) => mounting(FULL, home), reason: /no space/ },
	"another user's": {
		lacks: isRoot ? undefined : 'only root can give files to another user',
		close: (home) => {
			execFileSync('chown', ['-R', SOMEBODY_ELSE, home.path]);
			return [];
		},
		reason: /belongs to another user \(uid \d+\)/,
	},
};

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly run: Run;
	readonly token: () => string;
}

/** @param lifeSeconds lifetime of the access token, which can be refreshed */
async function inHome({ close }: Closed, lifeSeconds: number, work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(CONFIG, idc.signIn({ expiresInSeconds: lifeSeconds }));
	const command = close(home);
	const env = {
		HOME: home.path,
		DISPLAY: ':0',
		BROWSER: `${process.execPath} ${STUB} stay ${home.file('visit.json')}`,
		...idc.environment,
	};
	const [file = '', ...words] = [...command, ...PROGRAM];
	try {
		const run: Run = (args) => runCommand(file, [...words, ...args], env);
		await work({ idc, home, run, token: () => readFileSync(home.file(TOKEN), 'utf8') });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

const LIVES = { 'has hours left': 8 * 3600, 'is near its expiry': 300 } as const;

for (const [name, closed] of Object.entries(homes)) {
	for (const [state, seconds] of Object.entries(LIVES)) {
		testUnless(closed.lacks, `a home that is ${name}, a token that ${state}: it is used as it is`, () =>
			inHome(closed, seconds, async ({ idc, run, token }) => {
				const before = token();
				const { exitCode, stdout, stderr } = await run(['export', 'dev']);
				assert.is(exitCode, 0, stderr);
				assert.ok(JSON.parse(stdout).AccessKeyId);
				assert.match(stderr, closed.reason);
				assert.equal(idc.requestsTo('CreateToken'), []);
				assert.is(token(), before);
			}),
		);
	}

	testUnless(closed.lacks, `a home that is ${name}, an expired token: its refresh token is not spent`, () =>
		inHome(closed, -60, async ({ idc, run, token }) => {
			const before = token();
			const { exitCode, stdout, stderr } = await run(['export', 'dev']);
			assert.equal([exitCode, stdout], [3, ''], stderr);
			assert.match(stderr, closed.reason);
			assert.match(stderr, /was not renewed, because ssoenv cannot save the new one/);
			assert.equal(idc.requestsTo('CreateToken'), []);
			assert.is(token(), before);
		}),
	);

	testUnless(closed.lacks, `a home that is ${name}: no browser opens, because the token could not be written`, () =>
		inHome(closed, -60, async ({ idc, home, run }) => {
			for (const words of [[], ['--force'], ['--device-code']]) {
				const { exitCode, stderr } = await run(['login', 'dev', ...words]);
				assert.is(exitCode, 3, stderr);
				assert.match(stderr, closed.reason);
				assert.not.match(stderr, /signed in/);
			}
			assert.equal(idc.requests, []);
			assert.not.ok(existsSync(home.file('visit.json')));
		}),
	);

	testUnless(closed.lacks, `a home that is ${name}: configure fails and changes nothing`, () =>
		inHome(closed, 8 * 3600, async ({ run }) => {
			const answers = ['new', '--sso-session', 'corp', '--account', '111111111111', '--role', 'ReadOnly'];
			const { exitCode, stderr } = await run(['configure', ...answers, '--region', 'eu-west-1']);
			assert.is(exitCode, 3, stderr);
			assert.match(stderr, closed.reason);
		}),
	);

	// Files can be removed from a full disk.
	if (name === 'full') continue;
	testUnless(closed.lacks, `a home that is ${name}: a sign-out fails and names what remains`, () =>
		inHome(closed, 8 * 3600, async ({ home, run, token }) => {
			const before = token();
			const { exitCode, stderr } = await run(['logout', 'dev']);
			assert.is(exitCode, 3, stderr);
			assert.match(stderr, home.file(TOKEN));
			assert.not.match(stderr, /you were not signed in/);
			assert.is(token(), before);
		}),
	);
}

const theirs = homes["another user's"];

/** Commands that write and commands that remove, run one after the other as root. */
const LINES = [
	['shell-role', 'dev', '--shell', 'bash'],
	['export', 'dev'],
	['list'],
	['status'],
	['accounts'],
	['sync', '--yes'],
	[
		'configure',
		'new',
		'--sso-session',
		'corp',
		'--account',
		'111111111111',
		'--role',
		'ReadOnly',
		'--region',
		'eu-west-1',
	],
	['install', 'bash'],
	['install', 'fish'],
	['login', 'dev', '--force'],
	['logout', 'dev'],
	['logout', '--all'],
];

const FOLDERS = [
	'.cache',
	'.cache/ssoenv',
	'.aws',
	'.aws/sso',
	'.aws/sso/cache',
	'.aws/cli',
	'.config',
	'.config/fish',
];
const OWN_FOLDERS = ['notes', 'shell', 'shell/roles', 'locks', 'discoveries', 'history', 'code'];

for (const link of [...FOLDERS, ...OWN_FOLDERS.map((name) => `.cache/ssoenv/${name}`)]) {
	testUnless(theirs?.lacks, `root follows no link of another user to root's own files: ${link}`, async () => {
		const treasure = makeHome(
			Object.fromEntries(
				['id_rsa', 'config', 'names', 'notes/x.json', 'shell/names', 'shell/roles/dev', 'roles/dev', 'discoveries/x']
					.concat([
						'ssoenv/notes/x.json',
						'ssoenv/discoveries/x',
						'sso/cache/x.json',
						'cache/x.json',
						'fish/config.fish',
					])
					.map((name) => [name, `ssoenv1\n[core]\n${name}\n`]),
			),
		);
		const idc = await startIdentityCenter();
		const home = signedInHome(CONFIG, idc.signIn());
		try {
			plantAt(home.file(link), (path) => symlinkSync(treasure.path, path), '');
			execFileSync('chown', ['-Rh', SOMEBODY_ELSE, home.path]);
			const before = snapshot(treasure.path);
			for (const line of LINES) {
				const { exitCode, stderr } = await runCommand(PROGRAM[0], [...PROGRAM.slice(1), ...line], {
					HOME: home.path,
					...idc.environment,
				});
				assert.ok([0, 2, 3, 4].includes(exitCode ?? -1), `${line.join(' ')} ended with ${exitCode}: ${stderr}`);
				assert.equal(snapshot(treasure.path), before, line.join(' '));
			}
		} finally {
			await releaseAll(idc.close, home.remove, treasure.remove);
		}
	});
}

testUnless(theirs?.lacks, "nothing is changed in another user's home", async () => {
	if (theirs === undefined) return;
	await inHome(theirs, 300, async ({ home, run }) => {
		const before = snapshot(home.path);
		for (const line of LINES) {
			const { exitCode, stderr } = await run(line);
			assert.ok([0, 3].includes(exitCode ?? -1), `${line.join(' ')} ended with ${exitCode}: ${stderr}`);
			assert.equal(snapshot(home.path), before, line.join(' '));
		}
	});
});

test.run();
