/** RegisterClient and StartDeviceAuthorization, and the table of all sso-oidc operations. */

import { authorize, verifyDevice } from './browser-pages.ts';
import type { Center } from './center.ts';
import { type GrantType, grantTypes, isGrantType } from './clients.ts';
import { createToken } from './create-token.ts';
import { type JsonObject, optionalText, optionalTexts, requiredText, ShapeError } from './json.ts';
import { authenticatedClient, requireGrant, withBody } from './oidc-body.ts';
import type { Handler, OidcOperation } from './operations.ts';
import { isLoopback } from './redirect-uri.ts';
import { json, oauthRefusal, type Reply } from './reply.ts';

export const oidc: Readonly<Record<OidcOperation, Handler>> = {
	RegisterClient: withBody(registerClient),
	StartDeviceAuthorization: withBody(startDeviceAuthorization),
	CreateToken: withBody(createToken),
	Authorize: authorize,
	VerifyDevice: verifyDevice,
};

function registerClient(body: JsonObject, center: Center): Reply {
	requiredText(body, 'clientName');
	optionalText(body, 'entitledApplicationArn');
	if (requiredText(body, 'clientType') !== 'public') {
		throw oauthRefusal('invalid_client_metadata', 'Only public clients can be registered');
	}
	const scopes = knownScopes(optionalTexts(body, 'scopes') ?? []);
	const redirectUris = loopbackUris(optionalTexts(body, 'redirectUris') ?? []);
	const grants = knownGrantTypes(optionalTexts(body, 'grantTypes'));
	const issuerUrl = optionalText(body, 'issuerUrl');
	if (issuerUrl !== undefined) {
		requireHttps(issuerUrl, 'issuerUrl');
	}
	if (grants.includes(grantTypes.code)) {
		requireForCodeGrant(issuerUrl, redirectUris, scopes);
	}
	const client = center.clients.register({ grantTypes: grants, scopes, redirectUris });
	return json(200, {
		clientId: client.clientId,
		clientSecret: client.clientSecret,
		clientIdIssuedAt: client.issuedAt,
		clientSecretExpiresAt: client.secretExpiresAt,
		authorizationEndpoint: null,
		tokenEndpoint: null,
	});
}

/**
 * A registration without grant types is the older form: it allows device codes, and refresh tokens if the scopes do.
 */
function knownGrantTypes(names: readonly string[] | undefined): readonly GrantType[] {
	if (names === undefined) {
		return [grantTypes.device, grantTypes.refresh];
	}
	return names.map((name) => {
		if (!isGrantType(name)) {
			throw oauthRefusal('unsupported_grant_type', `Unsupported grant type: ${name}`);
		}
		return name;
	});
}

function knownScopes(scopes: readonly string[]): readonly string[] {
	// Like `sso:account:access` or `codewhisperer:completions`; a scope with spaces is a list that was not split.
	if (!scopes.every((scope) => /^[\w-]+(:[\w-]+)+$/.test(scope))) {
		throw oauthRefusal('invalid_scope', 'Invalid scope requested');
	}
	return scopes;
}

function loopbackUris(redirectUris: readonly string[]): readonly string[] {
	if (!redirectUris.every(isLoopback)) {
		throw oauthRefusal('invalid_redirect_uri', 'Redirect URIs of a public client must be loopback addresses');
	}
	return redirectUris;
}

function requireForCodeGrant(
	issuerUrl: string | undefined,
	redirectUris: readonly string[],
	scopes: readonly string[],
): void {
	if (issuerUrl === undefined) {
		throw new ShapeError('issuerUrl is required with authorization_code');
	}
	if (redirectUris.length === 0) {
		throw new ShapeError('redirectUris are required with authorization_code');
	}
	if (scopes.length === 0) {
		throw oauthRefusal('invalid_scope', 'Scopes are required with authorization_code');
	}
}

function startDeviceAuthorization(body: JsonObject, center: Center): Reply {
	const client = authenticatedClient(body, center);
	requireHttps(requiredText(body, 'startUrl'), 'startUrl');
	requireGrant(client, grantTypes.device);
	const { autoApprove, deviceSeconds, deviceIntervalSeconds } = center.settings;
	const state = autoApprove ? 'approved' : 'pending';
	const { deviceCode, userCode } = center.deviceAuthorizations.start(client.clientId, deviceSeconds, state);
	const verificationUri = `${center.oidcUrl}/device`;
	return json(200, {
		deviceCode,
		userCode,
		verificationUri,
		verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
		expiresIn: deviceSeconds,
		interval: deviceIntervalSeconds,
	});
}

function requireHttps(url: string, name: string): void {
	if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
		throw new ShapeError(`${name} must be an https URL`);
	}
}
