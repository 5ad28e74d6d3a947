/**
 * Formats and parses the note about a role that was given with --account and --role instead of a profile. For a role of
 * --role-arn, see given-chain.ts.
 */
import { isAccountId, isRegion, isRoleName } from '../aws/identifiers.ts';
import type { SharedConfig } from '../config/shared-config.ts';
import { type SsoProfile, sessionNamed } from '../profile/sso-profile.ts';
import { formatNote, parseNote } from '../text/note.ts';

export interface GivenRole {
	readonly ssoSession: string;
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
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
