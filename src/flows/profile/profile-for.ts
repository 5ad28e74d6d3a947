/** Finds the profile that a command is for, and its settings. */
import { parseGiven, roleProfileKey } from '../../core/profile/given-role.ts';
import { chooseProfile, type SsoProfile, sessionNamed, ssoProfile } from '../../core/profile/sso-profile.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

export interface FoundProfile {
	readonly profile: SsoProfile;
	readonly loaded: LoadedConfig;
}

/**
 * Returns the profile.
 * @param retry returns the command line for another profile, for the hint after a mistyped name
 * @throws Failure `config-unreadable` and those of `ssoProfile`
 */
export function profileFor(
	argument: string | undefined,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): FoundProfile {
	const loaded = context.files.loadConfig();
	const noted = argument === undefined ? undefined : notedRole(argument, loaded, context);
	if (noted !== undefined) return { profile: noted, loaded };
	return {
		profile: ssoProfile(loaded.config, chooseProfile(argument, context.machine.env), loaded.path, retry),
		loaded,
	};
}

/**
 * Returns the role that `use --account` stored under this name. Undefined if it is the name of a profile, if there is
 * no note, or if the sso-session is gone.
 * @throws Failure of `sessionNamed`
 */
function notedRole(name: string, { config, path }: LoadedConfig, context: Ports<'files'>): SsoProfile | undefined {
	if (config.profiles.has(name)) return undefined;
	const text = context.files.notes.read(roleProfileKey(name), () => true);
	const role = text === undefined ? undefined : parseGiven(text);
	if (role === undefined || !config.ssoSessions.has(role.ssoSession)) return undefined;
	const { accountId, roleName, region } = role;
	return { ...sessionNamed(config, role.ssoSession, path), name, accountId, roleName, region };
}
