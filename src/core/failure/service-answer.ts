/**
 * What comes of a request that the service does not answer as it should: the refusal of one request, or a failure. Of an error only its
 * status and the name of the exception are used.
 */
import { failures } from './failures.ts';

/** A 4xx answer of the service, for the flow to make sense of. */
export interface ServiceRefusal {
	readonly status: number;
	/** Name of the AWS exception, for example `ForbiddenException`. */
	readonly code: string;
}

/** What is wrong with an answer that is no refusal; never quotes a value of it. */
export interface Problem {
	readonly problem: string;
	/** What to do about it, where it is not what one thinks of first. */
	readonly hint?: string;
}

export interface ServiceRequest {
	readonly endpoint: string;
	readonly operation: string;
	/** The variable or key that gave the endpoint, where it is not AWS's own. */
	readonly givenBy?: string;
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
	'InvalidRequestRegionException',
	'ForbiddenException',
	'ResourceNotFoundException',
	...OAUTH_CODES.values(),
]);

/** The name of the AWS exception: as it was given, or the one that an OAuth code stands for. */
export const exceptionName = (given: string, oauthCode: unknown): string | undefined =>
	AWS_CODE.test(given) ? given : OAUTH_CODES.get(oauthCode);

/** Some AWS services throttle with status 400. */
const THROTTLING = /^(?:Throttl|TooManyRequests|RequestLimitExceeded)/;

/** @throws Failure `throttled`, `service-broken`, `unexpected-answer` */
export function refusal(status: number, code: string | undefined, request: ServiceRequest): ServiceRefusal {
	const unexpected = (problem: string) => failures.unexpectedAnswer({ ...request, problem });
	if (status < 300) throw unexpected('it is not the JSON of an AWS service');
	if (status < 400) throw unexpected(`it redirects elsewhere (${status}), and the access token is not sent after it`);
	if (status === 429 || THROTTLING.test(code ?? '')) throw failures.throttled(request);
	if (status >= 500) throw failures.serviceBroken({ ...request, status });
	if (code === undefined) throw unexpected(`status ${status} without an AWS error`);
	return { status, code: KNOWN_CODES.has(code) ? code : 'an unknown exception' };
}

/** Answers of Identity Center have a few kilobytes, long lists some hundred. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** For an answer that is longer. */
export const endless = (request: ServiceRequest) =>
	failures.unexpectedAnswer({ ...request, problem: 'it does not end' });

/** For an answer that is not whole in time. */
export const late = (request: ServiceRequest, timeoutMs: number) =>
	failures.unreachable({ ...request, reason: `no answer within ${timeoutMs / 1000} s (SSOENV_TIMEOUT)` });
