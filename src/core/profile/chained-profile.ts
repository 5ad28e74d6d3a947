/**
 * Resolves a profile to what serves it: Identity Center, or STS AssumeRole with the credentials of a source. The order
 * of the checks is that of botocore's AssumeRoleProvider (credentials.py).
 */

import { type Settings, type SharedConfig, settingText, text } from '../config/shared-config.ts';
import { chainFailures } from '../failure/chain-failures.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import { Failure } from '../failure/failure.ts';
import { isMachineSource } from '../failure/machine-source.ts';
import { argumentWord } from '../text/quoting.ts';
import { assumesRole, hasStaticKey, providerOf } from './credential-provider.ts';
import { toolOf } from './foreign-tool.ts';
import { emptySource, missingSource, type RoleOwner, whereIs } from './refused-chain.ts';
import { exportedByAws, missingProfile, otherKindOfProfile } from './refused-profile.ts';
import { type ChainedProfile, type RoleSource, rootOf, type ServedProfile } from './role-chain.ts';
import { roleOfArn } from './role-of-profile.ts';
import { type SsoProfile, ssoProfileOf } from './sso-profile.ts';
import { staticKeysOf } from './static-keys.ts';
import { refuseUnfitArguments, refuseUnfitSettings, wholeSeconds } from './unfit-settings.ts';

/** AWS limits a role that is assumed with the credentials of another role to one hour (IAM: role chaining). */
const LONGEST_CHAINED_SECONDS = 3600;

/**
 * Resolves a profile.
 * @param path the config file, for messages
 * @param retry returns the corrected command for a profile
 * @throws Failure as `ssoProfile` does; `role-source-unclear`, `source-profile-not-found`, `source-profile-empty`,
 * `source-profile-cycle`, `static-keys-incomplete`, `credential-source-unserved`, `role-duration-too-long`
 */
export function profileNamed(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry: (profile: string) => string = (profile) => `ssoenv use ${argumentWord(profile)}`,
): ServedProfile {
	const { profile: name } = choice;
	const isUsable = (other: string) => servedProfile(config, other, path) !== undefined;
	const request = { config, path, retry, isUsable };
	const settings = config.profiles.get(name);
	if (settings === undefined) throw missingProfile(choice, request);
	if (assumesRole(settings))
		return chainedProfile({ config, profile: name, session: undefined, path }, settings, [name]);
	if (providerOf(config, name) === 'sso') return ssoProfileOf(config, name, settings, path);
	throw otherKindOfProfile(name, settings, request);
}

/** Resolves a profile; undefined if `use` refuses it. */
export function servedProfile(config: SharedConfig, name: string, path: string): ServedProfile | undefined {
	const settings = config.profiles.get(name);
	if (settings === undefined) return undefined;
	const owner = { config, profile: name, session: undefined, path, isTrial: true };
	try {
		if (assumesRole(settings)) return chainedProfile(owner, settings, [name]);
		return providerOf(config, name) === 'sso' ? ssoProfileOf(config, name, settings, path) : undefined;
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/**
 * Returns the Identity Center profile at the root of a profile; undefined if `use` refuses the profile.
 * @throws Failure `sign-in-not-needed` if another source is at its root
 */
export function rootNamed(config: SharedConfig, name: string, path: string): SsoProfile | undefined {
	const profile = servedProfile(config, name, path);
	if (profile === undefined) return undefined;
	const root = rootOf(profile);
	if (root === undefined) throw chainFailures.signInNotNeeded({ profile: name });
	return root;
}

/** @param visited the profiles from the one that was asked for to this one */
function chainedProfile(owner: RoleOwner, settings: Settings, visited: readonly string[]): ChainedProfile {
	const source = sourceOf(owner, settings, visited);
	refuseUnfitArguments(owner, settings, ['role_arn', 'external_id', 'mfa_serial']);
	refuseUnfitSettings(owner, settings, ['role_session_name', 'duration_seconds', 'region']);
	const roleArn = text(settings, 'role_arn') ?? '';
	const { accountId = '', roleName = '' } = roleOfArn(roleArn) ?? {};
	return {
		name: owner.profile,
		accountId,
		roleName,
		region: text(settings, 'region'),
		roleArn,
		sessionName: text(settings, 'role_session_name'),
		externalId: text(settings, 'external_id'),
		durationSeconds: durationOf(owner, settings, source),
		mfaSerial: text(settings, 'mfa_serial'),
		source,
	};
}

/** @throws Failure `role-duration-too-long` */
function durationOf(owner: RoleOwner, settings: Settings, source: RoleSource): number | undefined {
	const seconds = wholeSeconds(text(settings, 'duration_seconds') ?? '');
	const isRole = source.kind === 'sso' || source.kind === 'role';
	if (seconds === undefined || seconds <= LONGEST_CHAINED_SECONDS || !isRole) return seconds;
	const where = whereIs(owner, 'duration_seconds');
	throw chainFailures.roleDurationTooLong({ profile: owner.profile, seconds, longest: LONGEST_CHAINED_SECONDS, where });
}

/** Finds the source of a role, or refuses it as AssumeRoleProvider._get_role_config does. */
function sourceOf(owner: RoleOwner, settings: Settings, visited: readonly string[]): RoleSource {
	const { config, profile } = owner;
	const hasProfile = settings.has('source_profile');
	if (hasProfile === settings.has('credential_source')) {
		const where = whereIs(owner, 'source_profile');
		throw chainFailures.roleSourceUnclear({ profile, hasBoth: hasProfile, where, tool: toolOf(settings) });
	}
	if (!hasProfile) return credentialSource(owner, settings, visited);
	const name = settingText(settings.get('source_profile')) ?? '';
	const source = config.profiles.get(name);
	if (source === undefined) throw missingSource(name, owner, (other) => canBeSource(config, other, owner.path));
	// A profile may name itself, to have its static keys and its role in one section.
	if (visited.includes(name) && !(name === profile && hasStaticKey(source))) {
		throw chainFailures.sourceProfileCycle({ profile, source: name, visited, where: whereIs(owner, 'source_profile') });
	}
	return sourceNamed(name, source, owner, visited);
}

/**
 * Returns the credentials that a profile gives as a source.
 * @param settings those of the source
 * @param owner the profile that assumes a role with them, for messages
 * @throws Failure of `profileNamed`, and `source-profile-empty`, `static-keys-incomplete`
 */
export function sourceNamed(
	name: string,
	settings: Settings,
	owner: RoleOwner,
	visited: readonly string[] = [],
): RoleSource {
	if (!assumesRole(settings) || hasStaticKey(settings)) return sourceWithoutRole(name, settings, owner);
	return { kind: 'role', profile: chainedProfile({ ...owner, profile: name }, settings, [...visited, name]) };
}

/** Returns true if botocore finds credentials for the profile as a source. It need not be complete. */
export const canBeSource = (config: SharedConfig, name: string, path: string): boolean =>
	providerOf(config, name) !== undefined || servedProfile(config, name, path) !== undefined;

/** @throws Failure `profile-value-invalid`, `credential-source-unserved` */
function credentialSource(owner: RoleOwner, settings: Settings, [asked]: readonly string[]): RoleSource {
	refuseUnfitArguments(owner, settings, ['credential_source']);
	const source = text(settings, 'credential_source') ?? '';
	if (!isMachineSource(source)) return { kind: 'environment' };
	const { profile } = owner;
	throw chainFailures.credentialSourceUnserved({ profile, source, exported: exportedByAws(asked ?? profile) });
}

/** Returns the credentials of a source that has them itself (AssumeRoleProvider._resolve_credentials_from_profile). */
function sourceWithoutRole(name: string, settings: Settings, owner: RoleOwner): RoleSource {
	const { config, path } = owner;
	switch (providerOf(config, name)) {
		case 'sso':
			return { kind: 'sso', profile: ssoProfileOf(config, name, settings, path) };
		case 'static-keys':
			return { kind: 'static-keys', keys: staticKeysOf({ ...owner, profile: name }) };
		case 'credential_process':
			return { kind: 'process', profile: name, command: text(settings, 'credential_process') ?? '' };
		case 'login_session':
			return { kind: 'login', profile: name, session: settingText(settings.get('login_session')) ?? '' };
		case 'web_identity_token_file':
			if (text(settings, 'role_arn') === undefined) throw emptySource(name, settings, owner);
			return { kind: 'role', profile: webIdentityRole({ ...owner, profile: name }, settings) };
		default:
			throw emptySource(name, settings, owner);
	}
}

/** Returns a role that is assumed with a web identity token, for which botocore reads no other settings of the profile. */
function webIdentityRole(owner: RoleOwner, settings: Settings): ChainedProfile {
	refuseUnfitArguments(owner, settings, ['role_arn']);
	refuseUnfitSettings(owner, settings, ['role_session_name']);
	const roleArn = text(settings, 'role_arn') ?? '';
	const { accountId = '', roleName = '' } = roleOfArn(roleArn) ?? {};
	return {
		name: owner.profile,
		accountId,
		roleName,
		region: text(settings, 'region'),
		roleArn,
		sessionName: text(settings, 'role_session_name'),
		externalId: undefined,
		durationSeconds: undefined,
		mfaSerial: undefined,
		source: { kind: 'web-identity', tokenFile: text(settings, 'web_identity_token_file') ?? '' },
	};
}
