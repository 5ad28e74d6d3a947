/** Matches names against patterns of the shell, which mean the same as in `case` of bash. */

/** POSIX character classes as members of a set of JavaScript. */
const CLASSES: Readonly<Record<string, string>> = {
	alnum: '\\p{L}\\p{N}',
	alpha: '\\p{L}',
	blank: ' \\t',
	cntrl: '\\p{Cc}',
	digit: '0-9',
	graph: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}',
	lower: '\\p{Ll}',
	print: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}',
	punct: '\\p{P}\\p{S}',
	space: '\\s',
	upper: '\\p{Lu}',
	word: '\\p{L}\\p{N}_',
	xdigit: '0-9A-Fa-f',
};

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** A part of a pattern that stands for one character, as a part of a regular expression. */
interface Piece {
	readonly expression: string;
	/** How many UTF-16 units it takes in the pattern. */
	readonly size: number;
}

/** A class in a set, or a character that may begin or end a range. */
interface Member extends Piece {
	readonly character: string | undefined;
}

const MEMBER = /\[:(?<name>\w+):\]|\[=(?<same>.)=\]|\[\.(?<symbol>.)\.\]|\\(?<behind>.)|(?<plain>[^\\])/suy;

const asCharacter = (character: string, size = character.length): Member => ({
	expression: escaped(character),
	character,
	size,
});

function memberAt(pattern: string, at: number): Member | undefined {
	MEMBER.lastIndex = at;
	const found = MEMBER.exec(pattern);
	const { name, same, symbol, behind, plain } = found?.groups ?? {};
	const size = found?.[0].length ?? 0;
	if (name !== undefined) {
		const known = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
		return known === undefined ? asCharacter('[') : { expression: known, character: undefined, size };
	}
	if (same !== undefined) return { ...asCharacter(same, size), character: undefined };
	const character = symbol ?? behind ?? plain;
	return character === undefined ? undefined : asCharacter(character, size);
}

/** Reads a member of a set, or a range such as `a-z`. A range that runs backwards has no member. */
function rangeAt(pattern: string, at: number): Piece | undefined {
	const first = memberAt(pattern, at);
	if (first?.character === undefined) return first;
	const dash = at + first.size;
	if (pattern[dash] !== '-' || pattern[dash + 1] === ']') return first;
	const last = memberAt(pattern, dash + 1);
	if (last?.character === undefined) return first;
	const [from = 0, to = 0] = [first.character, last.character].map((one) => one.codePointAt(0));
	return { expression: from > to ? '' : `${first.expression}-${last.expression}`, size: first.size + 1 + last.size };
}

/** Reads the set that begins with a `[`; undefined if no `]` ends it: then the `[` means itself. */
function setAt(pattern: string, start: number): Piece | undefined {
	const isNegated = /[!^]/.test(pattern[start + 1] ?? '');
	const first = start + (isNegated ? 2 : 1);
	let members = '';
	let at = first;
	while (at === first || pattern[at] !== ']') {
		const range = rangeAt(pattern, at);
		if (range === undefined) return undefined;
		members += range.expression;
		at += range.size;
	}
	return { expression: `[${isNegated ? '^' : ''}${members}]`, size: at + 1 - start };
}

function pieceAt(pattern: string, at: number): Piece | Member {
	const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
	if (character === '?') return { expression: '.', size: 1 };
	const set = character === '[' ? setAt(pattern, at) : undefined;
	if (set !== undefined) return set;
	const isEscape = character === '\\' && at + 1 < pattern.length;
	return isEscape ? (memberAt(pattern, at) ?? asCharacter(character)) : asCharacter(character);
}

/** Tells whether a piece stands for a character. */
type Step = (character: string) => boolean;

const ANY_TEXT = '*';

function stepsOf(pattern: string, isAnyCase: boolean): readonly (Step | typeof ANY_TEXT)[] {
	const flags = isAnyCase ? 'isu' : 'su';
	const known = new Map<string, Step>();
	const stepFor = (piece: Piece | Member): Step => {
		if (!isAnyCase && 'character' in piece) return (character) => character === piece.character;
		const expression = new RegExp(`^${piece.expression}$`, flags);
		return (character) => expression.test(character);
	};
	const steps: (Step | typeof ANY_TEXT)[] = [];
	for (let at = 0; at < pattern.length; ) {
		if (pattern[at] === ANY_TEXT) {
			steps.push(ANY_TEXT);
			at += 1;
			continue;
		}
		const piece = pieceAt(pattern, at);
		const step = known.get(piece.expression) ?? stepFor(piece);
		known.set(piece.expression, step);
		steps.push(step);
		at += piece.size;
	}
	return steps;
}

/**
 * Returns a test for texts that a pattern of the shell matches as a whole. It takes at most as many steps as the
 * characters of the text times those of the pattern. A regular expression can take exponentially many where there are
 * many stars, and V8 refuses one of some 20,000 characters.
 * @param isAnyCase ignores case
 */
export function globMatcher(pattern: string, isAnyCase = false): (text: string) => boolean {
	const steps = stepsOf(pattern, isAnyCase);
	return (text) => takeAll([...text], steps);
}

/** Takes characters step by step. Where that fails, the last star takes one character more. */
function takeAll(characters: readonly string[], steps: readonly (Step | typeof ANY_TEXT)[]): boolean {
	let at = 0;
	let next = 0;
	let star: { readonly next: number; readonly end: number } | undefined;
	while (at < characters.length) {
		const step = steps[next];
		if (step === ANY_TEXT) {
			next += 1;
			star = { next, end: at };
		} else if (step?.(characters[at] ?? '')) {
			at += 1;
			next += 1;
		} else if (star === undefined) return false;
		else {
			star = { next: star.next, end: star.end + 1 };
			at = star.end;
			next = star.next;
		}
	}
	return steps.slice(next).every((step) => step === ANY_TEXT);
}

/** Returns whether a pattern matches the whole of a text. @param isAnyCase ignores case */
export const matchesGlob = (pattern: string, text: string, isAnyCase = false): boolean =>
	globMatcher(pattern, isAnyCase)(text);

/** Returns the text before the first character that means something in a pattern; the whole of a plain name. */
export const literalStart = (pattern: string): string => pattern.replace(/[*?[\\].*$/s, '');
