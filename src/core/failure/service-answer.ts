/**
 * Classifies an error response: returns the refusal of one request, or throws a failure. Uses only the status and the
 * name of the exception.
 */
import { networkFailures, type ProxyFacts } from './network-failures.ts';

/** A 4xx response, for the caller to interpret. */
export interface ServiceRefusal {
	readonly status: number;
	/** Name of the AWS exception, for example `ForbiddenException`. */
	readonly code: string;
}

/** The problem with a response that is not an error but cannot be used; never quotes its values. */
export interface Problem {
	readonly problem: string;
	/** What to do about it, if the usual hint does not apply. */
	readonly hint?: string;
}

export interface ServiceRequest {
	readonly endpoint: string;
	readonly operation: string;
	/** The variable or key that sets the endpoint, if it is not AWS's own. */
	readonly givenBy?: string;
	/** The proxy that the request goes through. */
	readonly proxy?: ProxyFacts;
}

/** The form of the name of an AWS exception. Only known names are shown, because a server can send any text. */
const AWS_CODE = /^[A-Z][A-Za-z]{2,63}Exception$/;
/**
 * The OAuth error code of each exception of the OIDC service. It identifies the exception if the header with the name
 * is missing.
 */
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
/**
 * The errors of STS: those of AssumeRole and AssumeRoleWithWebIdentity, and the common ones in its API reference. Most do
 * not end in `Exception`.
 */
const STS_CODES = [
	'AccessDenied',
	'ExpiredToken',
	'IDPCommunicationError',
	'IDPRejectedClaim',
	'IncompleteSignature',
	'InvalidAction',
	'InvalidClientTokenId',
	'InvalidIdentityToken',
	'InvalidSignatureException',
	'MalformedInput',
	'MissingAuthenticationToken',
	'OptInRequired',
	'RegionDisabledException',
	'RequestExpired',
	'RequestTimeTooSkewed',
	'SignatureDoesNotMatch',
	'UnrecognizedClientException',
	'ValidationError',
];
const KNOWN_CODES = new Set([
	...STS_CODES,
	'UnauthorizedException',
	'InvalidRequestRegionException',
	'ForbiddenException',
	'ResourceNotFoundException',
	...OAUTH_CODES.values(),
]);

/** Names of throttling exceptions: some AWS services throttle with status 400. */
const THROTTLING = /^(?:Throttl|TooManyRequests|RequestLimitExceeded)/;

/** Returns the name of the AWS exception: as given, or the one for an OAuth error code. */
export const exceptionName = (name: string, oauthCode?: unknown): string | undefined =>
	AWS_CODE.test(name) || KNOWN_CODES.has(name) || THROTTLING.test(name) ? name : OAUTH_CODES.get(oauthCode);

/**
 * Returns the refusal in an error response.
 * @throws Failure `throttled`, `service-broken`, `unexpected-answer`, `proxy-refused`
 */
export function refusal(status: number, code: string | undefined, request: ServiceRequest): ServiceRefusal {
	const unexpected = (problem: string) => networkFailures.unexpectedAnswer({ ...request, problem });
	if (status < 300) throw unexpected('it is not JSON from an AWS service');
	if (status < 400)
		throw unexpected(
			`it is a redirect (${status}), which ssoenv does not follow, because the access token must not go to another address`,
		);
	// A service never answers 407, but a proxy that is asked for an http URL does.
	if (status === 407 && request.proxy !== undefined) {
		throw networkFailures.proxyRefused({ ...request, proxy: request.proxy, status });
	}
	if (status === 429 || THROTTLING.test(code ?? '')) throw networkFailures.throttled({ ...request, status });
	if (status >= 500) throw networkFailures.serviceBroken({ ...request, status });
	if (code === undefined) throw unexpected(`it has status ${status} but no AWS error`);
	return { status, code: KNOWN_CODES.has(code) ? code : 'an unknown exception' };
}

/** The longest response that is read. Most have a few kilobytes, long lists a few hundred. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Creates the failure for a longer response. */
export const responseTooLong = (request: ServiceRequest) =>
	networkFailures.unexpectedAnswer({ ...request, problem: 'it is longer than 4 MB' });

/** Creates the failure for a response that is not complete in time. */
export const responseTimedOut = (request: ServiceRequest, timeoutMs: number) =>
	networkFailures.unreachable({ ...request, reason: `no response within ${timeoutMs / 1000} s (SSOENV_TIMEOUT)` });
