/** A browser for `ssoenv console` that notes what it was given, and what other users could see of it. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import type { Home } from '../files/home.ts';
import { until } from '../program/until.ts';

/** What the browser saw. */
interface ConsoleVisit {
	/** Its own words. */
	readonly words: string;
	/** The command lines of all processes, separated by blanks. */
	readonly everyLine: string;
	/** The modes of the page and of its folder. */
	readonly modes: string;
	/** The text of the page. */
	readonly page: string;
	/** The path of the page. */
	readonly path: string;
}

export interface NotingBrowser {
	/** For `BROWSER`. */
	readonly command: string;
	/** Resolves when the browser has ended. */
	readonly visit: () => Promise<ConsoleVisit>;
}

/** @param lines what the browser does at its end, as a script of sh: the path of the page is in `$path` */
export function notingBrowser(home: Home, lines = 'exit 0'): NotingBrowser {
	const folder = home.path;
	const script = `#!/bin/sh
printf '%s\\n' "$@" >'${folder}/words'
path=\${1#file://}
printf %s "$path" >'${folder}/path'
stat -c %a "$path" "\${path%/*}" >'${folder}/modes'
cat "$path" >'${folder}/page'
cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' >'${folder}/lines'
: >'${folder}/seen'
${lines}
`;
	const command = home.write('browser', script);
	chmodSync(command, 0o700);
	const noted = (name: string) => readFileSync(home.file(name), 'utf8');
	const visit = async () => {
		await until('the browser', () => existsSync(home.file('seen')) || undefined);
		return {
			words: noted('words'),
			everyLine: noted('lines'),
			modes: noted('modes'),
			page: noted('page'),
			path: noted('path'),
		};
	};
	return { command, visit };
}

/** Returns the address that the page of ssoenv leads to. */
export function addressOnPage(page: string): string {
	const [, escaped = ''] = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(page) ?? [];
	return escaped.replaceAll('&amp;', '&');
}
