/**
 * Reads every file of the caches in a loop until the parent sends a message, and counts invalid files.
 * Usage: cache-reader.mjs FOLDER …
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folders = process.argv.slice(2);
const seen = { reads: 0, invalid: 0 };
let isStopped = false;

function names(folder) {
	try {
		return readdirSync(folder).filter((name) => name.endsWith('.json'));
	} catch {
		return [];
	}
}

function read(path) {
	let text;
	try {
		text = readFileSync(path, 'utf8');
	} catch {
		// The file is gone: that is not a half-written file.
		return;
	}
	seen.reads += 1;
	try {
		JSON.parse(text);
	} catch {
		seen.invalid += 1;
	}
}

process.on('message', () => {
	isStopped = true;
});
while (!isStopped) {
	for (const folder of folders) for (const name of names(folder)) read(join(folder, name));
	await sleep(1);
}
process.send(seen);
process.disconnect();
