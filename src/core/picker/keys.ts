/** Maps the keys of the picker to actions. */

/** A key as Node's readline reports it. */
export interface Key {
	readonly name?: string | undefined;
	readonly ctrl?: boolean | undefined;
}

/**
 * State of the list: `active` is the index of the highlighted row among `count` matching rows, of which `page` fit on
 * the screen.
 */
export interface Extent {
	readonly active: number;
	readonly count: number;
	readonly page: number;
}

/** `move` highlights another row; `type` passes the key to the input line. */
export type Act = { readonly kind: 'leave' | 'take' | 'type' } | { readonly kind: 'move'; readonly active: number };

const MOVES: Readonly<Record<string, (extent: Extent) => number>> = {
	up: ({ active }) => active - 1,
	down: ({ active }) => active + 1,
	pageup: ({ active, page }) => active - page,
	pagedown: ({ active, page }) => active + page,
	home: () => 0,
	end: ({ count }) => count - 1,
	// Names contain no Tab: ignore it.
	tab: ({ active }) => active,
};

const CONTROLS: Readonly<Record<string, string>> = { n: 'down', p: 'up', d: 'escape' };

/**
 * Returns the action of a key.
 * @param isEmpty true if the input line is empty: only then does Ctrl-D leave, as in shells
 */
export function actOf(key: Key, extent: Extent, isEmpty: boolean): Act {
	const name = (key.ctrl === true ? CONTROLS[key.name ?? ''] : key.name) ?? '';
	if (name === 'escape') return { kind: key.ctrl === true && !isEmpty ? 'type' : 'leave' };
	if (name === 'return' || name === 'enter') return { kind: 'take' };
	const move = Object.hasOwn(MOVES, name) ? MOVES[name] : undefined;
	if (move === undefined) return { kind: 'type' };
	return { kind: 'move', active: Math.max(0, Math.min(move(extent), extent.count - 1)) };
}

/**
 * Returns the index of the first row on the page: the highlighted row is visible, and the list scrolls no more than
 * necessary.
 * @param before the index until now
 */
export const firstOnPage = (before: number, { active, count, page }: Extent): number =>
	Math.max(0, active - page + 1, Math.min(before, active, count - page));
