/** Whether anybody can be asked. */
import { loginMode } from '../../core/command-line/settings.ts';
import type { Ports } from '../../ports/context.ts';

/** A terminal to read from and to draw on, and no CI job that only looks like one. */
export const canPrompt = ({
	terminal: { stdinIsTerminal, stderrIsTerminal },
	machine: { env },
}: Ports<'terminal' | 'machine'>): boolean => stdinIsTerminal() && stderrIsTerminal() && !env.CI;

/** Where a picker may be shown: somebody is there, has not said that nothing is to be asked, and the terminal can draw. */
export const canPick = (context: Ports<'terminal' | 'machine'>): boolean =>
	canPrompt(context) && context.machine.env.TERM !== 'dumb' && loginMode(context.machine.env) !== 'never';
