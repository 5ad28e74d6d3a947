/** Signs in: with an authorization code if a browser can reach this machine, else with a device code. */

import { type SsoSession, signInName } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatSignedIn, type IssuedToken } from '../../core/sign-in/access-token.ts';
import type { ClientRegistration, SignInFlow } from '../../core/sign-in/client-registration.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { CallbackPort, SignInPorts } from '../../ports/sign-in.ts';
import { authorizeDevice } from './authorize-device.ts';
import { authorizeInBrowser, openCallback } from './authorize-in-browser.ts';
import { awsStartUrlOf } from './aws-start-url.ts';
import { refusalKey, reserveToken } from './cached-token.ts';
import { forgetCallers } from './known-callers.ts';
import { registerClient } from './register-client.ts';
import { oidcOf, type SignInTarget } from './session-for.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';
import { type SignInMethod, type SignInOptions, signInMethod } from './sign-in-settings.ts';

/**
 * Signs in and caches the token for all AWS tools.
 * @throws Failure `sign-in-refused`, `sign-in-timed-out`, `sign-in-mismatch`, `start-url-invalid`, `request-refused`,
 * `token-unkeepable`, `file-unusable`, `callback-port-unusable`, and those of `signInMethod`, `awsStartUrlOf` and the OIDC
 * service
 */
export async function signIn(target: SignInTarget, options: SignInOptions, context: Context): Promise<void> {
	const { session, loaded } = target;
	// Check it here: the service refuses any other URL, but does not say why.
	if (!/^https:\/\/[^/]/i.test(session.startUrl)) throw failures.startUrlInvalid({ session, path: loaded.path });
	const method = await signInMethod(target, options, context);
	const portal = await awsStartUrlOf(target, context);
	const reserved = await reserveToken(session, 'sign in', undefined, context);
	for (const warning of method.warnings) context.terminal.say(`warning: ${warning}`);
	try {
		const { issued, client } = await authorize(target, { portal, options, method }, context);
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

interface SignInPlan {
	/** The start URL that AWS knows. */
	readonly portal: string;
	readonly options: SignInOptions;
	readonly method: SignInMethod;
}

async function authorize(
	target: SignInTarget,
	{ portal, options, method }: SignInPlan,
	context: Context,
): Promise<Authorized> {
	const { session, profile } = target;
	const { isAfresh, opensBrowser, isDeviceCode } = options;
	const oidc = await oidcOf(target, context);
	const ports = await context.services.signIn();
	const { browser, callbackPort } = method;
	const flow = chooseFlow(session, method, ports, context);
	const register = () => registerClient({ session, portal, flow, isAfresh }, oidc, context);
	const attempt = { session, portal, profile, oidc, ports, opensBrowser, browser, isDeviceCode };
	if (flow === 'authorization-code') return authorizeByCode(attempt, callbackPort, register, context);
	const client = await register();
	return { issued: await authorizeDevice({ ...attempt, client }, context), client };
}

/** Opens the port before the client is registered: one that is taken must show before AWS is asked for anything. */
async function authorizeByCode(
	attempt: Omit<SignInAttempt, 'client'>,
	callbackPort: CallbackPort | undefined,
	register: () => Promise<ClientRegistration>,
	context: Context,
): Promise<Authorized> {
	const { ports, browser } = attempt;
	const callback = await openCallback(ports, callbackPort);
	const client = await register().catch(async (error: unknown) => {
		await callback.server.close('failed');
		throw error;
	});
	const opensBrowser = attempt.opensBrowser && ports.headlessReason(browser) === undefined;
	return { issued: await authorizeInBrowser({ ...attempt, client, opensBrowser }, callback, context), client };
}

function lifetimeText(issued: IssuedToken, context: Ports<'machine'>): string {
	const left = formatDuration(issued.expiresAt - context.machine.now());
	return issued.refreshToken === undefined ? `valid for ${left}` : `valid for ${left}, then renewed automatically`;
}

/**
 * Chooses a device code if asked to, for the legacy form, and if no browser can open on this machine. A person who fixes
 * the callback port has a browser that reaches it, such as through `ssh -L`.
 */
function chooseFlow(
	session: SsoSession,
	{ isDeviceCode, callbackPort, browser }: SignInMethod,
	ports: SignInPorts,
	context: Ports<'terminal'>,
): SignInFlow {
	if (isDeviceCode || session.ssoSession === undefined) return 'device-code';
	if (callbackPort !== undefined) return 'authorization-code';
	const reason = ports.headlessReason(browser);
	if (reason === undefined) return 'authorization-code';
	context.terminal.say(`signing in with a device code, because ${reason}`);
	return 'device-code';
}
