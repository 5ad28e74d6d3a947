/** Whether anybody can be asked. */
import { loginMode } from '../../core/command-line/settings.ts';
import type { Context } from '../../ports/ports.ts';

/** A terminal to read from and to draw on, and no CI job that only looks like one. */
export const isSomebodyThere = ({ stdinIsTerminal, stderrIsTerminal, env }: Context): boolean =>
	stdinIsTerminal() && stderrIsTerminal() && !env.CI;

/** Where a picker may be shown: somebody is there, has not said that nothing is to be asked, and the terminal can draw. */
export const canPick = (context: Context): boolean =>
	isSomebodyThere(context) && context.env.TERM !== 'dumb' && loginMode(context.env) !== 'never';
