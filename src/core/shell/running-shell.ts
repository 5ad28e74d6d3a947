/**
 * Finds the running shell among the ancestors of the process. `$SHELL` cannot answer this, because it names the login
 * shell.
 */
import type { Environment } from '../machine/environment.ts';
import type { Shell } from './syntaxes.ts';

const SHELLS: ReadonlyMap<string, Shell> = new Map<string, Shell>(
	Object.entries<Shell>({
		bash: 'bash',
		rbash: 'bash',
		zsh: 'zsh',
		rzsh: 'zsh',
		fish: 'fish',
		pwsh: 'powershell',
		powershell: 'powershell',
		sh: 'sh',
		dash: 'sh',
		ash: 'sh',
		busybox: 'sh',
		ksh: 'sh',
		ksh93: 'sh',
		mksh: 'sh',
		lksh: 'sh',
		oksh: 'sh',
		posh: 'sh',
		yash: 'sh',
		nu: 'nushell',
		elvish: 'elvish',
		xonsh: 'xonsh',
		tcsh: 'tcsh',
		csh: 'tcsh',
	}),
);

/** Returns the program name of a command: `-zsh` (a login shell) and `/usr/bin/zsh.exe` are both `zsh`. */
const programName = (command: string): string =>
	command
		.replace(/^.*[/\\]/, '')
		.replace(/^-/, '')
		.replace(/\.exe$/i, '');

/**
 * Returns the nearest shell, or undefined if no parent is a shell.
 * @param ancestors command names, the parent first
 * @param viaNpm true under `npx` or `npm exec`, which start `sh -c` between the person's shell and ssoenv
 */
export function shellAmong(ancestors: readonly string[], viaNpm: boolean): Shell | undefined {
	const names = ancestors.map(programName);
	const npm = viaNpm ? names.findIndex((name) => name.startsWith('npm')) : -1;
	for (const name of names.slice(npm + 1)) {
		const shell = SHELLS.get(name);
		if (shell !== undefined) return shell;
	}
	return undefined;
}

/** Returns the shell on Windows, where nothing lists the ancestors. Git Bash sets MSYSTEM. */
export const shellOnWindows = ({ MSYSTEM }: Environment): Shell => (MSYSTEM === undefined ? 'powershell' : 'bash');
