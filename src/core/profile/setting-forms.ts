/** The settings of profiles and sign-ins whose values have a known form. */

import { isAccountId, isRegion, isRoleName, isScope, isStartUrl } from '../aws/identifiers.ts';
import { type NamedSection, type SettingsLookup, type SharedConfig, text } from '../config/shared-config.ts';
import type { Failure } from '../failure/failure.ts';
import { registrationScopes } from '../sign-in/client-registration.ts';
import { unfitSetting } from './refused-profile.ts';

const areScopes = (value: string): boolean =>
	registrationScopes(new Map([['sso_registration_scopes', value]]))?.every(isScope) === true;

const FORMS = {
	sso_role_name: isRoleName,
	sso_account_id: isAccountId,
	sso_start_url: isStartUrl,
	sso_region: isRegion,
	sso_registration_scopes: areScopes,
	region: isRegion,
} as const;

type Key = keyof typeof FORMS;

/** Whose settings they are. */
export interface SettingsOwner {
	readonly config: SharedConfig;
	/** Undefined where they are those of an sso-session by itself. */
	readonly profile: string | undefined;
	/** The sso-session whose settings are laid over those of the profile. */
	readonly session: string | undefined;
	/** Of the config file. */
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
	return unfitSetting({ key, value, subject, fits: FORMS[key] }, config, path);
}

/** What is not there passes. @throws Failure `sso-region-invalid`, `profile-value-invalid` */
export function refuseUnfit(owner: SettingsOwner, settings: SettingsLookup, keys: readonly Key[]): void {
	for (const key of keys) {
		const value = text(settings, key);
		if (value !== undefined && !FORMS[key](value)) throw unfit(key, value, owner);
	}
}
