/** Ends what a token file stands for: AWS is told, and the file goes with everything that killed writers left beside it. */

import { tokenKey } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { type AccessToken, parseTokenFile } from '../../core/sign-in/access-token.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { FolderFile, Remains } from '../../ports/files.ts';
import type { Portal } from '../../ports/services.ts';
import { readAccessToken, refusalKey } from './cached-token.ts';
import { remainsOf } from './forget-roles.ts';
import { type FoundSession, portalOf } from './session-for.ts';
import { markSignOut } from './sign-out-watch.ts';

/** How far a sign-out has come. */
export interface Ending {
	/** False when there was no token file at all. */
	readonly hadToken: boolean;
	/** Of each token whether AWS was told. */
	readonly told: readonly boolean[];
	readonly left: readonly Remains[];
}

/** Ends the sign-in of a session; what it brought is still to go. To be done under the lock of its refresh. */
export async function endSignIn(found: FoundSession, context: Context): Promise<Ending> {
	const { session } = found;
	const {
		files: { accessTokens },
	} = context;
	const own = accessTokens.path(tokenKey(session));
	const left: Remains[] = [];
	const all = await accessTokens.files((problem) => left.push(problem));
	const files = all.filter((file) => file.entry === own && (file.path === own || !isReserved(file)));
	const told: boolean[] = [];
	for (const token of tokensOf(found, files, context)) {
		// The token says better than the config file where it was issued.
		const at = { ...found, session: { ...session, ssoRegion: token.region ?? session.ssoRegion } };
		told.push(await tellAws(token, () => portalOf(at, context), context));
	}
	// By its name as well: there may be no looking through the folder.
	const removals = [own, ...files.map(({ path }) => path).filter((path) => path !== own)].map(accessTokens.remove);
	const hadToken = removals.some((removal) => removal !== 'absent');
	if (hadToken) await markSignOut(session, context);
	if (hadToken && told.length === 0) {
		context.terminal.say(`warning: cannot read a token from ${own}, so no token was revoked at AWS`);
	}
	context.files.notes.remove(context.files.notes.path(refusalKey(session)));
	return { hadToken, told, left: [...left, ...remainsOf(removals)] };
}

/** Room that a sign-in has taken for the token to come, while it waits for the browser: there is nothing in it. */
const isReserved = ({ text }: FolderFile): boolean => /^\0*$/.test(text() ?? '');

/** Its token, and those of writers that did not get to put theirs into its place. */
function tokensOf(
	{ session }: FoundSession,
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
 * False when AWS was not told, which keeps nobody from signing out here. A token that AWS no longer knows is as good as signed out.
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
		context.terminal.say(`warning: ${error.message}; the token was not revoked at AWS and is valid until ${until}`);
		return false;
	}
}
