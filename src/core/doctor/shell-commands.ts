/** The steps of `doctor` that change a variable of the shell that runs ssoenv. */
import type { Shell } from '../shell/syntaxes.ts';
import { firstOnPathCommand, setCommand, unsetCommand } from '../shell/variable-commands.ts';
import { run, type Step } from './finding.ts';

export const unset = (shell: Shell | undefined, ...names: readonly string[]): Step => run(unsetCommand(shell, names));

export const set = (shell: Shell | undefined, name: string, value: string): Step => run(setCommand(shell, name, value));

export const setFirstOnPath = (shell: Shell | undefined, folder: string): Step =>
	run(firstOnPathCommand(shell, folder));
