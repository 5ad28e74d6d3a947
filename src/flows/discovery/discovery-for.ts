/** What commands do around a discovery: the sign-in that may be needed first, and what people are told of it. */

import { signInCommand } from '../../core/aws/sso-session.ts';
import type { Unreadable } from '../../core/discovery/assignments.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { signedInFor } from '../credentials/signed-in-credentials.ts';
import type { FoundSession } from '../sign-in/session-for.ts';
import type { DiscoverOptions } from './discover.ts';

interface Discovered {
	readonly discoveredAt: number;
	readonly unreadable: readonly Unreadable[];
}

/** @throws Failure of `work` and of `signIn` */
export async function discoveryFor<Result extends Discovered>(
	found: FoundSession,
	{ refresh }: { readonly refresh: boolean },
	work: (options: DiscoverOptions) => Promise<Result>,
	context: Context,
): Promise<Result> {
	const since = context.machine.now();
	const { profile, loaded } = found;
	const discovery = await signedInFor(found, undefined, () => work({ refresh, since, profile, loaded }), context);
	const { discoveredAt, unreadable } = discovery;
	if (discoveredAt < since) {
		const age = formatDuration(context.machine.now() - discoveredAt);
		context.terminal.say(`accounts and roles as of ${age} ago; to update them: ${refreshCommand(found)}`);
	}
	tellUnreadable(unreadable, context);
	return discovery;
}

/** The command that discovers anew, to paste. */
export const refreshCommand = ({ session, profile }: FoundSession): string =>
	signInCommand('accounts --refresh', session, profile);

/** More are only counted. */
const MOST_TOLD = 5;

function tellUnreadable(unreadable: readonly Unreadable[], context: Ports<'terminal'>): void {
	for (const { accountId, reason } of unreadable.slice(0, MOST_TOLD)) {
		context.terminal.say(`warning: cannot list the roles in account ${accountId}: ${reason}`);
	}
	const more = unreadable.length - MOST_TOLD;
	if (more > 0)
		context.terminal.say(`warning: cannot list the roles of ${more} more accounts; the next run tries again`);
}
