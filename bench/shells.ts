/** Times the shell layer in the shells that are here: what it adds to their start, and, by their own clocks, what it does then. */
import { mkdirSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Home } from '../test/support/home.ts';
import { CORP } from '../test/support/signed-in-home.ts';

export interface Timing {
	readonly name: string;
	readonly ms: readonly number[];
}

interface Shell {
	readonly name: string;
	/** How it is started without a person's own files. */
	readonly bare: readonly string[];
	/** To do nothing, and to load the layer. */
	readonly nothing: readonly string[];
	readonly layer: readonly string[];
	readonly script: readonly string[];
	/** One start in so many runs is timed. */
	readonly every: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const COUNTS = [100, 2_000, 10_000];
const LIMIT_MS = 300_000;

const posix = (name: string, flag: string): Shell => ({
	name,
	bare: [flag],
	nothing: ['-i', '-c', ':'],
	layer: ['-i', '-c', '. "$1"', name, `${root}shell/ssoenv.${name}`],
	script: [`${root}bench/bench.${name}`],
	every: 1,
});

const SHELLS: readonly Shell[] = [
	posix('bash', '--norc'),
	posix('zsh', '-f'),
	{
		name: 'fish',
		bare: ['--no-config'],
		nothing: ['-i', '-c', ':'],
		layer: ['-i', '-c', 'source $argv[1]', `${root}shell/ssoenv.fish`],
		script: [`${root}bench/bench.fish`],
		every: 1,
	},
	{
		name: 'pwsh',
		bare: ['-NoLogo', '-NoProfile', '-NonInteractive'],
		nothing: ['-Command', '$null'],
		layer: ['-Command', `Import-Module '${root}shell/ssoenv/ssoenv.psd1'`],
		script: ['-File', `${root}bench/bench.ps1`],
		every: 4,
	},
];

/** A config file of COUNT profiles, with the list that Tab reads beside it; and a cache without one, as `parsed`. */
async function writeProfiles(home: Home, count: number, env: NodeJS.ProcessEnv, cli: string): Promise<void> {
	const sections = Array.from({ length: count }, (_, index) => {
		const name = index === 0 ? 'dev' : `team-${index}.read-only`;
		return `[profile ${name}]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\n`;
	});
	const config = home.write(`${count}/config`, CORP + sections.join(''));
	// A list is stale when the files are newer, or their folder.
	for (const path of [config, dirname(config)]) utimesSync(path, 0, 0);
	mkdirSync(home.file(`cache/${count}/parsed`), { recursive: true });
	await execa(process.execPath, [cli, 'use', 'dev', '--shell', 'bash', '--fields'], {
		env: { ...env, AWS_CONFIG_FILE: config, XDG_CACHE_HOME: home.file(`cache/${count}/list`) },
		extendEnv: false,
	});
}

async function timeStarts(
	{ name, bare, nothing, layer, every }: Shell,
	runs: number,
	env: NodeJS.ProcessEnv,
): Promise<Timing> {
	const start = async (args: readonly string[]) => {
		const begin = performance.now();
		await execa(name, [...bare, ...args], { env, extendEnv: false, stdin: 'ignore', timeout: LIMIT_MS });
		return performance.now() - begin;
	};
	await start(layer);
	const ms: number[] = [];
	for (let run = 0; run < runs; run += every) {
		const without = await start(nothing);
		ms.push((await start(layer)) - without);
	}
	return { name: `${name}: start, with less without`, ms };
}

/** The samples that a script of this folder prints, one a line: row, calls, milliseconds. */
async function timeCalls({ name, bare, script }: Shell, env: NodeJS.ProcessEnv): Promise<readonly Timing[]> {
	const options = { env, extendEnv: false, stdin: 'ignore', timeout: LIMIT_MS } as const;
	const { stdout } = await execa(name, [...bare, ...script], options);
	const rows = new Map<string, number[]>();
	for (const line of stdout.split('\n').filter((line) => line !== '')) {
		const [row = '', calls, ms] = line.split('\t');
		rows.set(row, [...(rows.get(row) ?? []), Number(ms) / Number(calls)]);
	}
	return [...rows].map(([row, ms]) => ({ name: `${name}: ${row}`, ms }));
}

const isHere = async (name: string, env: NodeJS.ProcessEnv): Promise<boolean> =>
	(await execa(name, ['--version'], { env, extendEnv: false, reject: false })).exitCode === 0;

/** @param env with a home where somebody is signed in and `dev` is a profile */
export async function timeShells(
	home: Home,
	env: NodeJS.ProcessEnv,
	cli: string,
	runs: number,
): Promise<readonly Timing[]> {
	for (const path of ['.aws/config', '.aws']) utimesSync(home.file(path), 0, 0);
	await execa(process.execPath, [cli, 'use', 'dev', '--shell', 'bash', '--fields'], { env, extendEnv: false });
	for (const count of COUNTS) await writeProfiles(home, count, env, cli);
	// Whatever is not warm asks a program that fails.
	const inside = { ...env, BENCH_ROOT: root.replace(/\/$/, ''), BENCH_COUNTS: COUNTS.join(' '), SSOENV_BIN: 'false' };
	const timings: Timing[] = [];
	for (const shell of SHELLS) {
		if (!(await isHere(shell.name, env))) continue;
		timings.push(await timeStarts(shell, runs, inside), ...(await timeCalls(shell, inside)));
	}
	return timings;
}
