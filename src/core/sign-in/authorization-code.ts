/** What the browser may bring back from Identity Center to the loopback address. */
/** The path that the AWS CLI registers too: another one would make its cached registrations useless to it. */
export const CALLBACK_PATH = '/oauth/callback';

/** Registered without a port, as RFC 8252 has it for loopback addresses; the port of the day is added when asking. */
export const REGISTERED_REDIRECT_URI = `http://127.0.0.1${CALLBACK_PATH}`;

export type CallbackOutcome =
	| { readonly kind: 'code'; readonly code: string }
	/** The person or the service said no; `error` is the OAuth code of it. */
	| { readonly kind: 'refused'; readonly error: string }
	/** The answer belongs to another request, or was made up. */
	| { readonly kind: 'mismatch' };

/** What an OAuth error code looks like; anything else in its place is not shown. */
const OAUTH_ERROR = /^[a-z][a-z_]{1,60}$/;

/** Reads the query of a callback; undefined when it is none at all, and the wait goes on. */
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

/** Only unreserved characters stay as they are, and a blank is `%20`. */
const encode = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** The query of the authorize URL. The parameter is `scopes`, in the plural, which OAuth does not know. */
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
