/** What is said after `remove` and `rename`, and how they are undone. */

import { removalFailures } from '../../core/configure/removal-failures.ts';
import { LEAVE_STATUS } from '../../core/machine/starter.ts';
import { shells } from '../../core/shell/syntaxes.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import { undoEdit, undoneText } from '../sync/sync-history.ts';
import { linesAboutNames } from './name-users.ts';
import type { EditOfProfiles } from './remove-profiles.ts';

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
	context.terminal.say(undoneText(await undoEdit(context)));
	return 0;
}

/**
 * Says which keys of `write` went with a profile.
 * @param to the name of the profile now; undefined if it is gone
 * @throws Failure `leftovers` if something else could not be removed
 */
export function tellOfLeftovers(
	{ written, left, path }: EditOfProfiles,
	to: string | undefined,
	{ terminal }: Ports<'terminal'>,
): void {
	for (const { file, name } of written) {
		const again =
			to === undefined ? '' : `; to write it again: ssoenv write ${argumentWord(to)} --as ${argumentWord(name)}`;
		terminal.say(`removed [${name}] from ${file}${again}`);
	}
	if (left.length > 0) throw removalFailures.leftovers({ left, path });
}

/**
 * Says what still names profiles that were renamed or are gone, by their old names.
 * @param renames the new names; undefined for a profile that is gone
 */
export async function tellOfOldNames(
	renames: ReadonlyMap<string, string | undefined>,
	{ terminal, machine, files }: Ports<'terminal' | 'machine' | 'files'>,
): Promise<void> {
	for (const line of await linesAboutNames(renames, new Set(), { machine, files })) terminal.say(line);
}
