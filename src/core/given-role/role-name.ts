/** Names roles without a profile. */

import { type SharedConfig, text } from '../config/shared-config.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import type { GivenRole } from './given-role.ts';

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
