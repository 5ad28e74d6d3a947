/**
 * How each language writes a value so that it reads back byte for byte and nothing in it is ever run.
 * The rules are not interchangeable: a POSIX-quoted value handed to fish is code execution, and so is `$'…'` in dash.
 * Values must be free of NUL; shells drop it silently, so callers refuse it first.
 */

/** What every language here reads as itself without quotes. `=` only at the end: zsh expands `=name`. */
const PLAIN = /^[A-Za-z0-9_@+:,./-]+=*$/;
const PRINTABLE_ASCII = /^[ -~]*$/;
/** What an `eval $(…)` that lacks its quotes leaves alone: no blank to split at, no wildcard to match file names with. */
const UNSPLIT = /^[!-)+->@-Z\\-~]*$/;

const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
const hex = (byte: number): string => `\\X${byte.toString(16).padStart(2, '0')}`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** dash, ash, ksh and every other POSIX shell. Control characters stay raw inside the quotes. */
export const posix = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/**
 * bash and zsh: POSIX quotes, or for anything but plain ASCII words `$'…'` with three-digit octal bytes, which keeps the
 * output on one line, independent of the locale, survives zsh's CSH_JUNKIE_QUOTES and an `eval` without quotes.
 */
export function bash(value: string): string {
	if (UNSPLIT.test(value)) return posix(value);
	const quoted = Array.from(utf8(value), (byte) => {
		const character = String.fromCharCode(byte);
		return byte < 0x80 && UNSPLIT.test(character) && !/['\\]/.test(character) ? character : octal(byte);
	});
	return `$'${quoted.join('')}'`;
}

/** fish: inside single quotes only `\\` and `\'` are escapes; other bytes are written as `\Xhh` outside the quotes. */
export function fish(value: string): string {
	const escaped = value.replaceAll(/[\\']/g, '\\$&');
	const quoted = escaped.replaceAll(/[^ -~]+/g, (run) => `'${Array.from(utf8(run), hex).join('')}'`);
	return `'${quoted}'`;
}

const powershellText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * PowerShell: one expression in pure ASCII. Printable ASCII stands in `'…'` with `'` doubled; every other UTF-16 unit is
 * `[char]N`, so that typographic quotes, which PowerShell also takes for quotes, and line ends survive a pipe of lines.
 */
export function powershell(value: string): string {
	if (PRINTABLE_ASCII.test(value)) return powershellText(value);
	// Joined, not added up: a sum of thousands of terms takes PowerShell minutes, or overflows its stack.
	const terms = (value.match(/[ -~]+|[^ -~]/g) ?? []).map((part) =>
		PRINTABLE_ASCII.test(part) ? powershellText(part) : `[char]${part.charCodeAt(0)}`,
	);
	return `-join(${terms.join(',')})`;
}

/** True when the AWS CLI's bare `NAME=value` is already safe in every shell. */
export const isPlain = (value: string): boolean => PLAIN.test(value);

/**
 * The most characters that a variable holds everywhere: on Linux 131,072 bytes, its name included (MAX_ARG_STRLEN in execve(2)), on
 * Windows 32,767 UTF-16 units. Sixteen such variables are still under the two megabytes of the whole environment.
 */
export const LONGEST_VALUE = 32_000;

/** False for what no environment variable can carry: NUL, lone surrogates, and more than it holds. */
export const isCarried = (value: string): boolean =>
	value.length <= LONGEST_VALUE &&
	// What needs no Unicode is seen at less cost.
	(PRINTABLE_ASCII.test(value) || !/[\0\ud800-\udfff]/u.test(value));

/** A word of a command that a person may paste: bare where possible, else in POSIX quotes. */
export const shellWord = (text: string): string => (isPlain(text) ? text : posix(text));

/** A name as the argument of a command, also when it looks like an option. */
export const argumentWord = (name: string): string =>
	name.startsWith('-') ? `-- ${shellWord(name)}` : shellWord(name);
