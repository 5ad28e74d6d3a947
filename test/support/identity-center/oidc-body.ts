/** The JSON body of an sso-oidc request, and the client it authenticates. */

import type { Call } from './call.ts';
import type { Center } from './center.ts';
import type { Client, GrantType } from './clients.ts';
import { type JsonObject, objectFrom, parseJson, requiredText, ShapeError } from './json.ts';
import type { Handler } from './operations.ts';
import { oauthRefusal, type Reply } from './reply.ts';

/** Bodies are JSON in camelCase, NOT OAuth's form encoding: a client that sends a form is refused. */
export function withBody(answer: (body: JsonObject, center: Center) => Reply): Handler {
	return (call, center) => {
		try {
			return answer(bodyOf(call), center);
		} catch (error) {
			throw error instanceof ShapeError ? oauthRefusal('invalid_request', error.message) : error;
		}
	};
}

function bodyOf(call: Call): JsonObject {
	const mediaType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
	if (mediaType !== 'application/json') {
		throw new ShapeError('the content type must be application/json');
	}
	return objectFrom(parseJson(call.body), 'the body');
}

export function authenticatedClient(body: JsonObject, center: Center): Client {
	const clientId = requiredText(body, 'clientId');
	const clientSecret = requiredText(body, 'clientSecret');
	const client = center.clients.find(clientId);
	if (client === undefined || client.clientSecret !== clientSecret) {
		throw oauthRefusal('invalid_client', 'Invalid client provided');
	}
	return client;
}

export function requireGrant(client: Client, grantType: GrantType): void {
	if (!client.grantTypes.includes(grantType)) {
		throw oauthRefusal('unauthorized_client', `This client is not registered for ${grantType}`);
	}
}
