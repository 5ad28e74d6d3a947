/**
 * The two pages a browser visits: the authorize page of the authorization code flow, and the verification page of the
 * device flow.
 */

import type { Call } from './call.ts';
import type { Center } from './center.ts';
import { type Client, grantTypes } from './clients.ts';
import { requireGrant } from './oidc-body.ts';
import { isRegistered } from './redirect-uri.ts';
import { html, oauthRefusal, type Reply } from './reply.ts';

/** Redirects the browser at once. The fake does not simulate the person's sign-in, only their decision. */
export function authorize(call: Call, center: Center): Reply {
	const client = center.clients.find(required(call, 'client_id'));
	if (client === undefined) {
		throw oauthRefusal('invalid_client', 'Invalid client provided');
	}
	requireGrant(client, grantTypes.code);
	const redirectUri = required(call, 'redirect_uri');
	if (!isRegistered(redirectUri, client.redirectUris)) {
		throw oauthRefusal('invalid_redirect_uri', 'The redirect URI is not registered');
	}
	requireValue(call, 'response_type', /^code$/);
	requireValue(call, 'code_challenge_method', /^S256$/);
	requireScopes(call, client);
	const codeChallenge = requireValue(call, 'code_challenge', /^[\w-]{43}$/);
	const state = required(call, 'state');
	const { denyAuthorize, authorizationCodeSeconds } = center.settings;
	if (denyAuthorize) {
		return redirect(redirectUri, { error: 'access_denied', error_description: 'The person denied the request', state });
	}
	const grant = { clientId: client.clientId, redirectUri, codeChallenge };
	return redirect(redirectUri, { code: center.authorizationCodes.grant(grant, authorizationCodeSeconds), state });
}

/** The parameter is `scopes`, plural; in OAuth it is `scope`. */
function requireScopes(call: Call, client: Client): void {
	const scopes = required(call, 'scopes').split(' ');
	if (!scopes.every((scope) => client.scopes.includes(scope))) {
		throw oauthRefusal('invalid_scope', 'Invalid scope requested');
	}
}

function redirect(uri: string, parameters: Readonly<Record<string, string>>): Reply {
	const location = `${uri}?${new URLSearchParams(parameters)}`;
	return { status: 302, headers: { location }, body: '' };
}

/** Without a code in the URL, a person would type it: the decision then applies to every pending code. */
export function verifyDevice(call: Call, { deviceAuthorizations, settings }: Center): Reply {
	const code = call.query.get('user_code');
	const pending = deviceAuthorizations.pending().filter((one) => code === null || one.userCode === code);
	if (pending.length === 0) {
		return html(404, 'No request is pending under this code');
	}
	if (!settings.approveByVisit) {
		return html(200, 'Confirm the code');
	}
	for (const { userCode } of pending) {
		deviceAuthorizations.decide(userCode, settings.denyAuthorize ? 'denied' : 'approved');
	}
	return html(200, settings.denyAuthorize ? 'Request denied' : 'Request approved');
}

function requireValue(call: Call, name: string, pattern: RegExp): string {
	const value = required(call, name);
	if (!pattern.test(value)) {
		throw oauthRefusal('invalid_request', `${name} has a value that is not supported`);
	}
	return value;
}

function required(call: Call, name: string): string {
	const [value, ...more] = call.query.getAll(name);
	if (value === undefined || value === '' || more.length > 0) {
		throw oauthRefusal('invalid_request', `${name} must be given once`);
	}
	return value;
}
