/**
 * A home with planted links, pipes, devices and folders, in which every command runs: nothing outside the home changes,
 * nothing hangs, and nothing ends as a bug.
 */
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../src/commands.ts';
import { isInRun } from '../support/assertions/short-run.ts';
import { makeHome } from '../support/files/home.ts';
import { fillOutside, isRoot, plantAt, plants, snapshot } from '../support/files/planted.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { REGISTRATION_KEY } from '../support/sign-in/sign-in-scene.ts';
import { CORP, cacheFileName, signedInHome } from '../support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const ROLE_KEY = '{"accountId":"111111111111","roleName":"ReadOnly","sessionName":"corp"}';

const STUB = fileURLToPath(new URL('../support/sign-in/stub-browser.mjs', import.meta.url));

type Line = readonly string[];

const CONFIGURE = ['configure', 'new', '--sso-session', 'corp', '--account', '111111111111', '--role', 'ReadOnly'];
const GIVEN = ['use', '--account', '222222222222', '--role', 'ReadOnly', '--shell', 'zsh', '--fields'];
/** Writes its page, and deletes it when no browser starts. */
const CONSOLE = ['console', 'dev', '--browser', 'false'];
const FIELDS = ['shell-role', 'dev', '--shell', 'bash'];
const EXEC = ['exec', 'dev', '--renew', '--', 'true'];
const EACH = ['each', 'dev', '--', 'true'];
const WRITE = ['write', 'dev', '--as', 'keys'];
const UNWRITE = ['write', '--remove'];

/** It changes modes and removes locks. */
const DOCTOR = ['doctor', '--fix', '--yes'];

const PURGE = ['uninstall', '--purge', '--yes'];

const inShells = (command: string): readonly Line[] => ['bash', 'zsh', 'fish'].map((shell) => [command, shell]);

/** The commands of a day, run one after the other in the same home. */
const DAY: readonly Line[] = [
	['list'],
	['status'],
	['why'],
	['export', 'dev'],
	['exec', 'dev', '--', 'true'],
	CONSOLE,
	['use', 'dev', '--shell', 'bash'],
	FIELDS,
	GIVEN,
	EXEC,
	EACH,
	WRITE,
	FIELDS,
	UNWRITE,
	['off', '--shell', 'fish'],
	['init', 'bash'],
	['prompt', '--for', 'plain', '--shell', 'bash'],
	['accounts'],
	['roles', '111111111111'],
	[...CONFIGURE, '--region', 'eu-west-1'],
	['sync', '--yes'],
	['sync', '--undo', '--yes'],
	['rename', 'new', 'other'],
	['remove', 'other'],
	['allow'],
	['deny'],
	DOCTOR,
	['install', 'bash'],
	['uninstall', 'bash'],
	['wait', 'dev', '--timeout', '1'],
	['logout', 'dev'],
	['login', 'dev'],
	['export', 'dev'],
	['logout', '--all'],
	PURGE,
];

/** They run until somebody ends them; test/answers/serve.test.ts plants links for `serve`. */
const ENDLESS = ['serve'];

test('every command is part of the day', () => {
	const names = [...DAY.map(([name]) => name), ...ENDLESS];
	assert.equal([...new Set(names)].sort(), commands.map(({ name }) => name).sort());
});

interface Group {
	/** The paths where things are planted, all at once. */
	readonly places: readonly string[];
	/** The commands that use these paths. */
	readonly lines: readonly Line[];
	/** Plants that people make themselves, such as links: ssoenv writes to their target if the person owns it. */
	readonly followed?: readonly string[];
}

const SIGN_IN: readonly Line[] = [
	['status'],
	['export', 'dev'],
	['logout', 'dev'],
	['login', 'dev'],
	['logout', '--all'],
];
const OWN: readonly Line[] = [
	FIELDS,
	CONSOLE,
	GIVEN,
	EXEC,
	EACH,
	WRITE,
	FIELDS,
	['accounts'],
	['sync', '--yes'],
	['sync', '--undo', '--yes'],
	['logout', 'dev'],
	PURGE,
];
const LINKS = ['a link to a file', 'a link to nothing'];

const groups: Readonly<Record<string, Group>> = {
	'the config file': { places: ['.aws/config'], lines: DAY, followed: LINKS },
	'the credentials file': {
		places: ['.aws/credentials'],
		lines: [
			['list'],
			['export', 'dev'],
			['status'],
			WRITE,
			WRITE,
			FIELDS,
			UNWRITE,
			WRITE,
			['logout', 'dev'],
			['logout', '--all'],
		],
		followed: LINKS,
	},
	'the files of the caches, copies and backups': {
		places: [
			'.aws/config.before-ssoenv',
			`.aws/sso/cache/${cacheFileName(REGISTRATION_KEY)}`,
			`.aws/cli/cache/${cacheFileName(ROLE_KEY)}`,
			'.cache/ssoenv/shell/roles/dev',
			'.cache/ssoenv/shell/names',
			`.cache/ssoenv/notes/${cacheFileName('uses')}`,
			`.cache/ssoenv/notes/${cacheFileName('written dev')}`,
			`.cache/ssoenv/notes/${cacheFileName('refused corp')}`,
			`.cache/ssoenv/discoveries/${cacheFileName('corp').replace('.json', '.growing.jsonl')}`,
			`.cache/ssoenv/discoveries/${cacheFileName('corp').replace('.json', '.whole.jsonl')}`,
			'.bashrc.before-ssoenv',
		],
		lines: DAY,
	},
	'the access token': { places: [`.aws/sso/cache/${cacheFileName('corp')}`], lines: SIGN_IN },
	'the start-up files of shells': {
		places: ['.bashrc', '.zshrc', '.config/fish/conf.d/ssoenv.fish'],
		lines: [...inShells('install'), ...inShells('uninstall')],
		followed: LINKS,
	},
	'the folders of ssoenv': {
		places: ['shell', 'notes', 'locks', 'history', 'discoveries', 'code', 'exec', 'console', 'directories'].map(
			(name) => `.cache/ssoenv/${name}`,
		),
		lines: OWN,
	},
	'the cache folder': { places: ['.cache/ssoenv'], lines: OWN },
	'the folders of the AWS CLI': {
		places: ['.aws/sso/cache', '.aws/cli'],
		lines: SIGN_IN,
		followed: ['a link to a folder'],
	},
};

/** The program ended by itself, and not because of a bug. */
const ENDS = new Set<number | undefined>([0, 2, 3, 4, 5, 6]);

/** Status 1 of `doctor` says that it found a problem, and so it may here. */
const isEnd = (line: Line, { exitCode, stderr }: Ended): boolean =>
	ENDS.has(exitCode) || (line === DOCTOR && exitCode === 1 && !stderr.includes('bug in ssoenv'));

const idc = await startIdentityCenter();

for (const [groupIndex, [group, { places, lines, followed = [] }]] of Object.entries(groups).entries()) {
	for (const [plantIndex, [what, plant]] of Object.entries(plants).entries()) {
		if (!isInRun(groupIndex, plantIndex, 6)) continue;
		// As root, the target belongs to another user, so ssoenv does not follow it.
		if (!isRoot && followed.includes(what)) continue;
		test(`${what} instead of ${group}`, async () => {
			const outside = makeHome();
			fillOutside(outside.path);
			const home = signedInHome(CONFIG, idc.signIn());
			try {
				for (const path of places) plantAt(home.file(path), plant, outside.path);
				const before = snapshot(outside.path);
				const env = {
					HOME: home.path,
					DISPLAY: ':0',
					BROWSER: `${process.execPath} ${STUB} follow ${home.file('visit.json')}`,
					...idc.environment,
				};
				for (const line of lines) {
					const ended = await runSsoenv(line, env);
					assert.ok(isEnd(line, ended), `${line.join(' ')} ended with ${ended.exitCode}: ${ended.stderr}`);
					assert.equal(snapshot(outside.path), before, line.join(' '));
				}
			} finally {
				await releaseAll(home.remove, outside.remove);
			}
		});
	}
}

test.after(() => idc.close());
test.run();
