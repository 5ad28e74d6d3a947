/** Registered OAuth clients. */

import { base64Text, urlToken } from './random.ts';

export const grantTypes = {
	code: 'authorization_code',
	refresh: 'refresh_token',
	device: 'urn:ietf:params:oauth:grant-type:device_code',
} as const;

export type GrantType = (typeof grantTypes)[keyof typeof grantTypes];

export function isGrantType(name: string): name is GrantType {
	return Object.values(grantTypes).some((known) => known === name);
}

/** The scope for portal access; without it no refresh token is issued. */
export const accountAccess = 'sso:account:access';

interface Registration {
	readonly grantTypes: readonly GrantType[];
	readonly scopes: readonly string[];
	readonly redirectUris: readonly string[];
}

export interface Client extends Registration {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Epoch seconds, as on the wire. */
	readonly issuedAt: number;
	readonly secretExpiresAt: number;
}

export interface Clients {
	register(registration: Registration, lifetimeSeconds?: number): Client;
	/** Returns undefined for a client that is unknown or whose registration has expired. */
	find(clientId: string): Client | undefined;
}

const ninetyDays = 90 * 86_400;

export function registeredClients(now: () => number): Clients {
	const clients = new Map<string, Client>();
	const seconds = () => Math.floor(now() / 1000);
	return {
		register(registration, lifetimeSeconds = ninetyDays) {
			const client = {
				...registration,
				clientId: urlToken(),
				clientSecret: `eyJraWQiOiJrZXktMTU2NDAyODA5OSIsImFsZyI6IkhTMzg0In0.${urlToken(600)}.${base64Text(64)}`,
				issuedAt: seconds(),
				secretExpiresAt: seconds() + lifetimeSeconds,
			};
			clients.set(client.clientId, client);
			return client;
		},
		find(clientId) {
			const client = clients.get(clientId);
			return client !== undefined && client.secretExpiresAt > seconds() ? client : undefined;
		},
	};
}
