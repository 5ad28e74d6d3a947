/** Which profiles were used, for the order of the picker. */
import { formatUses, parseUses, type Uses, withUse } from '../../core/picker/recent-profiles.ts';
import type { Ports } from '../../ports/context.ts';

const KEY = 'uses';

export const recentProfiles = (context: Ports<'files'>): Uses => {
	const text = context.files.notes.read(KEY, () => true);
	return text === undefined ? new Map() : parseUses(text);
};

/** Two at once may lose one of them, and where it cannot be written nothing is lost but an order. */
export async function noteRecentProfile(profile: string, context: Ports<'files' | 'machine'>): Promise<void> {
	try {
		await context.files.notes.write(KEY, formatUses(withUse(recentProfiles(context), profile, context.machine.now())));
	} catch {
		// The order stays as it was.
	}
}
