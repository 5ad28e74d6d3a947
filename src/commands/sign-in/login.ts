/** `ssoenv login`: signs in if needed, and says so if not. */
import { signInName } from '../../core/aws/sso-session.ts';
import { formatDuration } from '../../core/text/time.ts';
import { accessTokenIfSignedIn } from '../../flows/sign-in/access-token-for.ts';
import { sessionFor } from '../../flows/sign-in/session-for.ts';
import { differsFromCached, shareSignIn } from '../../flows/sign-in/share-sign-in.ts';
import type { Context } from '../../ports/context.ts';

interface LoginArguments {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly 'device-code': boolean;
	readonly 'no-browser': boolean;
	readonly force: boolean;
}

export async function run(args: LoginArguments, context: Context): Promise<void> {
	const target = await sessionFor({ profile: args.profile, ssoSession: args['sso-session'] }, 'login', context);
	const isNew = differsFromCached(target.session, context);
	const current = args.force ? undefined : await accessTokenIfSignedIn(target, context);
	const options = { isDeviceCode: args['device-code'], opensBrowser: !args['no-browser'], isAfresh: args.force };
	const sharing = { isOwn: args.force || args['device-code'], isNew, ownWords: '--force' };
	const token = current ?? (await shareSignIn(target, options, sharing, context));
	if (token === undefined) return;
	const left = formatDuration(token.expiresAt - context.machine.now());
	context.terminal.say(
		`already signed in to ${signInName(target.session)}; valid for ${left} (--force signs in again)`,
	);
}
