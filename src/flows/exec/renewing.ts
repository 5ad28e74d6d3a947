/** Makes the copies of the AWS files with which a program renews its credentials itself: see core/exec/renewing-profile.ts. */
import { renewingChanges, renewingFiles } from '../../core/exec/renewing-profile.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { Change } from '../../core/shell/activation.ts';
import type { Programs } from '../../ports/programs.ts';
import type { CarriedRole } from './carried-role.ts';

interface Renewing {
	/** The changes for the program. */
	readonly renewed: readonly Change[];
	/** Removes the copies. */
	readonly remove: () => void;
}

/**
 * Writes the copies.
 * @param changes those that give a program the role
 * @throws Failure `file-unusable`, and those of unsafe folders
 */
export function renewing(
	{ profile: role, loaded: { config } }: CarriedRole,
	changes: readonly Change[],
	env: Environment,
	{ runFolder, ssoenv }: Programs,
): Renewing {
	const folder = runFolder();
	try {
		const { profile, texts } = renewingFiles({ config, role, folder: folder.path, ssoenv, env });
		for (const [name, text] of Object.entries(texts)) folder.write(name, text);
		return { renewed: renewingChanges(changes, folder.path, profile), remove: folder.remove };
	} catch (error) {
		folder.remove();
		throw error;
	}
}
