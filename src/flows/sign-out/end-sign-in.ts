/**
 * Ends a sign-in: signs out at AWS and deletes the token file, with the temporary files that killed writers left beside
 * it.
 */

import { tokenKey } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { type AccessToken, parseTokenFile } from '../../core/sign-in/access-token.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { FolderFile, NotRemoved } from '../../ports/files.ts';
import type { Portal } from '../../ports/services.ts';
import { readAccessToken, refusalKey } from '../sign-in/cached-token.ts';
import { forgetCallers } from '../sign-in/known-callers.ts';
import { portalOf, type SignInTarget } from '../sign-in/session-for.ts';
import { markSignOut } from '../sign-in/sign-out-watch.ts';
import { remainsOf } from './forget-roles.ts';

/** The result of ending a sign-in. */
export interface Ending {
	/** False if there was no token file. */
	readonly hadToken: boolean;
	/** For each token, whether AWS signed it out. */
	readonly told: readonly boolean[];
	readonly left: readonly NotRemoved[];
}

/** Ends the sign-in of a session, but leaves its role credentials. Call it under the lock of the refresh. */
export async function endSignIn(target: SignInTarget, context: Context): Promise<Ending> {
	const { session } = target;
	const {
		files: { accessTokens },
	} = context;
	const tokenPath = accessTokens.path(tokenKey(session));
	const remains: NotRemoved[] = [];
	const all = await accessTokens.files((problem) => remains.push(problem));
	const files = all.filter((file) => file.entry === tokenPath && (file.path === tokenPath || !isReserved(file)));
	const told: boolean[] = [];
	for (const token of tokensOf(target, files, context)) {
		// Sign out in the region that issued the token: the config file may have another one by now.
		const issuer = { ...target, session: { ...session, ssoRegion: token.region ?? session.ssoRegion } };
		told.push(await tellAws(token, () => portalOf(issuer, context), context));
	}
	// Delete it by name, too: the folder may not be listable.
	const removals = [tokenPath, ...files.map(({ path }) => path).filter((path) => path !== tokenPath)].map(
		accessTokens.remove,
	);
	const hadToken = removals.some((removal) => removal !== 'absent');
	if (hadToken) await markSignOut(session, context);
	if (hadToken && told.length === 0) {
		context.terminal.say(`warning: cannot read a token from ${tokenPath}, so ssoenv could not ask AWS to revoke it`);
	}
	context.files.notes.remove(context.files.notes.path(refusalKey(session)));
	forgetCallers(session, context);
	return { hadToken, told, left: [...remains, ...remainsOf(removals)] };
}

/** Whether it is space that a running sign-in has reserved for its token. It holds only zero bytes. */
const isReserved = ({ text }: FolderFile): boolean => /^\0*$/.test(text() ?? '');

/** Returns the tokens in the cache and in the temporary files of killed writers. */
function tokensOf(
	{ session }: SignInTarget,
	files: readonly FolderFile[],
	context: Ports<'files'>,
): readonly AccessToken[] {
	const cached = readAccessToken(session, context);
	const tokens = new Map('token' in cached ? [[cached.token.accessToken, cached.token]] : []);
	for (const { text } of files) {
		const file = parseTokenFile(text() ?? '');
		if (file.kind === 'token') tokens.set(file.token.accessToken, file.token);
	}
	return [...tokens.values()];
}

/**
 * Signs a token out at AWS. Returns false if that failed, which does not stop the local sign-out. A refusal counts as
 * success, because then the token is invalid already.
 */
export async function tellAws(
	token: AccessToken,
	open: () => Promise<Portal>,
	context: Ports<'terminal'>,
): Promise<boolean> {
	try {
		const portal = await open();
		await portal.logout(token.accessToken);
		return true;
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		const until = formatTimestamp(token.expiresAt);
		context.terminal.say(`warning: ${error.message}; AWS has not revoked the token, which is valid until ${until}`);
		return false;
	}
}
