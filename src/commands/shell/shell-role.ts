/**
 * `ssoenv shell-role`: prints a role for the shell functions as values to read, not as code to run. Also stores a copy,
 * so that a shell can use the role again without starting a process.
 */

import { writtenKey } from '../../core/config-edit/written-note.ts';
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { passedSettings, unpassedSettings } from '../../core/profile/passed-settings.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import { formatRoleCopy } from '../../core/shell/role-copy.ts';
import { mayKeep } from '../../flows/credentials/may-keep.ts';
import { keepRole, signOutWatch } from '../../flows/launcher/keep-role.ts';
import { profileFor } from '../../flows/profile/profile-for.ts';
import {
	credentialsOf,
	type RequestedRole,
	type RoleRequest,
	requestedRole,
} from '../../flows/profile/requested-role.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

interface ShellRoleArguments extends RoleRequest {
	/** Set by a shell that entered a folder, and asks in the background. */
	readonly 'note-failure'?: boolean;
}

export async function run(args: ShellRoleArguments, context: Context): Promise<void> {
	const work = () => printRole(args, context);
	if (args['note-failure'] !== true) await work();
	else await (await import('../../flows/directory/note-failure.ts')).withFailureNoted(work, args.profile, context);
}

/** Returns false if a renewal would come to nothing. */
async function printRole(args: RoleRequest, context: Context): Promise<boolean> {
	const role = await requestedRole(args, profileFor, context);
	const { profile, choice, isPicked } = role;
	const isKept = await mayKeep(profile, role.loaded, context);
	// What a shell renews it reads from a copy.
	if (context.machine.isRenewal && !isKept) return false;
	const isSignedOut = signOutWatch(profile, context);
	const credentials = await credentialsOf(role, context);
	const loaded = isKept ? await withKeysRenewed(role, credentials, context) : role.loaded;
	const source = { env: context.machine.env, files: loaded.files };
	const text = formatRoleCopy(profile, credentials, source, passedSettings(loaded.config, settingsName(profile)));
	await keepRole({ profile, loaded, request: args, credentials, isSignedOut }, text, context);
	context.terminal.stdout(text);
	// With --no-login this is a renewal in the background, not a use by the person.
	const isByHand = isPicked || choice.consent !== 'refused';
	if (!isByHand) return true;
	if (unpassedSettings(loaded.config, settingsName(profile)).length > 0) {
		await (await import('../../flows/profile/setting-warnings.ts')).warnOfSettings(profile.name, loaded, context);
	}
	await (await import('../../flows/picker/recent-profiles.ts')).noteRecentProfile(profile.name, context);
	return true;
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
