/** Role credentials for a profile: from the AWS CLI's cache while they are fresh, else from Identity Center. */
import { serviceAddress } from '../core/endpoints.ts';
import { Failure } from '../core/failure.ts';
import {
	formatCacheEntry,
	isAlive,
	isFresh,
	parseCacheEntry,
	type RoleCredentials,
	roleCredentialsKey,
} from '../core/role-credentials.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import { formatDuration } from '../core/timestamp.ts';
import type { Context, LoadedConfig } from '../ports.ts';
import { accessTokenFor } from './access-token-for.ts';
import { refusedCredentials } from './refused-credentials.ts';

/**
 * Cached credentials with 15 minutes or more left are used as they are. With less they are replaced, but while they live they
 * still serve when AWS cannot be reached at the moment.
 * @throws Failure of `accessTokenFor` and `refusedCredentials`, `setting-invalid`, `services-not-found`, and those of the portal
 */
export async function credentialsFor(
	profile: SsoProfile,
	loaded: LoadedConfig,
	context: Context,
): Promise<RoleCredentials> {
	const parse = (entry: string) => parseCacheEntry(entry, profile.accountId);
	const text = context.roleCredentials.read(roleCredentialsKey(profile), (entry) => parse(entry) !== undefined);
	const cached = text === undefined ? undefined : parse(text);
	if (cached !== undefined && isFresh(cached, context.now())) return cached;
	try {
		return await fetchCredentials(profile, loaded, context);
	} catch (error) {
		const isPassing = error instanceof Failure && error.isPassing;
		if (!isPassing || cached === undefined || !isAlive(cached, context.now())) throw error;
		const left = formatDuration(cached.expiresAt - context.now());
		context.say(`${error.message}; using the cached credentials, which last ${left} more`);
		return cached;
	}
}

async function fetchCredentials(profile: SsoProfile, loaded: LoadedConfig, context: Context): Promise<RoleCredentials> {
	const address = serviceAddress('sso', loaded.config, profile.name, context.env, loaded.path);
	const token = accessTokenFor(profile, context);
	const portal = await context.portal(profile.ssoRegion, address);
	const { accountId, roleName } = profile;
	const answer = await portal.getRoleCredentials({ accessToken: token.accessToken, accountId, roleName });
	if (!answer.ok) throw await refusedCredentials(answer, profile, token, portal, loaded.path);
	await remember(profile, answer.value, context);
	return answer.value;
}

/** A cache that cannot be written costs a request next time, nothing more. */
async function remember(profile: SsoProfile, credentials: RoleCredentials, context: Context): Promise<void> {
	const key = roleCredentialsKey(profile);
	try {
		await context.roleCredentials.write(key, formatCacheEntry(credentials, profile.accountId));
	} catch {
		context.say(`warning: cannot write ${context.roleCredentials.path(key)}; the next run will ask AWS again`);
	}
}
