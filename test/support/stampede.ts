/** Many processes that need credentials at one moment, and the first of them killed on the way: what the service and they saw. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Home } from './home.ts';
import type { IdentityCenter } from './identity-center/identity-center.ts';
import type { Operation } from './identity-center/operations.ts';
import { startIdentityCenter } from './identity-center/server.ts';
import { CLI } from './running-program.ts';
import { CORP, signedInHome } from './signed-in-home.ts';
import { until } from './until.ts';

const support = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile staging]
sso_session = corp
sso_account_id = 222222222222
sso_role_name = ReadOnly
`;

/** Where the first process is killed: at a call of the system, or while it waits for the service. */
export type KillPoint =
	| { readonly call: string; readonly pattern: string; readonly count: number; readonly when: 'before' | 'after' }
	| { readonly operation: Operation; readonly fault: 'hang' | 'hold' };

const LOCK = '/locks/[0-9a-f]+/\\d+$';
const TOKEN = '/sso/cache/[0-9a-f]+\\.json';
const ROLE = '/cli/cache/[0-9a-f]+\\.json';
/** What whole-file.ts puts behind the name of the file to be. */
const UNFINISHED = '\\.ssoenv-[0-9a-f]+$';

/** In the order in which a process passes them. */
export const killPoints = {
	'lock of the role taken': { call: 'openSync', pattern: LOCK, count: 1, when: 'after' },
	'lock of the refresh taken': { call: 'openSync', pattern: LOCK, count: 2, when: 'after' },
	'refresh sent, but not carried out': { operation: 'CreateToken', fault: 'hang' },
	'refresh carried out, answer not received': { operation: 'CreateToken', fault: 'hold' },
	'refresh answered, nothing written': { call: 'openSync', pattern: TOKEN + UNFINISHED, count: 1, when: 'before' },
	'token half written': { call: 'openSync', pattern: TOKEN + UNFINISHED, count: 1, when: 'after' },
	'token written, but not in its place': { call: 'renameSync', pattern: TOKEN, count: 1, when: 'before' },
	'token in its place, lock not given back': { call: 'renameSync', pattern: TOKEN, count: 1, when: 'after' },
	'credentials asked for, but not issued': { operation: 'GetRoleCredentials', fault: 'hang' },
	'credentials issued, answer not received': { operation: 'GetRoleCredentials', fault: 'hold' },
	'credentials written, but not in their place': { call: 'renameSync', pattern: ROLE, count: 1, when: 'before' },
	'credentials in their place, nothing said': { call: 'renameSync', pattern: ROLE, count: 1, when: 'after' },
} as const satisfies Readonly<Record<string, KillPoint>>;

export type KillPointName = keyof typeof killPoints;

/** After these, AWS has replaced the refresh token, and the new one died with the process. */
export const losesToken = (point: KillPointName): boolean =>
	/^(refresh carried|refresh answered|token half|token written)/.test(point);

interface Stampede {
	readonly processes: number;
	/** What is left of the access token. */
	readonly secondsLeft: number;
	readonly killAt?: KillPointName;
	/** Makes the locks of the dead look old at once, in place of waiting until they are. */
	readonly hurries?: boolean;
}

interface Ended {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Figures {
	readonly exits: Readonly<Record<string, number>>;
	/** How many different answers the successful processes gave, for each profile. */
	readonly answers: Readonly<Record<string, number>>;
	readonly refreshes: number;
	readonly roleRequests: number;
	readonly reads: number;
	readonly invalidReads: number;
	/** Different lines on stderr. */
	readonly said: readonly string[];
	/** From the moment at which all were let go to the end of the last. */
	readonly seconds: number;
}

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly children: ChildProcess[];
}

const profileOf = (index: number): string => (index % 2 === 0 ? 'dev' : 'staging');

function start({ idc, home, children }: Scene, profile: string, holdUp: Readonly<Record<string, string>>) {
	const child = spawn(process.execPath, ['-r', support('hold-up.cjs'), CLI, 'export', profile], {
		env: {
			PATH: process.env.PATH ?? '',
			HOME: home.path,
			HOLD_UP_FOLDER: home.path,
			// So many on few cores: that the fake answers late is no fault of theirs.
			SSOENV_TIMEOUT: '60',
			...idc.environment,
			...holdUp,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: 120_000,
		killSignal: 'SIGKILL',
	});
	children.push(child);
	return child;
}

async function endOf(child: ReturnType<typeof start>): Promise<Ended> {
	const [[status], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
	return { status, stdout, stderr };
}

/** Starts the first process and lets it come as far as the point. */
async function startVictim(scene: Scene, name: KillPointName): Promise<ChildProcess> {
	const { idc, home } = scene;
	const point: KillPoint = killPoints[name];
	if ('call' in point) {
		const victim = start(scene, 'dev', { HOLD_UP_AT: JSON.stringify(point) });
		await until(name, () => (existsSync(home.file('held-up')) ? true : undefined));
		return victim;
	}
	idc.fail(point.operation, { kind: point.fault });
	const victim = start(scene, 'dev', {});
	await idc.received(point.operation);
	return victim;
}

function age(folder: string): void {
	for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) utimesSync(join(folder, name), 1, 1);
}

async function run(scene: Scene, { processes, killAt, hurries }: Stampede): Promise<Figures> {
	const { idc, home } = scene;
	const folders = ['.aws/sso/cache', '.aws/cli/cache'].map(home.file);
	const reader = fork(fileURLToPath(new URL('cache-reader.mjs', import.meta.url)), folders);
	scene.children.push(reader);
	const go = home.file('go');
	const ends = Array.from({ length: processes }, (_, index) =>
		endOf(start(scene, profileOf(index), { HOLD_UP_START: go })),
	);
	const ready = () => readdirSync(home.path).filter((name) => name.startsWith('ready-')).length;
	await until('all to be ready', () => (ready() === processes ? true : undefined));
	const victim = killAt === undefined ? undefined : await startVictim(scene, killAt);
	const began = performance.now();
	home.write('go', '');
	if (victim !== undefined) {
		victim.kill('SIGKILL');
		await once(victim, 'exit');
		if (hurries === true) age(home.file('.cache/ssoenv/locks'));
	}
	const ended = await Promise.all(ends);
	const seconds = (performance.now() - began) / 1000;
	const counted = once(reader, 'message');
	reader.send('stop');
	const [{ reads, invalid }] = await counted;
	return {
		...figuresOf(ended),
		refreshes: idc.requestsTo('CreateToken').length,
		roleRequests: idc.requestsTo('GetRoleCredentials').length,
		reads,
		invalidReads: invalid + invalidNow(folders),
		seconds,
	};
}

/** What the reader may have missed: the files as they are at the end. */
function invalidNow(folders: readonly string[]): number {
	const files = folders.flatMap((folder) =>
		existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [],
	);
	return files.filter((file) => file.endsWith('.json') && !isJson(readFileSync(file, 'utf8'))).length;
}

function isJson(content: string): boolean {
	try {
		JSON.parse(content);
		return true;
	} catch {
		return false;
	}
}

function figuresOf(ended: readonly Ended[]) {
	const exits: Record<string, number> = {};
	for (const { status } of ended) exits[String(status)] = (exits[String(status)] ?? 0) + 1;
	const answersTo = (profile: string) =>
		new Set(ended.filter(({ status }, index) => status === 0 && profileOf(index) === profile).map((one) => one.stdout));
	return {
		exits,
		answers: { dev: answersTo('dev').size, staging: answersTo('staging').size },
		said: [...new Set(ended.flatMap(({ stderr }) => stderr.split('\n')))].filter((line) => line !== ''),
	};
}

export async function stampede(options: Stampede): Promise<Figures> {
	const idc = await startIdentityCenter({ refreshTokens: 'rotate' });
	const home = signedInHome(CONFIG, idc.signIn({ expiresInSeconds: options.secondsLeft }));
	const scene: Scene = { idc, home, children: [] };
	mkdirSync(home.file('.aws/cli/cache'), { recursive: true });
	try {
		return await run(scene, options);
	} finally {
		const alive = scene.children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
		const ends = alive.map((child) => once(child, 'exit'));
		for (const child of alive) child.kill('SIGKILL');
		await Promise.all(ends);
		home.remove();
		await idc.close();
	}
}
