/** Words that messages of several failures are made with. */

export const list = (names: readonly string[]): string => names.join(', ');

/**
 * A value of a config file as a message may show it: of a value that goes on in further lines the first one alone, because the others may
 * be settings with secrets in them that were indented by mistake; and nobody's password before the host of a URL.
 */
export function shownValue(value: string): string {
	return value.replace(/\n\s*\S.*$/s, ' …').replace(/\/\/[^/]*@/, '//…@');
}

export const orNearest = (nearest: string | undefined): string =>
	nearest === undefined ? '' : `; did you mean "${nearest}"?`;
