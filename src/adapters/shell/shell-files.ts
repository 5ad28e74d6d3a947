/** Finds the installed files of the shell layer, and edits the start-up files of shells. */
import { isUtf8 } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { failures } from '../../core/failure/failures.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';
import { personalFile, replacePersonalFile } from '../files/personal-file.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { isSingleFile } from '../machine/runtime.ts';

/** The folder beside dist/, or the one two levels above this source file; beside the single file. */
const FOLDER = isSingleFile
	? [new URL('shell/', pathToFileURL(realpathSync(process.execPath)))]
	: ['../shell/', '../../../shell/'].map((path) => pathToFileURL(join(import.meta.dirname, path)));

const layerPath = (file: string): string =>
	FOLDER.map((folder) => fileURLToPath(new URL(file, folder))).find((path) => existsSync(path)) ??
	fileURLToPath(new URL(file, FOLDER[0]));

/** The modes that shells and their frameworks use. */
const MODES = { file: 0o644, folder: 0o755 };

/** A `.zshenv` that takes longer, or waits for something, is not worth more of the person's time. */
const ZSH_LIMIT_MS = 3000;

function zshFolder(): string | undefined {
	// The line break in front separates the value from what a `.zshenv` prints.
	const { status, stdout } = spawnSync('zsh', ['-c', 'builtin print -rn -- $\'\\n\'"$ZDOTDIR"'], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		timeout: ZSH_LIMIT_MS,
	});
	return status === 0 ? stdout.split('\n').at(-1) : undefined;
}

/** PowerShell takes longer to start than zsh. */
const POWERSHELL_LIMIT_MS = 15_000;
const PROFILE = '[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE.CurrentUserAllHosts';

function powershellProfile(): string | undefined {
	const { status, stdout } = spawnSync('pwsh', ['-NoProfile', '-NonInteractive', '-Command', PROFILE], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		timeout: POWERSHELL_LIMIT_MS,
		// Windows looks for a program in the current folder first.
		cwd: dirname(process.execPath),
	});
	// .NET may begin with the mark of UTF-8.
	const path = stdout?.replace(/^\uFEFF/, '').trim();
	return status === 0 && path !== '' ? path : undefined;
}

export const shellFiles: ShellFiles = {
	zshFolder,
	powershellProfile,
	layerPath,
	read: (path) => withFileFailure(path, () => readRegularFile(path)?.toString('utf8')),
	replace: (path, text) => {
		const file = personalFile(path);
		// Decoding and encoding it would change its bytes.
		if (!isUtf8(file.bytes ?? Buffer.alloc(0))) throw failures.fileUnusable({ path, reason: 'it is not UTF-8' });
		return replacePersonalFile(path, file, text, MODES);
	},
};
