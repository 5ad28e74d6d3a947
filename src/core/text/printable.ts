/**
 * Makes text from files and servers safe to show: the result cannot move the cursor, change colors, reverse the line or
 * hide text.
 */

/**
 * The only table of characters that are not shown as they are, as first and last code points: controls (Cc), format
 * characters (Cf), lone surrogates, line separators, and characters that Unicode calls default-ignorable (variation
 * selectors, fillers, tags). They are numbers because a property such as `\p{Cf}` is looked up at each start and
 * depends on the version of Node. `scripts/printable.ts` copies the table into the shell layers.
 */
// biome-ignore format: one line for each block of Unicode
export const hiddenRanges: readonly (readonly [first: number, last: number])[] = [
	[0x00, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x34f, 0x34f],
	[0x600, 0x605], [0x61c, 0x61c], [0x6dd, 0x6dd], [0x70f, 0x70f], [0x890, 0x891], [0x8e2, 0x8e2],
	[0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f],
	[0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f], [0x3164, 0x3164],
	[0xd800, 0xdfff], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff0, 0xfffb],
	[0x110bd, 0x110bd], [0x110cd, 0x110cd], [0x13430, 0x1343f], [0x1bca0, 0x1bca3], [0x1d173, 0x1d17a],
	[0xe0000, 0xe0fff],
];

const codePointEscape = (code: number): string => `\\u{${code.toString(16)}}`;
const HIDDEN = new RegExp(
	`[${hiddenRanges.map(([first, last]) => `${codePointEscape(first)}-${codePointEscape(last)}`).join('')}]`,
	'gu',
);

/** Returns `text` on one line, with each hidden character written as `\xHH`, `\uHHHH` or `\u{HHHHH}`. */
export const printable = (text: string): string => text.replace(HIDDEN, spellOut);

function spellOut(character: string): string {
	const hex = (character.codePointAt(0) ?? 0).toString(16);
	if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
	return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}
