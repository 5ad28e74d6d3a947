/**
 * Sets up the clients of the AWS SDK: their configuration, the limits on their answers, and what a failed request
 * becomes.
 */

import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { parseRetryAfter } from '../../core/discovery/pace.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures, type ProxyFacts } from '../../core/failure/network-failures.ts';
import { type Problem, responseTimedOut, type ServiceRequest } from '../../core/failure/service-answer.ts';
import { proxyFor } from '../../core/profile/proxy.ts';
import { asRecord } from '../../core/text/json.ts';
import type { Answer, RefusedAnswer } from '../../ports/services.ts';
import { bounded, TimedOut, withinTime } from './answer-limit.ts';
import { originOf, requestHandler } from './request-handler.ts';
import { failedRequest, isThrottling } from './sdk-error.ts';
import { clockBy, type ServiceOptions } from './service-options.ts';

/**
 * Returns the configuration of a client. It sets every option, because the SDK would read missing ones from the config
 * files by its own rules.
 */
export function clientConfig(options: ServiceOptions) {
	const { ssoRegion, address, maxAttempts } = options;
	const { endpoint, givenBy: _givenBy, caBundle: _caBundle, ...switches } = address;
	return {
		region: ssoRegion,
		ignoreConfiguredEndpointUrls: true,
		...(endpoint === undefined ? switches : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
		maxAttempts,
		retryMode: 'standard',
		defaultsMode: 'standard' as const,
		authSchemePreference: [],
		userAgentAppId: async () => undefined,
		requestHandler: requestHandler(options),
	};
}

/** Runs just inside the retries, so that each attempt gets the whole time limit. */
export const ATTEMPT_STEP = { step: 'finalizeRequest', priority: 'low', name: 'ssoenvAttempt' } as const;
/** Runs between the HTTP handler and the parser of answers. */
export const ANSWER_STEP = { step: 'deserialize', priority: 'low', name: 'ssoenvAnswer' } as const;

/** The `Retry-After` header of each failed attempt, by its error. */
const retryAfters = new WeakMap<Error, unknown>();

/** Removes `Retry-After` from the answer: the SDK would wait that long between attempts, even an hour. */
function takeRetryAfter(error: unknown): void {
	if (!(error instanceof Error && '$response' in error)) return;
	const headers = asRecord(asRecord(error.$response)?.headers);
	if (headers === undefined) return;
	retryAfters.set(error, headers['retry-after']);
	Reflect.deleteProperty(headers, 'retry-after');
}

interface SendOptions {
	readonly abortSignal: AbortSignal;
}

const problemIn = (value: { readonly problem: unknown; readonly hint?: unknown }): Problem => ({
	problem: String(value.problem),
	...(typeof value.hint === 'string' && { hint: value.hint }),
});

/** Returns the refusal. @throws Failure for any other error */
function refusalIn(error: unknown, request: ServiceRequest, timeoutMs: number): RefusedAnswer {
	if (error instanceof Failure) throw error;
	if (error instanceof TimedOut) throw responseTimedOut(request, timeoutMs);
	const { operation: _operation, proxy: _proxy, ...requestFacts } = request;
	return { ok: false, ...failedRequest(error, request), ...requestFacts };
}

/** Returns the refusal with status 429, and how long the service asks to wait. @param now by the service's clock */
function throttled(error: Error, endpoint: string, now: number): RefusedAnswer {
	const retryAfterMs = parseRetryAfter(retryAfters.get(error), now);
	const refusal = { ok: false, status: 429, code: 'TooManyRequestsException', endpoint } as const;
	return retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs };
}

/**
 * Returns the middleware that limits the requests of one client, and `ask`, which sends a request and sorts its errors.
 */
export function serviceRequests(options: ServiceOptions) {
	const { ssoRegion, address, env, timeoutMs, now } = options;
	const { givenBy } = address;
	let clock: ClockOffset | undefined;
	let proxy: ProxyFacts | undefined;
	let isPage = false;
	let host = address.endpoint === undefined ? `Identity Center in ${ssoRegion}` : new URL(address.endpoint).origin;
	return {
		/** Returns by how much this machine's clock is off, by the latest answer. */
		clock: () => clock,
		/**
		 * Returns whether the latest answer is a web page, or XML. No service that answers in JSON sends that, but the SDK
		 * ignores what it need not parse.
		 */
		isPage: () => isPage,
		/** Wraps each attempt. A middleware at `ATTEMPT_STEP`. */
		attempt: async <Output>(request: unknown, work: () => Promise<Output>): Promise<Output> => {
			host = originOf(asRecord(request) ?? {});
			proxy = proxyFor(address.endpoint ?? host, env)?.facts;
			try {
				return await withinTime(work(), timeoutMs);
			} catch (error) {
				takeRetryAfter(error);
				throw error;
			}
		},
		/** Wraps the HTTP exchange. A middleware at `ANSWER_STEP`. */
		answer: async <Output extends { readonly response: unknown }>(work: () => Promise<Output>): Promise<Output> => {
			const sentAt = now();
			const output = await work();
			const response = asRecord(output.response);
			isPage = /^text\/html\b/i.test(String(asRecord(response?.headers)?.['content-type']));
			const look = (start: Uint8Array) => {
				isPage ||= /^\s*</.test(Buffer.from(start).toString('latin1'));
			};
			if (response !== undefined) Reflect.set(response, 'body', bounded(response.body, look));
			clock = clockBy({ status: response?.statusCode, headers: response?.headers, sentAt }, options);
			return output;
		},
		/**
		 * Returns the parsed answer of `send`, or the refusal.
		 * @param throttling whether a 429 is a failure, or an answer for a caller that keeps a pace
		 * @throws Failure `unexpected-answer` if `send` resolves with a `problem`
		 */
		ask: async <Value extends object>(
			operation: string,
			send: (options: SendOptions) => Promise<Value | { readonly problem: string }>,
			throttling: 'failure' | 'answer' = 'failure',
		): Promise<Answer<Value>> => {
			const abandon = new AbortController();
			const request = (): ServiceRequest => ({
				endpoint: host,
				operation,
				...(givenBy && { givenBy }),
				...(proxy && { proxy }),
			});
			try {
				const value = await send({ abortSignal: abandon.signal });
				if ('problem' in value) throw networkFailures.unexpectedAnswer({ ...request(), ...problemIn(value) });
				return { ok: true, value, endpoint: host };
			} catch (error) {
				const isAnswer = throttling === 'answer' && isThrottling(error);
				// `Retry-After` may be a time, and then it is one of the service's clock.
				if (isAnswer) return throttled(error, host, now() - (clock?.seconds ?? 0) * 1000);
				return { ...refusalIn(error, request(), timeoutMs), ...(clock && { clock }) };
			} finally {
				// The socket of an abandoned request would keep the process alive.
				abandon.abort();
			}
		},
	};
}
