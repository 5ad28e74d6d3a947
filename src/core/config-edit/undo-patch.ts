/** What an edit replaced, piece by piece: enough to take it back, and to tell when it can no longer be. */
import { asRecord, type Json } from '../text/json.ts';

/** In the text after the edit, `after` stands at the offset `at`, where `before` stood. */
export interface UndoPiece {
	readonly at: number;
	readonly before: string;
	readonly after: string;
}

/** The lines in which the two differ: what both begin and end with is left out. */
export function pieceBetween(before: string, after: string, at: number): UndoPiece {
	const most = Math.min(before.length, after.length);
	let first = 0;
	while (first < most && before[first] === after[first]) first += 1;
	let last = 0;
	while (last < most - first && before.at(-1 - last) === after.at(-1 - last)) last += 1;
	return {
		at: at + first,
		before: before.slice(first, before.length - last),
		after: after.slice(first, after.length - last),
	};
}

/** The text before the edit; undefined where one of the pieces is no longer what it made. @param length of the text after it */
export function withoutPieces(text: string, pieces: readonly UndoPiece[], length: number): string | undefined {
	if (text.length !== length) return undefined;
	const parts: string[] = [];
	let from = 0;
	for (const { at, before, after } of pieces) {
		if (at < from || !text.startsWith(after, at)) return undefined;
		parts.push(text.slice(from, at), before);
		from = at + after.length;
	}
	return [...parts, text.slice(from)].join('');
}

export const piecesJson = (pieces: readonly UndoPiece[]): Json =>
	pieces.map(({ at, before, after }) => [at, before, after]);

/** What `piecesJson` made; undefined for anything else. */
export function parsePieces(value: unknown): readonly UndoPiece[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const pieces = value.flatMap((entry: unknown) => {
		const { 0: at, 1: before, 2: after } = asRecord(Array.isArray(entry) ? { ...entry } : undefined) ?? {};
		const isPiece = typeof at === 'number' && typeof before === 'string' && typeof after === 'string';
		return isPiece ? [{ at, before, after }] : [];
	});
	return pieces.length === value.length ? pieces : undefined;
}
