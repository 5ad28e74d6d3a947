/**
 * Signs in with a device code (RFC 8628): the person confirms it in a browser on any device, while ssoenv polls for the
 * token.
 */

import { signInName } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import type { IssuedToken } from '../../core/sign-in/access-token.ts';
import { type DeviceAuthorization, SLOW_DOWN_MS } from '../../core/sign-in/device-authorization.ts';
import { formatCountdown } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { Answer, RefusedAnswer } from '../../ports/services.ts';
import { createTokenRefused, refusedSignIn, type SignInAttempt, signInFacts } from './sign-in-attempt.ts';
import { showWaitingLine } from './waiting-line.ts';

type Ask = () => Promise<Answer<IssuedToken>>;

/** Returns the tokens. @throws Failure `sign-in-refused`, `sign-in-timed-out`, and those of the OIDC service */
export async function authorizeDevice(
	attempt: SignInAttempt,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<IssuedToken> {
	const { portal, client, oidc } = attempt;
	const { clientId, clientSecret } = client;
	const started = await oidc.startDeviceAuthorization({ clientId, clientSecret, startUrl: portal });
	if (!started.ok) throw refusedStart(attempt, started, context);
	const { deviceCode } = started.value;
	const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
	const ask = () => oidc.createToken({ clientId, clientSecret, grantType, deviceCode });
	// Ask once before showing the code: a client that is approved already gets its token at once.
	const first = await askIfReachable(ask);
	if (first?.ok === true) return first.value;
	showCode(attempt, started.value, context);
	const opened = openPage(attempt, started.value);
	return poll(attempt, started.value, { first, ask, opened }, context);
}

const CONFIG_ERRORS = new Set(['InvalidRequestException', 'InvalidRequestRegionException', 'InvalidScopeException']);

function refusedStart(attempt: SignInAttempt, refusal: RefusedAnswer, context: Ports<'files'>): Failure {
	const isConfigError = CONFIG_ERRORS.has(refusal.code);
	if (isConfigError) return refusedSignIn(refusal, 'StartDeviceAuthorization', attempt.session);
	return createTokenRefused(attempt, refusal.code, context);
}

/**
 * Shows the URL and the code. The person compares the code with the one in the browser, which guards against remote
 * phishing: RFC 8628 section 5.4.
 */
function showCode({ session, ports }: SignInAttempt, device: DeviceAuthorization, context: Ports<'terminal'>): void {
	context.terminal.say(`to sign in to ${signInName(session)}, open this URL in any browser:`);
	context.terminal.stderr(`\n  ${device.verificationUri}\n\n`);
	context.terminal.say(`then confirm the code ${device.userCode}, or open this URL, which contains the code:`);
	context.terminal.stderr(`\n  ${device.verificationUriComplete}\n\n`);
	const lines = context.terminal.stderrIsTerminal() ? ports.qrCode(device.verificationUriComplete) : [];
	if (lines.length > 0) context.terminal.stderr(`${lines.join('\n')}\n\n`);
}

const openPage = ({ ports, opensBrowser, browser }: SignInAttempt, device: DeviceAuthorization) =>
	opensBrowser && ports.headlessReason(browser) === undefined
		? ports.openBrowser(device.verificationUriComplete, browser)
		: undefined;

interface Polling {
	/** The answer to the first poll. */
	readonly first: Answer<IssuedToken> | undefined;
	readonly ask: Ask;
	readonly opened: ReturnType<typeof openPage>;
}

/**
 * Polls until the person has decided or the code expires. Each `slow_down` lengthens the pause for good: RFC 8628
 * section 3.5.
 */
async function poll(
	attempt: SignInAttempt,
	device: DeviceAuthorization,
	{ first, ask, opened }: Polling,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<IssuedToken> {
	const { ports } = attempt;
	const end = context.machine.now() + device.expiresInMs;
	const left = () => formatCountdown(end - context.machine.now());
	const text = () => `waiting for you to confirm ${device.userCode}, ${left()} left`;
	const stopWaiting = showWaitingLine(text, opened, ports, context);
	try {
		let pauseMs = device.intervalMs;
		for (let answer = first; ; answer = await askIfReachable(ask)) {
			if (answer?.ok === true) return answer.value;
			if (answer?.code === 'SlowDownException') pauseMs += SLOW_DOWN_MS;
			else if (answer !== undefined && answer.code !== 'AuthorizationPendingException') {
				throw createTokenRefused(attempt, answer.code, context);
			}
			if (context.machine.now() + pauseMs > end) throw failures.signInTimedOut(signInFacts(attempt));
			await context.machine.sleep(pauseMs);
		}
	} finally {
		stopWaiting();
	}
}

/**
 * Returns undefined if AWS cannot be reached at the moment: polling goes on, because the person may still be signing
 * in.
 */
async function askIfReachable(ask: Ask): Promise<Answer<IssuedToken> | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof Failure && error.isPassing) return undefined;
		throw error;
	}
}
