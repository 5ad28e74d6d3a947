/** The port to the two services of IAM Identity Center, and to the browser that signs in to them. */
import type { ClockOffset } from '../core/aws/clock-offset.ts';
import type { RoleCredentials } from '../core/credentials/role-credentials.ts';
import type { AccountPage, RoleNamePage } from '../core/discovery/assignments.ts';
import type { ServiceAddress } from '../core/profile/endpoints.ts';
import type { IssuedToken } from '../core/sign-in/access-token.ts';
import type { CallbackOutcome } from '../core/sign-in/authorization-code.ts';
import type { ClientRegistration } from '../core/sign-in/client-registration.ts';
import type { DeviceAuthorization } from '../core/sign-in/device-authorization.ts';
import type { LandingPage } from '../core/sign-in/landing-page.ts';

export interface Services {
	readonly portal: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	/** Loads the SDK on first use. */
	readonly oidc: (ssoRegion: string, address: ServiceAddress) => Promise<Oidc>;
	/** Loads what signing in needs, on first use. */
	readonly signIn: () => Promise<SignInPorts>;
	/** Loads code that is slow to load and that will be needed while a lock is held; opens nothing. */
	readonly load: (what: 'portal' | 'oidc' | 'signIn') => Promise<unknown>;
}

/** An answer of the service: what was asked for, or its refusal with a 4xx status. `endpoint` is the host that answered. */
export type Answer<Value> = { readonly ok: true; readonly value: Value; readonly endpoint: string } | RefusedAnswer;

/** A refusal with a 4xx status. */
export interface RefusedAnswer {
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
}

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

/** The loopback end of an authorization-code sign-in. */
export interface CallbackServer {
	readonly redirectUri: string;
	/** Settles with the first callback that is one; never by itself. The browser is kept waiting for its page. */
	readonly outcome: Promise<CallbackOutcome>;
	/** Shows the waiting browser how it ended, if there is one, and takes no more connections. */
	readonly close: (page: LandingPage) => Promise<void>;
}

export interface PkceSecrets {
	readonly codeVerifier: string;
	readonly codeChallenge: string;
	readonly state: string;
}

/** What a sign-in needs of this machine and of the person at it. */
export interface SignInPorts {
	readonly pkceSecrets: () => PkceSecrets;
	readonly openCallbackServer: (state: string) => Promise<CallbackServer>;
	/**
	 * Never rejects. Settles with why the page could not be opened, as soon as that is known, or with undefined when it was; not at
	 * all while a browser stays open.
	 */
	readonly openBrowser: (url: string) => Promise<string | undefined>;
	/** The text as a QR code for a terminal, in lines; none where it cannot be drawn. */
	readonly qrCode: (text: string) => readonly string[];
	/** Why no browser can be expected here; undefined when one can. */
	readonly headlessReason: () => string | undefined;
	/** Shows on the terminal that something is being waited for, until the returned function is called. */
	readonly showWaiting: (text: () => string) => () => void;
}
