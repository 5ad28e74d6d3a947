/** Warns about settings of a profile that AWS tools treat differently after `use` than with `--profile`. */

import { type UnpassedSetting, unpassedSettings } from '../../core/profile/passed-settings.ts';
import { formatNote } from '../../core/text/note.ts';
import { profileOption } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** Warns once on this machine for each such setting of a profile. */
export async function warnOfSettings(
	profile: string,
	{ config }: LoadedConfig,
	{ files: { notes }, terminal }: Ports<'files' | 'terminal'>,
): Promise<void> {
	for (const setting of unpassedSettings(config, profile)) {
		const key = `unpassed ${setting.key} ${setting.isLost ? 'lost' : 'gained'} ${profile}`;
		if (notes.read(key, () => true) !== undefined) continue;
		terminal.say(`warning: ${warningOf(setting, profile)}`);
		// Without the note the next run warns again.
		await notes.write(key, formatNote({})).catch(() => undefined);
	}
}

function warningOf({ key, isLost }: UnpassedSetting, profile: string): string {
	const command = `aws ${profileOption(profile)}`;
	return isLost
		? `after use, AWS tools ignore ${key} of profile "${profile}", because no variable can hold it; ${command} obeys it`
		: `after use, AWS tools obey ${key} of [default], because profile "${profile}" has none; ${command} ignores it`;
}
