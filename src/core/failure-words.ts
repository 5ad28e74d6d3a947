/** Words that messages of several failures are made with. */

export const list = (names: readonly string[]): string => names.join(', ');

export const orNearest = (nearest: string | undefined): string =>
	nearest === undefined ? '' : `; the nearest is "${nearest}"`;
