/**
 * Resolves a profile name to everything that a request for its role credentials needs, with the same diagnoses as
 * botocore.
 */

import type { SsoSession } from '../aws/sso-session.ts';
import {
	type Settings,
	type SettingsLookup,
	type SettingValue,
	type SharedConfig,
	settingText,
	text,
} from '../config/shared-config.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import { Failure } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import { registrationScopes } from '../sign-in/client-registration.ts';
import { argumentWord } from '../text/quoting.ts';
import { assumesRole, mentionsSso, providerOf, TRIGGERS } from './credential-provider.ts';
import { missingProfile, missingSession, otherKindOfProfile } from './refused-profile.ts';
import type { RoleOfProfile } from './role-of-profile.ts';
import { ownerName, refuseUnfitSettings } from './unfit-settings.ts';

export interface SsoProfile extends SsoSession, RoleOfProfile {}

/**
 * Chooses the profile as the AWS CLI does: argument, AWS_PROFILE, AWS_DEFAULT_PROFILE, `default`. An empty variable
 * counts as set.
 */
export function chooseProfile(argument: string | undefined, env: Environment): ProfileChoice {
	if (argument !== undefined) return { profile: argument, namedBy: 'argument' };
	const names = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;
	const namedBy = names.find((name) => env[name] !== undefined);
	return namedBy === undefined ? { profile: 'default', namedBy: 'default' } : { profile: env[namedBy] ?? '', namedBy };
}

/** Chooses the profile of a command that goes on with a role: before `default` comes the profile that is active here. */
export function chooseActiveProfile(argument: string | undefined, env: Environment): ProfileChoice {
	const choice = chooseProfile(argument, env);
	const { SSOENV_PROFILE: profile } = env;
	return choice.namedBy !== 'default' || profile === undefined ? choice : { profile, namedBy: 'SSOENV_PROFILE' };
}

/** The four keys that botocore's SSOProvider requires, in the order in which it reports them. */
const SESSION_KEYS = ['sso_start_url', 'sso_region'] as const;
const REQUIRED = [...TRIGGERS, ...SESSION_KEYS] as const;

/**
 * Resolves a profile.
 * @param path the config file, for messages
 * @param retry returns the corrected command for a profile
 * @throws Failure `profile-not-found`, `profile-not-sso`, `sso-session-not-found`, `profile-conflict`,
 * `profile-incomplete`, `sso-region-invalid`, `profile-value-invalid`
 */
export function ssoProfile(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry: (profile: string) => string = (profile) => `ssoenv use ${argumentWord(profile)}`,
): SsoProfile {
	const { profile: name } = choice;
	const request = { config, path, retry, isUsable: (other: string) => isUsable(config, other, path) };
	const settings = config.profiles.get(name);
	if (settings === undefined) throw missingProfile(choice, request);
	if (isOtherKind(config, name, settings)) throw otherKindOfProfile(name, settings, request);
	return ssoProfileOf(config, name, settings, path);
}

/** Returns true if a profile has no Identity Center role, or if botocore would use another provider for it. */
const isOtherKind = (config: SharedConfig, name: string, settings: Settings): boolean =>
	assumesRole(settings) || providerOf(config, name) !== 'sso';

/**
 * Resolves a profile that botocore's SSOProvider serves, and ignores other keys that it may have.
 * @throws Failure as `ssoProfile` does
 */
export function ssoProfileOf(config: SharedConfig, name: string, settings: Settings, path: string): SsoProfile {
	const merged = withSession(config, name, settings, path);
	const session = readSession(config, name, merged, REQUIRED, path);
	const [roleName = '', accountId = ''] = TRIGGERS.map((key) => text(merged, key));
	refuseUnfitSettings({ config, profile: name, session: undefined, path }, settings, ['region']);
	return { ...session, name, accountId, roleName, region: text(settings, 'region') };
}

const succeeds = (work: () => unknown): boolean => {
	try {
		work();
		return true;
	} catch (error) {
		if (error instanceof Failure) return false;
		throw error;
	}
};

function isUsable(config: SharedConfig, name: string, path: string): boolean {
	const settings = config.profiles.get(name);
	return (
		settings !== undefined &&
		!isOtherKind(config, name, settings) &&
		succeeds(() => ssoProfileOf(config, name, settings, path))
	);
}

/**
 * Returns the sign-in of a profile. The profile need not have an account and a role.
 * @throws Failure as `ssoProfile` does
 */
export function sessionOfProfile(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry: (profile: string) => string,
): SsoSession {
	const { profile } = choice;
	const request = { config, path, retry, isUsable: (other: string) => hasSession(config, other, path) };
	const settings = config.profiles.get(profile);
	if (settings === undefined) throw missingProfile(choice, request);
	if (!mentionsSso(settings) && isOtherKind(config, profile, settings))
		throw otherKindOfProfile(profile, settings, request);
	return readSession(config, profile, withSession(config, profile, settings, path), SESSION_KEYS, path);
}

function hasSession(config: SharedConfig, name: string, path: string): boolean {
	const settings = config.profiles.get(name);
	if (settings === undefined || (!mentionsSso(settings) && isOtherKind(config, name, settings))) return false;
	return succeeds(() => readSession(config, name, withSession(config, name, settings, path), SESSION_KEYS, path));
}

/** Resolves a profile; undefined if it is broken or has no account and role. */
export function profileOfSession(config: SharedConfig, name: string, path: string): SsoProfile | undefined {
	try {
		return ssoProfile(config, { profile: name, namedBy: 'argument' }, path);
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/**
 * Returns the sign-in of an sso-session section.
 * @throws Failure `sso-session-not-found`, `profile-incomplete`, `sso-region-invalid`
 */
export function sessionNamed(config: SharedConfig, name: string, path: string): SsoSession {
	const section = config.ssoSessions.get(name);
	if (section === undefined)
		throw missingSession(name, { config, path, profile: undefined, isUsable: canBeSignedInTo(config, path) });
	return readSession(config, undefined, new Map([...section, ['sso_session', name]]), SESSION_KEYS, path);
}

/** Returns a predicate that is true for the sso-sessions that exist and are complete. */
export const canBeSignedInTo =
	(config: SharedConfig, path: string) =>
	(session: string): boolean =>
		config.ssoSessions.has(session) && succeeds(() => sessionNamed(config, session, path));

/** @param profile undefined for the settings of an sso-session section alone */
function readSession(
	config: SharedConfig,
	profile: string | undefined,
	settings: SettingsLookup,
	needed: readonly (typeof REQUIRED)[number][],
	path: string,
): SsoSession {
	const session = settingText(settings.get('sso_session'));
	const owner = { config, profile, session, path };
	const missing = needed.filter((key) => text(settings, key) === undefined);
	if (missing.length > 0) {
		throw failures.profileIncomplete({ subject: ownerName(owner), profile, missing, session, path });
	}
	refuseUnfitSettings(owner, settings, [...needed, 'sso_registration_scopes']);
	const [startUrl = '', ssoRegion = ''] = SESSION_KEYS.map((key) => text(settings, key));
	return { ssoSession: session, startUrl, ssoRegion, scopes: registrationScopes(settings) };
}

const sameValue = (a: SettingValue, b: SettingValue): boolean =>
	a === b ||
	(a instanceof Map && b instanceof Map && a.size === b.size && [...a].every(([key, value]) => b.get(key) === value));

/** Merges a profile with its sso-session. As in botocore, it is an error if both have a key with different values. */
function withSession(config: SharedConfig, profile: string, settings: Settings, path: string): SettingsLookup {
	const session = settingText(settings.get('sso_session'));
	if (session === undefined) return settings;
	const sessionSettings = config.ssoSessions.get(session);
	if (sessionSettings === undefined)
		throw missingSession(session, { config, path, profile, isUsable: canBeSignedInTo(config, path) });
	for (const [key, value] of sessionSettings) {
		const profileValue = settings.get(key);
		if (profileValue !== undefined && !sameValue(profileValue, value)) {
			const values = [settingText(profileValue) ?? '', settingText(value) ?? ''] as const;
			throw failures.profileConflict({ profile, session, key, values, path });
		}
	}
	return {
		get: (key) => sessionSettings.get(key) ?? settings.get(key),
		has: (key) => sessionSettings.has(key) || settings.has(key),
	};
}
