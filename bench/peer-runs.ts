/** Times other tools by turns with ours: in a home of their own, with no network but loopback, and no longer than a limit. */
import { execa } from 'execa';
import { CORP } from '../test/support/sign-in/signed-in-home.ts';
import { FILES, PEERS, type Peer } from './peers.ts';
import type { Row } from './rows.ts';
import { profiles, type Scene } from './scene.ts';
import { bareNode, type Job, takeTurns, time } from './turns.ts';

const LIMIT_MS = 20_000;

/** Whoever wants to go out finds a proxy where nobody listens, and whoever wants a browser one that opens nothing. */
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
	/** What is not here, and what could not be run and why. */
	readonly notes: readonly string[];
}

/** Where it is; undefined when it is nowhere. What pyenv puts in its place is a shell script, whose time is none of the tool's. */
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

/** The first way that works, and what was wrong with those before it. */
async function tryOut({ program, like, setUp, ways, variables }: Peer, { home, env }: Scene): Promise<Tried> {
	const file = await find(program, env);
	if (file === undefined) return { notes: [`${program} is not on PATH: skipped`] };
	const notes: string[] = [];
	const sandboxed = { file, env: { ...env, ...SANDBOX, ...variables }, cwd: home.path };
	// Where it fails, so does what needs it.
	if (setUp !== undefined) await time({ name: program, args: setUp, ...sandboxed }, LIMIT_MS).catch(() => undefined);
	for (const args of ways) {
		const is = /version$/.test(args.at(-1) ?? '') ? 'no more than its start' : `like our ${like}`;
		const name = `${[program, ...args].join(' ')} (${is})`;
		const job = { name, args, ...sandboxed };
		try {
			await time(job, LIMIT_MS);
			return { job, notes };
		} catch (error) {
			const why = error instanceof Error ? error.message.slice(name.length + 2) : 'for a reason unknown';
			notes.push(`${[program, ...args].join(' ')} could not be run: ${why}`);
		}
	}
	return { notes };
}

export async function timePeers(scene: Scene, turns: number): Promise<PeerTimes> {
	const own = scene.another(CORP + profiles(1));
	try {
		for (const [name, content] of Object.entries(FILES)) own.home.write(name, content);
		const tried: Tried[] = [];
		for (const peer of PEERS) tried.push(await tryOut(peer, own));
		const jobs = tried.flatMap(({ job }) => (job === undefined ? [] : [job]));
		const ours = own.job('ssoenv use dev, warm', ['use', 'dev', '--shell', 'bash']);
		const rows = jobs.length === 0 ? [] : await takeTurns('peers', bareNode(own.env), [ours, ...jobs], turns);
		return { rows, notes: tried.flatMap(({ notes }) => notes) };
	} finally {
		await own.close();
	}
}
