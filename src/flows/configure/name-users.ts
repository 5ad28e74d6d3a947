/** Gathers what may name profiles that get another name or go. */

import { nameUserLines } from '../../core/configure/renamed-profiles.ts';
import { isGuarded } from '../../core/shell/guard.ts';
import type { Ports } from '../../ports/context.ts';
import { allowedFiles } from '../directory/known-files.ts';

/**
 * Returns a line for each thing that names one of these profiles.
 * @param renames the new names; undefined for a profile that is gone
 * @param recent the profiles that were used recently, if the person is to be told of them
 */
export async function linesAboutNames(
	renames: ReadonlyMap<string, string | undefined>,
	recent: ReadonlySet<string>,
	context: Ports<'files' | 'machine'>,
): Promise<readonly string[]> {
	if (renames.size === 0) return [];
	const { env } = context.machine;
	return nameUserLines(renames, {
		// The command has told the problems of the config file already.
		config: context.files.loadConfig(() => undefined).config,
		recent,
		env,
		isGuarded: (profile) => isGuarded(env.SSOENV_GUARD, profile),
		folderFiles: await allowedFiles(context),
	});
}
