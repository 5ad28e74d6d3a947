/** Role credentials for a profile: from the AWS CLI's cache while they are fresh, else from Identity Center. */
import type { AccessToken } from '../core/access-token.ts';
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
import type { Answer, Context, LoadedConfig, Portal } from '../ports.ts';
import { accessTokenFor, replacementFor } from './access-token-for.ts';
import { noteRefusal } from './cached-token.ts';
import { refusedCredentials } from './refused-credentials.ts';
import { portalOf, sessionOf } from './session-for.ts';

/**
 * Cached credentials with 15 minutes or more left are used as they are. With less they are replaced, once for all processes,
 * but while they live they still serve when AWS cannot be reached at the moment.
 * @throws Failure of `accessTokenFor` and `refusedCredentials`, `setting-invalid`, `services-not-found`, and those of the portal
 */
export async function credentialsFor(
	profile: SsoProfile,
	loaded: LoadedConfig,
	context: Context,
): Promise<RoleCredentials> {
	const cached = cachedCredentials(profile, context);
	if (cached !== undefined && isFresh(cached, context.now())) return cached;
	try {
		return await context.alone(`role ${roleCredentialsKey(profile)}`, {
			ready: () => newerThan(cached, profile, context),
			work: () => fetchCredentials(profile, loaded, context),
		});
	} catch (error) {
		const isPassing = error instanceof Failure && error.isPassing;
		if (!isPassing || cached === undefined || !isAlive(cached, context.now())) throw error;
		const left = formatDuration(cached.expiresAt - context.now());
		context.say(`${error.message}; using the cached credentials, which last ${left} more`);
		return cached;
	}
}

/** What the cache holds for the profile, however old. */
export function cachedCredentials(profile: SsoProfile, context: Context): RoleCredentials | undefined {
	const parse = (entry: string) => parseCacheEntry(entry, profile.accountId);
	const text = context.roleCredentials.read(roleCredentialsKey(profile), (entry) => parse(entry) !== undefined);
	return text === undefined ? undefined : parse(text);
}

/** What another process has fetched in the meantime. Roles may be short-lived: what was just fetched need not be fresh. */
function newerThan(
	old: RoleCredentials | undefined,
	profile: SsoProfile,
	context: Context,
): RoleCredentials | undefined {
	const cached = cachedCredentials(profile, context);
	if (cached === undefined || !isAlive(cached, context.now())) return undefined;
	return isFresh(cached, context.now()) || cached.accessKeyId !== old?.accessKeyId ? cached : undefined;
}

async function fetchCredentials(profile: SsoProfile, loaded: LoadedConfig, context: Context): Promise<RoleCredentials> {
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
	throw await refusedCredentials(answer, profile, other ?? token, portal, loaded);
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
