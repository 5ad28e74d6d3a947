/** Remembers which profiles were used, to order the picker. */
import { formatUses, type ProfileRanks, parseUses, withUse } from '../../core/picker/recent-profiles.ts';
import type { Ports } from '../../ports/context.ts';

const KEY = 'uses';

/** Returns the rank of each profile by its recent uses. */
export const recentProfiles = (context: Ports<'files'>): ProfileRanks => {
	const text = context.files.notes.read(KEY, () => true);
	return text === undefined ? new Map() : parseUses(text);
};

/**
 * Notes that a profile was used. Ignores errors, and may lose a use if two processes note one at once: only the order
 * depends on it.
 */
export async function noteRecentProfile(profile: string, context: Ports<'files' | 'machine'>): Promise<void> {
	try {
		await context.files.notes.write(KEY, formatUses(withUse(recentProfiles(context), profile, context.machine.now())));
	} catch {
		// The order stays as it was.
	}
}

/** Gives the uses of a profile to another name, or forgets them if it is undefined. Ignores errors, as above. */
export async function renameRecentProfile(
	profile: string,
	to: string | undefined,
	context: Ports<'files'>,
): Promise<void> {
	const uses = recentProfiles(context);
	const rank = uses.get(profile);
	if (rank === undefined) return;
	const rest = [...uses].filter(([name]) => name !== profile && name !== to);
	try {
		await context.files.notes.write(KEY, formatUses(new Map(to === undefined ? rest : [[to, rank], ...rest])));
	} catch {
		// The order stays as it was.
	}
}
