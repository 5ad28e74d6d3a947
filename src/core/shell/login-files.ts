/** Finds out whether a login shell of bash, as on macOS and over ssh, reads `~/.bashrc`. */

/** bash(1), INVOCATION: a login shell reads the first of these that exists, and not `.bashrc`. */
const LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile'] as const;

type LoginFile = (typeof LOGIN_FILES)[number];

/** What a person may want to know about login shells. */
interface LoginAdvice {
	readonly message: string;
	/** A command to paste. */
	readonly hint: string;
}

/** Whether a line that is not a comment has the name of the file. */
const mentions = (text: string, file: string): boolean =>
	text.split('\n').some((line) => !/^\s*#/.test(line) && new RegExp(`(?<![\\w.])\\${file}(?![\\w.])`).test(line));

const readsBashrc = (file: LoginFile, read: (file: string) => string | undefined): boolean => {
	const text = read(file) ?? '';
	if (mentions(text, '.bashrc') || /\bssoenv\b/.test(text)) return true;
	return LOGIN_FILES.slice(LOGIN_FILES.indexOf(file) + 1).some(
		(other) => mentions(text, other) && readsBashrc(other, read),
	);
};

/**
 * Returns what to tell the person after the shell integration was added to `~/.bashrc`; undefined if login shells read
 * that file, or if there is no file of theirs outside of macOS, whose terminals open login shells.
 * @param read returns the text of a file in the home folder
 */
export function loginAdvice(read: (file: string) => string | undefined, isMacOs: boolean): LoginAdvice | undefined {
	const file = LOGIN_FILES.find((name) => read(name) !== undefined);
	if (file === undefined && !isMacOs) return undefined;
	if (file !== undefined && readsBashrc(file, read)) return undefined;
	const target = file ?? '.bash_profile';
	return {
		message: `login shells of bash read ~/${target} instead of ~/.bashrc, so they do not get the shell integration`,
		hint: hintFor(target, read('.bashrc') ?? ''),
	};
}

function hintFor(file: LoginFile, bashrc: string): string {
	// Each of the two files would read the other, without an end.
	if (mentions(bashrc, file)) return `printf '\\n. %q\\n' "$(ssoenv init bash --path)" >> ~/${file}`;
	// Other shells read this file, too.
	const line = file === '.profile' ? '[ -z "$BASH_VERSION" ] || . ~/.bashrc' : '. ~/.bashrc';
	return `printf '\\n${line}\\n' >> ~/${file}`;
}
