/** Checks the settings of profiles and sign-ins that must have a known form. */

import {
	isAccountId,
	isExternalId,
	isMfaSerial,
	isRegion,
	isRoleName,
	isRoleSessionName,
	isScope,
	isStartUrl,
} from '../aws/identifiers.ts';
import {
	type NamedSection,
	type SettingsLookup,
	type SharedConfig,
	settingText,
	text,
} from '../config/shared-config.ts';
import type { Failure } from '../failure/failure.ts';
import { isMachineSource } from '../failure/machine-source.ts';
import { registrationScopes } from '../sign-in/client-registration.ts';
import { roleOfArn } from './role-of-profile.ts';
import { unfitSetting } from './unfit-value.ts';

const areScopes = (value: string): boolean =>
	registrationScopes(new Map([['sso_registration_scopes', value]]))?.every(isScope) === true;

/** The limits of DurationSeconds in STS AssumeRole; the role may have a lower one. */
const [SHORTEST_ROLE, LONGEST_ROLE] = [900, 43_200];

/**
 * Parses `duration_seconds` as Python's int() does; undefined for other text, which botocore ignores
 * (AssumeRoleProvider._get_role_config).
 */
export function wholeSeconds(value: string): number | undefined {
	return /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(value) ? Number(value.replaceAll('_', '')) : undefined;
}

function isRoleDuration(value: string): boolean {
	const seconds = wholeSeconds(value);
	return seconds === undefined || (seconds >= SHORTEST_ROLE && seconds <= LONGEST_ROLE);
}

const CHECKS = {
	role_arn: (value: string) => roleOfArn(value) !== undefined,
	credential_source: (value: string) => value === 'Environment' || isMachineSource(value),
	role_session_name: isRoleSessionName,
	external_id: isExternalId,
	mfa_serial: isMfaSerial,
	duration_seconds: isRoleDuration,
	sso_role_name: isRoleName,
	sso_account_id: isAccountId,
	sso_start_url: isStartUrl,
	sso_region: isRegion,
	sso_registration_scopes: areScopes,
	region: isRegion,
} as const;

type Key = keyof typeof CHECKS;

/** The profile or sso-session that the settings belong to. */
export interface SettingsOwner {
	readonly config: SharedConfig;
	/** Undefined for the settings of an sso-session alone. */
	readonly profile: string | undefined;
	/** The sso-session that the profile uses; its settings win over those of the profile. */
	readonly session: string | undefined;
	/** The config file. */
	readonly path: string;
}

export const ownerName = ({ profile, session }: SettingsOwner): string =>
	profile === undefined ? `sso-session "${session}"` : `profile "${profile}"`;

function unfit(key: Key, value: string, owner: SettingsOwner): Failure {
	const { config, profile, session, path } = owner;
	const sections: NamedSection[] = [];
	if (session !== undefined) sections.push({ kind: 'sso-session', name: session });
	if (profile !== undefined) sections.push({ kind: 'profile', name: profile });
	const subject = { name: ownerName(owner), sections };
	return unfitSetting({ key, value, subject, fits: CHECKS[key] }, config, path);
}

/**
 * Refuses settings whose values have another form than their key requires. Accepts absent settings.
 * @throws Failure `sso-region-invalid`, `profile-value-invalid`
 */
export function refuseUnfitSettings(owner: SettingsOwner, settings: SettingsLookup, keys: readonly Key[]): void {
	for (const key of keys) {
		const value = text(settings, key);
		if (value !== undefined && !CHECKS[key](value)) throw unfit(key, value, owner);
	}
}

/**
 * Does the same for keys that count even if they are empty.
 * @throws Failure `profile-value-invalid`
 */
export function refuseUnfitArguments(owner: SettingsOwner, settings: SettingsLookup, keys: readonly Key[]): void {
	for (const key of keys) {
		const value = settingText(settings.get(key));
		if (value !== undefined && !CHECKS[key](value)) throw unfit(key, value, owner);
	}
}
