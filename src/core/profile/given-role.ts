/** A role that was given on the command line, with no profile for it: what it is called, and what is remembered of it. */
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

type Identity = Pick<GivenRole, 'ssoSession' | 'accountId' | 'roleName'>;

const isSame = (profile: Pick<SsoProfile, 'ssoSession' | 'accountId' | 'roleName'>, role: Identity): boolean =>
	profile.ssoSession === role.ssoSession && profile.accountId === role.accountId && profile.roleName === role.roleName;

/** As the AWS CLI would suggest for a profile: `ROLE-ACCOUNT`; with a number behind it where a profile for something else has that name. */
export function givenName(role: Identity, config: SharedConfig): string {
	const name = `${role.roleName}-${role.accountId}`;
	for (let number = 1; ; number += 1) {
		const candidate = number === 1 ? name : `${name}-${number}`;
		const own = config.profiles.get(candidate);
		if (own === undefined) return candidate;
		const [ssoSession, accountId, roleName] = ['sso_session', 'sso_account_id', 'sso_role_name'].map((key) =>
			text(own, key),
		);
		if (isSame({ ssoSession, accountId: accountId ?? '', roleName: roleName ?? '' }, role)) return candidate;
	}
}

/** The key of the note by which the name is understood again, for `use -` and the renewal in the background. */
export const givenKey = (name: string): string => `role ${name}`;

export const formatGiven = ({ ssoSession, accountId, roleName, region }: GivenRole): string =>
	formatNote({ ssoSession, accountId, roleName, region: region ?? null });

/** What a note says, or undefined when it is not one. */
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
