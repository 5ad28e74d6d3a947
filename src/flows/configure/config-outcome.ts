/** What is said after `remove` and `rename`, and how they are undone. */
import { LEAVE_STATUS } from '../../core/machine/starter.ts';
import { shells } from '../../core/shell/syntaxes.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import { undoEdit } from '../sync/sync-history.ts';

/**
 * Returns the exit status after the profiles are gone. A shell layer that started this program leaves their role; else
 * the person is told that it is still active.
 */
export function leaveActive(
	profiles: ReadonlySet<string>,
	{ terminal, machine }: Ports<'terminal' | 'machine'>,
): number {
	const { SSOENV_PROFILE: active } = machine.env;
	if (active === undefined || !profiles.has(active)) return 0;
	if (machine.isLeavingShell) return LEAVE_STATUS;
	const shell = machine.runningShell();
	terminal.say(`the role of ${active} is still active in this shell`);
	terminal.say(`hint: ${shell === undefined ? 'ssoenv off' : shells[shell].apply('ssoenv off')}`);
	return 0;
}

/** Undoes the last edit of the config file. @throws Failure of `undoEdit` */
export async function undoLast(context: Ports<'terminal' | 'files'>): Promise<number> {
	const { path, backup } = await undoEdit(context);
	const kept = backup === undefined ? '' : `; backup: ${shellWord(backup)}`;
	context.terminal.say(`undid the last change to ${path}${kept}`);
	return 0;
}
