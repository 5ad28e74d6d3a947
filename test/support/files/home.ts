/** A temporary home folder on the real disk, so that no test sees the files or variables of the person who runs it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pause } from '../../../src/adapters/machine/pause.ts';

export interface Home {
	readonly path: string;
	/** Absolute path of a file in the home. */
	readonly file: (name: string) => string;
	/** Writes a file, creates its folders, and returns its path. */
	readonly write: (name: string, content: string | Uint8Array) => string;
	readonly remove: () => void;
}

const ATTEMPTS = 100;
const PAUSE_MS = 20;

/** Retries on ENOTEMPTY: a test's browser may still write a file after the folder was emptied. */
function removeFolder(path: string): void {
	for (let attempt = 1; ; attempt += 1) {
		try {
			rmSync(path, { recursive: true, force: true });
			return;
		} catch (error) {
			const isNotEmpty = error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY';
			if (!isNotEmpty || attempt === ATTEMPTS) throw error;
			pause(PAUSE_MS);
		}
	}
}

export function makeHome(files: Readonly<Record<string, string | Uint8Array>> = {}): Home {
	const path = mkdtempSync(join(tmpdir(), 'ssoenv-home-'));
	const file = (name: string) => join(path, name);
	const write = (name: string, content: string | Uint8Array) => {
		mkdirSync(dirname(file(name)), { recursive: true });
		writeFileSync(file(name), content);
		return file(name);
	};
	for (const [name, content] of Object.entries(files)) write(name, content);
	return { path, file, write, remove: () => removeFolder(path) };
}
