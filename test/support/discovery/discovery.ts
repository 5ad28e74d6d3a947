/** Runs `ssoenv accounts` with the built program, kills some runs on the way, and counts what the service saw. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDiscovery } from '../../../src/core/discovery/kept-discovery.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import type { Home } from '../files/home.ts';
import type { RequestRecord } from '../identity-center/call.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { releaseAll } from '../program/release.ts';
import { type RunningProgram, startSsoenv } from '../program/running-program.ts';
import { until } from '../program/until.ts';
import { CORP, START_URL, signedInHome } from '../sign-in/signed-in-home.ts';

interface Options {
	readonly accounts: number;
	readonly rolesEach: number;
	/** Requests per second that the service allows. */
	readonly perSecond: number;
	readonly retryAfterSeconds?: number;
	/**
	 * One process is killed with `signal` after so many answered calls, counted over all processes; the last one runs to
	 * its end.
	 */
	readonly kills: readonly (readonly [answeredCalls: number, signal: NodeJS.Signals])[];
}

interface Figures {
	readonly exits: readonly (number | string | null)[];
	/** Accounts in the output of the last process. */
	readonly accounts: number;
	readonly roles: number;
	readonly answered: number;
	/** Calls refused with 429. */
	readonly throttled: number;
	/** Calls for accounts that were already kept when the previous process was killed. */
	readonly repeated: number;
	/** Accounts that were answered, but not kept, when a process was killed: they are requested again. */
	readonly lost: number;
	/** How long each process ran, in seconds. */
	readonly seconds: readonly number[];
	readonly stderr: readonly string[];
}

/** The longest that one process may run. */
const LIFE_MS = 300_000;

const directoryOf = ({ accounts, rolesEach }: Options) => ({
	pageSize: 100,
	accounts: Array.from({ length: accounts }, (_, at) => ({
		accountId: String(100_000_000_000 + at * 7),
		accountName: `account ${at}`,
		roles: Array.from({ length: rolesEach }, (_role, role) => `Role-${role}`),
	})),
});

const isAnswered = ({ status }: RequestRecord): boolean => status === 200;
const accountOf = ({ query }: RequestRecord): string => query.account_id ?? '';

/** Returns the ids of the accounts that are complete in the growing file. */
function keptIn(home: Home): ReadonlySet<string> {
	const folder = home.file('.cache/ssoenv/discoveries');
	const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.growing.jsonl')) : [];
	const session = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined };
	const discoveries = names.map((name) => parseDiscovery(readFileSync(join(folder, name), 'utf8'), session));
	return new Set(discoveries.flatMap((kept) => [...(kept?.roles.keys() ?? [])]));
}

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly started: RunningProgram[];
}

function start({ idc, home, started }: Scene, args: readonly string[] = []): RunningProgram {
	const program = startSsoenv(['accounts', '--json', ...args], { HOME: home.path, ...idc.environment }, [], LIFE_MS);
	started.push(program);
	return program;
}

async function run(scene: Scene, options: Options): Promise<Figures> {
	const { idc, home } = scene;
	const counts = { repeated: 0, lost: 0 };
	const [exits, seconds, stderr]: [(number | string | null)[], number[], string[]] = [[], [], []];
	let kept: ReadonlySet<string> = new Set();
	let stdout = '';
	for (const kill of [...options.kills, undefined]) {
		const startedAt = performance.now();
		const firstRequest = idc.requests.length;
		const program = start(scene);
		if (kill !== undefined) {
			const [calls, signal] = kill;
			await until('the calls', () => (idc.requests.filter(isAnswered).length >= calls ? true : undefined), LIFE_MS);
			program.kill(signal);
		}
		const end = await program.ended;
		seconds.push((performance.now() - startedAt) / 1000);
		exits.push(end.exitCode ?? end.signal);
		stderr.push(end.stderr);
		stdout = end.stdout;
		const asked = idc.requests.slice(firstRequest).filter(({ operation }) => operation === 'ListAccountRoles');
		counts.repeated += asked.filter((request) => kept.has(accountOf(request))).length;
		kept = keptIn(home);
		if (kill !== undefined) {
			counts.lost += asked.filter((request) => isAnswered(request) && !kept.has(accountOf(request))).length;
		}
	}
	const list: unknown = stdout === '' ? [] : JSON.parse(stdout);
	const rows = Array.isArray(list) ? list.map((row) => asRecord(row)?.roleNames) : [];
	return {
		...counts,
		exits,
		accounts: rows.length,
		roles: rows.flat().length,
		answered: idc.requests.filter(isAnswered).length,
		throttled: idc.requests.filter(({ status }) => status === 429).length,
		seconds,
		stderr,
	};
}

export async function discovery(options: Options): Promise<Figures> {
	const { perSecond, retryAfterSeconds = 0 } = options;
	const idc = await startIdentityCenter({
		directory: directoryOf(options),
		rateLimitPerSecond: perSecond,
		retryAfterSeconds,
	});
	const home = signedInHome(CORP, idc.signIn());
	const scene: Scene = { idc, home, started: [] };
	try {
		return await run(scene, options);
	} finally {
		for (const { kill } of scene.started) kill('SIGKILL');
		await releaseAll(() => Promise.all(scene.started.map(({ ended }) => ended)), idc.close, home.remove);
	}
}
