/** Measures text on a terminal with `string-width`. */
import stringWidth from 'string-width';
import { isOneColumnEach } from '../../core/text/columns.ts';

/** Returns how many columns the text takes. */
export const widthOf = (text: string): number => (isOneColumnEach(text) ? text.length : stringWidth(text));

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts the text to at most `width` columns, ending in `…` if it was cut. */
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
