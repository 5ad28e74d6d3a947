/**
 * Fetches role credentials from IAM Identity Center and caches them for all processes. Loaded only if the cache has
 * none.
 */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { formatRoleNote, roleNoteKey } from '../../core/credentials/cache-entry-origin.ts';
import { formatCacheEntry, type RoleCredentials, roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { SsoProfile } from '../../core/profile/sso-profile.ts';
import type { AccessToken } from '../../core/sign-in/access-token.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { Answer, Portal } from '../../ports/services.ts';
import { accessTokenFor, isRefreshDue, replacementFor } from '../sign-in/access-token-for.ts';
import { noteRefusal } from '../sign-in/cached-token.ts';
import { portalOf, signInOf } from '../sign-in/session-for.ts';
import { hasNoToken, signedOutMeanwhile, watchSignOut } from '../sign-in/sign-out-watch.ts';
import { refusedCredentials } from './refused-credentials.ts';

/** Loads code that `fetchCredentials` will need, so that no process waits at its lock while it loads. */
export async function prepareFetch(
	session: SsoSession,
	context: Ports<'files' | 'services' | 'machine'>,
): Promise<void> {
	await context.services.load('portal');
	if (isRefreshDue(session, context)) await context.services.load('oidc');
}

/** What credentials are fetched for. */
interface Fetching {
	/** The profile whose settings give the address of the services. */
	readonly active: string;
	readonly isKept: boolean;
}

/**
 * Fetches role credentials, and refreshes the access token if needed.
 * @throws Failure of `accessTokenFor` and `refusedCredentials`, `setting-invalid`, `services-not-found`, and those of
 * the portal
 */
export async function fetchCredentials(
	profile: SsoProfile,
	loaded: LoadedConfig,
	context: Context,
	{ active, isKept }: Fetching,
): Promise<RoleCredentials> {
	const target = signInOf(profile, loaded, active);
	const isSignedOut = watchSignOut(profile, context);
	const token = await accessTokenFor(target, context);
	const portal = await portalOf(target, context);
	const first = await requestCredentials(portal, profile, token);
	// The token may have been revoked while its session goes on: a refresh shows that.
	const replacement = !first.ok && first.status === 401 ? await replacementFor(target, token, context) : undefined;
	const answer = replacement === undefined ? first : await requestCredentials(portal, profile, replacement);
	if (answer.ok) {
		const hasEnded = () => isSignedOut() || hasNoToken(profile, context);
		await cacheUnless(hasEnded, profile, isKept ? answer.value : undefined, context);
		return answer.value;
	}
	if (answer.status === 401) await noteRefusal(profile, replacement ?? token, 'token', context);
	throw await refusedCredentials(answer, profile, { target, token: replacement ?? token }, portal, context);
}

const requestCredentials = (
	portal: Portal,
	profile: SsoProfile,
	{ accessToken }: AccessToken,
): Promise<Answer<RoleCredentials>> =>
	portal.getRoleCredentials({ accessToken, accountId: profile.accountId, roleName: profile.roleName });

/**
 * Caches the credentials unless the person signed out, and checks that before and after the write: see
 * sign-out-watch.ts. A failed write only means that the next run asks AWS again.
 * @param credentials undefined if they may not be kept
 * @throws Failure `sign-in-needed`
 */
async function cacheUnless(
	hasEnded: () => boolean,
	profile: SsoProfile,
	credentials: RoleCredentials | undefined,
	context: Ports<'terminal' | 'files'>,
): Promise<void> {
	const key = roleCredentialsKey(profile);
	if (hasEnded()) throw signedOutMeanwhile(profile, profile.name);
	if (credentials === undefined) return;
	await noteOwner(profile, context);
	try {
		await context.files.roleCredentials.write(key, formatCacheEntry(credentials, profile.accountId));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		context.terminal.say(`warning: ${error.message}; the next run will ask AWS again`);
	}
	if (!hasEnded()) return;
	context.files.roleCredentials.remove(context.files.roleCredentials.path(key));
	throw signedOutMeanwhile(profile, profile.name);
}

/**
 * Notes which sign-in the credentials belong to, before they are cached: signing out must know, even if the profile or
 * the session is gone from the config file by then.
 */
async function noteOwner(profile: SsoProfile, context: Ports<'files'>): Promise<void> {
	const [key, text] = [roleNoteKey(profile), formatRoleNote(profile)];
	if (context.files.notes.read(key, () => true) === text) return;
	try {
		await context.files.notes.write(key, text);
	} catch {
		// Without the note the credentials are deleted at the next sign-out, of any session.
	}
}
