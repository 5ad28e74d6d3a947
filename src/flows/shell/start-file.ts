/** Finds the start-up file of a shell, and what draws the prompt of that shell. */
import { WINDOWS } from '../../core/machine/system.ts';
import { type DrawnPrompt, drawnPrompt, promptFiles } from '../../core/shell/drawn-prompt.ts';
import { shellStarts, withoutRcBlock } from '../../core/shell/start-files.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';

/** Returns the path of the start-up file of interactive shells. */
export function startFileOf(shell: Shell, files: ShellFiles, { machine }: Ports<'machine'>): string {
	const { env, system } = machine;
	// Windows may have moved the folder of documents, such as to OneDrive.
	const asked = shell === 'powershell' && system === WINDOWS ? files.powershellProfile() : undefined;
	if (asked !== undefined) return asked;
	// zsh knows best: a .zshenv may set the variable without exporting it.
	const folder = shell === 'zsh' ? files.zshFolder() : undefined;
	const exists = (path: string): boolean => files.read(path) !== undefined;
	const shellEnv = folder === undefined ? env : { ...env, ZDOTDIR: folder };
	return shellStarts[shell].rc(shellEnv, machine.homeFolder(), exists, system);
}

/** Returns the text of a file that only informs; undefined if it cannot be read. */
export function readOptional(path: string, files: ShellFiles): string | undefined {
	try {
		return files.read(path);
	} catch {
		return undefined;
	}
}

/** Finds out what draws the prompt of a shell with this start-up file. */
export function promptOf(shell: Shell, rc: string, files: ShellFiles, { machine }: Ports<'machine'>): DrawnPrompt {
	const texts = promptFiles(shell, rc).flatMap((path) => {
		const text = readOptional(path, files);
		return text === undefined ? [] : [{ path, text: withoutRcBlock(text) }];
	});
	return drawnPrompt(shell, texts, machine.env);
}
