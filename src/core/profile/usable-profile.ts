/** Resolves profiles to those that ssoenv can get credentials for: botocore serves more kinds of sources. */

import type { SharedConfig } from '../config/shared-config.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import { Failure } from '../failure/failure.ts';
import { roleFailures } from '../failure/role-failures.ts';
import { profileOption, shellWord } from '../text/quoting.ts';
import { profileNamed } from './chained-profile.ts';
import type { ForeignProvider } from './credential-provider.ts';
import { exportedByAws } from './refused-profile.ts';
import { assumedRoles, isChained, rootOf, type ServedProfile, settingsName } from './role-chain.ts';
import type { SsoProfile } from './sso-profile.ts';

/** What a source of each kind does, in words that follow "which". */
const FOREIGN_SOURCES: Readonly<Record<ForeignProvider, string>> = {
	web_identity_token_file: 'uses a web identity token',
	login_session: 'signs in with aws login',
	credential_process: 'runs a credential_process',
};

/**
 * Resolves a profile as `profileNamed` does.
 * @throws Failure of `profileNamed`, and `source-unserved`
 */
export function usableProfile(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry?: (profile: string) => string,
): ServedProfile {
	const profile = profileNamed(config, choice, path, retry);
	refuseUnserved(profile);
	return profile;
}

/** @throws Failure `source-unserved` */
export function refuseUnserved(profile: ServedProfile): void {
	const source = isChained(profile) ? assumedRoles(profile)[0]?.source : undefined;
	if (source?.kind !== 'foreign') return;
	const facts = { profile: profile.name, source: source.profile, does: FOREIGN_SOURCES[source.by] };
	throw roleFailures.sourceUnserved({ ...facts, exported: commandOfAws(profile) });
}

/** Returns the command of the AWS CLI that gets the credentials. It does not know a role without a profile. */
function commandOfAws(profile: ServedProfile): string {
	if (!isChained(profile) || profile.givenSource === undefined) return exportedByAws(profile.name);
	const source = profileOption(settingsName(profile));
	return `aws sts assume-role --role-arn ${shellWord(profile.roleArn)} --role-session-name ssoenv ${source}`;
}

/** Resolves a profile; undefined if `use` refuses it. */
export function usableProfileNamed(config: SharedConfig, name: string, path: string): ServedProfile | undefined {
	try {
		return usableProfile(config, { profile: name, namedBy: 'argument' }, path);
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/** Returns the Identity Center profile at the root of a profile; undefined if there is none, or `use` refuses it. */
export function rootNamed(config: SharedConfig, name: string, path: string): SsoProfile | undefined {
	const profile = usableProfileNamed(config, name, path);
	return profile === undefined ? undefined : rootOf(profile);
}
