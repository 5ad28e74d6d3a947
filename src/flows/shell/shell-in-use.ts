/** Which shell runs ssoenv, for commands to paste. */
import { isShell, type Shell } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';

/** Returns the shell that SSOENV_SHELL names, else the nearest one among the parent processes. */
export function shellInUse({ machine }: Ports<'machine'>): Shell | undefined {
	const { SSOENV_SHELL: named } = machine.env;
	return named !== undefined && isShell(named) ? named : machine.runningShell();
}
