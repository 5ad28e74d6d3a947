/** From a profile's name to everything needed to ask Identity Center for its role; else botocore's diagnosis in our words. */

import type { SsoSession } from '../aws/sso-session.ts';
import {
	type Settings,
	type SettingsLookup,
	type SettingValue,
	type SharedConfig,
	text,
} from '../config/shared-config.ts';
import type { ProfileChoice } from '../failure/config-failures.ts';
import { Failure } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import { registrationScopes } from '../sign-in/client-registration.ts';
import { argumentWord } from '../text/quoting.ts';
import { missingProfile, missingSession, otherKindOfProfile } from './refused-profile.ts';
import { ownerName, refuseUnfit } from './setting-forms.ts';

export interface SsoProfile extends SsoSession {
	readonly name: string;
	readonly accountId: string;
	readonly roleName: string;
	/** Region for the AWS services that the role is used with. */
	readonly region: string | undefined;
}

/** argument > AWS_PROFILE > AWS_DEFAULT_PROFILE > `default`. Set but empty counts as set, as it does for the AWS CLI. */
export function chooseProfile(argument: string | undefined, env: Environment): ProfileChoice {
	if (argument !== undefined) return { profile: argument, namedBy: 'argument' };
	for (const namedBy of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const) {
		const profile = env[namedBy];
		if (profile !== undefined) return { profile, namedBy };
	}
	return { profile: 'default', namedBy: 'default' };
}

/** The keys that make botocore's SSO provider act, and the four that it needs, in the order in which it reports them. */
const TRIGGERS = ['sso_role_name', 'sso_account_id'] as const;
const SESSION_KEYS = ['sso_start_url', 'sso_region'] as const;
const REQUIRED = [...TRIGGERS, ...SESSION_KEYS] as const;

/**
 * @param path of the config file, for messages
 * @param retry the command line that would have been right for a profile
 * @throws Failure `profile-not-found`, `profile-not-sso`, `sso-session-not-found`, `profile-conflict`, `profile-incomplete`,
 * `sso-region-invalid`, `profile-value-invalid`
 */
export function ssoProfile(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry: (profile: string) => string = (profile) => `ssoenv use ${argumentWord(profile)}`,
): SsoProfile {
	const { profile: name } = choice;
	const asked = { config, path, retry, serves: (other: string) => isUsable(config, other, path) };
	const own = config.profiles.get(name);
	if (own === undefined) throw missingProfile(choice, asked);
	if (isOtherKind(own)) throw otherKindOfProfile(name, own, asked);
	return profileOf(config, name, own, path);
}

/** True for settings that name no role of Identity Center, or that botocore would use in another way. */
const isOtherKind = (own: Settings): boolean =>
	own.has('role_arn') || text(own, 'web_identity_token_file') !== undefined || !TRIGGERS.some((key) => own.has(key));

function profileOf(config: SharedConfig, name: string, own: Settings, path: string): SsoProfile {
	const settings = withSession(config, name, own, path);
	const session = readSession(config, name, settings, REQUIRED, path);
	const [roleName = '', accountId = ''] = TRIGGERS.map((key) => text(settings, key));
	refuseUnfit({ config, profile: name, session: undefined, path }, own, ['region']);
	return { ...session, name, accountId, roleName, region: text(own, 'region') };
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
	const own = config.profiles.get(name);
	return own !== undefined && !isOtherKind(own) && succeeds(() => profileOf(config, name, own, path));
}

/**
 * The sign-in of a profile, which need not name an account and a role.
 * @throws Failure as `ssoProfile`
 */
export function sessionOfProfile(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry: (profile: string) => string,
): SsoSession {
	const { profile } = choice;
	const asked = { config, path, retry, serves: (other: string) => hasSession(config, other, path) };
	const own = config.profiles.get(profile);
	if (own === undefined) throw missingProfile(choice, asked);
	if (!mentionsSso(own) && isOtherKind(own)) throw otherKindOfProfile(profile, own, asked);
	return readSession(config, profile, withSession(config, profile, own, path), SESSION_KEYS, path);
}

function hasSession(config: SharedConfig, name: string, path: string): boolean {
	const own = config.profiles.get(name);
	if (own === undefined || (!mentionsSso(own) && isOtherKind(own))) return false;
	return succeeds(() => readSession(config, name, withSession(config, name, own, path), SESSION_KEYS, path));
}

/** A profile that is known by name, or undefined when it does not name an account and a role, or is broken. */
export function profileOfSession(config: SharedConfig, name: string, path: string): SsoProfile | undefined {
	try {
		return ssoProfile(config, { profile: name, namedBy: 'argument' }, path);
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/**
 * The sign-in of an sso-session section.
 * @throws Failure `sso-session-not-found`, `profile-incomplete`, `sso-region-invalid`
 */
export function sessionNamed(config: SharedConfig, name: string, path: string): SsoSession {
	const section = config.ssoSessions.get(name);
	if (section === undefined)
		throw missingSession(name, { config, path, profile: undefined, serves: canBeSignedInTo(config, path) });
	return readSession(config, undefined, new Map([...section, ['sso_session', name]]), SESSION_KEYS, path);
}

/** Whether an sso-session of that name is there and can be signed in to. */
export const canBeSignedInTo =
	(config: SharedConfig, path: string) =>
	(session: string): boolean =>
		config.ssoSessions.has(session) && succeeds(() => sessionNamed(config, session, path));

/** @param profile undefined when the settings are those of an sso-session section by itself */
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
	refuseUnfit(owner, settings, [...needed, 'sso_registration_scopes']);
	const [startUrl = '', ssoRegion = ''] = SESSION_KEYS.map((key) => text(settings, key));
	return { ssoSession: session, startUrl, ssoRegion, scopes: registrationScopes(settings) };
}

const settingText = (value: SettingValue | undefined): string | undefined =>
	value === undefined || typeof value === 'string' ? value : '';

const sameValue = (a: SettingValue, b: SettingValue): boolean =>
	a === b ||
	(a instanceof Map && b instanceof Map && a.size === b.size && [...a].every(([key, value]) => b.get(key) === value));

/** The profile with its sso-session laid over it. Any key that both have with different values is an error, as in botocore. */
function withSession(config: SharedConfig, profile: string, own: Settings, path: string): SettingsLookup {
	const session = settingText(own.get('sso_session'));
	if (session === undefined) return own;
	const shared = config.ssoSessions.get(session);
	if (shared === undefined)
		throw missingSession(session, { config, path, profile, serves: canBeSignedInTo(config, path) });
	for (const [key, value] of shared) {
		const mine = own.get(key);
		if (mine !== undefined && !sameValue(mine, value)) {
			const values = [settingText(mine) ?? '', settingText(value) ?? ''] as const;
			throw failures.profileConflict({ profile, session, key, values, path });
		}
	}
	return { get: (key) => shared.get(key) ?? own.get(key), has: (key) => shared.has(key) || own.has(key) };
}

/** True when any key of the profile speaks of Identity Center, complete or not: such profiles are listed. */
export const mentionsSso = (own: Settings): boolean => [...own.keys()].some((key) => key.startsWith('sso_'));
