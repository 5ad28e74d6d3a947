/** Signs in: with an authorization code if a browser can reach this machine, else with a device code. */

import { type SsoSession, signInName } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatSignedIn, type IssuedToken } from '../../core/sign-in/access-token.ts';
import type { ClientRegistration, SignInFlow } from '../../core/sign-in/client-registration.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { SignInPorts } from '../../ports/services.ts';
import { authorizeDevice } from './authorize-device.ts';
import { authorizeInBrowser } from './authorize-in-browser.ts';
import { awsStartUrlOf } from './aws-start-url.ts';
import { refusalKey, reserveToken } from './cached-token.ts';
import { forgetCallers } from './known-callers.ts';
import { registerClient } from './register-client.ts';
import { oidcOf, type SignInTarget } from './session-for.ts';

export interface SignInOptions {
	/** Uses a device code, even if a browser could open here. */
	readonly isDeviceCode: boolean;
	/** Registers a new client: AWS may not know the cached registration any more, and only the browser shows that. */
	readonly isAfresh: boolean;
	/** False: shows the URL and opens nothing. */
	readonly opensBrowser: boolean;
}

/**
 * Signs in and caches the token for all AWS tools.
 * @throws Failure `sign-in-refused`, `sign-in-timed-out`, `sign-in-mismatch`, `start-url-invalid`, `request-refused`,
 * `token-unkeepable`, `file-unusable`, and those of `awsStartUrlOf` and of the OIDC service
 */
export async function signIn(target: SignInTarget, options: SignInOptions, context: Context): Promise<void> {
	const { session, loaded } = target;
	// Check it here: the service refuses any other URL, but does not say why.
	if (!/^https:\/\/[^/]/i.test(session.startUrl)) throw failures.startUrlInvalid({ session, path: loaded.path });
	const portal = await awsStartUrlOf(target, context);
	const reserved = await reserveToken(session, 'sign in', undefined, context);
	try {
		const { issued, client } = await authorize(target, portal, options, context);
		reserved.commit(formatSignedIn(session, issued, client));
		context.files.notes.remove(context.files.notes.path(refusalKey(session)));
		forgetCallers(session, context);
		context.terminal.say(`signed in to ${signInName(session)}; ${lifetimeText(issued, context)}`);
	} finally {
		reserved.discard();
	}
}

interface Authorized {
	readonly issued: IssuedToken;
	readonly client: ClientRegistration;
}

/** @param portal the start URL that AWS knows */
async function authorize(
	target: SignInTarget,
	portal: string,
	options: SignInOptions,
	context: Context,
): Promise<Authorized> {
	const { session, profile } = target;
	const oidc = await oidcOf(target, context);
	const ports = await context.services.signIn();
	const flow = chooseFlow(session, options, ports, context);
	const client = await registerClient({ session, portal, flow, isAfresh: options.isAfresh }, oidc, context);
	const attempt = { session, portal, profile, client, oidc, ports, opensBrowser: options.opensBrowser };
	const authorizeBy = flow === 'device-code' ? authorizeDevice : authorizeInBrowser;
	return { issued: await authorizeBy(attempt, context), client };
}

function lifetimeText(issued: IssuedToken, context: Ports<'machine'>): string {
	const left = formatDuration(issued.expiresAt - context.machine.now());
	return issued.refreshToken === undefined ? `valid for ${left}` : `valid for ${left}, then renewed automatically`;
}

/** Chooses a device code if asked to, for the legacy form, and if no browser can open on this machine. */
function chooseFlow(
	session: SsoSession,
	options: SignInOptions,
	ports: SignInPorts,
	context: Ports<'terminal'>,
): SignInFlow {
	if (options.isDeviceCode || session.ssoSession === undefined) return 'device-code';
	const reason = ports.headlessReason();
	if (reason === undefined) return 'authorization-code';
	context.terminal.say(`signing in with a device code, because ${reason}`);
	return 'device-code';
}
