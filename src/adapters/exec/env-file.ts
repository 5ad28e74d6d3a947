/** The file of `serve --write-env`: nobody else can read it, and it is gone when ssoenv ends. */
import { lstatSync, unlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ENV_FILE_MARK } from '../../core/exec/endpoint-variables.ts';
import { execFailures } from '../../core/failure/exec-failures.ts';
import { checkFolder } from '../files/folders.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile, refuseIrregular } from '../files/regular-file.ts';
import { writeWholeFile } from '../files/whole-file.ts';

const MODE = 0o600;

/**
 * Refuses a path at which something is that ssoenv would destroy. A file that a killed `serve` left is replaced.
 * @throws Failure `env-file-taken`, `file-unusable`, `folder-open`, `folder-foreign`
 */
export const checkEnvFile = (path: string): void =>
	withFileFailure(path, () => {
		const folder = dirname(resolve(path));
		checkFolder(folder, folder, 'shared');
		// The folder must exist: a name with a mistake makes none.
		lstatSync(folder);
		const entry = lstatSync(path, { throwIfNoEntry: false });
		refuseIrregular(path, entry);
		if (entry === undefined) return;
		const isOwn = entry.isFile() && textOf(path).startsWith(`${ENV_FILE_MARK}\n`);
		if (!isOwn) throw execFailures.envFileTaken({ path });
	});

const textOf = (path: string): string => readRegularFile(path)?.toString('utf8') ?? '';

/** Writes the file, and removes it when this process ends. Returns its absolute path. @throws Failure as `checkEnvFile` */
export function writeEnvFile(path: string, text: string): string {
	checkEnvFile(path);
	// The program may change its folder until it ends.
	const target = resolve(path);
	process.once('exit', () => {
		try {
			// Another `serve` may have replaced it since.
			if (textOf(target) === text) unlinkSync(target);
		} catch {
			// It is gone, or its token is worth nothing from now on.
		}
	});
	withFileFailure(path, () => writeWholeFile(target, text, MODE));
	return target;
}
