/**
 * Finds rows by typed words, in any order, the best match first. It stays fast with ten thousand rows, because each key
 * searches only the rows that matched before.
 */

export interface Searchable {
	/** The name of the row. Matches in it rank highest, and only in it may a match have gaps between letters. */
	readonly name: string;
	/** Other texts to search, such as the account and the role. */
	readonly others: readonly string[];
	/** The texts that a word such as `account:x` searches, by the name of the filter. All rows have the same ones. */
	readonly filters?: Readonly<Record<string, readonly string[]>>;
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

interface Field {
	readonly original: string;
	/** In lower case. */
	readonly text: string;
}

const toField = (original: string): Field => ({ original, text: lowerCase(original) });

/** Returns the character that ends before an offset. */
function characterBefore(text: string, at: number): string {
	const isHalf = /[\udc00-\udfff]/.test(text[at - 1] ?? '');
	return text.slice(isHalf ? at - 2 : at - 1, at);
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const isCapital = (code: number): boolean => code >= 65 && code <= 90;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether a word begins at an offset: behind a separator, or at a capital behind a small letter. */
function isWordStart(field: Field, at: number): boolean {
	if (at === 0) return true;
	const { original, text } = field;
	const [before, letter] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
	// Nearly all names are ASCII, and thousands of them are searched at once.
	if (before > 127 || letter > 127 || text.length !== original.length) return isWordStartInAnyScript(field, at);
	if (!isSmall(letter) && !isDigit(letter)) return false;
	if (!isSmall(before) && !isDigit(before)) return true;
	return isCapital(original.charCodeAt(at)) && isSmall(original.charCodeAt(at - 1));
}

function isWordStartInAnyScript({ original, text }: Field, at: number): boolean {
	const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
	if (!/[\p{L}\p{N}]/u.test(letter)) return false;
	if (/[^\p{L}\p{N}\p{M}]/u.test(characterBefore(text, at))) return true;
	// If lower case made the text longer, the offsets of the capitals are no longer valid.
	if (text.length !== original.length) return false;
	const capital = String.fromCodePoint(original.codePointAt(at) ?? 0);
	return /\p{Lu}/u.test(capital) && /\p{Ll}/u.test(characterBefore(original, at));
}

interface Row {
	readonly name: Field;
	readonly others: readonly Field[];
	readonly filters: Searchable['filters'];
}

/** A word of the query. With a filter it must be in the texts of that name. */
interface Word {
	readonly text: string;
	readonly filter: string | undefined;
}

function fieldScore(field: Field, word: string): number | undefined {
	const { text } = field;
	let at = text.indexOf(word);
	if (at < 0) return undefined;
	if (at === 0) return text.length === word.length ? EXACT : PREFIX;
	for (; at >= 0; at = text.indexOf(word, at + 1)) {
		if (isWordStart(field, at)) return WORD_START;
	}
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

/** Returns the score of a filter, which all rows that pass it share: they keep their order. */
const filterScore = ({ filters }: Row, { filter = '', text }: Word): number | undefined =>
	filters?.[filter]?.some((value) => lowerCase(value).includes(text)) === true ? EXACT : undefined;

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
function rowScore(row: Row, words: readonly Word[]): number | undefined {
	let sum = 0;
	for (const word of words) {
		const score = word.filter === undefined ? wordScore(row, word.text) : filterScore(row, word);
		if (score === undefined) return undefined;
		sum += score;
	}
	return sum;
}

/** @param filters the names of the filters that the rows have */
function wordsOf(query: string, filters: ReadonlySet<string>): readonly Word[] {
	const words = lowerCase(query).split(/\s+/);
	return words.flatMap((word) => {
		const colon = word.indexOf(':');
		const filter = filters.has(word.slice(0, colon)) ? word.slice(0, colon) : undefined;
		return word === '' ? [] : [{ filter, text: filter === undefined ? word : word.slice(colon + 1) }];
	});
}

/** Whether a query has filters and nothing else: then the rows keep their order. */
export const hasOnlyFilters = (query: string, filters: ReadonlySet<string>): boolean =>
	wordsOf(query, filters).every(({ filter }) => filter !== undefined);

/** Whether rows that match a longer query also match its beginning: a word may have become a filter. */
const isNarrower = (longer: readonly Word[], shorter: readonly Word[]): boolean =>
	shorter.every(({ filter }, at) => longer[at]?.filter === filter);

interface QueryResult {
	readonly query: string;
	readonly words: readonly Word[];
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
	const rows = searchables.map(({ name, others, filters }) => ({
		name: toField(name),
		others: others.map(toField),
		filters,
	}));
	const filters = new Set(Object.keys(searchables[0]?.filters ?? {}));
	const all = rows.map((_, index) => index);
	const prefixResults: QueryResult[] = [{ query: '', words: [], matches: all, ranked: all }];
	return (query) => {
		const words = wordsOf(query, filters);
		let previous = prefixResults.at(-1);
		while (previous !== undefined && !(query.startsWith(previous.query) && isNarrower(words, previous.words))) {
			prefixResults.pop();
			previous = prefixResults.at(-1);
		}
		if (previous?.query === query) return previous.ranked;
		const result = narrow(rows, previous?.matches ?? all, query, words);
		prefixResults.push(result);
		return result.ranked;
	};
}

/** Searches only `candidates`, the matches of a prefix: a row that matches a longer query also matches its prefix. */
function narrow(
	rows: readonly Row[],
	candidates: readonly number[],
	query: string,
	words: readonly Word[],
): QueryResult {
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
	return { query, words, matches, ranked: byScore.flat() };
}
