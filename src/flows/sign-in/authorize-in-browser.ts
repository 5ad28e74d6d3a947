/**
 * Signs in with an authorization code and PKCE: the browser returns the code to a loopback port, and ssoenv exchanges
 * it for tokens.
 */

import { signInName } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import type { IssuedToken } from '../../core/sign-in/access-token.ts';
import { authorizeQuery, type CallbackOutcome } from '../../core/sign-in/authorization-code.ts';
import { DEFAULT_SCOPES } from '../../core/sign-in/client-registration.ts';
import type { LandingPage } from '../../core/sign-in/landing-page.ts';
import { formatCountdown } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { CallbackPort, CallbackServer, PkceSecrets, SignInPorts } from '../../ports/sign-in.ts';
import { createTokenRefused, type SignInAttempt, signInFacts } from './sign-in-attempt.ts';
import { showWaitingLine } from './waiting-line.ts';

type Opened = ReturnType<SignInPorts['openBrowser']>;

/** The loopback server of a sign-in, and the secrets that its callback has to fit. */
interface Callback {
	readonly secrets: PkceSecrets;
	readonly server: CallbackServer;
	/** The port that a setting names. */
	readonly given: CallbackPort | undefined;
}

/** Opens the loopback server. @throws Failure `callback-port-unusable` */
export async function openCallback(ports: SignInPorts, given?: CallbackPort): Promise<Callback> {
	const secrets = ports.pkceSecrets();
	return { secrets, server: await ports.openCallbackServer(secrets.state, given), given };
}

/** As long as the AWS CLI waits. */
const TIME_LIMIT_MS = 10 * 60_000;

/**
 * Returns the tokens, and closes the server.
 * @throws Failure `sign-in-refused`, `sign-in-timed-out`, `sign-in-mismatch`, and those of the OIDC service
 */
export async function authorizeInBrowser(
	attempt: SignInAttempt,
	callback: Callback,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<IssuedToken> {
	const { server } = callback;
	let page: LandingPage = 'failed';
	try {
		const opened = showAndOpen(attempt, callback, context);
		const outcome = await waitForCallback(attempt, server, opened, context);
		if (outcome !== undefined && outcome.kind !== 'code') page = outcome.kind;
		const issued = await exchangeCode(attempt, callback, outcome, context);
		page = 'signed-in';
		return issued;
	} finally {
		await server.close(page);
	}
}

const authorizeUrl = ({ client, oidc }: SignInAttempt, { secrets, server }: Callback): string =>
	oidc.authorizeUrl(
		authorizeQuery({
			clientId: client.clientId,
			redirectUri: server.redirectUri,
			state: secrets.state,
			codeChallenge: secrets.codeChallenge,
			scopes: client.scopes ?? DEFAULT_SCOPES,
		}),
	);

/** Shows the URL, and opens it. Returns the promise of `openBrowser`; undefined if no browser should open. */
function showAndOpen(attempt: SignInAttempt, callback: Callback, context: Ports<'terminal'>): Opened | undefined {
	const { session, ports, opensBrowser, browser } = attempt;
	const name = signInName(session);
	const url = authorizeUrl(attempt, callback);
	const { given } = callback;
	const where = given === undefined ? '' : `, or on one that forwards its port ${given.port} to this one`;
	context.terminal.say(
		opensBrowser
			? `opening the browser to sign in to ${name}; if it does not open, open this URL:`
			: `to sign in to ${name}, open this URL in a browser on this machine${where}:`,
	);
	context.terminal.stderr(`\n  ${url}\n\n`);
	return opensBrowser ? ports.openBrowser(url, browser) : undefined;
}

/** Returns the callback of the browser; undefined after the time limit. */
async function waitForCallback(
	{ ports }: SignInAttempt,
	server: CallbackServer,
	opened: Opened | undefined,
	context: Ports<'terminal' | 'machine'>,
): Promise<CallbackOutcome | undefined> {
	const end = context.machine.now() + TIME_LIMIT_MS;
	const stopTimer = new AbortController();
	const text = () => `waiting for the browser, ${formatCountdown(end - context.machine.now())} left`;
	const stopWaiting = showWaitingLine(text, opened, ports, context);
	try {
		return (await Promise.race([server.outcome, context.machine.sleep(TIME_LIMIT_MS, stopTimer.signal)])) ?? undefined;
	} finally {
		stopTimer.abort();
		stopWaiting();
	}
}

async function exchangeCode(
	attempt: SignInAttempt,
	{ secrets, server }: Callback,
	outcome: CallbackOutcome | undefined,
	context: Ports<'files'>,
): Promise<IssuedToken> {
	const { client, oidc } = attempt;
	const facts = signInFacts(attempt);
	if (outcome === undefined) throw failures.signInTimedOut(facts);
	if (outcome.kind === 'mismatch') throw failures.signInMismatch(facts);
	if (outcome.kind === 'refused') throw failures.signInRefused({ ...facts, answer: outcome.error });
	const answer = await oidc.createToken({
		grantType: 'authorization_code',
		clientId: client.clientId,
		clientSecret: client.clientSecret,
		redirectUri: server.redirectUri,
		codeVerifier: secrets.codeVerifier,
		code: outcome.code,
	});
	if (answer.ok) return answer.value;
	throw createTokenRefused(attempt, answer.code, context);
}
