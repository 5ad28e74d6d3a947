/** `ssoenv logout`: ends one sign-in, or all of them. */

import { signInName, tokenKey } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { type SignInTarget, sessionFor } from '../../flows/sign-in/session-for.ts';
import { forgetAllRoles, signOut, signOutEverywhere } from '../../flows/sign-out/sign-out.ts';
import type { Context, Ports } from '../../ports/context.ts';

interface LogoutArguments {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly all: boolean;
}

export async function run(args: LogoutArguments, context: Context): Promise<void> {
	if (args.all && (args.profile !== undefined || args['sso-session'] !== undefined)) {
		throw failures.usage({ problem: '--all cannot be used with PROFILE or --sso-session', command: 'logout' });
	}
	context.terminal.say(args.all ? await signOutOfAll(context) : await signOutOfOne(args, context));
	const active = context.machine.env.SSOENV_PROFILE;
	if (active !== undefined) {
		context.terminal.say(
			`the credentials of ${active} stay in this shell until they expire; to remove them: ssoenv off`,
		);
	}
}

async function signOutOfAll(context: Context): Promise<string> {
	const count = await signOutEverywhere(context.files.loadConfig(), context);
	return count === 0 ? 'you were not signed in' : `signed out of ${count === 1 ? 'one session' : `${count} sessions`}`;
}

async function signOutOfOne(args: LogoutArguments, context: Context): Promise<string> {
	const { profile, 'sso-session': ssoSession } = args;
	const isNamed = profile !== undefined || ssoSession !== undefined;
	const target = isNamed
		? await sessionFor({ profile, ssoSession }, 'logout', context)
		: await signedInSession(context);
	if (target === undefined) {
		await forgetAllRoles(context.files.loadConfig(), context);
		return 'you were not signed in';
	}
	const name = signInName(target.session);
	return (await signOut(target, context)) ? `signed out of ${name}` : `you were not signed in to ${name}`;
}

/** Returns the sign-in with a token file. If there are several, asks the person to choose. */
async function signedInSession(context: Ports<'terminal' | 'files'>): Promise<SignInTarget | undefined> {
	const loaded = context.files.loadConfig();
	const files = await context.files.accessTokens.files((problem) => {
		throw failures.fileUnusable(problem);
	});
	const tokenPaths = new Set(files.map(({ entry }) => entry));
	const sessions = configuredSessions(loaded.config, loaded.path)
		.filter(({ session }) => tokenPaths.has(context.files.accessTokens.path(tokenKey(session))))
		.map(({ session, profiles }) => ({ session, profile: profiles[0], loaded }));
	if (sessions.length <= 1) return sessions[0];
	if (!context.terminal.stdinIsTerminal() || !context.terminal.stderrIsTerminal()) {
		throw failures.ssoSessionAmbiguous({ command: 'logout', sessions });
	}
	const names = sessions.map(({ session }) => signInName(session));
	const chosen = await context.terminal.choose('sign out of', names);
	return sessions[names.indexOf(chosen)];
}
