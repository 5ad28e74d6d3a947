/** Which of the known names a mistyped one probably meant. */

/** The next row of the edit-distance table, for one more letter of the wanted name. */
function nextRow(previous: readonly number[], letter: string | undefined, name: string): number[] {
	const row = [(previous[0] ?? 0) + 1];
	for (let at = 0; at < name.length; at += 1) {
		const replaced = (previous[at] ?? 0) + (letter === name[at] ? 0 : 1);
		row.push(Math.min(replaced, (previous[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1));
	}
	return row;
}

/** Edit distance (insert, delete, replace), or more than `limit` as soon as it must exceed that. */
function distance(wanted: string, name: string, limit: number): number {
	if (Math.abs(wanted.length - name.length) > limit) return limit + 1;
	let row = Array.from({ length: name.length + 1 }, (_, at) => at);
	for (const letter of wanted.split('')) {
		row = nextRow(row, letter, name);
		if (Math.min(...row) > limit) return limit + 1;
	}
	return row[name.length] ?? limit + 1;
}

/** One form for letters that can be written in several: an é is one character or two. */
const plain = (name: string): string => name.normalize('NFC').toLowerCase();

/**
 * The name closest to `wanted`, ignoring case, if it is at most a third of its letters away; else undefined.
 * @param serves asked of near names alone
 */
export function nearest(
	wanted: string,
	names: Iterable<string>,
	serves: (name: string) => boolean = () => true,
): string | undefined {
	if (wanted === '') return undefined;
	const lower = plain(wanted);
	let limit = Math.max(1, Math.floor(lower.length / 3));
	let found: string | undefined;
	for (const name of names) {
		const apart = distance(lower, plain(name), limit);
		if (apart > limit || !serves(name)) continue;
		found = name;
		if (apart === 0) break;
		limit = apart - 1;
	}
	return found;
}
