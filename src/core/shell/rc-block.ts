/** The marked block in a shell's start-up file: nothing outside it is ever touched. */

const BEGIN = '# >>> ssoenv >>>';
const END = '# <<< ssoenv <<<';

/** The block with its line end, and one blank line that was put before it. One that lost its end ends nowhere, not with the next. */
const BLOCK = new RegExp(
	`(?:(?<=^|\\n)\\r?\\n)?(?<=^|\\n)${BEGIN}\\r?\\n(?:(?!${BEGIN})[^])*?${END}(?:\\r?\\n|$)`,
	'g',
);

/** The text without the block; the very text when it has none. */
export const withoutBlock = (text: string): string => text.replace(BLOCK, '');

/** The text with the block at its end, in place of an older one; the very text when it is there already. */
export function withBlock(text: string, code: string): string {
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const block = [BEGIN, code, END, ''].join(lineEnd);
	if (text.split(block).length === 2 && text.match(BLOCK)?.length === 1) return text;
	const rest = withoutBlock(text);
	if (rest === '') return block;
	return `${rest}${rest.endsWith('\n') ? '' : lineEnd}${lineEnd}${block}`;
}
