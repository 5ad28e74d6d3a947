/** A row of the table: samples of one thing, and those of `node -e 0` that were taken in turns with them. */

/** The groups of the table, in its order. */
export const GROUPS = {
	commands: 'start of the program',
	shell: 'in the shell',
	scale: 'much to read',
	peers: 'other tools',
} as const;

export interface Row {
	readonly group: keyof typeof GROUPS;
	readonly name: string;
	/** Nothing for what is counted. */
	readonly unit: 'ms' | 'MB' | '';
	readonly samples: readonly number[];
	/** In the same unit; nothing for a figure that stands for itself. */
	readonly baseline: readonly number[];
	/** Of differences the least is mere noise. */
	readonly isDifference?: true;
}

export interface Spread {
	readonly low: number;
	readonly median: number;
	readonly high: number;
}

/** The median and the middle half around it. */
export function spread(samples: readonly number[]): Spread {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
	return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** How many times what `node -e 0` takes; of a figure that stands for itself, that figure. */
export function ratio({ samples, baseline }: Row): Spread {
	const { low, median, high } = spread(samples);
	const unit = baseline.length === 0 ? 1 : spread(baseline).median;
	return { low: low / unit, median: median / unit, high: high / unit };
}

/** The quickest run against the quickest: what is left where others disturb. Undefined where that says nothing. */
export function least({ samples, baseline, isDifference }: Row): number | undefined {
	if (isDifference || baseline.length === 0) return undefined;
	return Math.min(...samples) / Math.min(...baseline);
}

/** `1.25×`, or below one `32 %`, so that what takes microseconds does not look like nothing. */
export function ratioText(value: number): string {
	const size = Math.abs(value);
	if (size >= 0.995) return `${value.toFixed(size < 10 ? 2 : 1)}×`;
	return `${(value * 100).toFixed(size >= 0.1 ? 0 : size >= 0.01 ? 1 : 3)} %`;
}
