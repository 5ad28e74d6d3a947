/** Decides whether `ssoenv install` adds the line to its block that lets the `.ssoenv` of a folder choose the profile. */
import { rcBlocks } from '../../core/shell/start-files.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';
import { canPrompt } from '../sign-in/can-prompt.ts';

/** The line for each shell whose layer follows folders. Children read their own start-up files. */
const LINES: Partial<Readonly<Record<Shell, string>>> = {
	bash: 'SSOENV_DIRECTORIES=1',
	zsh: 'SSOENV_DIRECTORIES=1',
	fish: 'set -g SSOENV_DIRECTORIES 1',
	powershell: "$env:SSOENV_DIRECTORIES = '1'",
};

/** Whether the block in a start-up file lets folders choose. */
const isChosen = (text: string, line: string): boolean =>
	rcBlocks(text).some((block) => block.split(/\r?\n/).includes(line));

/**
 * Returns the line for the block; empty if it is not wanted, or the shell cannot follow folders. A later run keeps it.
 * @param text of the start-up file
 */
export function directoryLine(shell: Shell, text: string, isWanted: boolean): string {
	const line = LINES[shell];
	return line !== undefined && (isWanted || isChosen(text, line)) ? line : '';
}

/** Tells a person at a terminal that folders can choose, if the shell can follow them. @param text of the start-up file */
export function offerDirectories(shell: Shell, text: string, context: Ports<'terminal' | 'machine'>): void {
	const line = LINES[shell];
	if (line === undefined || isChosen(text, line) || !canPrompt(context)) return;
	context.terminal.say('a file .ssoenv can choose the profile of its folder');
	context.terminal.say(`hint: ssoenv install ${shell} --directories`);
}
