/** Splits text as Python's `shlex.split` does in POSIX mode: botocore reads section headers with it. */

/** A word: quoted text, escaped characters and plain characters, with no blank between them. */
const WORD = /(?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^ \t\r\n'"\\])+/g;
const QUOTED = /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g;

/** Removes quotes. In double quotes a backslash escapes only `"` and itself; in single quotes it escapes nothing. */
const unquote = (word: string): string =>
	word.replace(
		QUOTED,
		(_, single?: string, double?: string, escaped?: string) =>
			single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? '',
	);

/**
 * Splits `text` into words. Returns undefined where `shlex.split` raises ValueError (open quote, trailing backslash).
 */
export function shellWords(text: string): readonly string[] | undefined {
	const rest = text.replace(WORD, '');
	return /[^ \t\r\n]/.test(rest) ? undefined : (text.match(WORD) ?? []).map(unquote);
}
