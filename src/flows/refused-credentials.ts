/** Why AWS refused to give role credentials, told apart as far as that can be known from here. */
import type { AccessToken } from '../core/access-token.ts';
import type { Failure } from '../core/failure.ts';
import { failures } from '../core/failures.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import { loginCommand } from '../core/sso-session.ts';
import { formatTimestamp } from '../core/timestamp.ts';
import type { Answer, Portal } from '../ports.ts';

type Refusal = Extract<Answer<unknown>, { ok: false }>;

/** The failure behind a 4xx answer to GetRoleCredentials; on 403 it asks which roles are assigned. */
export async function refusedCredentials(
	refusal: Refusal,
	profile: SsoProfile,
	token: AccessToken,
	portal: Portal,
	path: string,
): Promise<Failure> {
	if (refusal.status === 401) return refusedToken(refusal, profile, token, path);
	if (refusal.status === 403) return refusedRole(profile, token, portal);
	return failures.requestRefused({
		operation: 'GetRoleCredentials',
		endpoint: refusal.endpoint,
		answer: `${refusal.code} (${refusal.status})`,
		hint: `check sso_account_id = ${profile.accountId} and sso_role_name = ${profile.roleName} in ${path}`,
	});
}

/**
 * The service says the same on every 401. The token file tells whom the token was issued for, so a wrong sso_region or start
 * URL shows; without a difference only a sign-out or a revocation is left.
 */
function refusedToken(refusal: Refusal, profile: SsoProfile, token: AccessToken, path: string): Failure {
	const section =
		profile.ssoSession === undefined ? `[profile ${profile.name}]` : `[sso-session ${profile.ssoSession}]`;
	const login = loginCommand(profile, profile.name);
	const refused = (because: string, hint: string) =>
		failures.accessTokenRefused({ session: profile, profile: profile.name, endpoint: refusal.endpoint, because, hint });
	if (token.region !== undefined && token.region !== profile.ssoRegion) {
		return refused(
			`it was issued in ${token.region}, but sso_region is ${profile.ssoRegion}`,
			`set sso_region = ${token.region} in ${section} of ${path}, or sign in again: ${login}`,
		);
	}
	if (token.startUrl !== undefined && token.startUrl !== profile.startUrl) {
		return refused(
			`it was issued for ${token.startUrl}, but sso_start_url is ${profile.startUrl}`,
			`sign in again: ${login}`,
		);
	}
	const until = formatTimestamp(token.expiresAt);
	const region = token.region === undefined ? `, or sso_region ${profile.ssoRegion} is not the right one` : '';
	return refused(`it should last until ${until}, so it was signed out or revoked${region}`, login);
}

async function refusedRole(profile: SsoProfile, token: AccessToken, portal: Portal): Promise<Failure> {
	const { accountId, roleName } = profile;
	let assigned: readonly string[] | undefined;
	try {
		const answer = await portal.listAccountRoles({ accessToken: token.accessToken, accountId });
		// An account without any assignment is refused as a whole.
		assigned = answer.ok ? answer.value : answer.status === 403 ? [] : undefined;
	} catch {
		// The list only serves the hint; the refusal itself is what counts.
	}
	return failures.roleNotAssigned({ roleName, accountId, assigned });
}
