/**
 * The loopback server of an authorization code sign-in (RFC 8252 section 7.3). Listens on 127.0.0.1, takes one GET of
 * `/oauth/callback` with the right state, answers it when the sign-in ends, and closes. A wrong state ends the sign-in,
 * as in the AWS CLI. Any other request is refused and changes nothing.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { signInSettingFailures } from '../../core/failure/sign-in-setting-failures.ts';
import { CALLBACK_PATH, type CallbackOutcome, readCallback } from '../../core/sign-in/authorization-code.ts';
import { type LandingPage, landingPage, landingStyle } from '../../core/sign-in/landing-page.ts';
import type { CallbackPort, CallbackServer } from '../../ports/sign-in.ts';
import { sameText } from '../machine/same-text.ts';
import { systemErrorCode } from '../machine/system-error.ts';

const HOST = '127.0.0.1';

const headers = {
	'content-type': 'text/html; charset=utf-8',
	'cache-control': 'no-store',
	'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(landingStyle).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
	'cross-origin-opener-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	connection: 'close',
} as const;

const STATUSES: Readonly<Record<LandingPage, number>> = { 'signed-in': 200, refused: 403, mismatch: 400, failed: 502 };

/** Returns the outcome in a request, or the HTTP status that refuses it. */
function judge(request: IncomingMessage, { host, origin }: URL, state: string): CallbackOutcome | number {
	if (request.headers.host !== host) return 421;
	// The request target may be an absolute URL (RFC 9112 section 3.2.2), so compare its origin, too.
	if (!URL.canParse(request.url ?? '', origin)) return 400;
	const url = new URL(request.url ?? '', origin);
	if (url.origin !== origin || url.pathname !== CALLBACK_PATH) return 404;
	if (request.method !== 'GET') return 405;
	return readCallback(url.searchParams, (candidate) => sameText(candidate, state)) ?? 400;
}

function portOf(server: Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new TypeError('the callback server has no port');
	return address.port;
}

const turnAway = (response: ServerResponse, status: number): void => {
	response.writeHead(status, { connection: 'close', ...(status === 405 && { allow: 'GET' }) }).end();
};

/** Why a port cannot be used. */
const PORT_ERRORS: Readonly<Record<string, string>> = {
	EADDRINUSE: 'another program uses it',
	EACCES: 'this user may not use it',
};

/** Listens on the loopback address. @throws Failure `callback-port-unusable` for a given port */
async function listen(server: Server, given: CallbackPort | undefined): Promise<void> {
	try {
		await new Promise<void>((listening, failed) => {
			server.once('error', failed).listen({ host: HOST, port: given?.port ?? 0, exclusive: true }, listening);
		});
	} catch (error) {
		const code = systemErrorCode(error);
		if (given === undefined || code === undefined) throw error;
		throw signInSettingFailures.callbackPortUnusable({ ...given, reason: PORT_ERRORS[code] ?? code });
	}
}

/**
 * Opens the server for the sign-in with this `state`, on the given port or on one that the system chooses. Rejects with
 * the system's error.
 * @throws Failure `callback-port-unusable`
 */
export async function openCallbackServer(state: string, given?: CallbackPort): Promise<CallbackServer> {
	let settle: (outcome: CallbackOutcome) => void = () => undefined;
	const outcome = new Promise<CallbackOutcome>((resolve) => {
		settle = resolve;
	});
	let waiting: ServerResponse | undefined;
	const server = createServer((request, response) => {
		// A browser leaves out port 80 in the Host header, and so does URL.
		const base = new URL(`http://${HOST}:${portOf(server)}`);
		const verdict = waiting === undefined ? judge(request, base, state) : 410;
		if (typeof verdict === 'number') return turnAway(response, verdict);
		waiting = response;
		settle(verdict);
	});
	await listen(server, given);
	return {
		redirectUri: `http://${HOST}:${portOf(server)}${CALLBACK_PATH}`,
		outcome,
		close: async (page) => {
			server.close();
			const response = waiting;
			if (response !== undefined && !response.destroyed) {
				await new Promise<void>((gone) => {
					response.once('close', gone).writeHead(STATUSES[page], headers).end(landingPage(page));
				});
			}
			server.closeAllConnections();
		},
	};
}
