/** Filters rows by typed words, in any order, and puts the best first. Quick at ten thousand rows: each further key narrows what the last one left. */

export interface Searchable {
	/** What the row is known by: matches here weigh most, and letters with gaps between them are found here alone. */
	readonly name: string;
	/** Further texts by which it is found, such as the account and the role. */
	readonly others: readonly string[];
}

/** How well a word fits, the less the better. A word of the name counts before the same in another text. */
const EXACT = 0;
const PREFIX = 1;
const WORD_START = 3;
const MIDDLE = 5;
const WITH_GAPS = 7;

/** Letter by letter, so that what is typed next never changes how the letters before it read (as with a Greek sigma at the end). */
const lowerCase = (text: string): string =>
	/^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : Array.from(text, (letter) => letter.toLowerCase()).join('');

/** A text in lower case, and the places where a word begins in it: after a separator, or a capital after a small letter. */
interface Field {
	readonly text: string;
	readonly starts: ReadonlySet<number>;
}

function field(original: string): Field {
	const text = lowerCase(original);
	const starts = new Set([0]);
	for (const { index } of text.matchAll(/(?<=[^\p{L}\p{N}\p{M}])[\p{L}\p{N}]/gu)) starts.add(index);
	// Where lower case made it longer, its places are no longer those of the capitals.
	const capitals = text.length === original.length ? original.matchAll(/(?<=\p{Ll})\p{Lu}/gu) : [];
	for (const { index } of capitals) starts.add(index);
	return { text, starts };
}

interface Row {
	readonly name: Field;
	readonly others: readonly Field[];
}

function fieldScore({ text, starts }: Field, word: string): number | undefined {
	let at = text.indexOf(word);
	if (at < 0) return undefined;
	if (at === 0) return text.length === word.length ? EXACT : PREFIX;
	for (; at >= 0; at = text.indexOf(word, at + 1)) if (starts.has(at)) return WORD_START;
	return MIDDLE;
}

function hasWithGaps(text: string, word: string): boolean {
	let at = -1;
	for (const letter of word) {
		at = text.indexOf(letter, at + 1);
		if (at < 0) return false;
	}
	return true;
}

function wordScore({ name, others }: Row, word: string): number | undefined {
	let best = fieldScore(name, word);
	for (const other of others) {
		if (best !== undefined && best <= PREFIX) return best;
		const score = fieldScore(other, word);
		if (score !== undefined && (best === undefined || score + 1 < best)) best = score + 1;
	}
	return best ?? (hasWithGaps(name.text, word) ? WITH_GAPS : undefined);
}

/** The sum over all words; undefined when one of them is not there at all. */
function rowScore(row: Row, words: readonly string[]): number | undefined {
	let sum = 0;
	for (const word of words) {
		const score = wordScore(row, word);
		if (score === undefined) return undefined;
		sum += score;
	}
	return sum;
}

const wordsOf = (query: string): readonly string[] =>
	lowerCase(query)
		.split(/\s+/)
		.filter((word) => word !== '');

interface Found {
	readonly query: string;
	/** In the order of the rows. */
	readonly matches: readonly number[];
	/** Best first. */
	readonly ranked: readonly number[];
}

/**
 * A function from what is typed to the indices of the rows that fit, best first; of equals, the earlier row comes first.
 * It remembers what it found for each beginning of the last query.
 */
export function searcher(searchables: readonly Searchable[]): (query: string) => readonly number[] {
	const rows = searchables.map(({ name, others }) => ({ name: field(name), others: others.map(field) }));
	const all = rows.map((_, index) => index);
	const trail: Found[] = [{ query: '', matches: all, ranked: all }];
	return (query) => {
		let last = trail.at(-1);
		while (last !== undefined && !query.startsWith(last.query)) {
			trail.pop();
			last = trail.at(-1);
		}
		if (last?.query === query) return last.ranked;
		const found = narrow(rows, last?.matches ?? all, query);
		trail.push(found);
		return found.ranked;
	};
}

/** Whatever fits a longer query fits its beginning: only `candidates` need be looked at. */
function narrow(rows: readonly Row[], candidates: readonly number[], query: string): Found {
	const words = wordsOf(query);
	const matches: number[] = [];
	const byScore: number[][] = [];
	for (const index of candidates) {
		const row = rows[index];
		const score = row === undefined ? undefined : rowScore(row, words);
		if (score === undefined) continue;
		matches.push(index);
		const equals = byScore[score] ?? [];
		equals.push(index);
		byScore[score] = equals;
	}
	return { query, matches, ranked: byScore.flat() };
}
