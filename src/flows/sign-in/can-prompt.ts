/** Decides whether ssoenv may ask the person. */
import { loginMode } from '../../core/command-line/settings.ts';
import type { Ports } from '../../ports/context.ts';

/** Whether the person can be asked: stdin and stderr are terminals, and this is not a CI job. */
export const canPrompt = ({
	terminal: { stdinIsTerminal, stderrIsTerminal },
	machine: { env },
}: Ports<'terminal' | 'machine'>): boolean => stdinIsTerminal() && stderrIsTerminal() && !env.CI;

/** Whether to show a picker: the person can be asked, SSOENV_LOGIN is not `never`, and the terminal can draw. */
export const canPick = (context: Ports<'terminal' | 'machine'>): boolean =>
	canPrompt(context) && context.machine.env.TERM !== 'dumb' && loginMode(context.machine.env) !== 'never';
