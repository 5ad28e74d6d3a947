/**
 * Times the shell layer in each installed shell: what it adds to the start and, by the shell's clock, what its
 * functions take.
 */
import { mkdirSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { CORP } from '../test/support/sign-in/signed-in-home.ts';
import type { Row } from './rows.ts';
import { profiles, type Scene } from './scene.ts';
import { isStep } from './shell-steps.ts';
import { bareNode, time } from './turns.ts';

interface Shell {
	readonly name: string;
	/** Arguments that start the shell without the person's files. */
	readonly bare: readonly string[];
	/** Arguments that do nothing, and arguments that load the layer of a tree. */
	readonly nothing: readonly string[];
	readonly layer: (root: string) => readonly string[];
	readonly script: (root: string) => readonly string[];
	/** How many starts are timed in each turn: a short time needs many. */
	readonly starts: number;
}

const COUNTS = [100, 2_000, 10_000];
const LIMIT_MS = 300_000;
/** How often a script runs: each takes seconds, in which the machine's load can change. */
const ROUNDS = 2;
/** The command that writes copies for the layer. */
const KEEPING = ['shell-role', 'dev', '--shell', 'bash'];

interface Runs {
	readonly root: string;
	readonly turns: number;
	readonly env: NodeJS.ProcessEnv;
}

const posix = (name: string, flag: string): Shell => ({
	name,
	bare: [flag],
	nothing: ['-i', '-c', ':'],
	layer: (root) => ['-i', '-c', '. "$1"', name, `${root}shell/ssoenv.${name}`],
	script: (root) => [`${root}bench/bench.${name}`],
	starts: 8,
});

export const SHELLS: readonly Shell[] = [
	posix('bash', '--norc'),
	posix('zsh', '-f'),
	{
		name: 'fish',
		bare: ['--no-config'],
		nothing: ['-i', '-c', ':'],
		layer: (root) => ['-i', '-c', 'source $argv[1]', `${root}shell/ssoenv.fish`],
		script: (root) => [`${root}bench/bench.fish`],
		starts: 3,
	},
	{
		name: 'pwsh',
		bare: ['-NoLogo', '-NoProfile', '-NonInteractive'],
		nothing: ['-Command', '$null'],
		layer: (root) => ['-Command', `Import-Module '${root}shell/ssoenv/ssoenv.psd1'`],
		script: (root) => ['-File', `${root}bench/bench.ps1`],
		starts: 0.25,
	},
];

/** Writes a config file of COUNT profiles with the list that Tab reads, and a cache without the list, as `parsed`. */
async function writeProfiles({ home, job, env }: Scene, count: number): Promise<void> {
	const config = home.write(`${count}/config`, CORP + profiles(count));
	// A list is stale if the files or their folder are newer.
	for (const path of [config, dirname(config)]) utimesSync(path, 0, 0);
	mkdirSync(home.file(`cache/${count}/parsed`), { recursive: true });
	const XDG_CACHE_HOME = home.file(`cache/${count}/list`);
	await time(job('shell-role', KEEPING, { env: { ...env, AWS_CONFIG_FILE: config, XDG_CACHE_HOME } }));
}

/** Times what the layer adds to a start, by pairs of starts with and without it. */
async function timeStarts(
	{ name, bare, nothing, layer: layerOf, starts }: Shell,
	{ root, turns, env }: Runs,
): Promise<Row> {
	const layer = layerOf(root);
	const start = (args: readonly string[]) => time({ name, file: name, args: [...bare, ...args], env });
	await start(layer);
	const samples: number[] = [];
	const baseline: number[] = [];
	for (let at = 0; at < turns * starts; at += 1) {
		const without = await start(nothing);
		samples.push((await start(layer)) - without);
		// Enough for a median.
		if (baseline.length < turns) baseline.push(await time(bareNode(env)));
	}
	return {
		group: 'shell',
		name: `${name}: start, with less without`,
		unit: 'ms',
		samples,
		baseline,
		isDifference: true,
	};
}

/** Reads the samples that a script of this folder prints, one per line: row, calls, milliseconds. */
async function timeCalls({ name, bare, script }: Shell, { root, turns, env }: Runs): Promise<readonly Row[]> {
	const options = { env, extendEnv: false, stdin: 'ignore', timeout: LIMIT_MS } as const;
	const rows = new Map<string, number[]>();
	const baseline: number[] = [];
	const timeNode = async () => {
		for (let at = 0; at < turns / (ROUNDS + 1); at += 1) baseline.push(await time(bareNode(env)));
	};
	await timeNode();
	for (let round = 0; round < ROUNDS; round += 1) {
		const { stdout } = await execa(name, [...bare, ...script(root)], options);
		await timeNode();
		for (const line of stdout.split('\n').filter((line) => line !== '')) {
			const [row = '', calls, ms] = line.split('\t');
			rows.set(row, [...(rows.get(row) ?? []), Number(ms) / Number(calls)]);
		}
	}
	return [...rows].map(([row, samples]) => ({
		group: isStep(row) ? 'step' : 'shell',
		name: `${name}: ${row}`,
		unit: 'ms',
		samples,
		baseline,
	}));
}

/** Returns undefined if the shell is not installed. */
export async function versionOf({ name }: Shell, { env }: Scene): Promise<string | undefined> {
	const options = { env, extendEnv: false, reject: false, stdin: 'ignore' } as const;
	const { exitCode, stdout } = await execa(name, ['--version'], options);
	return exitCode === 0 ? /\d+(?:\.\d+)+/.exec(stdout ?? '')?.[0] : undefined;
}

export async function timeShell(shell: Shell, scene: Scene, turns: number): Promise<readonly Row[]> {
	if ((await versionOf(shell, scene)) === undefined) return [];
	const ownScene = scene.another(CORP + profiles(1));
	try {
		// The first call creates folders beside the config, which makes earlier copies stale.
		await time(ownScene.job('shell-role', KEEPING));
		for (const path of ['.aws/config', '.aws']) utimesSync(ownScene.home.file(path), 0, 0);
		await time(ownScene.job('shell-role', KEEPING));
		for (const count of COUNTS) await writeProfiles(ownScene, count);
		const { SSOENV_SHELL, ...own } = ownScene.env;
		const { root } = ownScene;
		// A call that is not warm runs a program that fails.
		const env = { ...own, BENCH_ROOT: root.replace(/\/$/, ''), BENCH_COUNTS: COUNTS.join(' '), SSOENV_BIN: 'false' };
		const runs = { root, turns, env };
		return [await timeStarts(shell, runs), ...(await timeCalls(shell, runs))];
	} finally {
		await ownScene.close();
	}
}
