/**
 * Records what an edit replaced, piece by piece, so that it can be undone, and so that a later change to the same text
 * is noticed.
 */
import { asRecord, type Json } from '../text/json.ts';

/** One replacement: in the text after the edit, `after` stands at offset `at`, where `before` stood. */
export interface UndoPiece {
	readonly at: number;
	readonly before: string;
	readonly after: string;
}

/**
 * Returns the part in which the two texts differ, without their common start and end.
 * @param at offset of both texts in the edited file
 */
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

/**
 * Restores the text from before the edit. Returns undefined if a piece has changed since.
 * @param length length of the text right after the edit
 */
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

/** Parses the result of `piecesJson`; undefined for any other value. */
export function parsePieces(value: unknown): readonly UndoPiece[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const pieces = value.flatMap((entry: unknown) => {
		const { 0: at, 1: before, 2: after } = asRecord(Array.isArray(entry) ? { ...entry } : undefined) ?? {};
		const isPiece = typeof at === 'number' && typeof before === 'string' && typeof after === 'string';
		return isPiece ? [{ at, before, after }] : [];
	});
	return pieces.length === value.length ? pieces : undefined;
}
