/** How wide a text is on a terminal, which `string-width` knows. */
import stringWidth from 'string-width';
import { isOneColumnEach } from '../../core/text/columns.ts';

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number => (isOneColumnEach(text) ? text.length : stringWidth(text));

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text in at most `width` columns, with `…` for what had to go. */
export function cut(text: string, width: number): string {
	if (widthOf(text) <= width) return text;
	let [kept, left] = ['', width - 1];
	for (const { segment } of graphemes.segment(text)) {
		left -= widthOf(segment);
		if (left < 0) break;
		kept += segment;
	}
	return width < 1 ? '' : `${kept}…`;
}
