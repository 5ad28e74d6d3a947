/** Times two built trees in turn, by the rows that both have: what a change costs. */

import { programJobs, sceneWithChain } from './commands.ts';
import { type Row, ratioText, spread } from './rows.ts';
import type { Scene } from './scene.ts';
import { SHELLS, timeShell } from './shells.ts';
import { inColumns } from './table.ts';
import { bareNode, takeTurns } from './turns.ts';

/** A row of this tree and the row of the same name of the other. */
interface Pair {
	readonly row: Row;
	readonly other: Row;
}

/** Pairs the rows of equal names; what only one tree has is left out. */
function paired(rows: readonly Row[], others: readonly Row[]): readonly Pair[] {
	const byName = new Map(others.map((other) => [other.name, other]));
	return rows.flatMap((row) => {
		const other = byName.get(row.name);
		return other === undefined ? [] : [{ row, other }];
	});
}

/** Joins rows of equal names. */
function joined(rows: readonly Row[]): readonly Row[] {
	const byName = new Map<string, Row>();
	for (const row of rows) {
		const { samples = [], baseline = [] } = byName.get(row.name) ?? {};
		byName.set(row.name, { ...row, samples: [...samples, ...row.samples], baseline: [...baseline, ...row.baseline] });
	}
	return [...byName.values()];
}

async function comparePrograms(scene: Scene, other: Scene, turns: number): Promise<readonly Pair[]> {
	const chains = [sceneWithChain(scene), sceneWithChain(other)] as const;
	try {
		const jobs = programJobs(scene, chains[0]);
		const rows = await takeTurns('commands', bareNode(scene.env), [...jobs, ...programJobs(other, chains[1])], turns);
		return paired(rows.slice(0, jobs.length), rows.slice(jobs.length));
	} finally {
		for (const { close } of chains) await close();
	}
}

async function compareShells(scene: Scene, other: Scene, only: RegExp, rounds: number): Promise<readonly Pair[]> {
	const pairs: Pair[] = [];
	for (const shell of SHELLS.filter(({ name }) => only.test(name))) {
		const ours: Row[] = [];
		const theirs: Row[] = [];
		for (let round = 0; round < rounds; round += 1) {
			process.stderr.write(`${shell.name}, round ${round + 1} of ${rounds} …\n`);
			ours.push(...(await timeShell(shell, scene, 2)));
			theirs.push(...(await timeShell(shell, other, 2)));
		}
		pairs.push(...paired(joined(ours), joined(theirs)));
	}
	return pairs;
}

const ms = (row: Row): string => spread(row.samples).median.toFixed(3);

function line({ row, other }: Pair): readonly string[] {
	const { median, low, high } = spread(other.samples);
	const change = spread(row.samples).median / median;
	return [row.name, ms(other), ms(row), ratioText(change), ratioText((high - low) / median)];
}

/**
 * Returns a table of the rows that both trees have: milliseconds of the other and of this tree, their ratio, and how
 * wide the middle half of the other's samples is, as a measure of the noise.
 * @param root the other tree, built; with a slash at its end
 */
export async function compareTrees(scene: Scene, root: string, only: RegExp, turns: number): Promise<string> {
	const other = scene.ofTree(root);
	try {
		const pairs = [
			...(only.test('commands') ? await comparePrograms(scene, other, turns) : []),
			...(await compareShells(scene, other, only, Math.max(1, Math.round(turns / 10)))),
		];
		return inColumns([['', 'other ms', 'this ms', 'ratio', 'noise'], ...pairs.map(line)]).join('\n');
	} finally {
		await other.close();
	}
}
