/** The ports to the two services of IAM Identity Center; part of ports.ts. */

import type { ClockOffset } from '../core/aws/clock-offset.ts';
import type { RoleCredentials } from '../core/credentials/role-credentials.ts';
import type { AccountPage, RoleNamePage } from '../core/discovery/assignments.ts';
import type { IssuedToken } from '../core/sign-in/access-token.ts';
import type { ClientRegistration } from '../core/sign-in/client-registration.ts';
import type { DeviceAuthorization } from '../core/sign-in/device-authorization.ts';

/** An answer of the service: what was asked for, or its refusal with a 4xx status. `endpoint` is the host that answered. */
export type Answer<Value> =
	| { readonly ok: true; readonly value: Value; readonly endpoint: string }
	| {
			readonly ok: false;
			readonly status: number;
			readonly code: string;
			readonly endpoint: string;
			/** Of a 429, where it is an answer: how long the service asks to wait, if it says so. */
			readonly retryAfterMs?: number;
			/** The variable or key that gave the endpoint, where it is not AWS's own. */
			readonly givenBy?: string;
			/** How far the clock here is off, by the date of this answer. */
			readonly clock?: ClockOffset;
	  };

/** Where a list goes on; undefined for its beginning. */
interface ListPlace {
	readonly accessToken: string;
	readonly nextToken: string | undefined;
}

/**
 * The portal of IAM Identity Center in one region.
 * Each method throws Failure `unreachable`, `throttled`, `service-broken` or `unexpected-answer`.
 */
export interface Portal {
	readonly getRoleCredentials: (role: {
		readonly accessToken: string;
		readonly accountId: string;
		readonly roleName: string;
	}) => Promise<Answer<RoleCredentials>>;
	/** Names of all roles assigned in the account, in the service's order. */
	readonly listAccountRoles: (account: {
		readonly accessToken: string;
		readonly accountId: string;
	}) => Promise<Answer<readonly string[]>>;
	/**
	 * One page of the accounts with any role. One request, sent once: whoever asks keeps the pace, so a 429 is an answer here
	 * like other refusals and not Failure `throttled`.
	 */
	readonly listAccountsPage: (place: ListPlace) => Promise<Answer<AccountPage>>;
	/** One page of the names of roles in an account, asked for in the same way. */
	readonly listAccountRolesPage: (place: ListPlace & { readonly accountId: string }) => Promise<Answer<RoleNamePage>>;
	/** Ends the session of the token, with all that was issued to it. */
	readonly logout: (accessToken: string) => Promise<Answer<object>>;
}

interface Client {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** What CreateToken is given; the names are the service's. */
type TokenRequest = Client &
	(
		| { readonly grantType: 'refresh_token'; readonly refreshToken: string }
		| { readonly grantType: 'urn:ietf:params:oauth:grant-type:device_code'; readonly deviceCode: string }
		| {
				readonly grantType: 'authorization_code';
				readonly code: string;
				readonly redirectUri: string;
				readonly codeVerifier: string;
		  }
	);

/** The OIDC service of IAM Identity Center in one region. Failures as with the portal. */
export interface Oidc {
	readonly registerClient: (request: {
		readonly clientName: string;
		readonly scopes?: readonly string[];
		readonly redirectUris?: readonly string[];
		readonly grantTypes?: readonly string[];
		readonly issuerUrl?: string;
	}) => Promise<Answer<Pick<ClientRegistration, 'clientId' | 'clientSecret' | 'expiresAt'>>>;
	readonly startDeviceAuthorization: (
		request: Client & { readonly startUrl: string },
	) => Promise<Answer<DeviceAuthorization>>;
	readonly createToken: (request: TokenRequest) => Promise<Answer<IssuedToken>>;
	/** Where the browser is sent, with this query. */
	readonly authorizeUrl: (query: string) => string;
}
