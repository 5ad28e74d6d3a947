/** What every client of the AWS SDK has here: its set-up, how long and how large an answer may be, what comes of a failed one. */
import type { ServiceAddress } from '../core/endpoints.ts';
import { Failure } from '../core/failure.ts';
import { failures } from '../core/failures.ts';
import { asRecord } from '../core/json.ts';
import type { Answer } from '../ports.ts';
import { bounded, Late, withinTime } from './answer-limit.ts';
import { readRegularFile } from './regular-file.ts';
import { failedRequest } from './sdk-error.ts';
import { fileReason } from './system-error.ts';

export interface ServiceOptions {
	readonly ssoRegion: string;
	readonly address: ServiceAddress;
	/** Longest time for one request, from connecting to the last byte. */
	readonly timeoutMs: number;
	/** Attempts for what may pass by itself: connection loss, 5xx, throttling. */
	readonly maxAttempts: number;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Told the time, in epoch milliseconds, that each answer carries. */
	readonly onServerTime: (time: number) => void;
}

function readAuthorities(path: string): Buffer {
	let bytes: Buffer | undefined;
	try {
		bytes = readRegularFile(path);
	} catch (error) {
		throw failures.configUnreadable({ path, reason: fileReason(error) });
	}
	if (bytes === undefined) throw failures.configUnreadable({ path, reason: 'no such file' });
	return bytes;
}

/** Everything is given, so that the SDK does not read the config files by rules of its own. */
export function clientConfig({ ssoRegion, address, timeoutMs, maxAttempts }: ServiceOptions) {
	const { endpoint, caBundle, ...switches } = address;
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

/** The SDK would wait between attempts as long as the service says, be it an hour. */
function forgetRetryAfter(error: unknown): void {
	const response = error instanceof Error && '$response' in error ? asRecord(error.$response) : undefined;
	const headers = asRecord(response?.headers);
	if (headers !== undefined) Reflect.deleteProperty(headers, 'retry-after');
}

/** The time in the `Date` header of an answer, in epoch milliseconds. */
const serverTimeOf = (response: unknown): number => Date.parse(String(asRecord(asRecord(response)?.headers)?.date));

interface SendOptions {
	readonly abortSignal: AbortSignal;
}

/** The requests of one client: their limits, the host that was asked, and the sorting of their failures. */
export function serviceRequests({ ssoRegion, address, timeoutMs, onServerTime }: ServiceOptions) {
	let host = address.endpoint === undefined ? `Identity Center in ${ssoRegion}` : new URL(address.endpoint).origin;
	return {
		/** Goes around each attempt, as a middleware at `ATTEMPT_STEP`. */
		attempt: async <Output>(request: unknown, work: () => Promise<Output>): Promise<Output> => {
			host = originOf(request);
			try {
				return await withinTime(work(), timeoutMs);
			} catch (error) {
				forgetRetryAfter(error);
				throw error;
			}
		},
		/** Goes around the wire, as a middleware at `ANSWER_STEP`. */
		answer: async <Output extends { readonly response: unknown }>(work: () => Promise<Output>): Promise<Output> => {
			const output = await work();
			const response = asRecord(output.response);
			if (response !== undefined) Reflect.set(response, 'body', bounded(response.body));
			const time = serverTimeOf(response);
			if (!Number.isNaN(time)) onServerTime(time);
			return output;
		},
		/** The parsed answer of `send`, or the refusal. A `problem` found while parsing is Failure `unexpected-answer`. */
		ask: async <Value extends object>(
			operation: string,
			send: (options: SendOptions) => Promise<Value | { readonly problem: string }>,
		): Promise<Answer<Value>> => {
			const end = new AbortController();
			try {
				const value = await send({ abortSignal: end.signal });
				if ('problem' in value) {
					throw failures.unexpectedAnswer({ endpoint: host, operation, problem: String(value.problem) });
				}
				return { ok: true, value, endpoint: host };
			} catch (error) {
				if (error instanceof Failure) throw error;
				if (error instanceof Late) {
					const reason = `no answer within ${timeoutMs / 1000} s (SSOENV_TIMEOUT)`;
					throw failures.unreachable({ endpoint: host, reason });
				}
				return { ok: false, ...failedRequest(error, { endpoint: host, operation }), endpoint: host };
			} finally {
				// Lets go of a request that was given up: its socket would keep the process alive.
				end.abort();
			}
		},
	};
}
