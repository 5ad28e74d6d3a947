/** Shows where the time of a warm `use` goes, against `node -e 0`: by stage, and within the run by code. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { endOf, type Milestones } from '../test/support/program/ended-program.ts';
import { sumSelfTimes } from './cpu-profile.ts';
import { spread } from './rows.ts';
import type { Scene } from './scene.ts';
import { type Job, time } from './turns.ts';

/** Milliseconds of both, by name. */
export interface Share {
	readonly name: string;
	readonly use: number;
	readonly node: number;
}

export interface Profile {
	readonly stages: readonly Share[];
	/** The same time twice: by kind of code, and by source. */
	readonly kinds: readonly Share[];
	readonly parts: readonly Share[];
}

const INTERVAL_US = 100;
/** Percent of the total; smaller parts are added up. */
const SMALL = 1.5;

const STAGES: readonly (readonly [string, keyof Milestones, keyof Milestones])[] = [
	['the system makes the process (and a shell around it)', 'started', 'origin'],
	['Node and V8 start', 'origin', 'begin'],
	['the program is read, compiled and run', 'begin', 'end'],
	['the process ends', 'end', 'gone'],
];

async function measureStages(programs: readonly (readonly string[])[], runs: number, env: NodeJS.ProcessEnv) {
	const times = programs.map((): Milestones[] => []);
	for (let run = 0; run < runs; run += 1) {
		for (const [at, args] of programs.entries()) times[at]?.push((await endOf(args, env)).times);
	}
	const median = (at: number, from: keyof Milestones, to: keyof Milestones) =>
		spread((times[at] ?? []).map((milestones) => milestones[to] - milestones[from])).median;
	return STAGES.map(([name, from, to]): Share => ({ name, use: median(0, from, to), node: median(1, from, to) }));
}

/** The mean of several runs, by running code. */
async function selfTimes({ home }: Scene, { name, file, args, env }: Job, runs: number) {
	const folder = home.file('cpu-profiles');
	const flags = ['--cpu-prof', `--cpu-prof-interval=${INTERVAL_US}`, `--cpu-prof-dir=${folder}`];
	for (let run = 0; run < runs; run += 1) await time({ name, file, args: [...flags, ...args], env });
	const profiles = readdirSync(folder).map((profile) => readFileSync(`${folder}/${profile}`, 'utf8'));
	rmSync(folder, { recursive: true });
	const sums = new Map<string, number>();
	for (const profile of profiles) {
		for (const [what, ms] of sumSelfTimes(profile)) sums.set(what, (sums.get(what) ?? 0) + ms / runs);
	}
	return sums;
}

const kindOf = (name: string): string =>
	/^(?:src|dist|node_modules)\//.test(name) ? 'our code' : /^node:|^Node's/.test(name) ? "Node's own code" : 'V8';

/** Merges the shares with the same name. */
function summed(shares: readonly Share[], nameOf: (share: Share) => string): readonly Share[] {
	const sums = new Map<string, Share>();
	for (const share of shares) {
		const name = nameOf(share);
		const { use, node } = sums.get(name) ?? { use: 0, node: 0 };
		sums.set(name, { name, use: use + share.use, node: node + share.node });
	}
	return [...sums.values()].sort((a, b) => b.use - b.node - (a.use - a.node));
}

function compare(use: ReadonlyMap<string, number>, node: ReadonlyMap<string, number>) {
	const names = new Set([...use.keys(), ...node.keys()]);
	const shares = [...names].map((name) => ({ name, use: use.get(name) ?? 0, node: node.get(name) ?? 0 }));
	const limit = (shares.reduce((sum, share) => sum + share.use, 0) * SMALL) / 100;
	const isSmall = (share: Share) => Math.max(share.use, share.node) < limit;
	const partOf = (share: Share) =>
		isSmall(share) ? `${kindOf(share.name)}: all else, each less than ${SMALL} % of all` : share.name;
	return { kinds: summed(shares, ({ name }) => kindOf(name)), parts: summed(shares, partOf) };
}

export async function profileUse(scene: Scene, runs: number): Promise<Profile> {
	const { env, cli, job } = scene;
	const warm = job(basename(cli), ['use', 'dev', '--shell', 'bash']);
	await time(warm);
	const bare = { name: 'node -e 0', file: process.execPath, args: ['-e', '0'], env };
	const stages = await measureStages([warm.args, bare.args], runs, env);
	return { stages, ...compare(await selfTimes(scene, warm, runs), await selfTimes(scene, bare, runs)) };
}
