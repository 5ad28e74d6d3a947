/** CreateToken for its three grant types. */

import { createHash } from 'node:crypto';
import type { Center } from './center.ts';
import { accountAccess, type Client, type GrantType, grantTypes, isGrantType } from './clients.ts';
import type { DeviceAuthorization } from './device-authorizations.ts';
import { type JsonObject, optionalText, optionalTexts, requiredText } from './json.ts';
import { authenticatedClient, requireGrant } from './oidc-body.ts';
import { json, oauthRefusal, type Reply } from './reply.ts';

type Exchange = (body: JsonObject, client: Client, center: Center) => Reply;

const exchanges: Readonly<Record<GrantType, Exchange>> = {
	authorization_code: exchangeCode,
	refresh_token: refresh,
	'urn:ietf:params:oauth:grant-type:device_code': exchangeDeviceCode,
};

export function createToken(body: JsonObject, center: Center): Reply {
	requireTypes(body);
	const grantType = requiredText(body, 'grantType');
	const client = authenticatedClient(body, center);
	if (!isGrantType(grantType)) {
		throw oauthRefusal('unsupported_grant_type', `Unsupported grant type: ${grantType}`);
	}
	requireGrant(client, grantType);
	return exchanges[grantType](body, client, center);
}

/** Also checks members that this grant type does not use; `scope` has no effect, but must be a list. */
function requireTypes(body: JsonObject): void {
	optionalTexts(body, 'scope');
	for (const name of ['deviceCode', 'code', 'redirectUri', 'codeVerifier', 'refreshToken']) {
		optionalText(body, name);
	}
}

function exchangeDeviceCode(body: JsonObject, client: Client, center: Center): Reply {
	const authorization = center.deviceAuthorizations.byDeviceCode(requiredText(body, 'deviceCode'));
	if (authorization === undefined || authorization.clientId !== client.clientId || authorization.state === 'spent') {
		throw oauthRefusal('invalid_grant', 'Invalid device code provided');
	}
	if (authorization.expiresAt <= center.now()) {
		throw oauthRefusal('expired_token', 'The device code has expired');
	}
	requireInterval(authorization, center);
	if (authorization.state === 'denied') {
		throw oauthRefusal('access_denied', 'The person denied the request');
	}
	if (authorization.state === 'pending') {
		throw oauthRefusal('authorization_pending', 'Authorization is still pending');
	}
	authorization.state = 'spent';
	return tokens(client, center);
}

function requireInterval(authorization: DeviceAuthorization, { now, settings }: Center): void {
	const last = authorization.polledAt;
	authorization.polledAt = now();
	if (settings.enforceInterval && last !== undefined && now() - last < settings.deviceIntervalSeconds * 1000) {
		throw oauthRefusal('slow_down', 'Slow down');
	}
}

function exchangeCode(body: JsonObject, client: Client, center: Center): Reply {
	const redirectUri = requiredText(body, 'redirectUri');
	const codeVerifier = requiredText(body, 'codeVerifier');
	const granted = center.authorizationCodes.take(requiredText(body, 'code'));
	if (granted === undefined || granted.clientId !== client.clientId) {
		throw oauthRefusal('invalid_grant', 'Invalid authorization code provided');
	}
	if (granted.expiresAt <= center.now()) {
		throw oauthRefusal('expired_token', 'The authorization code has expired');
	}
	if (granted.redirectUri !== redirectUri) {
		throw oauthRefusal('invalid_grant', 'The redirect URI is not the one of the authorization');
	}
	if (!/^[\w.~-]{43,128}$/.test(codeVerifier) || challengeOf(codeVerifier) !== granted.codeChallenge) {
		throw oauthRefusal('invalid_grant', 'The code verifier does not match the challenge');
	}
	return tokens(client, center);
}

function challengeOf(verifier: string): string {
	return createHash('sha256').update(verifier).digest('base64url');
}

function refresh(body: JsonObject, client: Client, center: Center): Reply {
	const refreshToken = requiredText(body, 'refreshToken');
	const session = center.sessions.byRefreshToken(refreshToken);
	if (session === undefined || session.clientId !== client.clientId) {
		throw oauthRefusal('invalid_grant', 'Invalid refresh token provided');
	}
	if (center.settings.refreshTokens === 'rotate') {
		center.sessions.revoke(refreshToken);
		return tokens(client, center);
	}
	return tokens(client, center, false);
}

function tokens(client: Client, center: Center, withRefreshToken = center.settings.refreshTokens !== 'none'): Reply {
	const mayRefresh = client.grantTypes.includes(grantTypes.refresh) && client.scopes.includes(accountAccess);
	const expiresIn = center.settings.accessTokenSeconds;
	const session = center.sessions.start(client.clientId, expiresIn, withRefreshToken && mayRefresh);
	return json(200, {
		accessToken: session.accessToken,
		tokenType: 'Bearer',
		expiresIn,
		refreshToken: session.refreshToken ?? null,
		idToken: null,
	});
}
