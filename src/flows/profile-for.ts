/** Which profile is meant, and what the config files say of it. */
import { chooseProfile, type SsoProfile, ssoProfile } from '../core/sso-profile.ts';
import type { Context, LoadedConfig } from '../ports.ts';

export interface FoundProfile {
	readonly profile: SsoProfile;
	readonly loaded: LoadedConfig;
}

/** @throws Failure `config-unreadable` and those of `ssoProfile` */
export function profileFor(argument: string | undefined, context: Context): FoundProfile {
	const loaded = context.loadConfig();
	return { profile: ssoProfile(loaded.config, chooseProfile(argument, context.env), loaded.path), loaded };
}
