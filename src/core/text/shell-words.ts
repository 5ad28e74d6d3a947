/** Splits text the way Python's `shlex.split` does in POSIX mode: botocore reads section headers with it. */

/** Runs of quoted text, escaped characters and plain ones with no blank between them. */
const WORD = /(?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^ \t\r\n'"\\])+/g;
const QUOTED = /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g;

/** In double quotes a backslash escapes only `"` and itself; in single quotes nothing. */
const unquote = (word: string): string =>
	word.replace(
		QUOTED,
		(_, single?: string, double?: string, escaped?: string) =>
			single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? '',
	);

/** The words of `text`, or undefined where `shlex.split` raises (open quote, trailing backslash). */
export function shellWords(text: string): readonly string[] | undefined {
	const rest = text.replace(WORD, '');
	return /[^ \t\r\n]/.test(rest) ? undefined : (text.match(WORD) ?? []).map(unquote);
}
