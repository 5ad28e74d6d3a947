/** What an error of the AWS SDK means. Only its facts are used (status, code); its texts may quote an answer with secrets in it. */
import { failures } from '../../core/failure/failures.ts';
import {
	endless,
	exceptionName,
	refusal,
	type ServiceRefusal,
	type ServiceRequest,
} from '../../core/failure/service-answer.ts';
import { asRecord } from '../../core/text/json.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/** Reasons by Node's error codes; others are shown as the code itself. */
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
		DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed (see AWS_CA_BUNDLE)',
		SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (see AWS_CA_BUNDLE)',
		UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (see AWS_CA_BUNDLE)',
		UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted (see AWS_CA_BUNDLE)',
	}),
);

/**
 * The refusal in an error of the SDK.
 * @throws Failure `unreachable`, `throttled`, `service-broken`, `unexpected-answer`; an error that is none of the service's
 * or the network's is thrown on as it is, for it is a bug
 */
export function failedRequest(error: unknown, request: ServiceRequest): ServiceRefusal {
	if (!(error instanceof Error)) throw error;
	if (error.name === 'AnswerTooLong') throw endless(request);
	const lost = unreachable(error, request);
	if (lost !== undefined) throw lost;
	const status = statusOf(error);
	if (status === undefined) throw error;
	return refusal(status, exceptionName(error.name, 'error' in error ? error.error : undefined), request);
}

/** The HTTP status: in `$metadata` of service exceptions, in `$response` of errors met while reading a body. */
function statusOf(error: Error): number | undefined {
	const known = asRecord('$metadata' in error ? error.$metadata : undefined)?.httpStatusCode;
	if (typeof known === 'number') return known;
	const seen = asRecord('$response' in error ? error.$response : undefined)?.statusCode;
	return typeof seen === 'number' ? seen : undefined;
}

/** True for an answer that says nothing but that there are too many requests. */
export const isThrottling = (error: unknown): error is Error => error instanceof Error && statusOf(error) === 429;

/** Node's HTTP parser has a code for each way of not being HTTP. */
const otherReason = (code: string): string => (code.startsWith('HPE_') ? 'it does not speak HTTP' : code);

function unreachable(error: Error, request: ServiceRequest): Error | undefined {
	const code = systemErrorCode(error);
	if (code !== undefined) return failures.unreachable({ ...request, reason: REASONS.get(code) ?? otherReason(code) });
	if (error.name === 'TimeoutError') return failures.unreachable({ ...request, reason: 'the connection timed out' });
	return undefined;
}
