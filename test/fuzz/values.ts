/** Random values that try to break out of their quotes. Each follows from the seed. */

/** Mulberry32: small, and the same on every machine. */
export function randomNumbers(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
	};
}

type Random = ReturnType<typeof randomNumbers>;

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
	const item = items[random(items.length)];
	if (item === undefined) throw new RangeError('nothing to pick from');
	return item;
};

const repeated = (random: Random, most: number, make: () => string): string =>
	Array.from({ length: random(most) }, make).join('');

/** Returns a random code point of the range; surrogates, which are not text, become the replacement character. */
function codePoint(random: Random, first: number, last: number): string {
	const code = first + random(last - first + 1);
	return String.fromCodePoint(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
}

/** Ranges of code points: by UTF-8 length, then by plane, then those that fish reserves, then PowerShell's quotes. */
const RANGES = [
	[0x01, 0x1f],
	[0x20, 0x7f],
	[0x80, 0x9f],
	[0xa0, 0x7ff],
	[0x800, 0xffff],
	[0x10000, 0x1ffff],
	[0x20000, 0x10ffff],
	[0xf600, 0xf6ff],
	[0xfdd0, 0xfdef],
	[0xfffe, 0xffff],
	[0x2018, 0x201f],
	[0x2028, 0x202e],
	[0x300, 0x36f],
] as const satisfies readonly (readonly [number, number])[];

/** Code that leaves a file behind, in each language, with the end of every kind of quote around it. */
const PAYLOADS = [
	'$(touch CANARY)',
	'`touch CANARY`',
	';touch CANARY;',
	"';touch CANARY;'",
	"\\';touch CANARY;#",
	'";touch CANARY;"',
	'|touch CANARY|',
	'&&touch CANARY&&',
	'\ntouch CANARY\n',
	"'\ntouch CANARY\n'",
	'(touch CANARY)',
	'{touch,CANARY}',
	'<(touch CANARY)',
	'\u2019;touch CANARY;\u2018',
	'\u201b;New-Item CANARY;\u201a',
	"';New-Item CANARY;'",
	"'+(New-Item CANARY)+'",
	'$(New-Item CANARY)',
	'@(New-Item CANARY)',
	'"+$(New-Item CANARY)+"',
	"'; end; touch CANARY; begin; '",
	"'; }; touch CANARY; { '",
	'%(touch CANARY)',
	'!touch',
] as const;

const METACHARACTERS = [...'\'"\\$`!#&|;<>(){}[]*?~=%^@,: \t\n\r'] as const;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const family = {
	text: (random: Random) => {
		return repeated(random, 40, () => {
			const [first, last] = pick(random, RANGES);
			return codePoint(random, first, last);
		});
	},
	anyPlane: (random: Random) => repeated(random, 60, () => codePoint(random, 1, 0x10ffff)),
	metacharacters: (random: Random) =>
		repeated(random, 40, () => (random(4) === 0 ? codePoint(random, 0x61, 0x7a) : pick(random, METACHARACTERS))),
	payloads: (random: Random) =>
		repeated(random, 4, () => pick(random, METACHARACTER_OR_NOTHING)) +
		pick(random, PAYLOADS) +
		repeated(random, 4, () => pick(random, METACHARACTER_OR_NOTHING)),
	credential: (random: Random) =>
		repeated(random, 900, () => BASE64.charAt(random(BASE64.length))) + pick(random, ['', '=', '==']),
	lineEnds: (random: Random) =>
		repeated(random, 12, () => pick(random, ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', 'a', ' ', "'"])),
	backslashes: (random: Random) =>
		repeated(random, 12, () => pick(random, ['a', "'", '\\', 'n', 'x41', '101', 'u0041', 'X41'])) +
		'\\'.repeat(random(6)),
	quotes: (random: Random) =>
		repeated(random, 16, () =>
			pick(random, ["'", '"', '\u2018', '\u2019', '\u201a', '\u201b', '\u201c', '\u201d', 'a']),
		),
} as const;

const METACHARACTER_OR_NOTHING = ['', "'", '"', '\\', '\u2019', '\n', ' '] as const;

const FAMILIES = Object.values(family);

/** Yields `count` values, one family after the other. None holds NUL, which no variable can carry. */
export function* hostileValues(random: Random, count: number): Generator<string> {
	for (let index = 0; index < count; index += 1) {
		const make = FAMILIES[index % FAMILIES.length] ?? family.text;
		yield make(random).replaceAll('\0', '');
	}
}
