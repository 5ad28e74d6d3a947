/**
 * Starts many processes that need credentials at the same moment, kills or stops the first on the way, and counts what
 * the service and the processes saw.
 */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Home } from '../files/home.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import type { Operation } from '../identity-center/operations.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { CLI, PROGRAM, preloading } from '../program/built-program.ts';
import { killAll, releaseAll } from '../program/release.ts';
import { until } from '../program/until.ts';
import { CORP, signedInHome } from './signed-in-home.ts';

const support = (name: string) => fileURLToPath(new URL(`../program/${name}`, import.meta.url));

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile staging]
sso_session = corp
sso_account_id = 222222222222
sso_role_name = ReadOnly
`;

/** Where the first process is killed: at a system call, or while it waits for the service. */
export type KillPoint =
	| { readonly call: string; readonly pattern: string; readonly count: number; readonly when: 'before' | 'after' }
	| { readonly operation: Operation; readonly fault: 'hang' | 'hold' };

const LOCK = '/locks/[0-9a-f]+/\\d+$';
const TOKEN = '/sso/cache/[0-9a-f]+\\.json';
const ROLE = '/cli/cache/[0-9a-f]+\\.json';
/** The suffix that whole-file.ts adds to the file's name while it writes. */
const UNFINISHED = '\\.ssoenv-[0-9a-f]+$';

/** In the order in which a process reaches them. */
export const killPoints = {
	'lock of the role half taken': { call: 'linkSync', pattern: LOCK, count: 1, when: 'before' },
	'lock of the role taken': { call: 'linkSync', pattern: LOCK, count: 1, when: 'after' },
	'lock of the refresh taken': { call: 'linkSync', pattern: LOCK, count: 2, when: 'after' },
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

/** Whether AWS has already replaced the refresh token at this point: the new one is lost with the process. */
export const losesToken = (point: KillPointName): boolean =>
	/^(refresh carried|refresh answered|token half|token written)/.test(point);

/** What the stopped process waits for: AWS carries the request out, and answers when the process goes on. */
type StopPoint = 'CreateToken' | 'GetRoleCredentials';

interface Stampede {
	readonly processes: number;
	/** Seconds left of the access token. */
	readonly secondsLeft: number;
	readonly killAt?: KillPointName;
	readonly stopAt?: StopPoint;
	/** How many milliseconds it stays stopped after another process says that it is waiting for it. */
	readonly stoppedForMs?: number;
	/** What each process runs: the program, or bash with the layer. */
	readonly runs?: 'export' | 'bash';
}

interface Ended {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly profile: string;
}

export interface Figures {
	readonly exits: Readonly<Record<string, number>>;
	/** How many different outputs the successful processes gave, for each profile. */
	readonly answers: Readonly<Record<string, number>>;
	readonly refreshes: number;
	readonly roleRequests: number;
	/** The requests in order: operation, account and status. */
	readonly requests: readonly string[];
	/** Requests to any other operation; none is needed. */
	readonly otherRequests: number;
	readonly reads: number;
	readonly invalidReads: number;
	/** Different lines on stderr. */
	readonly said: readonly string[];
	/** From the moment when the processes were released to the end of the last one. */
	readonly seconds: number;
}

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly children: ChildProcess[];
}

const profileOf = (index: number): string => (index % 2 === 0 ? 'dev' : 'staging');

/** Up to this many processes start Node first and are released at the same moment; more would not fit in memory. */
const MOST_STARTED = 60;

const LAYER = fileURLToPath(new URL('../../../shell/ssoenv.bash', import.meta.url));
const USE = '. "$1"; ssoenv use "$2" >/dev/null && printf %s "$AWS_ACCESS_KEY_ID"';
const HELD_UP = Object.entries(preloading(support('hold-up.cjs'))).map(([name, value]) => `${name}=${value}`);
const COMMANDS = {
	export: (profile: string) => ['env', ...HELD_UP, ...PROGRAM, 'export', profile],
	bash: (profile: string) => ['bash', '--norc', '-c', USE, 'bash', LAYER, profile],
};

/** A shell that waits for one byte from the gate, then becomes the process. */
const AT_GATE = 'read -r _ <"$0"; exec "$@"';

interface Started {
	readonly child: ReturnType<typeof run>;
	readonly ended: Promise<Ended>;
}

function run({ idc, home, children }: Scene, command: readonly string[], env: Readonly<Record<string, string>>) {
	const [file = '', ...words] = command;
	const child = spawn(file, words, {
		env: {
			PATH: process.env.PATH ?? '',
			HOME: home.path,
			HOLD_UP_FOLDER: home.path,
			SSOENV_BIN: CLI,
			// With so many processes on few cores, the fake answers late; that is not a failure of theirs.
			SSOENV_TIMEOUT: '300',
			...idc.environment,
			...env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: 600_000,
		killSignal: 'SIGKILL',
	});
	children.push(child);
	return child;
}

function start(
	scene: Scene,
	profile: string,
	env: Readonly<Record<string, string>>,
	command = COMMANDS.export(profile),
) {
	const child = run(scene, command, env);
	const outputs = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
	const ended = outputs.then(([[status], stdout, stderr]): Ended => ({ status, stdout, stderr, profile }));
	return { child, ended };
}

interface Crowd {
	readonly members: readonly Started[];
	readonly letGo: () => void;
}

/** Starts the processes and holds them up until `letGo` is called. */
async function gather(scene: Scene, { processes, runs = 'export' }: Stampede): Promise<Crowd> {
	const { home } = scene;
	const profiles = Array.from({ length: processes }, (_, index) => profileOf(index));
	if (runs === 'export' && processes <= MOST_STARTED) {
		const go = home.file('go');
		const members = profiles.map((profile) => start(scene, profile, { HOLD_UP_START: go }));
		const ready = () => readdirSync(home.path).filter((name) => name.startsWith('ready-')).length;
		await until('all to be ready', () => (ready() === processes ? true : undefined));
		return { members, letGo: () => home.write('go', '') };
	}
	const gate = home.file('gate');
	if (spawnSync('sh', ['-c', 'mkfifo "$0"', gate]).status !== 0) throw new Error('no FIFO can be made');
	// Opened for reading and writing, so that neither end waits for the other.
	const descriptor = openSync(gate, 'r+');
	const heldUp = (profile: string) => ['sh', '-c', AT_GATE, gate, ...COMMANDS[runs](profile)];
	const members = profiles.map((profile) => start(scene, profile, {}, heldUp(profile)));
	void Promise.all(members.map(({ ended }) => ended)).finally(() => closeSync(descriptor));
	return { members, letGo: () => writeSync(descriptor, '\n'.repeat(processes)) };
}

/** Starts the first process and waits until it reaches the point. */
async function startVictim(scene: Scene, name: KillPointName): Promise<ChildProcess> {
	const { idc, home } = scene;
	const point: KillPoint = killPoints[name];
	if ('call' in point) {
		const { child } = start(scene, 'dev', { HOLD_UP_AT: JSON.stringify(point) });
		await until(name, () => (existsSync(home.file('held-up')) ? true : undefined));
		return child;
	}
	idc.fail(point.operation, { kind: point.fault });
	const { child } = start(scene, 'dev', {});
	await idc.received(point.operation);
	return child;
}

/** Stops the first process at the point; `resume` lets it go on once other processes wait for it. */
async function stopVictim(scene: Scene, at: StopPoint, stoppedForMs: number) {
	const { idc } = scene;
	idc.fail(at, { kind: 'hold' });
	const victim = start(scene, 'dev', {});
	await idc.received(at);
	victim.child.kill('SIGSTOP');
	const resume = async (members: readonly Started[]): Promise<void> => {
		await Promise.any(members.map(({ child }) => once(child.stderr, 'data')));
		await sleep(stoppedForMs);
		victim.child.kill('SIGCONT');
		idc.release();
	};
	return { victim, resume };
}

async function play(scene: Scene, options: Stampede): Promise<Figures> {
	const { idc, home } = scene;
	const { killAt, stopAt, stoppedForMs = 0 } = options;
	const folders = ['.aws/sso/cache', '.aws/cli/cache'].map(home.file);
	const reader = fork(fileURLToPath(new URL('../files/cache-reader.mjs', import.meta.url)), folders);
	scene.children.push(reader);
	const { members, letGo } = await gather(scene, options);
	const killed = killAt === undefined ? undefined : await startVictim(scene, killAt);
	const stopped = stopAt === undefined ? undefined : await stopVictim(scene, stopAt, stoppedForMs);
	const began = performance.now();
	letGo();
	if (killed !== undefined) {
		killed.kill('SIGKILL');
		await once(killed, 'exit');
	}
	await stopped?.resume(members);
	const ended = await Promise.all([...members, ...(stopped ? [stopped.victim] : [])].map((member) => member.ended));
	const seconds = (performance.now() - began) / 1000;
	const counted = once(reader, 'message');
	reader.send('stop');
	const [{ reads, invalid }] = await counted;
	const [refreshes, roleRequests] = [idc.requestsTo('CreateToken').length, idc.requestsTo('GetRoleCredentials').length];
	return {
		...figuresOf(ended),
		refreshes,
		roleRequests,
		requests: idc.requests.map(({ operation, query, status }) => `${operation} ${query.account_id ?? ''} ${status}`),
		otherRequests: idc.requests.length - refreshes - roleRequests,
		reads,
		invalidReads: invalid + invalidNow(folders),
		seconds,
	};
}

/** Counts the invalid files at the end, which the reader may have missed. */
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
		new Set(ended.filter((one) => one.status === 0 && one.profile === profile).map((one) => one.stdout));
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
		return await play(scene, options);
	} finally {
		await releaseAll(() => killAll(scene.children), idc.close, home.remove);
	}
}
