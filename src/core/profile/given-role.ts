/**
 * Names a role that was given with --account and --role instead of a profile, and formats and parses the note about it.
 */
import { isAccountId, isRegion, isRoleName } from '../aws/identifiers.ts';
import { type SharedConfig, text } from '../config/shared-config.ts';
import { formatNote, parseNote } from '../text/note.ts';
import type { SsoProfile } from './sso-profile.ts';

export interface GivenRole {
	readonly ssoSession: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
}

type RoleIdentity = Pick<GivenRole, 'ssoSession' | 'accountId' | 'roleName'>;

const isSame = (profile: Pick<SsoProfile, 'ssoSession' | 'accountId' | 'roleName'>, role: RoleIdentity): boolean =>
	profile.ssoSession === role.ssoSession && profile.accountId === role.accountId && profile.roleName === role.roleName;

/**
 * Returns the name that `aws configure sso` would suggest, `ROLE-ACCOUNT`, with a number if a profile for another role
 * has that name.
 */
export function roleProfileName(role: RoleIdentity, config: SharedConfig): string {
	const name = `${role.roleName}-${role.accountId}`;
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? name : `${name}-${number}`;
		const settings = config.profiles.get(candidate);
		if (settings === undefined) return candidate;
		const [ssoSession, accountId, roleName] = ['sso_session', 'sso_account_id', 'sso_role_name'].map((key) =>
			text(settings, key),
		);
		if (isSame({ ssoSession, accountId: accountId ?? '', roleName: roleName ?? '' }, role)) return candidate;
	}
}

/** Returns the key of the note, by which `use -` and the renewal in the background find the role again. */
export const roleProfileKey = (name: string): string => `role ${name}`;

export const formatGiven = ({ ssoSession, accountId, roleName, region }: GivenRole): string =>
	formatNote({ ssoSession, accountId, roleName, region: region ?? null });

/** Parses a note; undefined if it is not about a role. */
export function parseGiven(note: string): GivenRole | undefined {
	const { ssoSession, accountId, roleName, region } = parseNote(note) ?? {};
	if (typeof ssoSession !== 'string' || typeof accountId !== 'string' || typeof roleName !== 'string') return undefined;
	if (!isAccountId(accountId) || !isRoleName(roleName)) return undefined;
	return {
		ssoSession,
		accountId,
		roleName,
		region: typeof region === 'string' && isRegion(region) ? region : undefined,
	};
}
