/** Lays the files of a package: the program's folder, and what systems look for in their own folders. */
import { chmodSync, copyFileSync, cpSync, lstatSync, lutimesSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What lies beside the program: the shell integration, which finds its parts by their places in this folder. */
const BESIDE = ['shell', 'completions', 'conf.d', 'functions', 'ssoenv.plugin.zsh'];

/** Copies the shell integration into the folder of the program. */
export function copyShellParts(folder: string): void {
	mkdirSync(folder, { recursive: true });
	for (const part of BESIDE) cpSync(part, join(folder, part), { recursive: true, verbatimSymlinks: true });
}

export function copyTo(path: string, source: string): void {
	mkdirSync(dirname(path), { recursive: true });
	copyFileSync(source, path);
}

/** Where shells look for the completions of installed programs, below the prefix. */
export interface VendorFolders {
	readonly bash: string;
	readonly zsh: string;
	readonly fish: string;
}

export function copyCompletions(prefix: string, folders: VendorFolders): void {
	copyTo(join(prefix, folders.bash, 'ssoenv'), 'completions/ssoenv.bash');
	copyTo(join(prefix, folders.zsh, '_ssoenv'), 'completions/_ssoenv');
	copyTo(join(prefix, folders.fish, 'ssoenv.fish'), 'completions/ssoenv.fish');
}

/** It starts the program beside itself, unless it has the answer: shell/README.md. */
const LAUNCHER = 'shell/launcher/ssoenv.sh';

/**
 * Lays `bin/ssoenv` and the program's folder below the prefix.
 * @param own path of the program below `lib/ssoenv`
 */
export function layProgram(prefix: string, own: string): void {
	const folder = join(prefix, 'lib/ssoenv');
	copyShellParts(folder);
	// The shell integration looks for the program of its package there.
	if (own !== 'dist/cli.cjs') {
		mkdirSync(join(folder, 'dist'), { recursive: true });
		symlinkSync(`../${own}`, join(folder, 'dist/cli.cjs'));
	}
	mkdirSync(join(prefix, 'bin'), { recursive: true });
	const command = join(prefix, 'bin/ssoenv');
	if (own === 'ssoenv') {
		copyFileSync(LAUNCHER, command);
		chmodSync(command, 0o755);
	} else {
		symlinkSync(`../lib/ssoenv/${own}`, command);
	}
}

/** Gives all below the folder one time and plain modes, so that the umask and the checkout do not matter. */
export function settle(folder: string, epoch: number): void {
	for (const name of readdirSync(folder).sort()) {
		const path = join(folder, name);
		const stat = lstatSync(path);
		if (stat.isDirectory()) settle(path, epoch);
		else if (!stat.isSymbolicLink()) chmodSync(path, (stat.mode & 0o100) === 0 ? 0o644 : 0o755);
		lutimesSync(path, epoch, epoch);
	}
	chmodSync(folder, 0o755);
	lutimesSync(folder, epoch, epoch);
}
