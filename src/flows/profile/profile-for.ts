/** Which profile is meant, and what the config files say of it. */
import { chooseProfile, type SsoProfile, ssoProfile } from '../../core/profile/sso-profile.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { notedRole } from './noted-role.ts';

export interface FoundProfile {
	readonly profile: SsoProfile;
	readonly loaded: LoadedConfig;
}

/**
 * @param retry the command line that would have been right for a profile, for the hint after a mistyped name
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
