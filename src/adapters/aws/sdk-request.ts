/** What every client of the AWS SDK has here: its set-up, how long and how large an answer may be, what comes of a failed one. */

import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { parseRetryAfter } from '../../core/discovery/pace.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { late, type Problem, type ServiceRequest } from '../../core/failure/service-answer.ts';
import { asRecord } from '../../core/text/json.ts';
import type { Answer, RefusedAnswer } from '../../ports/services.ts';
import { bounded, TimedOut, withinTime } from './answer-limit.ts';
import { failedRequest, isThrottling } from './sdk-error.ts';
import { clockBy, readAuthorities, type ServiceOptions } from './service-options.ts';

/** Everything is given, so that the SDK does not read the config files by rules of its own. */
export function clientConfig({ ssoRegion, address, timeoutMs, maxAttempts }: ServiceOptions) {
	const { endpoint, givenBy: _givenBy, caBundle, ...switches } = address;
	const isPlainHttp = endpoint?.toLowerCase().startsWith('http:') === true;
	return {
		region: ssoRegion,
		ignoreConfiguredEndpointUrls: true,
		...(endpoint === undefined ? switches : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
		maxAttempts,
		retryMode: 'standard',
		defaultsMode: 'standard' as const,
		authSchemePreference: [],
		userAgentAppId: async () => undefined,
		requestHandler: {
			connectionTimeout: timeoutMs,
			requestTimeout: 0,
			...(caBundle !== undefined && !isPlainHttp && { httpsAgent: { ca: readAuthorities(caBundle) } }),
		},
	};
}

/** Just inside the retries, so that each attempt has the whole time. */
export const ATTEMPT_STEP = { step: 'finalizeRequest', priority: 'low', name: 'ssoenvAttempt' } as const;
/** Between the wire and the parser of answers. */
export const ANSWER_STEP = { step: 'deserialize', priority: 'low', name: 'ssoenvAnswer' } as const;

const originOf = (request: unknown): string => {
	const { protocol, hostname, port } = asRecord(request) ?? {};
	return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
};

/** What the service said in `Retry-After`, by the error of the attempt. */
const retryAfters = new WeakMap<Error, unknown>();

/** The SDK would wait between attempts as long as the service says, be it an hour. */
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

/** @throws Failure, unless it is a refusal */
function refusalIn(error: unknown, request: ServiceRequest, timeoutMs: number): RefusedAnswer {
	if (error instanceof Failure) throw error;
	if (error instanceof TimedOut) throw late(request, timeoutMs);
	const { operation: _operation, ...asked } = request;
	return { ok: false, ...failedRequest(error, request), ...asked };
}

/** The answer 429, with how long the service asks to wait. */
function throttled(error: Error, endpoint: string, now: number): RefusedAnswer {
	const retryAfterMs = parseRetryAfter(retryAfters.get(error), now);
	const refusal = { ok: false, status: 429, code: 'TooManyRequestsException', endpoint } as const;
	return retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs };
}

/** The requests of one client: their limits, the host that was asked, and the sorting of their failures. */
export function serviceRequests({ ssoRegion, address, timeoutMs, now, onServerTime }: ServiceOptions) {
	const { givenBy } = address;
	let clock: ClockOffset | undefined;
	let host = address.endpoint === undefined ? `Identity Center in ${ssoRegion}` : new URL(address.endpoint).origin;
	return {
		/** How far the clock here is off, by the latest answer. */
		clock: () => clock,
		/** Goes around each attempt, as a middleware at `ATTEMPT_STEP`. */
		attempt: async <Output>(request: unknown, work: () => Promise<Output>): Promise<Output> => {
			host = originOf(request);
			try {
				return await withinTime(work(), timeoutMs);
			} catch (error) {
				takeRetryAfter(error);
				throw error;
			}
		},
		/** Goes around the wire, as a middleware at `ANSWER_STEP`. */
		answer: async <Output extends { readonly response: unknown }>(work: () => Promise<Output>): Promise<Output> => {
			const sentAt = now();
			const output = await work();
			const response = asRecord(output.response);
			if (response !== undefined) Reflect.set(response, 'body', bounded(response.body));
			clock = clockBy(response?.headers, sentAt, onServerTime);
			return output;
		},
		/**
		 * The parsed answer of `send`, or the refusal. A `problem` found while parsing is Failure `unexpected-answer`.
		 * @param throttling whether a 429 is a failure, or an answer for whoever keeps a pace
		 */
		ask: async <Value extends object>(
			operation: string,
			send: (options: SendOptions) => Promise<Value | { readonly problem: string }>,
			throttling: 'failure' | 'answer' = 'failure',
		): Promise<Answer<Value>> => {
			const end = new AbortController();
			const request = (): ServiceRequest => ({ endpoint: host, operation, ...(givenBy && { givenBy }) });
			try {
				const value = await send({ abortSignal: end.signal });
				if ('problem' in value) throw failures.unexpectedAnswer({ ...request(), ...problemIn(value) });
				return { ok: true, value, endpoint: host };
			} catch (error) {
				const isAnswer = throttling === 'answer' && isThrottling(error);
				if (isAnswer) return throttled(error, host, now());
				return { ...refusalIn(error, request(), timeoutMs), ...(clock && { clock }) };
			} finally {
				// Lets go of a request that was given up: its socket would keep the process alive.
				end.abort();
			}
		},
	};
}
