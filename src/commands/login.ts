/** `ssoenv login`: signs in where that is needed, and says so where it is not. */
import { signInName } from '../core/sso-session.ts';
import { formatDuration } from '../core/timestamp.ts';
import { accessTokenIfSignedIn } from '../flows/access-token-for.ts';
import { sessionFor } from '../flows/session-for.ts';
import { signIn } from '../flows/sign-in.ts';
import type { Context } from '../ports.ts';

interface LoginArguments {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly 'device-code': boolean;
	readonly 'no-browser': boolean;
	readonly force: boolean;
}

export async function run(args: LoginArguments, context: Context): Promise<void> {
	const found = sessionFor({ profile: args.profile, ssoSession: args['sso-session'] }, 'login', context);
	const token = args.force ? undefined : await accessTokenIfSignedIn(found, context);
	if (token === undefined) {
		const options = { isDeviceCode: args['device-code'], opensBrowser: !args['no-browser'], isAfresh: args.force };
		await signIn(found, options, context);
		return;
	}
	const left = formatDuration(token.expiresAt - context.now());
	context.say(`already signed in to ${signInName(found.session)}; good for ${left} (--force signs in afresh)`);
}
