/** What the settings of other tools come to: which role each of their profiles stands for, and what becomes of it here. */

import { isAccountId, isRegion, isRoleName, isWritableName } from '../aws/identifiers.ts';
import { ACCOUNT_ACCESS_SCOPE } from '../aws/sso-session.ts';
import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { type ChangedSettings, isWritableValue, type NewSettings } from '../config-edit/edit.ts';

interface PortalAddress {
	readonly startUrl: string;
	readonly ssoRegion: string;
}

/** The role that a tool's profile stands for. */
interface ForeignRole extends PortalAddress {
	readonly accountId: string;
	readonly roleName: string;
	/** What the tool itself calls the sign-in. */
	readonly signInName: string | undefined;
	/** Settings that the profile gets, unless it has them: what it had through the tool. */
	readonly more: NewSettings;
	/** Keys that were for the tool alone. */
	readonly removed: readonly string[];
}

/** A profile of a tool. */
export type Foreign = { readonly name: string } & (
	| { readonly kind: 'role'; readonly role: ForeignRole }
	/** Every AWS tool understands it already. */
	| { readonly kind: 'works' }
	| { readonly kind: 'cannot'; readonly reason: string }
);

interface MovedProfile extends Pick<ForeignRole, 'accountId' | 'roleName'> {
	readonly name: string;
	readonly ssoSession: string;
	readonly settings: ChangedSettings;
}

export interface Migration {
	readonly moved: readonly MovedProfile[];
	readonly newSessions: ReadonlyMap<string, NewSettings>;
	readonly working: readonly string[];
	readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** True for a profile that the AWS CLI takes for one of Identity Center. */
export const isSsoComplete = (settings: Settings): boolean =>
	text(settings, 'sso_account_id') !== undefined &&
	text(settings, 'sso_role_name') !== undefined &&
	(text(settings, 'sso_session') ?? text(settings, 'sso_start_url')) !== undefined &&
	// Each of these goes before Identity Center.
	!settings.has('role_arn') &&
	!settings.has('web_identity_token_file');

/** What keeps a profile from being moved; undefined when nothing does. */
function problemOf({ accountId, roleName, startUrl, ssoRegion }: ForeignRole): string | undefined {
	if (!isAccountId(accountId)) return 'its account is no id of twelve digits';
	if (!isRoleName(roleName)) return 'its role has no name that AWS allows';
	if (!/^https:\/\/[^\s]+$/.test(startUrl) || !isWritableValue(startUrl)) return 'its start URL is not an https URL';
	return isRegion(ssoRegion) ? undefined : 'the region of its Identity Center is not known';
}

/** The portal is the same whether or not its address ends with `/` or `/#/`. */
const addressKey = ({ startUrl, ssoRegion }: PortalAddress): string =>
	`${startUrl.replace(/[#/]+$/, '').toLowerCase()} ${ssoRegion}`;

/** First word of the host: the alias of the portal. */
const hostWord = (startUrl: string): string => /^https:\/\/([a-z\d-]+)/i.exec(startUrl)?.[1] ?? 'sso';

/** Finds the sso-session of a sign-in, or makes one. */
function sessionsFor(config: SharedConfig) {
	const known = new Map<string, string>();
	for (const [name, settings] of config.ssoSessions) {
		const address = { startUrl: text(settings, 'sso_start_url') ?? '', ssoRegion: text(settings, 'sso_region') ?? '' };
		if (isWritableValue(name) && !known.has(addressKey(address))) known.set(addressKey(address), name);
	}
	const added = new Map<string, NewSettings>();
	const nameOf = (role: ForeignRole): string => {
		const existing = known.get(addressKey(role));
		if (existing !== undefined) return existing;
		const { signInName } = role;
		const wished = signInName !== undefined && isWritableName(signInName) ? signInName : hostWord(role.startUrl);
		let name = wished;
		for (let number = 2; config.ssoSessions.has(name) || added.has(name); number += 1) name = `${wished}-${number}`;
		known.set(addressKey(role), name);
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

function changesFor(role: ForeignRole, ssoSession: string, own: Settings | undefined): ChangedSettings {
	const changes = new Map<string, string | undefined>([
		['sso_session', ssoSession],
		['sso_account_id', role.accountId],
		['sso_role_name', role.roleName],
	]);
	for (const [key, value] of role.more)
		if (own?.get(key) === undefined && isWritableValue(value)) changes.set(key, value);
	// The session has them.
	for (const key of [...role.removed, 'sso_start_url', 'sso_region']) if (own?.has(key)) changes.set(key, undefined);
	return changes;
}

export function planMigration(found: readonly Foreign[], config: SharedConfig): Migration {
	const sessions = sessionsFor(config);
	const moved: MovedProfile[] = [];
	const refused: { name: string; reason: string }[] = [];
	const working: string[] = [];
	for (const one of found) {
		if (one.kind === 'works') working.push(one.name);
		else if (one.kind === 'cannot') refused.push({ name: one.name, reason: one.reason });
		else {
			const reason = problemOf(one.role);
			if (reason !== undefined) {
				refused.push({ name: one.name, reason });
				continue;
			}
			const ssoSession = sessions.nameOf(one.role);
			const settings = changesFor(one.role, ssoSession, config.profiles.get(one.name));
			const { accountId, roleName } = one.role;
			moved.push({ name: one.name, accountId, roleName, ssoSession, settings });
		}
	}
	return { moved, newSessions: sessions.added, working, refused };
}
