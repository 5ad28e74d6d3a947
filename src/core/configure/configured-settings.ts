/** Builds the edit of `configure`: the settings of a profile and of its sign-in, in the order of the AWS CLI. */

import type { SharedConfig } from '../config/shared-config.ts';
import { type ChangedSettings, hasSettings, type SectionId, withSection } from '../config-edit/section-edit.ts';

/** A sign-in from the answers. */
export interface ConfiguredSignIn {
	/** Undefined for the legacy form. */
	readonly ssoSession: string | undefined;
	readonly startUrl: string;
	readonly ssoRegion: string;
	/** As text; undefined keeps the current scopes. */
	readonly scopes: string | undefined;
}

export interface ConfiguredProfile {
	readonly name: string;
	/** Undefined for a profile with a sign-in only, because the person has no role. */
	readonly role: { readonly accountId: string; readonly roleName: string } | undefined;
	/** Undefined removes the setting, also for `output`. */
	readonly region: string | undefined;
	readonly output: string | undefined;
}

/** Removes the keys of the other form, because AWS tools would report a conflict. */
function profileSettings(signIn: ConfiguredSignIn, profile: ConfiguredProfile): ChangedSettings {
	const { ssoSession, startUrl, ssoRegion } = signIn;
	const form: readonly (readonly [string, string | undefined])[] =
		ssoSession === undefined
			? [
					['sso_session', undefined],
					['sso_start_url', startUrl],
					['sso_region', ssoRegion],
				]
			: [
					['sso_start_url', undefined],
					['sso_region', undefined],
					['sso_registration_scopes', undefined],
					['sso_session', ssoSession],
				];
	return new Map([
		...form,
		['sso_account_id', profile.role?.accountId],
		['sso_role_name', profile.role?.roleName],
		['region', profile.region],
		['output', profile.output],
	]);
}

interface SectionChange {
	readonly id: SectionId;
	readonly settings: ChangedSettings;
}

/** Returns the changes: the profile first, then its sso-session. */
function sectionChanges(signIn: ConfiguredSignIn, profile: ConfiguredProfile | undefined): readonly SectionChange[] {
	const changes: SectionChange[] = [];
	if (profile !== undefined) {
		changes.push({ id: { kind: 'profile', name: profile.name }, settings: profileSettings(signIn, profile) });
	}
	const { ssoSession: name, startUrl, ssoRegion, scopes } = signIn;
	if (name !== undefined) {
		const settings = new Map([
			['sso_start_url', startUrl],
			['sso_region', ssoRegion],
		]);
		if (scopes !== undefined) settings.set('sso_registration_scopes', scopes);
		changes.push({ id: { kind: 'sso-session', name }, settings });
	}
	return changes;
}

interface ConfiguredChange {
	readonly change: (text: string) => string;
	readonly isMeant: (config: SharedConfig) => boolean;
}

/** Returns the edit of the config file, and a check of its result. `change` throws Failure `config-not-editable`. */
export function configuredChange(signIn: ConfiguredSignIn, profile: ConfiguredProfile | undefined): ConfiguredChange {
	const changes = sectionChanges(signIn, profile);
	return {
		change: (text) => changes.reduce((edited, { id, settings }) => withSection(edited, id, settings), text),
		isMeant: (config) => changes.every(({ id, settings }) => hasSettings(config, id, settings)),
	};
}
