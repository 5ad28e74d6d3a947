/** What an error of the AWS SDK means. Only its facts are used (status, code); its texts may quote an answer with secrets in it. */
import { failures } from '../core/failures.ts';
import { asRecord } from '../core/json.ts';
import { systemErrorCode } from './system-error.ts';

/** A 4xx answer of the service, for the flow to make sense of. */
export interface Refusal {
	readonly status: number;
	/** Name of the AWS exception, for example `ForbiddenException`. */
	readonly code: string;
}

interface Request {
	readonly endpoint: string;
	readonly operation: string;
}

/** What an AWS exception looks like; of those only the known names are shown, for a server may write what it likes there. */
const AWS_CODE = /^[A-Z][A-Za-z]{2,63}Exception$/;
/** The OAuth code of each exception of the OIDC service, which tells it as well where the header with its name is missing. */
const OAUTH_CODES: ReadonlyMap<unknown, string> = new Map([
	['invalid_request', 'InvalidRequestException'],
	['invalid_client', 'InvalidClientException'],
	['invalid_grant', 'InvalidGrantException'],
	['unauthorized_client', 'UnauthorizedClientException'],
	['unsupported_grant_type', 'UnsupportedGrantTypeException'],
	['invalid_scope', 'InvalidScopeException'],
	['authorization_pending', 'AuthorizationPendingException'],
	['slow_down', 'SlowDownException'],
	['access_denied', 'AccessDeniedException'],
	['expired_token', 'ExpiredTokenException'],
	['invalid_client_metadata', 'InvalidClientMetadataException'],
	['invalid_redirect_uri', 'InvalidRedirectUriException'],
]);
const KNOWN_CODES = new Set([
	'UnauthorizedException',
	'ForbiddenException',
	'ResourceNotFoundException',
	...OAUTH_CODES.values(),
]);

/** Reasons by Node's error codes; others are shown as the code itself. */
const REASONS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		ECONNREFUSED: 'connection refused',
		ECONNRESET: 'the connection was reset',
		EPIPE: 'the connection was closed',
		ENOTFOUND: 'no such host',
		EAI_AGAIN: 'host names cannot be looked up at the moment',
		EHOSTUNREACH: 'no route to the host',
		ENETUNREACH: 'no network',
		ETIMEDOUT: 'the connection timed out',
		CERT_HAS_EXPIRED: 'its certificate has expired',
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
export function failedRequest(error: unknown, { endpoint, operation }: Request): Refusal {
	if (!(error instanceof Error)) throw error;
	const unexpected = (problem: string) => failures.unexpectedAnswer({ endpoint, operation, problem });
	if (error.name === 'AnswerTooLong') throw unexpected('it does not end');
	const lost = unreachable(error, endpoint);
	if (lost !== undefined) throw lost;
	const status = statusOf(error);
	if (status === undefined) throw error;
	if (status < 300) throw unexpected('it is not the JSON of an AWS service');
	if (status < 400) throw unexpected(`it redirects elsewhere (${status}), and the access token is not sent after it`);
	if (status === 429) throw failures.throttled({ endpoint });
	if (status >= 500) throw failures.serviceBroken({ endpoint, status });
	const code = codeOf(error);
	if (code === undefined) throw unexpected(`status ${status} without an AWS error`);
	return { status, code: KNOWN_CODES.has(code) ? code : 'an unknown exception' };
}

/** The name of the AWS exception: the error's own, or the one that its OAuth code stands for. */
const codeOf = (error: Error): string | undefined =>
	AWS_CODE.test(error.name) ? error.name : OAUTH_CODES.get('error' in error ? error.error : undefined);

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

function unreachable(error: Error, endpoint: string): Error | undefined {
	const code = systemErrorCode(error);
	if (code !== undefined) return failures.unreachable({ endpoint, reason: REASONS.get(code) ?? otherReason(code) });
	if (error.name === 'TimeoutError') return failures.unreachable({ endpoint, reason: 'the connection timed out' });
	return undefined;
}
