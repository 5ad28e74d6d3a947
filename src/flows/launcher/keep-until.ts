/** Keeps until when a role is fresh. Loaded only where there is a launcher. */
import { endsAt } from '../../core/credentials/role-credentials.ts';
import { unpassedSettings } from '../../core/profile/passed-settings.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import type { RoleToKeep } from './role-to-keep.ts';

/**
 * Stores until when the role is fresh, if the launcher may answer in place of the program. It may not where the program
 * has more to say than the launcher: about settings, about lines in the config files, or about the clock.
 */
export async function keepUntil(
	file: string,
	{ profile, loaded, credentials }: RoleToKeep,
	{ files }: Ports<'files'>,
): Promise<void> {
	const untilFiles = await files.shellCopies.untilFiles();
	let isSilent = credentials.clock === undefined;
	isSilent &&= unpassedSettings(loaded.config, settingsName(profile)).length === 0;
	files.loadConfig(() => {
		isSilent = false;
	});
	const name = file.slice(file.indexOf('/') + 1);
	if (isSilent) await untilFiles.keep(name, Math.trunc(endsAt(credentials) / 1000));
	else untilFiles.forget(name);
}
