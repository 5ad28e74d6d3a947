/** Splits text as the C runtime of Windows does: botocore reads the command line of a `credential_process` there so. */

/**
 * A word: quoted text and plain characters, with no blank between them. Before a double quote, each pair of backslashes
 * is one backslash, and a single one makes the quote plain; anywhere else a backslash is plain.
 */
const WORD = /(?:[^ \t"\\]|\\+(?!["\\])|(?:\\\\)*\\"|(?:\\\\)*"(?:[^"\\]|\\+(?!["\\])|(?:\\\\)*\\")*(?:\\\\)*")+/g;

const unquote = (word: string): string =>
	word.replace(
		/(\\*)"/g,
		(_, { length }: string) => '\\'.repeat(Math.trunc(length / 2)) + (length % 2 === 1 ? '"' : ''),
	);

/**
 * Splits `text` into words, which only spaces and tabs separate. Returns undefined where `_windows_shell_split` of
 * botocore's compat.py raises ValueError (open quote).
 */
export function windowsWords(text: string): readonly string[] | undefined {
	const rest = text.replace(WORD, '');
	return /[^ \t]/.test(rest) ? undefined : (text.match(WORD) ?? []).map(unquote);
}
