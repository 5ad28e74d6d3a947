/** A row of the table: samples of one job, and samples of `node -e 0` taken in turns with them. */

/** The groups of the table, in its order. */
const GROUPS = [
	{ group: 'commands', title: 'start of the program' },
	{ group: 'launcher', title: 'launcher, as multiples of `sh -c :`' },
	{ group: 'shell', title: 'in the shell' },
	{ group: 'scale', title: 'much to read' },
	{ group: 'peers', title: 'other tools' },
] as const;

export type Group = (typeof GROUPS)[number]['group'];

export interface Row {
	/** A step is a part of another row: shell-steps.ts. */
	readonly group: Group | 'step';
	readonly name: string;
	/** Empty for a count. */
	readonly unit: 'ms' | 'MB' | '';
	readonly samples: readonly number[];
	/** In the same unit; empty for a figure without a baseline. */
	readonly baseline: readonly number[];
	/** For a difference between two measured times, the smallest sample is only noise. */
	readonly isDifference?: true;
}

/** Returns the groups that have rows, in the order of the table. */
export const inGroups = (rows: readonly Row[]) =>
	GROUPS.map(({ group, title }) => ({ group, title, groupRows: rows.filter((row) => row.group === group) })).filter(
		({ groupRows }) => groupRows.length > 0,
	);

export interface Spread {
	readonly low: number;
	readonly median: number;
	readonly high: number;
}

/** Returns the median, and the middle half around it. */
export function spread(samples: readonly number[]): Spread {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
	return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Returns the ratio to `node -e 0`, or the figure itself without a baseline. */
export function ratio({ samples, baseline }: Row): Spread {
	const { low, median, high } = spread(samples);
	const unit = baseline.length === 0 ? 1 : spread(baseline).median;
	return { low: low / unit, median: median / unit, high: high / unit };
}

/** Returns the ratio of the fastest runs, with the least noise. Undefined for counts and differences. */
export function least({ samples, baseline, isDifference }: Row): number | undefined {
	if (isDifference || baseline.length === 0) return undefined;
	return Math.min(...samples) / Math.min(...baseline);
}

/** Formats as `1.25×`, or below one as `32 %`, so that microseconds do not round to nothing. */
export function ratioText(value: number): string {
	const size = Math.abs(value);
	if (size >= 0.995) return `${value.toFixed(size < 10 ? 2 : 1)}×`;
	return `${(value * 100).toFixed(size >= 0.1 ? 0 : size >= 0.01 ? 1 : 3)} %`;
}
