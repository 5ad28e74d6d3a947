/** What the browser is sent to Identity Center with, in the parameters, the order and the encoding of the AWS CLI. */

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
