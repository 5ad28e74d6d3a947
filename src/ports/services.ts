/** The port to the two services of IAM Identity Center, and to STS. */
import type { ClockOffset } from '../core/aws/clock-offset.ts';
import type { AssumedRole } from '../core/credentials/assumed-role.ts';
import type { RoleCredentials } from '../core/credentials/role-credentials.ts';
import type { StsReason } from '../core/credentials/sts-answer.ts';
import type { AccountPage, RoleNamePage } from '../core/discovery/assignments.ts';
import type { ServiceAddress } from '../core/profile/endpoints.ts';
import type { IssuedToken } from '../core/sign-in/access-token.ts';
import type { ClientRegistration } from '../core/sign-in/client-registration.ts';
import type { DeviceAuthorization } from '../core/sign-in/device-authorization.ts';
import type { ConsolePorts } from './console.ts';
import type { SignInPorts } from './sign-in.ts';
import type { Sources } from './sources.ts';

export interface Services {
	/** Returns the portal. Loads the AWS SDK only for operations that need it. */
	readonly portal: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	/** Loads the AWS SDK and returns the OIDC service. */
	readonly oidc: (ssoRegion: string, address: ServiceAddress) => Promise<Oidc>;
	/** Returns STS in a region. Loads what signs requests, but not the AWS SDK. */
	readonly sts: (region: string, address: ServiceAddress) => Promise<Sts>;
	/**
	 * Asks the host of a start URL where it redirects to, and follows no redirect. Throws Failure `unreachable` and those
	 * about a proxy. Only the certificates and the proxy of the address count.
	 */
	readonly redirectOf: (startUrl: string, address: ServiceAddress) => Promise<Redirect>;
	/**
	 * Sends one request without a token to an endpoint. Any answer will do. Throws Failure `unreachable` and those about a
	 * proxy and certificates.
	 */
	readonly reach: (url: string, address: ServiceAddress) => Promise<Reached>;
	/** Loads what a sign-in needs. */
	readonly signIn: () => Promise<SignInPorts>;
	/** Loads what gets the credentials of a source by other means than Identity Center and static keys. */
	readonly sources: () => Promise<Sources>;
	/** Loads what opens the console. */
	readonly console: () => Promise<ConsolePorts>;
	/** Loads code that is slow to load, so that it is ready before a lock is taken. Sends no request. */
	readonly load: (what: 'portal' | 'oidc' | 'sts' | 'signIn') => Promise<unknown>;
}

/** An answer of an endpoint. */
export interface Reached {
	readonly status: number;
	/** By how many seconds this machine's clock is ahead of the endpoint's; undefined if it is right. */
	readonly secondsAhead: number | undefined;
}

/** An answer of the host of a start URL. */
export interface Redirect {
	readonly status: number;
	/** The header of that name, if the status is one of a redirect. */
	readonly location: string | undefined;
}

/** An answer of the service: the value, or a refusal. `endpoint` is the host that answered. */
export type Answer<Value> = GivenAnswer<Value> | RefusedAnswer;

export interface GivenAnswer<Value> {
	readonly ok: true;
	readonly value: Value;
	readonly endpoint: string;
	/** The ID of the request, for the cache entry of an assumed role. Only from STS. */
	readonly requestId?: string;
}

/** A refusal with a 4xx status. `reason` and `principal` are only in answers of STS. */
export interface RefusedAnswer extends StsReason {
	readonly ok: false;
	readonly status: number;
	readonly code: string;
	readonly endpoint: string;
	/** How long the service asks to wait, in milliseconds. Only with a 429. */
	readonly retryAfterMs?: number;
	/** The variable or key that set the endpoint, if it is not AWS's own. */
	readonly givenBy?: string;
	/** By how much this machine's clock is off, by the date of this answer or of the latest one that had a date. */
	readonly clock?: ClockOffset;
}

/** A page of a list; without `nextToken` the first one. */
interface ListPlace {
	readonly accessToken: string;
	readonly nextToken: string | undefined;
}

/**
 * The portal of IAM Identity Center in one region. Each method throws Failure `unreachable`, `throttled`,
 * `service-broken` or `unexpected-answer`.
 */
export interface Portal {
	readonly getRoleCredentials: (role: {
		readonly accessToken: string;
		readonly accountId: string;
		readonly roleName: string;
	}) => Promise<Answer<RoleCredentials>>;
	/** Does the same with one request, for a caller that keeps a pace: as `listAccountsPage` does. */
	readonly getRoleCredentialsOnce: Portal['getRoleCredentials'];
	/** Returns the names of all roles assigned in the account, in the service's order. */
	readonly listAccountRoles: (account: {
		readonly accessToken: string;
		readonly accountId: string;
	}) => Promise<Answer<readonly string[]>>;
	/**
	 * Returns one page of the accounts with at least one role. Sends one request and never retries, because its caller
	 * keeps a pace: so a 429 is a refusal here, not Failure `throttled`.
	 */
	readonly listAccountsPage: (place: ListPlace) => Promise<Answer<AccountPage>>;
	/** Returns one page of the role names in an account, with one request as above. */
	readonly listAccountRolesPage: (place: ListPlace & { readonly accountId: string }) => Promise<Answer<RoleNamePage>>;
	/** Ends the session of the access token in IAM Identity Center. */
	readonly logout: (accessToken: string) => Promise<Answer<object>>;
}

/** Keys that sign a request. */
export interface SigningKeys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Undefined for the keys of a user. */
	readonly sessionToken?: string;
}

/**
 * STS in one region. Each method throws Failure `unreachable`, `throttled`, `service-broken`, `unexpected-answer`,
 * `region-invalid` or one about a proxy. If AWS refuses a signature because the clock here is wrong, it signs once more
 * with AWS's time: a refusal `SignatureDoesNotMatch` is then about the secret key.
 */
export interface Sts {
	/**
	 * Assumes a role. A request with an MFA code is repeated only if it was throttled: AWS takes each code once, so a
	 * second request after a lost answer would be refused for a reason that misleads.
	 */
	readonly assumeRole: (request: {
		readonly keys: SigningKeys;
		readonly roleArn: string;
		readonly sessionName: string;
		readonly externalId?: string;
		/** AWS decides without it: one hour. */
		readonly durationSeconds?: number;
		/** The MFA device and its current code; both or neither. */
		readonly serialNumber?: string;
		readonly tokenCode?: string;
	}) => Promise<Answer<AssumedRole>>;
	/** Assumes a role with a web identity token, in a request without a signature. */
	readonly assumeRoleWithWebIdentity: (request: {
		readonly token: string;
		readonly roleArn: string;
		readonly sessionName: string;
	}) => Promise<Answer<AssumedRole>>;
	/** Returns the ARN of the caller. */
	readonly callerArn: (keys: SigningKeys) => Promise<Answer<string>>;
}

interface Client {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** The input of CreateToken, with the service's names. */
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

/** The OIDC service of IAM Identity Center in one region. Throws the same failures as the portal. */
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
	/** Returns the URL that the browser opens, with this query. */
	readonly authorizeUrl: (query: string) => string;
}
