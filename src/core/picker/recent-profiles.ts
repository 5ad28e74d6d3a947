/** Ranks profiles by how recently and how often they were used: the weight of each use halves every week. */
import { formatNote, parseNote } from '../text/note.ts';

/**
 * Ranks by name; higher ranks come first. A rank is the base-2 logarithm of the sum of all uses, and a use counts twice
 * as much as one a half-life before it. Ranks of different times can be compared directly, so old ranks need no update.
 */
export type ProfileRanks = ReadonlyMap<string, number>;

const HALF_LIFE_MS = 7 * 24 * 3_600_000;

/** The most names that are kept; those with the lowest rank are dropped. */
const MAX_NAMES = 500;

/**
 * Adds one use of `name`.
 * @param now in epoch milliseconds
 */
export function withUse(uses: ProfileRanks, name: string, now: number): ProfileRanks {
	const time = now / HALF_LIFE_MS;
	const before = uses.get(name);
	const rank = before === undefined ? time : time + Math.log2(1 + 2 ** Math.min(before - time, 60));
	const ranked = [...new Map([...uses, [name, rank] as const])].sort(([, a], [, b]) => b - a);
	return new Map(ranked.slice(0, MAX_NAMES));
}

/** Sorts rows by rank; rows without a rank follow in their order. */
export function byUse<Row>(rows: readonly Row[], nameOf: (row: Row) => string, uses: ProfileRanks): readonly Row[] {
	const ranked = rows.filter((row) => uses.has(nameOf(row)));
	const rank = (row: Row) => uses.get(nameOf(row)) ?? 0;
	return [...ranked.sort((a, b) => rank(b) - rank(a)), ...rows.filter((row) => !uses.has(nameOf(row)))];
}

export const formatUses = (uses: ProfileRanks): string => formatNote({ uses: [...uses] });

/** Parses uses, and ignores anything else in the text: they decide only the order. */
export function parseUses(text: string): ProfileRanks {
	const { uses } = parseNote(text) ?? {};
	const parsed = new Map<string, number>();
	for (const use of Array.isArray(uses) ? uses : []) {
		const [name, rank] = Array.isArray(use) ? use : [];
		if (typeof name === 'string' && typeof rank === 'number' && Number.isFinite(rank)) parsed.set(name, rank);
	}
	return parsed;
}
