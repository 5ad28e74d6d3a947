/** Checks the settings of profiles and sign-ins that must have a known form. */

import { isAccountId, isRegion, isRoleName, isScope, isStartUrl } from '../aws/identifiers.ts';
import { type NamedSection, type SettingsLookup, type SharedConfig, text } from '../config/shared-config.ts';
import type { Failure } from '../failure/failure.ts';
import { registrationScopes } from '../sign-in/client-registration.ts';
import { unfitSetting } from './refused-profile.ts';

const areScopes = (value: string): boolean =>
	registrationScopes(new Map([['sso_registration_scopes', value]]))?.every(isScope) === true;

const CHECKS = {
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
