/** From a profile's name to everything needed to ask Identity Center for its role; else botocore's diagnosis in our words. */
import { registrationScopes } from './client-registration.ts';
import type { ProfileSource } from './config-failures.ts';
import type { Environment } from './environment.ts';
import { Failure } from './failure.ts';
import { failures } from './failures.ts';
import { nearest } from './nearest.ts';
import { argumentWord } from './quoting.ts';
import { type Settings, type SettingsLookup, type SettingValue, type SharedConfig, text } from './shared-config.ts';
import type { SsoSession } from './sso-session.ts';

export interface SsoProfile extends SsoSession {
	readonly name: string;
	readonly accountId: string;
	readonly roleName: string;
	/** Region for the AWS services that the role is used with. */
	readonly region: string | undefined;
}

export interface ProfileChoice {
	readonly profile: string;
	readonly namedBy: ProfileSource;
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

/** A region becomes part of a host name that is sent the access token, so nothing but one label may pass. */
const REGION = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;
export const isRegion = (text: string): boolean => REGION.test(text);

/**
 * @param path of the config file, for messages
 * @param retry the command line that would have been right for a profile
 * @throws Failure `profile-not-found`, `profile-not-sso`, `sso-session-not-found`, `profile-conflict`, `profile-incomplete`,
 * `sso-region-invalid`
 */
export function ssoProfile(
	config: SharedConfig,
	choice: ProfileChoice,
	path: string,
	retry: (profile: string) => string = (profile) => `ssoenv use ${argumentWord(profile)}`,
): SsoProfile {
	const { profile: name } = choice;
	const own = namedProfile(config, choice, path, retry);
	refuseOtherKinds(name, own);
	const settings = withSession(config, name, own, path);
	const session = readSession(name, settings, REQUIRED, path);
	const [roleName = '', accountId = ''] = TRIGGERS.map((key) => text(settings, key));
	return { ...session, name, accountId, roleName, region: text(own, 'region') };
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
	const own = namedProfile(config, choice, path, retry);
	if (!mentionsSso(own)) refuseOtherKinds(profile, own);
	return readSession(profile, withSession(config, profile, own, path), SESSION_KEYS, path);
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
	if (section === undefined) {
		throw failures.ssoSessionNotFound({ session: name, nearest: nearest(name, config.ssoSessions.keys()), path });
	}
	return readSession(undefined, new Map([...section, ['sso_session', name]]), SESSION_KEYS, path);
}

function namedProfile(
	config: SharedConfig,
	{ profile, namedBy }: ProfileChoice,
	path: string,
	retry: (profile: string) => string,
): Settings {
	const own = config.profiles.get(profile);
	if (own !== undefined) return own;
	const meant = nearest(profile, config.profiles.keys());
	const otherwise =
		config.profiles.size === 0 ? 'ssoenv configure' : meant === undefined ? 'ssoenv list' : retry(meant);
	throw failures.profileNotFound({ profile, namedBy, nearest: meant, otherwise, path });
}

/** @param profile undefined when the settings are those of an sso-session section by itself */
function readSession(
	profile: string | undefined,
	settings: SettingsLookup,
	needed: readonly string[],
	path: string,
): SsoSession {
	const session = settingText(settings.get('sso_session'));
	const subject = profile === undefined ? `sso-session "${session}"` : `profile "${profile}"`;
	const missing = needed.filter((key) => text(settings, key) === undefined);
	if (missing.length > 0) throw failures.profileIncomplete({ subject, profile, missing, session, path });
	const [startUrl = '', ssoRegion = ''] = SESSION_KEYS.map((key) => text(settings, key));
	if (!isRegion(ssoRegion)) throw failures.ssoRegionInvalid({ subject, value: ssoRegion, path });
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
	if (shared === undefined) {
		throw failures.ssoSessionNotFound({ profile, session, nearest: nearest(session, config.ssoSessions.keys()), path });
	}
	for (const [key, value] of shared) {
		const mine = own.get(key);
		if (mine !== undefined && !sameValue(mine, value)) {
			const values = [settingText(mine) ?? '', settingText(value) ?? ''] as const;
			throw failures.profileConflict({ profile, session, key, values, path });
		}
	}
	return { get: (key) => shared.get(key) ?? own.get(key), has: (key) => shared.has(key) || own.has(key) };
}

/** Says what a profile is instead, in the order in which botocore would have used it. */
function refuseOtherKinds(profile: string, own: Settings): void {
	const refuse = (because: string, hint: string) => failures.profileNotSso({ profile, because, hint });
	if (own.has('role_arn')) {
		const [roleArn = 'a role', source] = [text(own, 'role_arn'), text(own, 'source_profile')];
		if (source === undefined) throw refuse(`it assumes ${roleArn}`, 'ssoenv list');
		throw refuse(`it assumes ${roleArn} from profile "${source}"`, `ssoenv use ${argumentWord(source)}`);
	}
	if (text(own, 'web_identity_token_file') !== undefined) throw refuse('it uses a web identity token', 'ssoenv list');
	if (TRIGGERS.some((key) => own.has(key))) return;
	if (own.has('sso_session') || own.has('sso_start_url')) {
		throw refuse('it names no account and no role', `ssoenv configure ${argumentWord(profile)}`);
	}
	throw refuse(otherKind(own), `ssoenv configure ${argumentWord(profile)}`);
}

function otherKind(own: Settings): string {
	if (own.has('aws_access_key_id')) return 'it holds static keys';
	if (own.has('login_session')) return 'it signs in with aws login';
	if (own.has('credential_process')) return 'it runs a credential_process';
	return 'it has no sso_account_id and no sso_role_name';
}

/** True when any key of the profile speaks of Identity Center, complete or not: such profiles are listed. */
export const mentionsSso = (own: Settings): boolean => [...own.keys()].some((key) => key.startsWith('sso_'));
