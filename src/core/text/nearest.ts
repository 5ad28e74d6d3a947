/** Finds the known name that a person most likely meant by a mistyped one. */

/** Returns the next row of the edit-distance table, for one more letter of the wanted name. */
function nextRow(previous: readonly number[], letter: string | undefined, name: string): number[] {
	const row = [(previous[0] ?? 0) + 1];
	for (let at = 0; at < name.length; at += 1) {
		const replaced = (previous[at] ?? 0) + (letter === name[at] ? 0 : 1);
		row.push(Math.min(replaced, (previous[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1));
	}
	return row;
}

/** Returns the edit distance (insertions, deletions, replacements), or `limit + 1` if it is more than `limit`. */
function distance(wanted: string, name: string, limit: number): number {
	if (Math.abs(wanted.length - name.length) > limit) return limit + 1;
	let row = Array.from({ length: name.length + 1 }, (_, at) => at);
	for (const letter of wanted.split('')) {
		row = nextRow(row, letter, name);
		if (Math.min(...row) > limit) return limit + 1;
	}
	return row[name.length] ?? limit + 1;
}

/** Folds case, and Unicode forms of the same letter: an é is one character or two. */
const comparable = (name: string): string => name.normalize('NFC').toLowerCase();

/**
 * Returns the name closest to `wanted`, ignoring case, or undefined if more than a third of the letters differ.
 * @param isCandidate called only for names that are close enough
 */
export function nearest(
	wanted: string,
	names: Iterable<string>,
	isCandidate: (name: string) => boolean = () => true,
): string | undefined {
	if (wanted === '') return undefined;
	const target = comparable(wanted);
	let limit = Math.max(1, Math.floor(target.length / 3));
	let closest: string | undefined;
	for (const name of names) {
		const edits = distance(target, comparable(name), limit);
		if (edits > limit || !isCandidate(name)) continue;
		closest = name;
		if (edits === 0) break;
		limit = edits - 1;
	}
	return closest;
}
