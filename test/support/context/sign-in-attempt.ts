/** A sign-in to `corp` that is under way, for tests of the two ways to sign in. */
import type { IssuedToken } from '../../../src/core/sign-in/access-token.ts';
import type { ClientRegistration } from '../../../src/core/sign-in/client-registration.ts';
import type { DeviceAuthorization } from '../../../src/core/sign-in/device-authorization.ts';
import type { SignInAttempt } from '../../../src/flows/sign-in/sign-in-attempt.ts';
import type { FakeContext } from './context.ts';
import { dev, NOW } from './sample.ts';

export const client: ClientRegistration = {
	clientId: 'cid',
	clientSecret: 'csecret-of-client',
	expiresAt: Date.UTC(2027, 1, 19, 2, 25, 16),
	grantTypes: ['authorization_code', 'refresh_token'],
	scopes: ['sso:account:access'],
};

export const deviceClient: ClientRegistration = { ...client, grantTypes: undefined, scopes: undefined };

const PAGE = 'https://device.sso.us-east-1.amazonaws.com/';

export const device: DeviceAuthorization = {
	deviceCode: 'dcode-of-device',
	userCode: 'ABCD-EFGH',
	verificationUri: PAGE,
	verificationUriComplete: `${PAGE}?user_code=ABCD-EFGH`,
	expiresInMs: 600_000,
	intervalMs: 1000,
};

export const issued: IssuedToken = {
	accessToken: 'aoaNEW-token',
	expiresAt: NOW + 3_600_000,
	refreshToken: 'aorNEW-refresh',
};

/** Secrets that no message may show. */
export const ATTEMPT_SECRETS: readonly string[] = [
	client.clientSecret,
	device.deviceCode,
	issued.accessToken,
	'aorNEW-refresh',
	'the-code-of-the-callback',
];

export const attemptOf = (fake: FakeContext, changed: Partial<SignInAttempt> = {}): SignInAttempt => ({
	session: dev,
	portal: dev.startUrl,
	profile: 'dev',
	client,
	oidc: fake.oidc.oidc,
	ports: fake.signIn.ports,
	opensBrowser: true,
	...changed,
});
