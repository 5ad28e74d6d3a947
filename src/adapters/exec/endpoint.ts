/**
 * The server of `serve`, on 127.0.0.1 alone. It gives a client little time and little room, and each connection one
 * answer.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { EndpointRequest } from '../../core/exec/endpoint-request.ts';
import { type EndpointAnswer, refusedAnswer } from '../../core/exec/served-credentials.ts';
import { execFailures } from '../../core/failure/exec-failures.ts';
import type { Endpoint } from '../../ports/endpoint.ts';
import { sameText } from '../machine/same-text.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import { checkEnvFile, writeEnvFile } from './env-file.ts';

const HOST = '127.0.0.1';

/** What a client may take: SDKs send some 300 bytes at once, and wait two seconds at most. */
const LIMITS = {
	maxHeaderSize: 8192,
	headersTimeout: 5000,
	requestTimeout: 5000,
	connectionsCheckingInterval: 500,
	keepAliveTimeout: 1,
} as const;
const MOST_CONNECTIONS = 512;
/** The longest that a client may wait for an answer while a role is renewed. */
const LONGEST_ANSWER_MS = 60_000;

const HEADERS = {
	'content-type': 'application/json',
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	connection: 'close',
} as const;

/** Why a port cannot be used. */
const REASONS: Readonly<Record<string, string>> = {
	EADDRINUSE: 'another program uses it',
	EACCES: 'this user may not use it',
};

/** @throws Failure `port-unusable` for a given port */
async function open(server: Server, port: number | undefined): Promise<number> {
	try {
		await new Promise<void>((listening, failed) => {
			server.once('error', failed).listen({ host: HOST, port: port ?? 0, exclusive: true }, listening);
		});
	} catch (error) {
		const code = systemErrorCode(error);
		if (port === undefined || code === undefined) throw error;
		throw execFailures.portUnusable({ port, reason: REASONS[code] ?? code });
	}
	const address = server.address();
	if (address === null || typeof address === 'string') throw new TypeError('the endpoint has no port');
	return address.port;
}

async function listen(
	wanted: number | undefined,
	answer: (request: EndpointRequest, port: number) => Promise<EndpointAnswer>,
): Promise<number> {
	let port = 0;
	const server = createServer(LIMITS, (request, response) => {
		const { method = '', url: target = '', headers } = request;
		answer({ method, target, headers }, port)
			.catch(() => refusedAnswer(500, 'internal-error', 'this is a bug in ssoenv'))
			.then(({ status, body }) => {
				const more = status === 405 ? { allow: 'GET' } : {};
				response.writeHead(status, { ...HEADERS, ...more, 'content-length': Buffer.byteLength(body) }).end(body);
			})
			.catch(() => request.destroy());
	});
	server.maxConnections = MOST_CONNECTIONS;
	server.setTimeout(LONGEST_ANSWER_MS);
	port = await open(server, wanted);
	// A service manager ends the endpoint in this way, and must see that nothing went wrong.
	process.prependOnceListener('SIGTERM', () => {
		throw execFailures.terminated(undefined);
	});
	return port;
}

/** 32 bytes are as hard to guess as the key of AES-256. */
const newToken = (): string => randomBytes(32).toString('base64url');

export const endpoint: Endpoint = { newToken, isSame: sameText, listen, checkEnvFile, writeEnvFile };
