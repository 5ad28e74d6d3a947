/** The variable `BROWSER`, as Python's webbrowser and xdg-open read it. */
import { shellWords } from '../text/shell-words.ts';

export interface BrowserCommand {
	/** What it is called where it fails: the part of `BROWSER` before its options, where it is no program. */
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
}

type IsProgram = (file: string) => boolean;

/**
 * The commands to try, in order. They are separated like PATH; `%s` stands for the URL, which is the last word where it is missing.
 * No shell ever sees them.
 * @param separator what separates the folders of PATH on this system
 */
export function browserCommands(
	browser: string,
	url: string,
	isProgram: IsProgram,
	separator = ':',
): readonly BrowserCommand[] {
	const entries = isProgram(browser) ? [browser] : browser.split(separator);
	return entries.flatMap((text) => {
		const entry = text.trim();
		const [file, ...args] = wordsOf(entry, isProgram);
		if (file === undefined) return [];
		const isPlaced = args.some((word) => word.includes('%s'));
		const placed = args.map((word) => word.replaceAll('%s', () => url));
		const name = isProgram(file) ? file : entry.replace(/\s+[-%].*$/, '');
		return [{ name, file, args: isPlaced ? placed : [...args, url] }];
	});
}

/** A path may have blanks in it, which people do not quote; else words are quoted as for a shell. */
function wordsOf(entry: string, isProgram: IsProgram): readonly string[] {
	for (const { index } of entry.matchAll(/(?=\s)|$/g)) {
		const file = entry.slice(0, index);
		const args = shellWords(entry.slice(index));
		if (args !== undefined && isProgram(file)) return [file, ...args];
	}
	return shellWords(entry) ?? [entry];
}
