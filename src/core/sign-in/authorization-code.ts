/**
 * Builds the authorize URL of the authorization-code flow, and parses the callback of the browser to the loopback
 * address.
 */
/** The path that the AWS CLI registers: with another path it could not use our cached registrations. */
export const CALLBACK_PATH = '/oauth/callback';

/**
 * Registered without a port, as RFC 8252, section 7.3, allows for loopback addresses; the request adds the actual port.
 */
export const REGISTERED_REDIRECT_URI = `http://127.0.0.1${CALLBACK_PATH}`;

export type CallbackOutcome =
	| { readonly kind: 'code'; readonly code: string }
	/** The person or the service refused; `error` is the OAuth error code. */
	| { readonly kind: 'refused'; readonly error: string }
	/** The callback belongs to another request or is forged. */
	| { readonly kind: 'mismatch' };

/** The form of an OAuth error code; any other text is not shown. */
const OAUTH_ERROR = /^[a-z][a-z_]{1,60}$/;

/** Parses the query of a callback. Returns undefined if it is not a callback, so that the wait continues. */
export function readCallback(
	query: URLSearchParams,
	isExpectedState: (state: string) => boolean,
): CallbackOutcome | undefined {
	const [code, state, error] = [query.get('code'), query.get('state'), query.get('error')];
	if (!code && error === null) return undefined;
	if (state === null || !isExpectedState(state)) return { kind: 'mismatch' };
	if (error !== null) return { kind: 'refused', error: OAUTH_ERROR.test(error) ? error : 'an unknown error' };
	return code ? { kind: 'code', code } : undefined;
}

export interface AuthorizeRequest {
	readonly clientId: string;
	readonly redirectUri: string;
	readonly state: string;
	readonly codeChallenge: string;
	readonly scopes: readonly string[];
}

/** Percent-encodes everything but unreserved characters (RFC 3986, section 2.3); a blank becomes `%20`. */
const encode = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Formats the query of the authorize URL. The parameter is `scopes`, as in the AWS CLI, although OAuth calls it
 * `scope`.
 */
export const authorizeQuery = (request: AuthorizeRequest): string =>
	[
		['response_type', 'code'],
		['client_id', request.clientId],
		['redirect_uri', request.redirectUri],
		['state', request.state],
		['code_challenge_method', 'S256'],
		['scopes', request.scopes.join(' ')],
		['code_challenge', request.codeChallenge],
	]
		.map(([name = '', value = '']) => `${name}=${encode(value)}`)
		.join('&');
