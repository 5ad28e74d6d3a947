/** What the keys of the picker do. */

/** A key as Node's readline tells it. */
export interface Key {
	readonly name?: string | undefined;
	readonly ctrl?: boolean | undefined;
}

/** Where the picker is: `active` is the index of the marked row among `count` that fit, of which `page` are shown. */
export interface Extent {
	readonly active: number;
	readonly count: number;
	readonly page: number;
}

/** `move` says which row is marked then; `type` leaves the key to the line that is typed. */
export type Act = { readonly kind: 'leave' | 'take' | 'type' } | { readonly kind: 'move'; readonly active: number };

const MOVES: Readonly<Record<string, (extent: Extent) => number>> = {
	up: ({ active }) => active - 1,
	down: ({ active }) => active + 1,
	pageup: ({ active, page }) => active - page,
	pagedown: ({ active, page }) => active + page,
	home: () => 0,
	end: ({ count }) => count - 1,
	// A Tab has no place in a name: nothing moves.
	tab: ({ active }) => active,
};

const CONTROLS: Readonly<Record<string, string>> = { n: 'down', p: 'up', d: 'escape' };

/** @param isEmpty whether nothing is typed: only then Ctrl-D leaves, as it does in shells */
export function actOf(key: Key, extent: Extent, isEmpty: boolean): Act {
	const name = (key.ctrl === true ? CONTROLS[key.name ?? ''] : key.name) ?? '';
	if (name === 'escape') return { kind: key.ctrl === true && !isEmpty ? 'type' : 'leave' };
	if (name === 'return' || name === 'enter') return { kind: 'take' };
	const move = Object.hasOwn(MOVES, name) ? MOVES[name] : undefined;
	if (move === undefined) return { kind: 'type' };
	return { kind: 'move', active: Math.max(0, Math.min(move(extent), extent.count - 1)) };
}

/** The first row of the page: the marked one is on it, and nothing scrolls that need not. @param before what it was */
export const firstOnPage = (before: number, { active, count, page }: Extent): number =>
	Math.max(0, active - page + 1, Math.min(before, active, count - page));
