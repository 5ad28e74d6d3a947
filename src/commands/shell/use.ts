/** `ssoenv use`: finds the role, gets credentials, and prints code for the shell. */

import { endsAt, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { passedSettings, unpassedSettings } from '../../core/profile/passed-settings.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import type { RoleOfProfile } from '../../core/profile/role-of-profile.ts';
import { activation } from '../../core/shell/activation.ts';
import { render } from '../../core/shell/syntaxes.ts';
import { formatDuration } from '../../core/text/time.ts';
import { keptCredentials } from '../../flows/launcher/kept-credentials.ts';
import { roleToUse } from '../../flows/profile/profile-for.ts';
import { credentialsOf, type RoleRequest, requestedRole } from '../../flows/profile/requested-role.ts';
import type { Context } from '../../ports/context.ts';
import { run as shellRole } from './shell-role.ts';

interface UseArguments extends RoleRequest {
	/** Set by shells that were opened before `shell-role` existed. */
	readonly fields: boolean;
}

export async function run(args: UseArguments, context: Context): Promise<void> {
	if (args.fields) return shellRole(args, context);
	const role = await requestedRole(args, roleToUse, context);
	const { profile, loaded, shell, isPicked } = role;
	const credentials = await keptCredentials(role, args, context, () => credentialsOf(role, context));
	const { terminal, machine } = context;
	const passed = passedSettings(loaded.config, settingsName(profile));
	terminal.stdout(render(shell, activation(profile, credentials, machine.env, passed)));
	if (unpassedSettings(loaded.config, settingsName(profile)).length > 0) {
		await (await import('../../flows/profile/setting-warnings.ts')).warnOfSettings(profile.name, loaded, context);
	}
	if (terminal.stderrIsTerminal()) terminal.say(greeting(profile, credentials, machine.now()));
	// Note it only if the person picked the profile: otherwise the write would take longer than all the rest.
	if (isPicked) await (await import('../../flows/picker/recent-profiles.ts')).noteRecentProfile(profile.name, context);
}

function greeting(profile: RoleOfProfile, credentials: RoleCredentials, now: number): string {
	const where = profile.region === undefined ? '' : ` (${profile.region})`;
	const left = formatDuration(endsAt(credentials) - now);
	return `${profile.name}: ${profile.roleName} in account ${profile.accountId}${where}, ${left} left`;
}
