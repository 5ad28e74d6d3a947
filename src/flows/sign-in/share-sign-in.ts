/** One sign-in for all who need it: while a process is at it, the others wait for it and share what comes of it. */

import { loginCommand, type SsoSession, signInName, tokenKey } from '../../core/aws/sso-session.ts';
import type { AccessToken } from '../../core/sign-in/access-token.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { readAccessToken, signedInUntil } from './cached-token.ts';
import type { FoundSession } from './session-for.ts';
import { type SignInOptions, signIn } from './sign-in.ts';

export interface Sharing {
	/** True: starts a sign-in of its own while another process is signing in, because the browser of that one may be closed by now. */
	readonly isOwn: boolean;
	/** Whether a token came from another sign-in in the meantime. */
	readonly isNew: (token: AccessToken) => boolean;
	/** What starts one of its own, where that is not the login command. */
	readonly ownWords?: string;
}

/** True for any token but the one that is there now. */
export function anotherThanNow(session: SsoSession, context: Ports<'files'>): Sharing['isNew'] {
	const now = readAccessToken(session, context);
	return ({ accessToken }) => !('token' in now) || now.token.accessToken !== accessToken;
}

/**
 * The token of another process's sign-in; undefined when this one signed in.
 * @throws Failure of `signIn`
 */
export async function shareSignIn(
	found: FoundSession,
	options: SignInOptions,
	{ isOwn, isNew, ownWords }: Sharing,
	context: Context,
): Promise<AccessToken | undefined> {
	const { session, profile } = found;
	const ready = () => {
		const token = isOwn ? undefined : signedInUntil(session, context.machine.now(), context);
		return token !== undefined && isNew(token) ? { token } : undefined;
	};
	const own = ownWords ?? `${loginCommand(session, profile)} --force`;
	const { token } = await context.machine.singleFlight<{ readonly token: AccessToken | undefined }>(
		`sign in ${tokenKey(session)}`,
		{
			ready,
			prepare: () => Promise.all([context.services.load('oidc'), context.services.load('signIn')]),
			work: async () => {
				await signIn(found, options, context);
				return { token: undefined };
			},
			waitingFor: (holder) =>
				`${holder} is signing in to ${signInName(session)}; waiting for it (to start your own sign-in: ${own})`,
			isImpatient: isOwn,
		},
	);
	return token;
}
