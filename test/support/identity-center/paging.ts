/** Pages of the two lists, and the opaque tokens that lead from one page to the next. */

import { base64Text } from './random.ts';

export interface Bookmarks {
	/** Issues a token for this position in this list. */
	place(list: string, offset: number): string;
	/** Returns undefined for a token that was not issued, or that belongs to another list. */
	find(list: string, token: string): number | undefined;
}

export interface Page<Item> {
	readonly items: readonly Item[];
	/** `null` on the last page. */
	readonly nextToken: string | null;
}

export function bookmarks(): Bookmarks {
	const places = new Map<string, { readonly list: string; readonly offset: number }>();
	return {
		place(list, offset) {
			// Has characters that must be percent-encoded in a query.
			const token = `${base64Text(96)}+/==`;
			places.set(token, { list, offset });
			return token;
		},
		find(list, token) {
			const place = places.get(token);
			return place?.list === list ? place.offset : undefined;
		},
	};
}

export function pageOf<Item>(
	items: readonly Item[],
	offset: number,
	size: number,
	next: (offset: number) => string,
): Page<Item> {
	const end = offset + size;
	return { items: items.slice(offset, end), nextToken: end < items.length ? next(end) : null };
}
