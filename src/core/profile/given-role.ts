/**
 * Names a role that was given with --account and --role instead of a profile, and formats and parses the note about it.
 * For a role of --role-arn, see given-chain.ts.
 */
import { isAccountId, isRegion, isRoleName } from '../aws/identifiers.ts';
import { type SharedConfig, text } from '../config/shared-config.ts';
import { formatNote, parseNote } from '../text/note.ts';
import { type SsoProfile, sessionNamed } from './sso-profile.ts';

export interface GivenRole {
	readonly ssoSession: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
}

type RoleIdentity = Pick<GivenRole, 'ssoSession' | 'accountId' | 'roleName'>;

const isSame = (profile: Pick<SsoProfile, 'ssoSession' | 'accountId' | 'roleName'>, role: RoleIdentity): boolean =>
	profile.ssoSession === role.ssoSession && profile.accountId === role.accountId && profile.roleName === role.roleName;

/** Returns the first of `base`, `base-2`, `base-3` … that is fit. */
export function numberedName(base: string, isFit: (name: string) => boolean): string {
	for (let number = 1; ; number += 1) {
		const name = number === 1 ? base : `${base}-${number}`;
		if (isFit(name)) return name;
	}
}

/**
 * Returns the name that `aws configure sso` would suggest, `ROLE-ACCOUNT`, with a number if it is the name of a profile
 * for another role.
 * @param isTaken returns true for a name that no profile has, but that stands for another role
 */
export function roleProfileName(role: RoleIdentity, config: SharedConfig, isTaken: (name: string) => boolean): string {
	return numberedName(`${role.roleName}-${role.accountId}`, (name) => {
		const settings = config.profiles.get(name);
		if (settings === undefined) return !isTaken(name);
		const [ssoSession, accountId, roleName] = ['sso_session', 'sso_account_id', 'sso_role_name'].map((key) =>
			text(settings, key),
		);
		return isSame({ ssoSession, accountId: accountId ?? '', roleName: roleName ?? '' }, role);
	});
}

/** Returns the key of the note, by which `use -` and the renewal in the background find the role again. */
export const roleProfileKey = (name: string): string => `role ${name}`;

export const formatGiven = ({ ssoSession, accountId, roleName, region }: GivenRole): string =>
	formatNote({ ssoSession, accountId, roleName, region: region ?? null });

/** Parses a note; undefined if it is not about a role of an account. */
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

/**
 * Returns what serves the role; undefined if its sso-session is gone.
 * @throws Failure of `sessionNamed`
 */
export function roleOfAccount(
	name: string,
	{ ssoSession, accountId, roleName, region }: GivenRole,
	config: SharedConfig,
	path: string,
): SsoProfile | undefined {
	if (!config.ssoSessions.has(ssoSession)) return undefined;
	return { ...sessionNamed(config, ssoSession, path), name, accountId, roleName, region };
}
