/** Keeps what shells and the launcher read of a role: the copy, and for the launcher until when the role is fresh. */
import { text as settingText } from '../../core/config/shared-config.ts';
import { rootOf, type ServedProfile, takesEnvironment } from '../../core/profile/role-chain.ts';
import { canBeKept, roleCopyFile } from '../../core/shell/role-copy.ts';
import type { Ports } from '../../ports/context.ts';
import { mayKeep } from '../credentials/may-keep.ts';
import { watchSignOut } from '../sign-in/sign-out-watch.ts';
import type { RoleToKeep } from './role-to-keep.ts';

/**
 * Stores the copy of a role with its text, and the names that Tab completes.
 * @param text as `formatRoleCopy` made it from the role
 */
export async function keepRole(role: RoleToKeep, text: string, context: Ports<'files' | 'machine'>): Promise<void> {
	const { machine, files } = context;
	if (!canBeKept(machine.env)) return;
	const file = roleCopyFile(role.profile.name);
	if (file !== undefined && isAsConfigured(role) && (await mayKeep(role.profile, role.loaded, context))) {
		await files.shellCopies.keep(file, text, role.loaded.readAt);
		if (machine.isLaunched || files.shellCopies.haveLauncher()) {
			await (await import('./keep-until.ts')).keepUntil(file, role, context);
		}
		if (role.isSignedOut()) files.shellCopies.forget(file);
	}
	await (await import('../shell/keep-names.ts')).keepNames(role.loaded, context);
}

/** Returns a function that is true once the person has signed out of what the role needs. */
export function signOutWatch(profile: ServedProfile, context: Ports<'files'>): () => boolean {
	const root = rootOf(profile);
	return root === undefined ? () => false : watchSignOut(root, context);
}

/**
 * Whether the role is the same for each shell. A copy does not say from which keys of the environment a role is, nor
 * which region was given for this call only.
 */
function isAsConfigured({ profile, loaded, request }: RoleToKeep): boolean {
	if (takesEnvironment(profile)) return false;
	const settings = loaded.config.profiles.get(profile.name);
	if (settings !== undefined) return profile.region === settingText(settings, 'region');
	// A role of --account or --role-arn has a name that no profile has. If a profile gets that name later, the config
	// file is newer than the copy.
	const { region, account, 'role-arn': roleArn } = request;
	return region === undefined || account !== undefined || roleArn !== undefined;
}
