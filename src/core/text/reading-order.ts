/** Sorts as people read: letters in any case, numbers by their value, so that `team-2` comes before `team-10`. */

/** Longer numbers, which no name of AWS holds, are compared digit by digit. */
const MOST_DIGITS = 24;

/**
 * Returns a text that sorts as people read. `Intl.Collator` does so, too, but takes 4 ms to load: a sixth of the start of
 * Node.
 */
const sortKey = (text: string): string =>
	text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(MOST_DIGITS, '0'));

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Returns the items in reading order of their texts; those with equal texts keep their order. */
export const inReadingOrder = <Item>(items: Iterable<Item>, textOf: (item: Item) => string): readonly Item[] =>
	Array.from(items, (item) => ({ item, text: textOf(item), key: sortKey(textOf(item)) }))
		.sort((left, right) => compare(left.key, right.key) || compare(left.text, right.text))
		.map(({ item }) => item);
