/** Runs one sign-in at a time: other processes that need it wait, and use its token. */

import { loginCommand, type SsoSession, signInName, tokenKey } from '../../core/aws/sso-session.ts';
import type { AccessToken } from '../../core/sign-in/access-token.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { readAccessToken, tokenIfSignedInUntil } from './cached-token.ts';
import type { SignInTarget } from './session-for.ts';
import { signIn } from './sign-in.ts';
import type { SignInOptions } from './sign-in-settings.ts';

export interface Sharing {
	/**
	 * Whether to start a sign-in even while another process is signing in, because that one's browser may be closed by
	 * now.
	 */
	readonly isOwn: boolean;
	/** Whether a token comes from a sign-in by another process in the meantime. */
	readonly isNew: (token: AccessToken) => boolean;
	/** What starts another sign-in, for the message. Default: the login command with `--force`. */
	readonly ownWords?: string;
}

/** Returns a function that is true for any token but the one cached now. */
export function differsFromCached(session: SsoSession, context: Ports<'files'>): Sharing['isNew'] {
	const cached = readAccessToken(session, context);
	return ({ accessToken }) => !('token' in cached) || cached.token.accessToken !== accessToken;
}

/**
 * Signs in, or waits for the sign-in of another process. Returns that process's token; undefined if this process signed
 * in.
 * @throws Failure of `signIn`
 */
export async function shareSignIn(
	target: SignInTarget,
	options: SignInOptions,
	{ isOwn, isNew, ownWords }: Sharing,
	context: Context,
): Promise<AccessToken | undefined> {
	const { session, profile } = target;
	const ready = () => {
		const token = isOwn ? undefined : tokenIfSignedInUntil(session, context.machine.now(), context);
		return token !== undefined && isNew(token) ? { token } : undefined;
	};
	const ownCommand = ownWords ?? `${loginCommand(session, profile)} --force`;
	const { token } = await context.machine.singleFlight<{ readonly token: AccessToken | undefined }>(
		`sign in ${tokenKey(session)}`,
		{
			ready,
			prepare: () => Promise.all([context.services.load('oidc'), context.services.load('signIn')]),
			work: async () => {
				await signIn(target, options, context);
				return { token: undefined };
			},
			waitingFor: (holder) =>
				`${holder} is signing in to ${signInName(session)}; waiting for it (to start your own sign-in: ${ownCommand})`,
			isImpatient: isOwn,
		},
	);
	return token;
}
