/** The files of the shell layer as they were installed, and the start-up files that take them. */
import { isUtf8 } from 'node:buffer';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import writeFileAtomic from 'write-file-atomic';
import { failures } from '../core/failures.ts';
import type { ShellFiles } from '../ports.ts';
import { readRegularFile } from './regular-file.ts';
import { fileReason } from './system-error.ts';

/** Beside dist/, and two above this source. */
const FOLDER = ['../shell/', '../../shell/'].map((path) => new URL(path, import.meta.url));

const layerPath = (file: string): string =>
	FOLDER.map((folder) => fileURLToPath(new URL(file, folder))).find((path) => existsSync(path)) ??
	fileURLToPath(new URL(file, FOLDER[0]));

/** What a failing operation on `path` tells. */
function telling<Value>(path: string, work: () => Value): Value {
	try {
		return work();
	} catch (error) {
		throw failures.fileUnusable({ path, reason: fileReason(error) });
	}
}

/** False for a file that would not come back as it was. */
const isText = (path: string): boolean => !existsSync(path) || isUtf8(readFileSync(path));

const modeOf = (path: string): number => (existsSync(path) ? statSync(path).mode & 0o777 : 0o644);

export const shellFiles: ShellFiles = {
	layerPath,
	read: (path) => telling(path, () => readRegularFile(path)?.toString('utf8')),
	replace: (path, text) => {
		if (!telling(path, () => isText(path))) throw failures.fileUnusable({ path, reason: 'it is not UTF-8' });
		return telling(path, () => {
			const backup = `${path}.before-ssoenv`;
			mkdirSync(dirname(path), { recursive: true });
			if (existsSync(path)) copyFileSync(path, backup);
			// Follows a symbolic link, as dotfiles often are.
			writeFileAtomic.sync(path, text, { mode: modeOf(path) });
			return existsSync(backup) ? backup : undefined;
		});
	},
};
