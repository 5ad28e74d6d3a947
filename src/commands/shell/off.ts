/** `ssoenv off`: unsets what `use` set, in a shell without the integration, which would restore the earlier values. */

import { failures } from '../../core/failure/failures.ts';
import { deactivation } from '../../core/shell/activation.ts';
import { render, type Shell, shells } from '../../core/shell/syntaxes.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import type { Ports } from '../../ports/context.ts';

export function run(args: { readonly shell: Shell | undefined }, context: Ports<'terminal' | 'machine'>): void {
	const shell = shellFor(args.shell, 'off', context);
	if (context.terminal.stdoutIsTerminal()) {
		throw failures.stdoutIsTerminal({ command: 'off', apply: shells[shell].apply('ssoenv off') });
	}
	if (context.machine.env.SSOENV_PROFILE === undefined) context.terminal.say('no profile is active in this shell');
	else context.terminal.stdout(render(shell, deactivation(context.machine.env)));
}
