/**
 * Times commands and the shell layer as ratios to `node -e 0` in the same run, beside their goals. A full run writes
 * RESULTS.md and the chart; with options it only prints, unless `--write` is given.
 *
 *     npm run bench -- --only 'bash|zsh' --runs 10
 *     npm run bench -- --profile
 *     npm run bench -- --against ../before       times another built tree in turn with this one
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareTrees } from './against.ts';
import { timeCommands } from './commands.ts';
import { unanswered } from './goals.ts';
import { timeLauncher } from './launcher.ts';
import { machineFacts } from './machine.ts';
import { measureMemory } from './memory.ts';
import { timePeers } from './peer-runs.ts';
import { type Profile, profileUse } from './profile.ts';
import { profileText, writeResults } from './results.ts';
import type { Row } from './rows.ts';
import { timeScale } from './scale.ts';
import { openScene, type Scene } from './scene.ts';
import { stepsText } from './shell-steps.ts';
import { SHELLS, timeShell } from './shells.ts';
import { timeSync } from './sync.ts';
import { plainTable } from './table.ts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string' },
		only: { type: 'string' },
		profile: { type: 'boolean', default: false },
		against: { type: 'string' },
		write: { type: 'boolean', default: false },
	},
});
const runs = Number(values.runs ?? 30);
if (!Number.isInteger(runs) || runs < 1) throw new RangeError('--runs takes a number');
const only = values.profile ? /^profile$/ : new RegExp(values.only ?? '');
const isWhole = process.argv.length === 2;

const rows: Row[] = [];
const notes: string[] = [];
let profile: Profile | undefined;

/** A part of the runs, for jobs that take long. */
const some = (part: number): number => Math.max(1, Math.round(runs * part));
const add = (more: readonly Row[]) => {
	rows.push(...more);
};

const PARTS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
	commands: async (scene) => add(await timeCommands(scene, runs)),
	launcher: async (scene) => add(await timeLauncher(scene, runs)),
	memory: async (scene) => add(await measureMemory(scene, some(1 / 3))),
	...Object.fromEntries(
		SHELLS.map((shell) => [shell.name, async (scene: Scene) => add(await timeShell(shell, scene, some(2 / 3)))]),
	),
	scale: async (scene) => add(await timeScale(scene, some(1 / 2))),
	sync: async (scene) => add(await timeSync(scene, some(1 / 4))),
	peers: async (scene) => {
		const peers = await timePeers(scene, some(1 / 3));
		add(peers.rows);
		notes.push(...peers.notes);
	},
	profile: async (scene) => {
		profile = await profileUse(scene, some(2 / 3));
	},
};

const parts = Object.entries(PARTS).filter(([name]) => only.test(name));
if (parts.length === 0) throw new RangeError(`--only takes a pattern for ${Object.keys(PARTS).join(', ')}`);
const scene = await openScene();
try {
	if (values.against === undefined) await timeParts(scene);
	else console.log(await compareTrees(scene, `${resolve(values.against)}/`, only, runs));
} finally {
	await scene.close();
}

async function timeParts(scene: Scene): Promise<void> {
	for (const [name, measure] of parts) {
		process.stderr.write(`${name} …\n`);
		await measure(scene);
	}
	if (parts.length === Object.keys(PARTS).length) {
		notes.push(...unanswered(rows).map((pattern) => `a goal without a row: ${pattern}`));
	}
	const facts = await machineFacts(scene);
	console.log(facts.map(([name, value]) => `${name}: ${value}`).join('\n'));
	if (rows.length > 0) console.log(`\n${plainTable(rows)}`);
	const steps = stepsText(rows);
	if (steps !== '') console.log(`\n${steps}`);
	for (const note of notes) console.log(note);
	if (profile !== undefined) console.log(`\n${profileText(profile)}`);
	if (isWhole || values.write) writeResults({ rows, notes, profile, facts });
}
