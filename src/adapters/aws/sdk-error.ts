/**
 * Turns errors of the AWS SDK into refusals and failures. Reads only the status and the code: the text may quote an
 * answer with secrets in it.
 */
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import {
	exceptionName,
	refusal,
	responseTooLong,
	type ServiceRefusal,
	type ServiceRequest,
} from '../../core/failure/service-answer.ts';
import { asRecord } from '../../core/text/json.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/** Reasons by Node's error code. Any other code is shown as it is. */
const REASONS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		ECONNREFUSED: 'connection refused',
		ECONNRESET: 'the connection was reset',
		EPIPE: 'the connection was closed',
		ENOTFOUND: 'no such host',
		EAI_AGAIN: 'the DNS lookup failed temporarily',
		EHOSTUNREACH: 'no route to the host',
		ENETUNREACH: 'no network',
		ETIMEDOUT: 'the connection timed out',
		CERT_HAS_EXPIRED: "its certificate has expired, or this machine's clock is ahead",
		CERT_NOT_YET_VALID: "its certificate is not valid yet: this machine's clock is behind",
		ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
		DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed (see AWS_CA_BUNDLE)',
		SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (see AWS_CA_BUNDLE)',
		UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (see AWS_CA_BUNDLE)',
		UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted (see AWS_CA_BUNDLE)',
	}),
);

/**
 * Returns the refusal in an error of the SDK.
 * @throws Failure `unreachable`, `throttled`, `service-broken`, `unexpected-answer`, `proxy-unreachable`, `proxy-refused`
 * @throws the error itself if it comes from neither the service nor the network: that is a bug
 */
export function failedRequest(error: unknown, request: ServiceRequest): ServiceRefusal {
	if (!(error instanceof Error)) throw error;
	if (error.name === 'AnswerTooLong') throw responseTooLong(request);
	if ('failure' in error && error.failure instanceof Failure) throw error.failure;
	const networkFailure = unreachable(error, request);
	if (networkFailure !== undefined) throw networkFailure;
	const status = statusOf(error);
	if (status === undefined) throw error;
	return refusal(status, exceptionName(error.name, 'error' in error ? error.error : undefined), request);
}

/** Returns the HTTP status. Service exceptions have it in `$metadata`, errors while reading a body in `$response`. */
function statusOf(error: Error): number | undefined {
	const inMetadata = asRecord('$metadata' in error ? error.$metadata : undefined)?.httpStatusCode;
	if (typeof inMetadata === 'number') return inMetadata;
	const inResponse = asRecord('$response' in error ? error.$response : undefined)?.statusCode;
	return typeof inResponse === 'number' ? inResponse : undefined;
}

/** Whether the service answered 429: too many requests. */
export const isThrottling = (error: unknown): error is Error => error instanceof Error && statusOf(error) === 429;

/**
 * Says why a request failed, by Node's error code. llhttp, Node's HTTP parser, has an `HPE_…` code for each way in which
 * an answer is not HTTP.
 */
export const networkReason = (code: string): string =>
	REASONS.get(code) ?? (code.startsWith('HPE_') ? 'it does not speak HTTP' : code);

function unreachable(error: Error, request: ServiceRequest): Error | undefined {
	const code = systemErrorCode(error);
	if (code !== undefined) return networkFailures.unreachable({ ...request, reason: networkReason(code) });
	if (error.name === 'TimeoutError')
		return networkFailures.unreachable({ ...request, reason: 'the connection timed out' });
	return undefined;
}
