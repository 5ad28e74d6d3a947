/** The variable `BROWSER`, as Python's webbrowser and xdg-open read it. */
import { shellWords } from './shell-words.ts';

/**
 * The commands to try, in order, each as its words. They are separated like PATH; `%s` stands for the URL, which is the last word
 * where it is missing. No shell ever sees them.
 */
export const browserCommands = (browser: string, url: string): readonly (readonly string[])[] =>
	browser.split(':').flatMap((entry) => {
		const words = shellWords(entry) ?? [];
		if (words.length === 0) return [];
		const isPlaced = words.some((word) => word.includes('%s'));
		return [isPlaced ? words.map((word) => word.replaceAll('%s', () => url)) : [...words, url]];
	});
