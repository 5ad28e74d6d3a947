/** Finds the shell that output is for. */
import { failures } from '../../core/failure/failures.ts';
import { isShell, type Shell, shellNames } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';

/**
 * Returns `--shell`, else `SSOENV_SHELL`, else the shell that runs ssoenv.
 * @throws Failure `setting-invalid`, `shell-unknown`
 */
export function shellFor(named: Shell | undefined, command: string, context: Ports<'machine'>): Shell {
	if (named !== undefined) return named;
	const value = context.machine.env.SSOENV_SHELL;
	if (value) {
		if (isShell(value)) return value;
		throw failures.settingInvalid({ name: 'SSOENV_SHELL', value, expected: `one of ${shellNames.join(', ')}` });
	}
	const running = context.machine.runningShell();
	if (running === undefined) throw failures.shellUnknown({ command });
	return running;
}
