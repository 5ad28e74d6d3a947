/**
 * Runs a discovery for a command: offers a sign-in first if needed, and tells the person how old the result is and what
 * is missing.
 */

import { signInCommand } from '../../core/aws/sso-session.ts';
import type { Unreadable } from '../../core/discovery/assignments.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { signedInFor } from '../credentials/signed-in-credentials.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import type { SignInTarget } from '../sign-in/session-for.ts';
import type { DiscoverOptions } from './discover.ts';

interface Discovered {
	readonly discoveredAt: number;
	readonly unreadable: readonly Unreadable[];
}

/**
 * Returns the result of `work`.
 * @param choice how to sign in, if that is needed
 * @throws Failure of `work` and of `signIn`
 */
export async function discoveryFor<Result extends Discovered>(
	target: SignInTarget,
	{ refresh }: { readonly refresh: boolean },
	work: (options: DiscoverOptions) => Promise<Result>,
	context: Context,
	choice: LoginChoice = {},
): Promise<Result> {
	const since = context.machine.now();
	const { profile, loaded } = target;
	const discovery = await signedInFor(target, choice, () => work({ refresh, since, profile, loaded }), context);
	const { discoveredAt, unreadable } = discovery;
	if (discoveredAt < since) {
		const age = formatDuration(context.machine.now() - discoveredAt);
		context.terminal.say(`accounts and roles as of ${age} ago; to update them: ${refreshCommand(target)}`);
	}
	warnOfUnreadable(unreadable, context);
	return discovery;
}

/** Returns the command that discovers again. */
export const refreshCommand = ({ session, profile }: SignInTarget): string =>
	signInCommand('accounts --refresh', session, profile);

/** The most accounts listed; further ones are counted. */
const MOST_SHOWN = 5;

function warnOfUnreadable(unreadable: readonly Unreadable[], context: Ports<'terminal'>): void {
	for (const { accountId, reason } of unreadable.slice(0, MOST_SHOWN)) {
		context.terminal.say(`warning: cannot list the roles in account ${accountId}: ${reason}`);
	}
	const more = unreadable.length - MOST_SHOWN;
	if (more > 0)
		context.terminal.say(`warning: cannot list the roles of ${more} more accounts; the next run tries again`);
}
