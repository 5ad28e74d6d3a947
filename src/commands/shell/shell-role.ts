/**
 * `ssoenv shell-role`: prints a role for the shell functions as values to read, not as code to run. Also stores a copy,
 * so that a shell can use the role again without starting a process.
 */

import { text as settingText } from '../../core/config/shared-config.ts';
import { writtenKey } from '../../core/config-edit/written-note.ts';
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { passedSettings, unpassedSettings } from '../../core/profile/passed-settings.ts';
import { rootOf, settingsName, takesEnvironment } from '../../core/profile/role-chain.ts';
import { nameList, profileNameList } from '../../core/shell/completion-names.ts';
import { canBeKept, formatRoleCopy, roleCopyFile } from '../../core/shell/role-copy.ts';
import { profileFor } from '../../flows/profile/profile-for.ts';
import {
	credentialsOf,
	type RequestedRole,
	type RoleRequest,
	requestedRole,
} from '../../flows/profile/requested-role.ts';
import { watchSignOut } from '../../flows/sign-in/sign-out-watch.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

export async function run(args: RoleRequest, context: Context): Promise<void> {
	const role = await requestedRole(args, profileFor, context);
	const { profile, choice, isPicked } = role;
	const root = rootOf(profile);
	const isSignedOut = root === undefined ? () => false : watchSignOut(root, context);
	const credentials = await credentialsOf(role, context);
	const loaded = await withKeysRenewed(role, credentials, context);
	const source = { env: context.machine.env, files: loaded.files };
	const text = formatRoleCopy(profile, credentials, source, passedSettings(loaded.config, settingsName(profile)));
	if (canBeKept(context.machine.env)) {
		if (isAsConfigured(role, args)) await keepRole({ ...role, loaded }, text, isSignedOut, context);
		await keepNames(loaded, context);
	}
	context.terminal.stdout(text);
	// With --no-login this is a renewal in the background, not a use by the person.
	const isByHand = isPicked || choice.consent !== 'refused';
	if (!isByHand) return;
	if (unpassedSettings(loaded.config, settingsName(profile)).length > 0) {
		await (await import('../../flows/profile/setting-warnings.ts')).warnOfSettings(profile.name, loaded, context);
	}
	await (await import('../../flows/picker/recent-profiles.ts')).noteRecentProfile(profile.name, context);
}

/** Renews the keys that `write` has put into a credentials file, and returns since when the config files are as loaded. */
async function withKeysRenewed(
	{ profile, loaded }: RequestedRole,
	credentials: RoleCredentials,
	context: Ports<'terminal' | 'files'>,
): Promise<LoadedConfig> {
	if (context.files.notes.read(writtenKey(profile.name), () => true) === undefined) return loaded;
	const { renewWritten } = await import('../../flows/config-edit/renew-written.ts');
	return { ...loaded, readAt: await renewWritten(profile, credentials, loaded, context) };
}

/**
 * Whether the role is the same for each shell. A copy does not say from which keys of the environment a role is, nor
 * which region was given for this call only.
 */
function isAsConfigured({ profile, loaded }: RequestedRole, request: RoleRequest): boolean {
	if (takesEnvironment(profile)) return false;
	const settings = loaded.config.profiles.get(profile.name);
	if (settings !== undefined) return profile.region === settingText(settings, 'region');
	// A role of --account or --role-arn has a name that no profile has. If a profile gets that name later, the config
	// file is newer than the copy.
	const { region, account, 'role-arn': roleArn } = request;
	return region === undefined || account !== undefined || roleArn !== undefined;
}

/**
 * Stores the copy of a role.
 * @param isSignedOut whether the person has signed out since the command started; then no copy may stay
 */
async function keepRole(
	{ profile, loaded }: RequestedRole,
	text: string,
	isSignedOut: () => boolean,
	{ files: { shellCopies } }: Ports<'files'>,
): Promise<void> {
	const file = roleCopyFile(profile.name);
	if (file === undefined) return;
	await shellCopies.keep(file, text, loaded.readAt);
	if (isSignedOut()) shellCopies.forget(file);
}

/** Stores the names that Tab completes. */
async function keepNames(loaded: LoadedConfig, context: Ports<'files' | 'machine'>): Promise<void> {
	const { config, files, readAt } = loaded;
	const { shellCopies } = context.files;
	const source = { env: context.machine.env, files };
	await shellCopies.keep('names', nameList(config, source), readAt);
	const profiles = profileNameList(config, source);
	if (profiles !== undefined) await shellCopies.keep('profiles', profiles, readAt);
}
