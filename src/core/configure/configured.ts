/** What `configure` writes: the settings of a profile and of its sign-in, in the order of the AWS CLI, and the text with them. */

import type { SharedConfig } from '../config/shared-config.ts';
import { type ChangedSettings, holds, type SectionId, withSection } from '../config-edit/edit.ts';

/** A sign-in as it was answered. */
export interface ConfiguredSignIn {
	/** Undefined for the legacy form. */
	readonly ssoSession: string | undefined;
	readonly startUrl: string;
	readonly ssoRegion: string;
	/** As text; undefined leaves what is there. */
	readonly scopes: string | undefined;
}

export interface ConfiguredProfile {
	readonly name: string;
	/** Undefined for a profile that only knows its sign-in, because nothing is open to the person. */
	readonly role: { readonly accountId: string; readonly roleName: string } | undefined;
	/** Undefined takes them away. */
	readonly region: string | undefined;
	readonly output: string | undefined;
}

/** Keys of the other form go: AWS tools would take them for a contradiction. */
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

/** The profile first, then its sso-session. */
function sections(signIn: ConfiguredSignIn, profile: ConfiguredProfile | undefined): readonly SectionChange[] {
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

/** The edit of the config file. `change` throws Failure `config-not-editable`. */
export function configuredChange(signIn: ConfiguredSignIn, profile: ConfiguredProfile | undefined): ConfiguredChange {
	const changes = sections(signIn, profile);
	return {
		change: (text) => changes.reduce((edited, { id, settings }) => withSection(edited, id, settings), text),
		isMeant: (config) => changes.every(({ id, settings }) => holds(config, id, settings)),
	};
}
