/** Parses the commands that open a browser: those of the variable `BROWSER`, and the one of ssoenv's own setting. */
import { shellWords } from '../text/shell-words.ts';

export interface BrowserCommand {
	/**
	 * Its name in error messages: the program, or if there is no such program, the part of `BROWSER` before its
	 * options.
	 */
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
}

/** Tells whether a word names a program that can be run. */
export type IsProgram = (file: string) => boolean;

/**
 * Returns the commands to try, in order. `BROWSER` separates them as PATH separates folders, for Python's webbrowser and
 * for xdg-open.
 * @param separator the separator of PATH on this system
 */
export function browserCommands(
	browser: string,
	url: string,
	isProgram: IsProgram,
	separator = ':',
): readonly BrowserCommand[] {
	const entries = isProgram(browser) ? [browser] : browser.split(separator);
	return entries.flatMap((entry) => browserCommand(entry, url, isProgram) ?? []);
}

/**
 * Parses one command; undefined if it has no word. `%s` stands for the URL; without it, the URL becomes the last word.
 * The command runs without a shell.
 */
export function browserCommand(line: string, url: string, isProgram: IsProgram): BrowserCommand | undefined {
	const entry = line.trim();
	const [file, ...words] = commandWords(entry, isProgram);
	if (file === undefined) return undefined;
	const hasPlaceholder = words.some((word) => word.includes('%s'));
	// Python's webbrowser.get() takes a last `&` beside %s for "in the background", where ssoenv runs every browser.
	const args = hasPlaceholder && words.at(-1) === '&' ? words.slice(0, -1) : words;
	const argsWithUrl = args.map((word) => word.replaceAll('%s', () => url));
	const name = isProgram(file) ? file : entry.replace(/\s+[-%].*$/, '');
	return { name, file, args: hasPlaceholder ? argsWithUrl : [...args, url] };
}

/**
 * Splits one command into words. The path may contain blanks that are not quoted; the other words are quoted as for a
 * shell.
 */
export function commandWords(entry: string, isProgram: IsProgram): readonly string[] {
	for (const { index } of entry.matchAll(/(?=\s)|$/g)) {
		const file = entry.slice(0, index);
		const args = shellWords(entry.slice(index));
		if (args !== undefined && isProgram(file)) return [file, ...args];
	}
	return shellWords(entry) ?? [entry];
}
