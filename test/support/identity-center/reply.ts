/** An answer before it is sent, and the two error shapes of the services. */

export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Ends a handler early with the answer that AWS would give. */
export class Refusal extends Error {
	readonly reply: Reply;

	constructor(reply: Reply) {
		super(`refused with ${reply.status}`);
		this.reply = reply;
	}
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
	return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function html(status: number, title: string): Reply {
	const body = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1></html>\n`;
	return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/**
 * The portal names the error in a header, followed by a URL, and again in the body as a full shape id. Clients read one
 * or the other, so both are always sent.
 */
export function portalError(
	status: number,
	code: string,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Reply {
	return json(
		status,
		{ message, __type: `com.amazonaws.switchboard.portal#${code}` },
		{ 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/com.amazonaws.switchboard.portal/`, ...headers },
	);
}

export function portalRefusal(
	status: number,
	code: string,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Refusal {
	return new Refusal(portalError(status, code, message, headers));
}

/** OAuth's name of each error, with the service's exception and status. */
export const oauthErrors = {
	access_denied: { exception: 'AccessDeniedException', status: 400 },
	authorization_pending: { exception: 'AuthorizationPendingException', status: 400 },
	expired_token: { exception: 'ExpiredTokenException', status: 400 },
	invalid_client: { exception: 'InvalidClientException', status: 401 },
	invalid_client_metadata: { exception: 'InvalidClientMetadataException', status: 400 },
	invalid_grant: { exception: 'InvalidGrantException', status: 400 },
	invalid_redirect_uri: { exception: 'InvalidRedirectUriException', status: 400 },
	invalid_request: { exception: 'InvalidRequestException', status: 400 },
	invalid_scope: { exception: 'InvalidScopeException', status: 400 },
	server_error: { exception: 'InternalServerException', status: 500 },
	slow_down: { exception: 'SlowDownException', status: 400 },
	unauthorized_client: { exception: 'UnauthorizedClientException', status: 400 },
	unsupported_grant_type: { exception: 'UnsupportedGrantTypeException', status: 400 },
} as const;

export type OAuthError = keyof typeof oauthErrors;

export function isOAuthError(name: string): name is OAuthError {
	return Object.hasOwn(oauthErrors, name);
}

/** botocore reads only the header, other clients only the body: both are always sent. */
export function oidcError(status: number, exception: string, error: string, description: string | null): Reply {
	return json(
		status,
		{ error, error_description: description },
		{ 'x-amzn-errortype': `${exception}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/` },
	);
}

export function oauthReply(error: OAuthError, description: string | null): Reply {
	const { exception, status } = oauthErrors[error];
	return oidcError(status, exception, error, description);
}

export function oauthRefusal(error: OAuthError, description: string): Refusal {
	return new Refusal(oauthReply(error, description));
}
