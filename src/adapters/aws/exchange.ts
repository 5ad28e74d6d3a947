/**
 * Sends one request with Node's HTTP client, and receives the whole answer within the limits on time and size. The
 * services that must be quick to load use it in place of the AWS SDK.
 */
import type { IncomingMessage } from 'node:http';
import {
	MAX_ANSWER_BYTES,
	responseTimedOut,
	responseTooLong,
	type ServiceRequest,
} from '../../core/failure/service-answer.ts';
import { proxyFor } from '../../core/profile/proxy.ts';
import { version } from '../../version.ts';
import { isSingleFile } from '../machine/runtime.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { routeTo } from './route.ts';
import type { ServiceOptions } from './service-options.ts';

/** The connection ended before the whole answer had arrived. Node reports that as an error only in some cases. */
class ConnectionClosed extends Error {
	/** Node's own code for such an error, so that a message shows the same reason. */
	readonly code = 'ECONNRESET';
}

/** What a request needs of the options of its service. */
export type ExchangeOptions = Pick<ServiceOptions, 'address' | 'env' | 'timeoutMs'>;

/** Returns what a message may say about a request. @param base URL of the service */
export function requestFacts(
	operation: string,
	base: string,
	{ address: { givenBy }, env }: ExchangeOptions,
): ServiceRequest {
	const proxy = proxyFor(base, env)?.facts;
	const endpoint = new URL(base).origin;
	return { endpoint, operation, ...(givenBy && { givenBy }), ...(proxy && { proxy }) };
}

/** Whether a retry may succeed, by the same rules as the AWS SDK. @param name of the error in the answer */
export const isPassing = (status: number, name: string): boolean =>
	status === 429 || status >= 500 || (status >= 400 && /^(?:Throttl|RequestTimeout)/.test(name));

/**
 * Returns the whole answer.
 * @throws Failure `unreachable` if it takes too long, `unexpected-answer` if it is too large, `config-unreadable`,
 * `proxy-invalid`, `proxy-refused`; errors of the network as Node throws them
 */
export async function exchange(
	{ method, url, headers, body, ignoresBody = false }: HttpRequest,
	facts: ServiceRequest,
	service: ExchangeOptions,
): Promise<HttpAnswer> {
	const { agent = false, authorities } = await routeTo(url.href, service, false);
	const ownHeaders = { ...headers, 'user-agent': `ssoenv/${version}` };
	if (isSingleFile && agent === false) {
		const { fetched } = await import('./fetched.ts');
		return fetched(
			{ method, url, headers: ownHeaders, ...(body !== undefined && { body }), ignoresBody },
			{
				env: service.env,
				authorities,
				timeoutMs: service.timeoutMs,
				maxBytes: MAX_ANSWER_BYTES,
				timedOut: () => responseTimedOut(facts, service.timeoutMs),
				tooLong: () => responseTooLong(facts),
			},
		);
	}
	const { request } = process.getBuiltinModule(url.protocol === 'http:' ? 'node:http' : 'node:https');
	const options = { method, headers: ownHeaders, agent, ...authorities };
	return new Promise((resolve, reject) => {
		let isAnswered = false;
		const sent = request(url, options, (response) => {
			isAnswered = true;
			if (ignoresBody) resolve(withoutBody(response));
			else receive(response, facts).then(resolve, reject);
		});
		const timer = setTimeout(() => {
			reject(responseTimedOut(facts, service.timeoutMs));
			sent.destroy();
		}, service.timeoutMs);
		sent.on('error', reject);
		sent.once('close', () => {
			clearTimeout(timer);
			// Node closes the socket without an error if the service switches protocols.
			if (!isAnswered) reject(new ConnectionClosed());
		});
		sent.end(body);
	});
}

function withoutBody(response: IncomingMessage): HttpAnswer {
	response.destroy();
	return { status: response.statusCode ?? 0, headers: response.headers, body: '' };
}

function receive(response: IncomingMessage, facts: ServiceRequest): Promise<HttpAnswer> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	return new Promise((resolve, reject) => {
		response.on('data', (chunk: Uint8Array) => {
			chunks.push(chunk);
			bytes += chunk.length;
			if (bytes > MAX_ANSWER_BYTES) response.destroy(responseTooLong(facts));
		});
		response.on('error', reject);
		response.once('close', () => reject(new ConnectionClosed()));
		response.once('end', () => {
			// Without this the process stays alive until the service closes the connection.
			response.destroy();
			const body = Buffer.concat(chunks).toString('utf8');
			resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
		});
	});
}
