/**
 * `ssoenv shell-role`, which the shell functions run for `ssoenv use`: prints a role as values to read, not as code to run, and keeps
 * a copy, so that a shell can take the role again without a process.
 */

import { text as settingText } from '../../core/config/shared-config.ts';
import { nameList, profileNameList } from '../../core/shell/completion-names.ts';
import { canBeKept, fieldsFile, shellFields } from '../../core/shell/role-copy.ts';
import { signedInCredentials } from '../../flows/credentials/signed-in-credentials.ts';
import { type RequestedRole, type RoleRequest, requestedRole } from '../../flows/profile/requested-role.ts';
import { watchSignOut } from '../../flows/sign-in/sign-out-watch.ts';
import type { Context, Ports } from '../../ports/context.ts';

export async function run(args: RoleRequest, context: Context): Promise<void> {
	const role = await requestedRole(args, context);
	const { profile, loaded, choice, isPicked } = role;
	const isSignedOut = watchSignOut(profile, context);
	const credentials = await signedInCredentials(profile, loaded, choice, context);
	const text = shellFields(profile, credentials, { env: context.machine.env, files: loaded.files });
	if (canBeKept(context.machine.env)) {
		if (isAsConfigured(role, args)) await keepRole(role, text, isSignedOut, context);
		await keepNames(role, context);
	}
	context.terminal.stdout(text);
	// With --no-login it is a renewal in the background: the person has not used the profile again.
	const isByHand = isPicked || choice !== 'refused';
	if (isByHand) await (await import('../../flows/picker/recent-profiles.ts')).noteRecentProfile(profile.name, context);
}

/** False where a region for this time alone takes the place of that of the profile. */
function isAsConfigured({ profile, loaded }: RequestedRole, { region, account }: RoleRequest): boolean {
	const own = loaded.config.profiles.get(profile.name);
	if (own !== undefined) return profile.region === settingText(own, 'region');
	// A role given by account and role name has a name that no profile has. Should a profile get it, the copy is older than the config file.
	return region === undefined || account !== undefined;
}

/** @param isSignedOut whether a sign-out has happened since the command began: then no copy may stay */
async function keepRole(
	{ profile, loaded }: RequestedRole,
	text: string,
	isSignedOut: () => boolean,
	{ files: { shellCopies } }: Ports<'files'>,
): Promise<void> {
	const file = fieldsFile(profile.name);
	if (file === undefined) return;
	await shellCopies.keep(file, text, loaded.readAt);
	if (isSignedOut()) shellCopies.forget(file);
}

/** The names that Tab completes. */
async function keepNames({ loaded }: RequestedRole, context: Ports<'files' | 'machine'>): Promise<void> {
	const { config, files, readAt } = loaded;
	const { shellCopies } = context.files;
	const source = { env: context.machine.env, files };
	await shellCopies.keep('names', nameList(config, source), readAt);
	const profiles = profileNameList(config, source);
	if (profiles !== undefined) await shellCopies.keep('profiles', profiles, readAt);
}
