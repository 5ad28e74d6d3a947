/** Writes a page that only its owner can read, for a browser of that person, and deletes it again. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PrivatePage } from '../../ports/console.ts';
import { writePrivateFile } from '../files/private-file.ts';
import { removeRegularFile } from '../files/regular-file.ts';

const PAGE = /^[\da-f]{32}\.html$/;

/** Longer than any page is there: a killed process left it. */
const ABANDONED_MS = 5 * 60_000;

function removeOldPages(folder: string, now: number): void {
	for (const name of readdirSync(folder)) {
		const path = join(folder, name);
		const stat = PAGE.test(name) ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
		if (stat !== undefined && now - stat.mtimeMs > ABANDONED_MS) removeRegularFile(path);
	}
}

/**
 * Writes a page into the folder.
 * @throws Failure as in `ConsolePorts`
 */
export function writePage(html: string, folder: string): PrivatePage {
	const path = join(folder, `${randomBytes(16).toString('hex')}.html`);
	writePrivateFile(path, html, { base: dirname(dirname(folder)), kind: 'own' });
	const remove = () => {
		process.off('exit', remove);
		const removal = removeRegularFile(path);
		return typeof removal === 'string' ? undefined : removal;
	};
	process.once('exit', remove);
	removeOldPages(folder, Date.now());
	return { url: pathToFileURL(path).href, remove };
}
