/** Chooses the rows of the list that the screen shows, with the title of a group above its first row. */
import { type Extent, firstOnPage } from './keys.ts';

export interface PageLine {
	/** The index of the row among those that match; undefined for a title. */
	readonly at: number | undefined;
	readonly title: string;
}

/** Returns the lines from a row on, as many as fit. @param titleOf returns the title of the group of a row */
function linesFrom(first: number, { count, page }: Extent, titleOf: (at: number) => string): readonly PageLine[] {
	const lines: PageLine[] = [];
	for (let at = first; at < count && lines.length < page; at += 1) {
		const title = titleOf(at);
		if (at === first || title !== titleOf(at - 1)) lines.push({ at: undefined, title });
		lines.push({ at, title });
	}
	return lines.slice(0, page);
}

/**
 * Returns the lines of a page on which the marked row is visible. The list scrolls no more than necessary.
 * @param before the first row until now
 * @param titleOf undefined if the rows stand without titles
 */
export function pageLines(
	before: number,
	extent: Extent,
	titleOf: ((at: number) => string) | undefined,
): { readonly first: number; readonly lines: readonly PageLine[] } {
	const { active, count, page } = extent;
	if (titleOf === undefined) {
		const first = firstOnPage(before, extent);
		const rows = Math.max(0, Math.min(page, count - first));
		return { first, lines: Array.from({ length: rows }, (_, line) => ({ at: first + line, title: '' })) };
	}
	// Titles take lines, so that fewer rows fit, and the end of the list may be below.
	let first = firstOnPage(before, { ...extent, count: Number.POSITIVE_INFINITY });
	let lines = linesFrom(first, extent, titleOf);
	while (first < active && !lines.some(({ at }) => at === active)) {
		first += 1;
		lines = linesFrom(first, extent, titleOf);
	}
	return { first, lines };
}
