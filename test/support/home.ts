/** A private home folder on the real disk, so that no test sees the files or variables of the person who runs it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Home {
	readonly path: string;
	/** Absolute path of a file in the home. */
	readonly file: (name: string) => string;
	/** Writes a file, making its folders; returns its path. */
	readonly write: (name: string, content: string | Uint8Array) => string;
	readonly remove: () => void;
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
	// A browser of a test may still be writing there: `rmSync` tries again where a folder has got another file meanwhile.
	const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
	return { path, file, write, remove };
}
