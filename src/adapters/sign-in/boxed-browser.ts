/** Finds out whether a browser is in a box from which it cannot read the hidden folders of the home. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../core/machine/environment.ts';
import { findBrowser } from './browser.ts';

/** Scripts that start a snap, such as `/usr/bin/firefox` of Ubuntu, are short. */
const MOST_BYTES = 10_000;

/** By the path of a program, and by the text of a script that starts it. */
const KINDS: readonly (readonly [kind: string, path: RegExp, script: RegExp])[] = [
	['a snap', /^\/snap\/|^\/var\/lib\/snapd\/|\/snap$/, /\/snap\/bin\//],
	['a flatpak', /\/flatpak(\/|$)/, /\bflatpak run\b/],
	['a program of Windows', /^\/mnt\/[a-z]\/.*\.exe$/i, /^exec .*\.exe\b/m],
];

function placeOf(file: string, { PATH = '' }: Environment): string {
	const places = file.includes('/') ? [file] : PATH.split(delimiter).map((folder) => join(folder, file));
	const place = places.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
	return place ?? file;
}

function scriptAt(path: string): string {
	try {
		const text = statSync(path).size > MOST_BYTES ? '' : readFileSync(path, 'latin1');
		return text.startsWith('#!') ? text : '';
	} catch {
		return '';
	}
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}

/** Returns what `SignInPorts.boxedBrowser` does. */
export function boxedBrowser(env: Environment, command?: string) {
	const browser = findBrowser(env, command);
	if (browser === undefined) return undefined;
	const place = placeOf(browser.file, env);
	const [path, script] = [realPath(place), scriptAt(place)];
	const isOne = (_: string, byPath: RegExp, byScript: RegExp) =>
		byPath.test(place) || byPath.test(path) || byScript.test(script);
	const kind = KINDS.find((row) => isOne(...row))?.[0];
	return kind === undefined ? undefined : { program: browser.program, kind };
}
