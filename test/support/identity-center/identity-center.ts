/** The interface of the fake for tests: its addresses, its log, and the ways to script it. */

import type { RequestRecord } from './call.ts';
import type { Center } from './center.ts';
import { accountAccess, grantTypes } from './clients.ts';
import type { AdjustableClock } from './clock.ts';
import type { Directory, Settings } from './directory.ts';
import type { FaultScript } from './fault-script.ts';
import type { Fault } from './faults.ts';
import type { LoopbackServer, Tls } from './loopback-server.ts';
import type { Operation } from './operations.ts';
import type { Release } from './release.ts';
import type { RequestLog } from './request-log.ts';
import { portalRole, type RoleCredentials } from './role-credentials.ts';

type Adjustments = Partial<Settings> & { readonly directory?: Partial<Directory> };
export type Options = Adjustments & {
	readonly now?: () => number;
	/** Serves HTTPS with this key and certificate. */
	readonly tls?: Tls;
	/** The host in the addresses of the services, which clients reach in a way of their own. */
	readonly host?: string;
};

interface SignInOptions {
	/** Zero or less for a token that has already expired. */
	readonly expiresInSeconds?: number | undefined;
	readonly refreshable?: boolean | undefined;
	readonly registrationExpiresInSeconds?: number | undefined;
	/** Only returned, for the token file: the portal does not use them. */
	readonly startUrl?: string | undefined;
	readonly region?: string | undefined;
}

/** The contents of a token file. The dates are whole seconds. */
export interface SignIn {
	readonly startUrl: string;
	readonly region: string;
	readonly accessToken: string;
	readonly expiresAt: Date;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly registrationExpiresAt: Date;
	readonly refreshToken?: string;
}

export interface IdentityCenter {
	readonly url: { readonly sso: string; readonly oidc: string; readonly sts: string; readonly signin: string };
	readonly environment: Readonly<
		Record<
			'AWS_ENDPOINT_URL_SSO' | 'AWS_ENDPOINT_URL_SSO_OIDC' | 'AWS_ENDPOINT_URL_STS' | 'AWS_ENDPOINT_URL_SIGNIN',
			string
		>
	>;
	/** Grows as requests arrive. */
	readonly requests: readonly RequestRecord[];
	/** The number of connections so far, to all services. */
	connections(): number;
	requestsTo(operation: RequestRecord['operation']): readonly RequestRecord[];
	/** Resolves once `count` (default 1) requests of the operation have arrived, answered or not. */
	received(operation: RequestRecord['operation'], count?: number): Promise<readonly RequestRecord[]>;
	readonly directory: Directory;
	readonly settings: Settings;
	/** Changes the members it names and keeps the rest. */
	configure(adjustments: Adjustments): void;
	/** Issues a token that the portal accepts, without a sign-in flow. */
	signIn(options?: SignInOptions): SignIn;
	/** Revokes an access or refresh token; the session's other token stays valid. */
	revoke(token: string): void;
	/** Scripts the next answers of one operation, one request per fault unless it sets `times`. */
	fail(operation: Operation, ...faults: readonly Fault[]): void;
	clearFaults(): void;
	/** Sends the answers on `hold`. */
	release(): void;
	/** The role credentials that the portal issued last. */
	credentialsFor(accountId: string, roleName: string): RoleCredentials | undefined;
	/** Fixes values for the role credentials issued from now on; undefined issues fresh ones again. */
	issue(accountId: string, roleName: string, values: Partial<RoleCredentials> | undefined): void;
	/** The same two for the credentials of AssumeRole. */
	assumedCredentials(roleArn: string): RoleCredentials | undefined;
	issueAssumed(roleArn: string, values: Partial<RoleCredentials> | undefined): void;
	/** Both throw if no device authorization is pending under that code. */
	approve(userCode: string): void;
	deny(userCode: string): void;
	/** Moves the fake's clock: seconds from its base clock, not from the last offset. */
	setClockOffset(seconds: number): void;
	close(): Promise<void>;
}

interface Parts {
	readonly center: Center;
	readonly log: RequestLog;
	readonly faults: FaultScript;
	readonly release: Release;
}

export function identityCenter(
	{ center, log, faults, release }: Parts,
	clock: AdjustableClock,
	url: IdentityCenter['url'],
	{ connections, close }: LoopbackServer,
): IdentityCenter {
	const decide = (userCode: string, decision: 'approved' | 'denied') => {
		if (!center.deviceAuthorizations.decide(userCode, decision)) {
			throw new Error(`no device authorization is pending under ${userCode}`);
		}
	};
	return {
		url,
		environment: {
			AWS_ENDPOINT_URL_SSO: url.sso,
			AWS_ENDPOINT_URL_SSO_OIDC: url.oidc,
			AWS_ENDPOINT_URL_STS: url.sts,
			AWS_ENDPOINT_URL_SIGNIN: url.signin,
		},
		requests: log.entries,
		connections,
		requestsTo: log.to,
		received: (operation, count = 1) => log.received(operation, count),
		get directory() {
			return center.directory;
		},
		get settings() {
			return center.settings;
		},
		configure({ directory, ...settings }) {
			center.directory = { ...center.directory, ...directory };
			center.settings = { ...center.settings, ...settings };
		},
		signIn: (options = {}) => signIn(center, options),
		revoke(token) {
			if (!center.sessions.revoke(token)) {
				throw new Error('that token was not good any more');
			}
		},
		fail: (operation, ...scripted) => faults.add(operation, scripted),
		clearFaults: faults.clear,
		release: release.now,
		credentialsFor: (accountId, roleName) => center.roleCredentials.last(portalRole(accountId, roleName)),
		issue: (accountId, roleName, values) => center.roleCredentials.fix(portalRole(accountId, roleName), values),
		assumedCredentials: center.roleCredentials.last,
		issueAssumed: center.roleCredentials.fix,
		approve: (userCode) => decide(userCode, 'approved'),
		deny: (userCode) => decide(userCode, 'denied'),
		setClockOffset: clock.setOffset,
		close,
	};
}

function signIn(center: Center, options: SignInOptions): SignIn {
	const registration = {
		grantTypes: [grantTypes.code, grantTypes.refresh],
		scopes: [accountAccess],
		redirectUris: ['http://127.0.0.1/oauth/callback'],
	};
	const client = center.clients.register(registration, options.registrationExpiresInSeconds);
	const session = center.sessions.start(client.clientId, options.expiresInSeconds ?? 3600, options.refreshable ?? true);
	return {
		startUrl: options.startUrl ?? 'https://d-1234567890.awsapps.com/start',
		region: options.region ?? 'us-east-1',
		accessToken: session.accessToken,
		expiresAt: new Date(session.expiresAt),
		clientId: client.clientId,
		clientSecret: client.clientSecret,
		registrationExpiresAt: new Date(client.secretExpiresAt * 1000),
		...(session.refreshToken === undefined ? {} : { refreshToken: session.refreshToken }),
	};
}
