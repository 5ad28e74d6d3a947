/**
 * Quotes values for each shell, so that the shell reads back the same bytes and runs none of them. The rules are not
 * interchangeable: fish can run code inside a value in POSIX quotes, and dash inside a value in `$'…'`. Callers must
 * refuse values with NUL first, because shells drop it silently.
 */

/**
 * Values that every shell here reads as they are, without quotes. `=` may stand only at the end: zsh expands `=name`.
 */
const PLAIN = /^[A-Za-z0-9_@+:,./-]+=*$/;
const PRINTABLE_ASCII = /^[ -~]*$/;
/**
 * Values that survive an `eval $(…)` without quotes: they have no blank to split at and no wildcard to match file
 * names.
 */
const UNSPLIT = /^[!-)+->@-Z\\-~]*$/;

const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
const hex = (byte: number): string => `\\X${byte.toString(16).padStart(2, '0')}`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Quotes for dash, ash, ksh and every other POSIX shell. Control characters stay raw inside the quotes. */
export const posix = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/**
 * Quotes for bash and zsh. Plain ASCII words get POSIX quotes. Other values get `$'…'` with three-digit octal bytes,
 * which keeps the output on one line, does not depend on the locale, and survives zsh's CSH_JUNKIE_QUOTES and an `eval`
 * without quotes.
 */
export function bash(value: string): string {
	if (UNSPLIT.test(value)) return posix(value);
	const quoted = Array.from(utf8(value), (byte) => {
		const character = String.fromCharCode(byte);
		return byte < 0x80 && UNSPLIT.test(character) && !/['\\]/.test(character) ? character : octal(byte);
	});
	return `$'${quoted.join('')}'`;
}

/**
 * Quotes for fish. Inside single quotes only `\\` and `\'` are escapes, so other bytes are written as `\Xhh` outside
 * the quotes.
 */
export function fish(value: string): string {
	const escaped = value.replaceAll(/[\\']/g, '\\$&');
	const quoted = escaped.replaceAll(/[^ -~]+/g, (run) => `'${Array.from(utf8(run), hex).join('')}'`);
	return `'${quoted}'`;
}

const powershellText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Quotes for PowerShell, as one expression in pure ASCII. Printable ASCII goes into `'…'` with `'` doubled. Every other
 * UTF-16 unit becomes `[char]N`: PowerShell also accepts typographic quotes as quotes, and a pipe would split the value
 * at line ends.
 */
export function powershell(value: string): string {
	if (PRINTABLE_ASCII.test(value)) return powershellText(value);
	// `-join` instead of `+`: PowerShell takes minutes for a sum of thousands of terms, or overflows its stack.
	const terms = (value.match(/[ -~]+|[^ -~]/g) ?? []).map((part) =>
		PRINTABLE_ASCII.test(part) ? powershellText(part) : `[char]${part.charCodeAt(0)}`,
	);
	return `-join(${terms.join(',')})`;
}

/** Quotes for a constant in Nushell's code, in pure ASCII. Values for variables go to Nushell as JSON. */
export function nushell(value: string): string {
	const quoted = value.replaceAll(/["\\]/g, '\\$&');
	return `"${quoted.replaceAll(/[^ -~]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)}"`;
}

const codePoint = (character: string): string => {
	const code = character.codePointAt(0) ?? 0;
	return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/** Quotes for elvish, in pure ASCII. Inside single quotes only `''` is special; other characters need double quotes. */
export function elvish(value: string): string {
	const quoted = value.replaceAll("'", "''");
	return `'${quoted.replaceAll(/[^ -~]+/g, (run) => `'"${Array.from(run, codePoint).join('')}"'`)}'`;
}

/**
 * Quotes for xonsh, as a Python string in pure ASCII. JSON's text does not do: Python reads a surrogate pair as two
 * characters.
 */
export function xonsh(value: string): string {
	const quoted = value.replaceAll(/["\\]/g, '\\$&');
	return `"${quoted.replaceAll(/[^ -~]/gu, codePoint)}"`;
}

/**
 * Quotes for tcsh: a backslash before each special character. Quotes do not do, because `!` is special inside them, and
 * with `backslash_quote` set, the backslash is as well. The caller must refuse line ends, which an eval of `…` drops.
 */
export const tcsh = (value: string): string =>
	value === '' ? "''" : value.replaceAll(/[^A-Za-z0-9_./:=,@%+\-\u0080-\u{10ffff}]/gu, '\\$&');

/** Returns true if the AWS CLI's bare `NAME=value` is already safe in every shell. */
export const needsNoQuotes = (value: string): boolean => PLAIN.test(value);

/**
 * The longest value, in characters, that an environment variable holds on every system. Linux allows 131,072 bytes
 * including the name (MAX_ARG_STRLEN in execve(2)), Windows 32,767 UTF-16 units. Sixteen such variables stay below two
 * megabytes, the usual limit of a whole environment.
 */
export const LONGEST_VALUE = 32_000;

/**
 * Returns false if no environment variable can hold the value: it contains NUL or a lone surrogate, or it is too long.
 */
export const fitsVariable = (value: string): boolean =>
	value.length <= LONGEST_VALUE &&
	// The ASCII test comes first because it is cheaper.
	(PRINTABLE_ASCII.test(value) || !/[\0\ud800-\udfff]/u.test(value));

/** Formats a word of a command to paste: bare if possible, else in POSIX quotes. */
export const shellWord = (text: string): string => (needsNoQuotes(text) ? text : posix(text));

/** Formats `--profile NAME` of the AWS CLI, with `=` if the name looks like an option. */
export const profileOption = (name: string): string => `--profile${name.startsWith('-') ? '=' : ' '}${shellWord(name)}`;

/** Formats a name as an argument of a command to paste. A name that looks like an option gets `--` in front. */
export const argumentWord = (name: string): string =>
	name.startsWith('-') ? `-- ${shellWord(name)}` : shellWord(name);
