/** Plans the migration of the profiles of other tools: the role of each profile, and the settings that it gets. */

import { isAccountId, isRegion, isRoleName, isWritableName } from '../aws/identifiers.ts';
import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { type ChangedSettings, isWritableValue, type NewSettings } from '../config-edit/section-edit.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import { type MovedProfile, type PlannedChain, planChains } from './chains.ts';

export interface PortalAddress {
	readonly startUrl: string;
	readonly ssoRegion: string;
}

/** The role of another tool's profile. */
interface ForeignRole extends PortalAddress {
	readonly accountId: string;
	readonly roleName: string;
	/** The tool's own name for the sign-in. */
	readonly signInName: string | undefined;
	/** Settings that the profile inherited from the tool. It gets those that it does not have itself. */
	readonly more: NewSettings;
	/** Keys that only the tool reads. */
	readonly removed: readonly string[];
}

/** A profile of another tool. */
export type Foreign = { readonly name: string } & (
	| { readonly kind: 'role'; readonly role: ForeignRole }
	/** It assumes a role with the credentials of another profile. It may need no change. */
	| { readonly kind: 'chain'; readonly settings: ChangedSettings }
	/** Every AWS tool can read it already. */
	| { readonly kind: 'works' }
	| { readonly kind: 'cannot'; readonly reason: string }
);

export interface Migration {
	readonly moved: readonly MovedProfile[];
	readonly newSessions: ReadonlyMap<string, NewSettings>;
	readonly working: readonly string[];
	readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** Returns true for a profile that the AWS CLI reads as an Identity Center profile. */
export const isSsoComplete = (settings: Settings): boolean =>
	text(settings, 'sso_account_id') !== undefined &&
	text(settings, 'sso_role_name') !== undefined &&
	(text(settings, 'sso_session') ?? text(settings, 'sso_start_url')) !== undefined &&
	// Each of these overrides Identity Center.
	!settings.has('role_arn') &&
	!settings.has('web_identity_token_file');

/** Returns why a profile cannot be migrated; undefined if it can. */
function problemOf({ accountId, roleName, startUrl, ssoRegion }: ForeignRole): string | undefined {
	if (!isAccountId(accountId)) return 'its account ID is not 12 digits';
	if (!isRoleName(roleName)) return 'AWS does not allow its role name';
	if (!/^https:\/\/[^\s]+$/.test(startUrl) || !isWritableValue(startUrl)) return 'its start URL is not an https URL';
	return isRegion(ssoRegion) ? undefined : 'the region of its Identity Center is unknown';
}

/** Returns a key for a portal. A `/` or `/#/` at the end of the URL does not change the portal. */
export const addressKey = ({ startUrl, ssoRegion }: PortalAddress): string =>
	`${startUrl.replace(/[#/]+$/, '').toLowerCase()} ${ssoRegion}`;

/** Returns the first label of the host: the alias of the portal. */
const hostWord = (startUrl: string): string => /^https:\/\/([a-z\d-]+)/i.exec(startUrl)?.[1] ?? 'sso';

/** Finds the sso-session for a role, or plans a new one. */
function sessionsFor(config: SharedConfig) {
	const namesByAddress = new Map<string, string>();
	for (const [name, settings] of config.ssoSessions) {
		const address = { startUrl: text(settings, 'sso_start_url') ?? '', ssoRegion: text(settings, 'sso_region') ?? '' };
		if (isWritableValue(name) && !namesByAddress.has(addressKey(address)))
			namesByAddress.set(addressKey(address), name);
	}
	const added = new Map<string, NewSettings>();
	const nameOf = (role: ForeignRole): string => {
		const knownName = namesByAddress.get(addressKey(role));
		if (knownName !== undefined) return knownName;
		const { signInName } = role;
		const preferredName = signInName !== undefined && isWritableName(signInName) ? signInName : hostWord(role.startUrl);
		let name = preferredName;
		for (let number = 2; config.ssoSessions.has(name) || added.has(name); number += 1)
			name = `${preferredName}-${number}`;
		namesByAddress.set(addressKey(role), name);
		added.set(
			name,
			new Map([
				['sso_start_url', role.startUrl],
				['sso_region', role.ssoRegion],
				['sso_registration_scopes', ACCOUNT_ACCESS_SCOPE],
			]),
		);
		return name;
	};
	return { added, nameOf };
}

function changesFor(role: ForeignRole, ssoSession: string, current: Settings | undefined): ChangedSettings {
	const changes = new Map<string, string | undefined>([
		['sso_session', ssoSession],
		['sso_account_id', role.accountId],
		['sso_role_name', role.roleName],
	]);
	for (const [key, value] of role.more)
		if (current?.get(key) === undefined && isWritableValue(value)) changes.set(key, value);
	// The sso-session now has the start URL and the SSO region.
	for (const key of [...role.removed, 'sso_start_url', 'sso_region'])
		if (current?.has(key)) changes.set(key, undefined);
	return changes;
}

/** @param path the config file, for the reasons */
export function planMigration(profiles: readonly Foreign[], config: SharedConfig, path: string): Migration {
	const sessions = sessionsFor(config);
	const moved: MovedProfile[] = [];
	const refused: { name: string; reason: string }[] = [];
	const working: string[] = [];
	const chains: PlannedChain[] = [];
	for (const profile of profiles) {
		if (profile.kind === 'works') working.push(profile.name);
		else if (profile.kind === 'chain') chains.push(profile);
		else if (profile.kind === 'cannot') refused.push({ name: profile.name, reason: profile.reason });
		else {
			const reason = problemOf(profile.role);
			if (reason !== undefined) {
				refused.push({ name: profile.name, reason });
				continue;
			}
			const ssoSession = sessions.nameOf(profile.role);
			const settings = changesFor(profile.role, ssoSession, config.profiles.get(profile.name));
			const { accountId, roleName } = profile.role;
			moved.push({ name: profile.name, accountId, roleName, through: `sso-session ${ssoSession}`, settings });
		}
	}
	const others = new Map(moved.map(({ name, settings }) => [name, settings]));
	const ofChains = planChains(chains, { profiles: others, newSessions: sessions.added }, config, path);
	return {
		moved: [...moved, ...ofChains.moved],
		newSessions: sessions.added,
		working: [...working, ...ofChains.working],
		refused: [...refused, ...ofChains.refused],
	};
}

/**
 * Returns how a profile gets credentials without Identity Center, as the reason not to migrate it; undefined if it does
 * not.
 */
export function nonSsoReason(settings: Settings): string | undefined {
	if (assumesRole(settings)) return 'it assumes its role through another profile (role_arn)';
	if (settings.has('source_profile') && !settings.has('role_arn')) return 'it has source_profile but no role_arn';
	if (settings.has('mfa_serial') || settings.has('mfa_process')) return 'it signs in with MFA and long-term keys';
	if (settings.has('web_identity_token_file') || settings.has('web_identity_token_process'))
		return 'it signs in with a web identity';
	return settings.has('aws_access_key_id') ? 'it holds long-term keys' : undefined;
}

/** The outcome for a profile that stays as it is. */
export const cannotMigrate = (name: string, reason: string): Foreign => ({ name, kind: 'cannot', reason });
