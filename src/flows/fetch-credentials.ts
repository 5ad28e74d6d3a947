/** New role credentials from Identity Center, for this process and all that come after it. Loaded only when the cache has none. */
import type { AccessToken } from '../core/access-token.ts';
import { formatCacheEntry, type RoleCredentials, roleCredentialsKey } from '../core/role-credentials.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import type { Answer, Context, LoadedConfig, Portal } from '../ports.ts';
import { accessTokenFor, replacementFor } from './access-token-for.ts';
import { noteRefusal } from './cached-token.ts';
import { refusedCredentials } from './refused-credentials.ts';
import { portalOf, sessionOf } from './session-for.ts';

/** @throws Failure of `accessTokenFor` and `refusedCredentials`, `setting-invalid`, `services-not-found`, and those of the portal */
export async function fetchCredentials(
	profile: SsoProfile,
	loaded: LoadedConfig,
	context: Context,
): Promise<RoleCredentials> {
	const found = sessionOf(profile, loaded);
	const token = await accessTokenFor(found, context);
	const portal = await portalOf(found, context);
	const first = await ask(portal, profile, token);
	// A token that looks alive may have been revoked while its session still goes on: one refresh tells.
	const other = !first.ok && first.status === 401 ? await replacementFor(found, token, context) : undefined;
	const answer = other === undefined ? first : await ask(portal, profile, other);
	if (answer.ok) {
		await remember(profile, answer.value, context);
		return answer.value;
	}
	if (answer.status === 401) await noteRefusal(profile, other ?? token, 'token', context);
	throw await refusedCredentials(answer, profile, { found, token: other ?? token }, portal, context);
}

const ask = (portal: Portal, profile: SsoProfile, { accessToken }: AccessToken): Promise<Answer<RoleCredentials>> =>
	portal.getRoleCredentials({ accessToken, accountId: profile.accountId, roleName: profile.roleName });

/** A cache that cannot be written costs a request next time, nothing more. */
async function remember(profile: SsoProfile, credentials: RoleCredentials, context: Context): Promise<void> {
	const key = roleCredentialsKey(profile);
	try {
		await context.roleCredentials.write(key, formatCacheEntry(credentials, profile.accountId));
	} catch {
		context.say(`warning: cannot write ${context.roleCredentials.path(key)}; the next run will ask AWS again`);
	}
}
