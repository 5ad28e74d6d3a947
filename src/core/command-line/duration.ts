/** Lengths of time that people write: `90s`, `15m`, `2h`, `1d`, or a bare number of seconds. */

const UNITS: ReadonlyMap<string, number> = new Map([
	['', 1000],
	['s', 1000],
	['m', 60_000],
	['h', 3_600_000],
	['d', 86_400_000],
]);

/** The length in milliseconds, or undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
	const [, amount, unit = ''] = /^(\d{1,7})([smhd]?)$/.exec(text) ?? [];
	const milliseconds = UNITS.get(unit);
	return amount === undefined || milliseconds === undefined ? undefined : Number(amount) * milliseconds;
}
