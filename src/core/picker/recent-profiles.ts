/** How recently and how often each profile was used, as one number: each use counts half as much after a week. */
import { formatNote, parseNote } from '../text/note.ts';

/** Higher is sooner. The logarithm of the sum of all uses, each worth twice as much as one a half-life before it: no clock is needed to compare. */
export type Uses = ReadonlyMap<string, number>;

const HALF_LIFE_MS = 7 * 24 * 3_600_000;

/** Names beyond these are forgotten, the least used first. */
const MAX_NAMES = 500;

/** @param now epoch milliseconds */
export function withUse(uses: Uses, name: string, now: number): Uses {
	const time = now / HALF_LIFE_MS;
	const before = uses.get(name);
	const rank = before === undefined ? time : time + Math.log2(1 + 2 ** Math.min(before - time, 60));
	const ranked = [...new Map([...uses, [name, rank] as const])].sort(([, a], [, b]) => b - a);
	return new Map(ranked.slice(0, MAX_NAMES));
}

/** The most used first; the others follow as they were. */
export function byUse<Row>(rows: readonly Row[], nameOf: (row: Row) => string, uses: Uses): readonly Row[] {
	const known = rows.filter((row) => uses.has(nameOf(row)));
	const rank = (row: Row) => uses.get(nameOf(row)) ?? 0;
	return [...known.sort((a, b) => rank(b) - rank(a)), ...rows.filter((row) => !uses.has(nameOf(row)))];
}

export const formatUses = (uses: Uses): string => formatNote({ uses: [...uses] });

/** What is in the text, and of anything else nothing: it only decides on an order. */
export function parseUses(text: string): Uses {
	const { uses } = parseNote(text) ?? {};
	const found = new Map<string, number>();
	for (const use of Array.isArray(uses) ? uses : []) {
		const [name, rank] = Array.isArray(use) ? use : [];
		if (typeof name === 'string' && typeof rank === 'number' && Number.isFinite(rank)) found.set(name, rank);
	}
	return found;
}
