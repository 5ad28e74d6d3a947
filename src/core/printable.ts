/** Text from files and servers, made safe to show: nothing in it can move the cursor, recolour, or reverse the line. */

/**
 * C0 and C1 controls, DEL and lone surrogates (whatever is not in the ranges between them), line separators, zero-width and
 * bidirectional formatting characters. In ranges, because a property like `\p{Cc}` is looked up at each start.
 */
const UNSAFE = /[^ -~\xa0-\ud7ff\ue000-\u{10ffff}]|[\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** `text` on one line with every character that a terminal could act on spelt out as `\xHH` or `\uHHHH`. */
export const printable = (text: string): string =>
	text.replace(UNSAFE, (character) => {
		const code = character.charCodeAt(0);
		return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
	});
