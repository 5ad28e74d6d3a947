/** `ssoenv wait`: waits until a sign-in succeeds, in any terminal. */

import { signInName } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatCountdown, parseDuration } from '../../core/text/time.ts';
import { tokenIfSignedInUntil } from '../../flows/sign-in/cached-token.ts';
import { sessionFor } from '../../flows/sign-in/session-for.ts';
import type { Context } from '../../ports/context.ts';

interface WaitArguments {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly timeout: string | undefined;
}

/** How often to read the token file. */
const POLL_MS = 250;

export async function run(args: WaitArguments, context: Context): Promise<void> {
	const { timeout = '10m' } = args;
	const limit = parseDuration(timeout);
	if (limit === undefined) {
		throw failures.usage({
			problem: `--timeout is "${timeout}", expected a duration such as 90s, 10m or 2h`,
			command: 'wait',
		});
	}
	const { session, profile } = await sessionFor(
		{ profile: args.profile, ssoSession: args['sso-session'] },
		'wait',
		context,
	);
	const end = context.machine.now() + limit;
	const isSignedIn = () => tokenIfSignedInUntil(session, context.machine.now(), context) !== undefined;
	if (isSignedIn()) return;
	const { showWaiting } = await context.services.signIn();
	const name = signInName(session);
	const stopWaiting = showWaiting(
		() => `waiting for a sign-in to ${name}, ${formatCountdown(end - context.machine.now())} left`,
	);
	try {
		while (!isSignedIn()) {
			if (context.machine.now() >= end) throw failures.signInTimedOut({ session, profile });
			await context.machine.sleep(Math.min(POLL_MS, Math.max(end - context.machine.now(), 1)));
		}
	} finally {
		stopWaiting();
	}
	context.terminal.say(`signed in to ${name}`);
}
