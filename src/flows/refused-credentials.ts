/** Why AWS refused to give role credentials, told apart as far as that can be known from here. */
import type { AccessToken } from '../core/access-token.ts';
import type { Failure } from '../core/failure.ts';
import { failures } from '../core/failures.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import { loginCommand } from '../core/sso-session.ts';
import { formatTimestamp } from '../core/timestamp.ts';
import type { Answer, Context, LoadedConfig, Portal } from '../ports.ts';
import { noteRefusal } from './cached-token.ts';
import { type FoundSession, sessionOf } from './session-for.ts';

type Refusal = Extract<Answer<unknown>, { ok: false }>;

/** The failure behind a 4xx answer to GetRoleCredentials; on 403 it asks which roles are assigned. */
export async function refusedCredentials(
	refusal: Refusal,
	profile: SsoProfile,
	token: AccessToken,
	portal: Portal,
	loaded: LoadedConfig,
): Promise<Failure> {
	const found = sessionOf(profile, loaded);
	if (refusal.status === 401) return refusedToken(refusal.endpoint, found, token);
	if (refusal.status === 403) return refusedRole(profile, token, portal);
	return failures.requestRefused({
		operation: 'GetRoleCredentials',
		endpoint: refusal.endpoint,
		answer: `${refusal.code} (${refusal.status})`,
		hint: `check sso_account_id = ${profile.accountId} and sso_role_name = ${profile.roleName} in ${loaded.path}`,
	});
}

/** The failure behind a 4xx answer to ListAccountRoles. */
export async function refusedListing(
	refusal: Refusal,
	accountId: string,
	found: FoundSession,
	token: AccessToken,
	context: Context,
): Promise<Failure> {
	if (refusal.status === 401) {
		await noteRefusal(found.session, token, 'token', context);
		return refusedToken(refusal.endpoint, found, token);
	}
	// An account without any assignment is refused as a whole.
	if (refusal.status === 403) return failures.noRoleAssigned({ accountId });
	const answer = `${refusal.code} (${refusal.status})`;
	const hint = `check --account ${accountId}`;
	return failures.requestRefused({ operation: 'ListAccountRoles', endpoint: refusal.endpoint, answer, hint });
}

/**
 * The service says the same on every 401. The token file tells whom the token was issued for, so a wrong sso_region or start
 * URL shows; without a difference only a sign-out or a revocation is left.
 */
export function refusedToken(
	endpoint: string,
	{ session, profile, loaded }: FoundSession,
	token: AccessToken,
): Failure {
	const section =
		session.ssoSession === undefined ? `[profile ${profile ?? 'NAME'}]` : `[sso-session ${session.ssoSession}]`;
	const login = loginCommand(session, profile);
	const refused = (because: string, hint: string) =>
		failures.accessTokenRefused({ session, profile, endpoint, because, hint });
	if (token.region !== undefined && token.region !== session.ssoRegion) {
		return refused(
			`it was issued in ${token.region}, but sso_region is ${session.ssoRegion}`,
			`set sso_region = ${token.region} in ${section} of ${loaded.path}, or sign in again: ${login}`,
		);
	}
	if (token.startUrl !== undefined && token.startUrl !== session.startUrl) {
		return refused(
			`it was issued for ${token.startUrl}, but sso_start_url is ${session.startUrl}`,
			`sign in again: ${login}`,
		);
	}
	const until = formatTimestamp(token.expiresAt);
	const region = token.region === undefined ? `, or sso_region ${session.ssoRegion} is not the right one` : '';
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
