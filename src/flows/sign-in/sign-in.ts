/** Signing in: with the browser coming back to a loopback port where that can work, else with a code for any device. */

import { type SsoSession, signInName } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatSignedIn, type IssuedToken } from '../../core/sign-in/access-token.ts';
import type { ClientRegistration, SignInFlow } from '../../core/sign-in/client-registration.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { SignInPorts } from '../../ports/services.ts';
import { authorizeDevice } from './authorize-device.ts';
import { authorizeInBrowser } from './authorize-in-browser.ts';
import { refusalKey, roomForToken } from './cached-token.ts';
import { registerClient } from './register-client.ts';
import { type FoundSession, oidcOf } from './session-for.ts';

export interface SignInOptions {
	/** Device code is wanted, whatever could work. */
	readonly isDeviceCode: boolean;
	/** Nothing of an earlier sign-in is used: AWS may have forgotten its registration, which shows in the browser alone. */
	readonly isAfresh: boolean;
	/** False: tell the URL and open nothing. */
	readonly opensBrowser: boolean;
}

/**
 * Signs in and writes the token for everybody.
 * @throws Failure `sign-in-refused`, `sign-in-timed-out`, `sign-in-mismatch`, `start-url-invalid`, `request-refused`,
 * `token-unkeepable`, `file-unusable`, and those of the OIDC service
 */
export async function signIn(found: FoundSession, options: SignInOptions, context: Context): Promise<void> {
	const { session, loaded } = found;
	// The service refuses any other, in words that nobody would connect with the config file.
	if (!/^https:\/\/[^/]/i.test(session.startUrl)) throw failures.startUrlInvalid({ session, path: loaded.path });
	const room = await roomForToken(session, 'sign in', undefined, context);
	try {
		const { issued, client } = await authorize(found, options, context);
		room.commit(formatSignedIn(session, issued, client));
		context.files.notes.remove(context.files.notes.path(refusalKey(session)));
		context.terminal.say(`signed in to ${signInName(session)}; ${lasting(issued, context)}`);
	} finally {
		room.discard();
	}
}

interface Authorized {
	readonly issued: IssuedToken;
	readonly client: ClientRegistration;
}

async function authorize(found: FoundSession, options: SignInOptions, context: Context): Promise<Authorized> {
	const { session, profile } = found;
	const oidc = await oidcOf(found, context);
	const ports = await context.services.signIn();
	const flow = chooseFlow(session, options, ports, context);
	const client = await registerClient({ session, flow, isAfresh: options.isAfresh }, oidc, context);
	const attempt = { session, profile, client, oidc, ports, opensBrowser: options.opensBrowser };
	const way = flow === 'device-code' ? authorizeDevice : authorizeInBrowser;
	return { issued: await way(attempt, context), client };
}

function lasting(issued: IssuedToken, context: Ports<'machine'>): string {
	const left = formatDuration(issued.expiresAt - context.machine.now());
	return issued.refreshToken === undefined ? `valid for ${left}` : `valid for ${left}, then renewed automatically`;
}

/** Legacy profiles know only the device code. Where no browser can come back to this machine, it is chosen as well. */
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
