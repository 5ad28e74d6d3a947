/** New role credentials from Identity Center, for this process and all that come after it. Loaded only when the cache has none. */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { formatCacheEntry, type RoleCredentials, roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { formatRoleNote, roleNoteKey } from '../../core/credentials/role-note.ts';
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

/** Loads what `fetchCredentials` will need: nobody should have to wait for that at a lock. */
export async function prepareFetch(
	session: SsoSession,
	context: Ports<'files' | 'services' | 'machine'>,
): Promise<void> {
	await context.services.load('portal');
	if (isRefreshDue(session, context)) await context.services.load('oidc');
}

/** @throws Failure of `accessTokenFor` and `refusedCredentials`, `setting-invalid`, `services-not-found`, and those of the portal */
export async function fetchCredentials(
	profile: SsoProfile,
	loaded: LoadedConfig,
	context: Context,
): Promise<RoleCredentials> {
	const found = signInOf(profile, loaded);
	const isSignedOut = watchSignOut(profile, context);
	const token = await accessTokenFor(found, context);
	const portal = await portalOf(found, context);
	const first = await ask(portal, profile, token);
	// A token that looks alive may have been revoked while its session still goes on: one refresh tells.
	const other = !first.ok && first.status === 401 ? await replacementFor(found, token, context) : undefined;
	const answer = other === undefined ? first : await ask(portal, profile, other);
	if (answer.ok) {
		const isOver = () => isSignedOut() || hasNoToken(profile, context);
		await rememberUnless(isOver, profile, answer.value, context);
		return answer.value;
	}
	if (answer.status === 401) await noteRefusal(profile, other ?? token, 'token', context);
	throw await refusedCredentials(answer, profile, { found, token: other ?? token }, portal, context);
}

const ask = (portal: Portal, profile: SsoProfile, { accessToken }: AccessToken): Promise<Answer<RoleCredentials>> =>
	portal.getRoleCredentials({ accessToken, accountId: profile.accountId, roleName: profile.roleName });

/**
 * Looks before and after it writes: see sign-out-watch.ts. A cache that cannot be written costs a request next time, nothing more.
 * @throws Failure `sign-in-needed`
 */
async function rememberUnless(
	isOver: () => boolean,
	profile: SsoProfile,
	credentials: RoleCredentials,
	context: Ports<'terminal' | 'files'>,
): Promise<void> {
	const key = roleCredentialsKey(profile);
	if (isOver()) throw signedOutMeanwhile(profile, profile.name);
	await noteOwner(profile, context);
	try {
		await context.files.roleCredentials.write(key, formatCacheEntry(credentials, profile.accountId));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		context.terminal.say(`warning: ${error.message}; the next run will ask AWS again`);
	}
	if (!isOver()) return;
	context.files.roleCredentials.remove(context.files.roleCredentials.path(key));
	throw signedOutMeanwhile(profile, profile.name);
}

/** Before the entry is there: signing out has to know whose it is, though profile and session may be gone from the config by then. */
async function noteOwner(profile: SsoProfile, context: Ports<'files'>): Promise<void> {
	const [key, text] = [roleNoteKey(profile), formatRoleNote(profile)];
	if (context.files.notes.read(key, () => true) === text) return;
	try {
		await context.files.notes.write(key, text);
	} catch {
		// Then it goes with the first sign-out, of whatever session.
	}
}
