/** Gathers what may name the profiles that a sync renames. */

import { nameUserLines, renamesIn } from '../../core/configure/renamed-profiles.ts';
import { isGuarded } from '../../core/shell/guard.ts';
import type { SyncPlan } from '../../core/sync/plan.ts';
import type { Ports } from '../../ports/context.ts';
import { allowedFiles } from '../directory/known-files.ts';
import { recentProfiles } from '../picker/recent-profiles.ts';

/** Returns a line for each thing that names a profile which the plan renames. */
export async function linesAboutNames(plan: SyncPlan, context: Ports<'files' | 'machine'>): Promise<readonly string[]> {
	const renames = renamesIn(plan);
	if (renames.size === 0) return [];
	return nameUserLines(renames, {
		config: context.files.loadConfig(() => undefined).config,
		recent: new Set(recentProfiles(context).keys()),
		env: context.machine.env,
		isGuarded: (profile) => isGuarded(context.machine.env.SSOENV_GUARD, profile),
		folderFiles: await allowedFiles(context),
	});
}
