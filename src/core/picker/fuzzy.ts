/**
 * Finds rows by typed words, in any order, the best match first. It stays fast with ten thousand rows, because each key
 * searches only the rows that matched before.
 */

export interface Searchable {
	/** The name of the row. Matches in it rank highest, and only in it may a match have gaps between letters. */
	readonly name: string;
	/** Other texts to search, such as the account and the role. */
	readonly others: readonly string[];
}

/** Scores of a match: lower is better. A match in another text scores one more than the same match in the name. */
const EXACT = 0;
const PREFIX = 1;
const WORD_START = 3;
const MIDDLE = 5;
const WITH_GAPS = 7;

/**
 * Converts letter by letter, so that a further letter never changes the ones before it (the lower case of a Greek sigma
 * depends on what follows).
 */
const lowerCase = (text: string): string =>
	/^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : Array.from(text, (letter) => letter.toLowerCase()).join('');

/**
 * A text in lower case, and the offsets at which a word begins: after a separator, or at a capital after a small
 * letter.
 */
interface Field {
	readonly text: string;
	readonly starts: ReadonlySet<number>;
}

function toField(original: string): Field {
	const text = lowerCase(original);
	const starts = new Set([0]);
	for (const { index } of text.matchAll(/(?<=[^\p{L}\p{N}\p{M}])[\p{L}\p{N}]/gu)) starts.add(index);
	// If lower case made the text longer, the offsets of the capitals are no longer valid.
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

/** Returns the sum of the scores of all words; undefined if one of them does not match. */
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

interface QueryResult {
	readonly query: string;
	/** Row indexes in the order of the rows. */
	readonly matches: readonly number[];
	/** Row indexes, the best match first. */
	readonly ranked: readonly number[];
}

/**
 * Returns a function that maps a query to the indexes of the matching rows, the best match first; rows with equal
 * scores keep their order. It remembers the results for each prefix of the last query.
 */
export function searcher(searchables: readonly Searchable[]): (query: string) => readonly number[] {
	const rows = searchables.map(({ name, others }) => ({ name: toField(name), others: others.map(toField) }));
	const all = rows.map((_, index) => index);
	const prefixResults: QueryResult[] = [{ query: '', matches: all, ranked: all }];
	return (query) => {
		let previous = prefixResults.at(-1);
		while (previous !== undefined && !query.startsWith(previous.query)) {
			prefixResults.pop();
			previous = prefixResults.at(-1);
		}
		if (previous?.query === query) return previous.ranked;
		const result = narrow(rows, previous?.matches ?? all, query);
		prefixResults.push(result);
		return result.ranked;
	};
}

/** Searches only `candidates`, the matches of a prefix: a row that matches a longer query also matches its prefix. */
function narrow(rows: readonly Row[], candidates: readonly number[], query: string): QueryResult {
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
