/**
 * Where the time in a shell goes: the steps that the scripts of the shells time one by one, in rows named
 * `step of JOB: STEP`. They are in no other table, nor in the chart. Steps can overlap, so they need not add up.
 */
import { type Row, ratio, ratioText, spread } from './rows.ts';
import { markdownTable } from './table.ts';

/** The jobs that have steps, and the row with the time of all of it. */
const JOBS = {
	use: { title: '`use`', whole: 'use, warm' },
	Tab: { title: 'Tab', whole: 'Tab, 10000 profiles, list' },
	hook: { title: 'the hook', whole: 'hook, role active' },
} as const;

const STEP = /^step of (?:use|Tab|hook): /;

/** True for the name of a row as the script of a shell prints it. */
export const isStep = (row: string): boolean => STEP.test(row);

const median = ({ samples }: Row): number => spread(samples).median;

const line = (shell: string, step: string, row: Row, whole: Row): readonly string[] => [
	shell,
	step,
	median(row).toFixed(3),
	ratioText(median(row) / median(whole)),
	ratioText(ratio(row).median),
];

/** Returns the steps of one job, under the time of all of it, for each shell that has both. */
function linesOf(rows: readonly Row[], job: string, wholeName: string): readonly (readonly string[])[] {
	return rows
		.filter(({ name }) => name.endsWith(`: ${wholeName}`))
		.flatMap((whole) => {
			const shell = whole.name.slice(0, -`: ${wholeName}`.length);
			const start = `${shell}: step of ${job}: `;
			const steps = rows.filter(({ name }) => name.startsWith(start));
			if (steps.length === 0) return [];
			const least = rows.filter(({ name }) => name === `${shell}: least that a ${job} must do`);
			return [
				line(shell, `all: ${wholeName}`, whole, whole),
				...steps.map((row) => line(shell, row.name.slice(start.length), row, whole)),
				...least.map((row) => line(shell, row.name.slice(shell.length + 2), row, whole)),
			];
		});
}

/** Returns a section for each job that has steps; empty if none has. */
export function stepsText(rows: readonly Row[]): string {
	const sections = Object.entries(JOBS).flatMap(([job, { title, whole }]) => {
		const lines = linesOf(rows, job, whole);
		if (lines.length === 0) return [];
		const headings = ['shell', 'step', 'ms', 'share of all', 'of node -e 0'];
		return [`## Where the time of ${title} in a shell goes\n\n${markdownTable(headings, lines)}`];
	});
	if (sections.length === 0) return '';
	return [
		...sections,
		'Medians. Each step is timed alone, in a loop, so what it costs there can differ from what it costs as a part of all.\n',
	].join('\n');
}
