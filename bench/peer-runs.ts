/**
 * Times other tools in turns with ssoenv: in a home of their own, with a network of only loopback, and under a time
 * limit.
 */
import { execa } from 'execa';
import { CORP } from '../test/support/sign-in/signed-in-home.ts';
import { FILES, PEERS, type Peer } from './peers.ts';
import type { Row } from './rows.ts';
import { profiles, type Scene } from './scene.ts';
import { bareNode, type Job, takeTurns, time } from './turns.ts';

const LIMIT_MS = 20_000;

/** Requests go to a proxy that does not exist, and BROWSER opens nothing. */
const NOWHERE = 'http://127.0.0.1:9';
const SANDBOX = {
	...Object.fromEntries(
		['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].map((name) => [name, NOWHERE]),
	),
	no_proxy: '127.0.0.1',
	NO_PROXY: '127.0.0.1',
	AWS_EC2_METADATA_DISABLED: 'true',
	BROWSER: 'true',
	TERM: 'dumb',
};

export interface PeerTimes {
	readonly rows: readonly Row[];
	/** The tools that are missing, and those that could not run, with the reason. */
	readonly notes: readonly string[];
}

/**
 * Returns the program's path, or undefined. It finds the program behind a shim of pyenv, whose time is not the tool's.
 */
async function find(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
	const ask = async (...words: readonly string[]) => {
		const [file = '', ...args] = words;
		const { exitCode, stdout } = await execa(file, args, { env, extendEnv: false, reject: false, stdin: 'ignore' });
		return exitCode === 0 && stdout !== '' ? stdout : undefined;
	};
	const path = await ask('sh', '-c', 'command -v "$1"', 'sh', program);
	if (path === undefined || !path.includes('/.pyenv/shims/')) return path;
	const root = path.slice(0, path.indexOf('/shims/'));
	return ask('env', `PYENV_ROOT=${root}`, `${root}/bin/pyenv`, 'which', program);
}

interface Tried {
	readonly job?: Job;
	readonly notes: readonly string[];
}

/** Returns the first way that works, and the errors of those before it. */
async function tryOut({ program, like, setUp, ways, variables }: Peer, { home, env }: Scene): Promise<Tried> {
	const file = await find(program, env);
	if (file === undefined) return { notes: [`${program} is not on PATH: skipped`] };
	const notes: string[] = [];
	const sandboxed = { file, env: { ...env, ...SANDBOX, ...variables }, cwd: home.path };
	// If the setup fails, the ways that need it fail too.
	if (setUp !== undefined) await time({ name: program, args: setUp, ...sandboxed }, LIMIT_MS).catch(() => undefined);
	for (const args of ways) {
		const is = /version$/.test(args.at(-1) ?? '') ? 'no more than its start' : `like our ${like}`;
		const name = `${[program, ...args].join(' ')} (${is})`;
		const job = { name, args, ...sandboxed };
		try {
			await time(job, LIMIT_MS);
			return { job, notes };
		} catch (error) {
			const reason = error instanceof Error ? error.message.slice(name.length + 2) : 'for a reason unknown';
			notes.push(`${[program, ...args].join(' ')} could not be run: ${reason}`);
		}
	}
	return { notes };
}

export async function timePeers(scene: Scene, turns: number): Promise<PeerTimes> {
	const ownScene = scene.another(CORP + profiles(1));
	try {
		for (const [name, content] of Object.entries(FILES)) ownScene.home.write(name, content);
		const tried: Tried[] = [];
		for (const peer of PEERS) tried.push(await tryOut(peer, ownScene));
		const jobs = tried.flatMap(({ job }) => (job === undefined ? [] : [job]));
		const warmUse = ownScene.job('ssoenv use dev, warm', ['use', 'dev', '--shell', 'bash']);
		const warmExec = ownScene.job('ssoenv exec dev -- true', ['exec', 'dev', '--', 'true']);
		const own = [warmUse, warmExec];
		const rows = jobs.length === 0 ? [] : await takeTurns('peers', bareNode(ownScene.env), [...own, ...jobs], turns);
		// A tool with two jobs is missing only once.
		return { rows, notes: [...new Set(tried.flatMap(({ notes }) => notes))] };
	} finally {
		await ownScene.close();
	}
}
