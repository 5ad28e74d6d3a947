/**
 * Gets role credentials for a profile: from the AWS CLI's cache while they are fresh, else from IAM Identity Center. For
 * a profile that assumes a role, see assumed-role.ts.
 */

import {
	areCredentialsAlive,
	areCredentialsFresh,
	endsAt,
	parseCacheEntry,
	type RoleCredentials,
	roleCredentialsKey,
} from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { isChained, type ServedProfile, settingsName } from '../../core/profile/role-chain.ts';
import type { SsoProfile } from '../../core/profile/sso-profile.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { byThisClock } from '../aws/noted-clock.ts';
import type { Attendance } from './chain-request.ts';
import { aloneIf, mayKeep } from './may-keep.ts';

/**
 * Returns the credentials of a profile.
 * @param attendance whether a person is there, for a profile that assumes a role; by default nobody is asked anything
 * @throws Failure of `signedInRole` and `assumedRole`
 */
export async function credentialsFor(
	profile: ServedProfile,
	loaded: LoadedConfig,
	context: Context,
	{ mfaCodes, isUnattended = false, asksAgain = false }: Attendance = {},
): Promise<RoleCredentials> {
	if (!isChained(profile)) return signedInRole(profile, loaded, context, { active: profile.name, asksAgain });
	const { assumedRole } = await import('./assumed-role.ts');
	const signedIn = (source: SsoProfile) =>
		signedInRole(source, loaded, context, { active: settingsName(profile), asksAgain });
	const request = { active: profile, loaded, mfaCodes: await mfaCodes?.(), isUnattended, asksAgain, signedIn };
	const { credentials } = await assumedRole(profile, request, context);
	await (await import('./note-chain.ts')).noteChain(profile, credentials, loaded, context);
	return credentials;
}

/**
 * Returns role credentials of Identity Center. Cached ones with 15 minutes or more left are used as they are. Others are
 * replaced, once for all processes; if AWS cannot be reached at the moment, they are used until they expire.
 * @param active the profile that was asked for, whose settings give the address of the services: the profile itself, or
 * one that assumes a role with its credentials
 * @throws Failure of `fetchCredentials`
 */
async function signedInRole(
	profile: SsoProfile,
	loaded: LoadedConfig,
	context: Context,
	{ active, asksAgain }: { readonly active: string; readonly asksAgain: boolean },
): Promise<RoleCredentials> {
	const cached = cachedCredentials(profile, context);
	const key = roleCredentialsKey(profile);
	if (cached !== undefined && areCredentialsFresh(cached, context.machine.now())) return cached;
	if (cached !== undefined && asksAgain && (await import('./short-lived.ts')).isInFirstHalf(cached, key, context)) {
		return cached;
	}
	const isKept = await mayKeep(profile, loaded, context);
	const fetchFor = { active, isKept };
	try {
		return await aloneIf(isKept, context)(`role ${key}`, {
			ready: () => newerCredentials(cached, profile, context),
			prepare: async () => (await import('./fetch-credentials.ts')).prepareFetch(profile, context),
			work: async () => (await import('./fetch-credentials.ts')).fetchCredentials(profile, loaded, context, fetchFor),
		});
	} catch (error) {
		const isPassing = error instanceof Failure && error.isPassing;
		if (!isPassing || cached === undefined || !areCredentialsAlive(cached, context.machine.now())) throw error;
		const left = formatDuration(endsAt(cached) - context.machine.now());
		context.terminal.say(`${error.message}; using the cached credentials, which expire in ${left}`);
		return cached;
	}
}

/**
 * Returns the cached credentials, expired or not; undefined if there are none, or if the clock has been set since they
 * were cached, because their expiry was computed by it.
 */
export function cachedCredentials(
	profile: SsoProfile,
	context: Ports<'files' | 'machine'>,
): RoleCredentials | undefined {
	const whole = new Map<string, RoleCredentials>();
	const text = context.files.roleCredentials.read(roleCredentialsKey(profile), (entry) => {
		const credentials = parseCacheEntry(entry, profile.accountId);
		if (credentials !== undefined) whole.set(entry, credentials);
		return credentials !== undefined;
	});
	const cached = text === undefined ? undefined : (whole.get(text) ?? parseCacheEntry(text, profile.accountId));
	return cached === undefined ? undefined : byThisClock(cached, context);
}

/**
 * Returns credentials that another process fetched in the meantime. They need not be fresh, because a role may allow
 * only short sessions.
 */
function newerCredentials(
	old: RoleCredentials | undefined,
	profile: SsoProfile,
	context: Ports<'files' | 'machine'>,
): RoleCredentials | undefined {
	const cached = cachedCredentials(profile, context);
	if (cached === undefined || !areCredentialsAlive(cached, context.machine.now())) return undefined;
	return areCredentialsFresh(cached, context.machine.now()) || cached.accessKeyId !== old?.accessKeyId
		? cached
		: undefined;
}
