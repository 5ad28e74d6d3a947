/** What AWS answers and what the files hold, with what it can mean: each row is played, and docs/refusals.md says what came of it. */
import { failedRequest } from '../../../src/adapters/aws/sdk-error.ts';
import { parseRoleCredentials } from '../../../src/core/credentials/role-credentials.ts';
import { failures } from '../../../src/core/failure/failures.ts';
import { refusal as refusalOf } from '../../../src/core/failure/service-answer.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { formatRegistrationFile } from '../../../src/core/sign-in/client-registration.ts';
import { formatNote } from '../../../src/core/text/note.ts';
import { fetchCredentials } from '../../../src/flows/credentials/fetch-credentials.ts';
import { discover } from '../../../src/flows/discovery/discover.ts';
import { givenRole } from '../../../src/flows/profile/given-role.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { signIn } from '../../../src/flows/sign-in/sign-in.ts';
import type { Context } from '../../../src/ports/context.ts';
import { somebody, type World } from '../context/context.ts';
import { CONFIG_PATH, dev, NOW, ON_DISK, renewable, STARTED_AT, sampleConfig, tokenText } from '../context/sample.ts';
import { oidcGranted, oidcRefusal } from '../context/scripted-oidc.ts';
import { ENDPOINT, granted, refusal } from '../context/scripted-portal.ts';
import { device } from '../context/sign-in-attempt.ts';
import { failureOf } from './thrown-failure.ts';

export interface RefusalRow {
	/** What was met. */
	readonly met: string;
	readonly means: string;
	readonly world: World;
	readonly work: (context: Context) => Promise<unknown>;
}

const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const role =
	(changed: Partial<SsoProfile> = {}) =>
	(context: Context) =>
		fetchCredentials({ ...dev, ...changed }, loaded, context);
const list =
	(changed: Partial<SsoProfile> = {}) =>
	(context: Context) =>
		discover({ ...dev, ...changed }, { refresh: true, loaded }, context);
const words = { accountId: '111111111111', roleName: undefined, ssoSession: undefined, region: undefined };
const given = (context: Context) => givenRole(words, loaded, undefined, context);
const login =
	(changed: Partial<SsoProfile> = {}) =>
	(context: Context) => {
		const options = { isDeviceCode: true, opensBrowser: false, isAfresh: false };
		return signIn(signInOf({ ...dev, ...changed }, loaded), options, context);
	};

const signedIn: World = { tokens: { corp: tokenText() } };
const IDE_SCOPES = ['codewhisperer:completions'];
/** The registration that the token says it came by. */
const registeredFor = (scopes: readonly string[]): World => ({
	tokens: {
		corp: tokenText({ ...renewable, refreshToken: undefined }),
		registration: formatRegistrationFile({
			clientId: renewable.clientId,
			clientSecret: renewable.clientSecret,
			expiresAt: NOW + 86_400_000,
			scopes,
			grantTypes: undefined,
		}),
	},
});

const unauthorized = refusal(401, 'UnauthorizedException');
const forbidden = refusal(403, 'ForbiddenException');
const unknown = refusal(404, 'ResourceNotFoundException');
const GIVEN = { givenBy: 'AWS_ENDPOINT_URL_SSO', endpoint: 'http://127.0.0.1:4566' } as const;

const asked = { endpoint: ENDPOINT, operation: 'GetRoleCredentials' };
/** The failure that the adapters make of an answer which is no refusal. */
const broken = (status: number, code?: string) => failureOf(() => refusalOf(status, code, asked));
const lost = (code: string) => failureOf(() => failedRequest(Object.assign(new Error(), { code }), asked));
const lostAt = (code: string) =>
	failureOf(() => failedRequest(Object.assign(new Error(), { code }), { ...asked, ...GIVEN }));

function overAlready() {
	const texts = { accessKeyId: 'ASIA', secretAccessKey: 'x', sessionToken: 'x' };
	const value = parseRoleCredentials({ roleCredentials: { ...texts, expiration: NOW - 3_600_000 } }, NOW);
	if (!('problem' in value)) throw new TypeError('they should be over');
	return failures.unexpectedAnswer({ ...asked, ...value });
}

const portal = (
	getRoleCredentials: ReturnType<typeof refusal> | Error,
	roles = granted(['PowerUser', 'Admin']),
): World => ({
	...signedIn,
	portal: { getRoleCredentials, listAccountRoles: roles },
});
const listing = (listAccountsPage: ReturnType<typeof refusal>): World => ({
	...signedIn,
	portal: { listAccountsPage },
});

const refusedTokens: readonly RefusalRow[] = [
	{
		met: '401, and the token file names the same region and start URL',
		means: 'signed out or revoked, here or in the portal',
		world: portal(unauthorized),
		work: role(),
	},
	{
		met: '401, and the token file names no region',
		means: 'the same, or `sso_region` is wrong',
		world: { ...portal(unauthorized), tokens: { corp: tokenText({ region: undefined }) } },
		work: role(),
	},
	{
		met: '401 from an endpoint of your own',
		means: 'the same, or it is not the one that issued the token',
		world: portal({ ...unauthorized, ...GIVEN }),
		work: role(),
	},
	{
		met: '401, and by the date of the answer the token is over',
		means: "this machine's clock was set after the sign-in, or the token was written elsewhere",
		world: portal({ ...unauthorized, clock: { seconds: -7200, startedAt: STARTED_AT } }),
		work: role(),
	},
	{
		met: '401, and the token file names another region',
		means: '`sso_region` was changed',
		world: { ...portal(unauthorized), tokens: { corp: tokenText({ region: 'eu-west-1' }) } },
		work: role(),
	},
	{
		met: '403 or 404, and the token file names another region',
		means: '`sso_region` was changed',
		world: { ...portal(forbidden), tokens: { corp: tokenText({ region: 'eu-west-1' }) } },
		work: role(),
	},
	{
		met: '401, 403 or 404, and the token file names another start URL',
		means: '`sso_start_url` was changed under the same session name',
		world: { ...portal(forbidden), tokens: { corp: tokenText({ startUrl: 'https://old.awsapps.com/start' }) } },
		work: role(),
	},
	{
		met: '401 or 403, and `sso_registration_scopes` lacks `sso:account:access`',
		means: 'the session was set up for an IDE or Amazon Q alone',
		world: portal(forbidden),
		work: role({ scopes: IDE_SCOPES }),
	},
	{
		met: '401 or 403, and the registration of the token lacks the scope',
		means: 'the scopes were changed after the sign-in, or an IDE has signed in',
		world: { ...portal(forbidden), ...registeredFor(IDE_SCOPES) },
		work: role(),
	},
];

const refusedRoles: readonly RefusalRow[] = [
	{
		met: '403',
		means: 'the role is not assigned; others are',
		world: portal(forbidden),
		work: role(),
	},
	{
		met: '403, and nothing is assigned in the account',
		means: 'the account is the wrong one, or its assignments were taken away',
		world: portal(forbidden, granted([])),
		work: role(),
	},
	{
		met: '403, but the role is among those that are listed',
		means: 'the assignment is being made, or taken away',
		world: portal(forbidden, granted(['ReadOnly', 'Admin'])),
		work: role(),
	},
	{
		met: '404',
		means: 'there is no such account or role',
		world: portal(unknown),
		work: role(),
	},
	{
		met: '400',
		means: 'the account or the role cannot be one',
		world: portal(refusal(400, 'InvalidRequestException')),
		work: role(),
	},
	{
		met: '403 to `use --account` without `--role`',
		means: 'nothing is assigned in the account',
		world: { ...signedIn, ...somebody, portal: { listAccountRoles: forbidden } },
		work: given,
	},
	{
		met: '403 to `accounts`, `roles` or `sync`',
		means: 'lists are closed to this person',
		world: listing(forbidden),
		work: list(),
	},
	{
		met: '400 or 404 to `accounts`, `roles` or `sync`',
		means: 'there is no Identity Center in the region',
		world: listing(unknown),
		work: list(),
	},
	{
		met: 'any of these from an endpoint of your own',
		means: 'it leads elsewhere',
		world: listing({ ...unknown, ...GIVEN }),
		work: list(),
	},
];

const signIns: readonly RefusalRow[] = [
	{
		met: 'RegisterClient or StartDeviceAuthorization: InvalidRequestException',
		means: 'the start URL is not one of that region',
		world: { oidc: { registerClient: oidcRefusal('InvalidRequestException') } },
		work: login(),
	},
	{
		met: 'RegisterClient: InvalidScopeException',
		means: 'a scope is misspelt or not allowed',
		world: { oidc: { registerClient: oidcRefusal('InvalidScopeException') } },
		work: login({ scopes: ['sso:acount:access'] }),
	},
	{
		met: 'StartDeviceAuthorization: InvalidRequestRegionException',
		means: '`sso_region` is wrong',
		world: {
			oidc: {
				registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 86_400_000 }),
				startDeviceAuthorization: oidcRefusal('InvalidRequestRegionException'),
			},
		},
		work: login(),
	},
	{
		met: 'StartDeviceAuthorization or CreateToken: InvalidClientException (401)',
		means: 'the client registration has expired or was removed; it is forgotten here as well',
		world: {
			oidc: {
				registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 86_400_000 }),
				startDeviceAuthorization: oidcGranted(device),
				createToken: oidcRefusal('InvalidClientException', 401),
			},
		},
		work: login(),
	},
	{
		met: 'CreateToken: AccessDeniedException',
		means: 'the person chose Deny in the browser',
		world: {
			oidc: {
				registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 86_400_000 }),
				startDeviceAuthorization: oidcGranted(device),
				createToken: oidcRefusal('AccessDeniedException'),
			},
		},
		work: login(),
	},
	{
		met: 'the refresh: InvalidGrantException or InvalidClientException',
		means: 'the session has ended, or its client registration; it is asked once, not again and again',
		world: {
			tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
			oidc: { createToken: oidcRefusal('InvalidGrantException') },
		},
		work: role(),
	},
];

const passing: readonly RefusalRow[] = [
	{ met: '429', means: 'too many requests of the whole organisation', world: portal(broken(429)), work: role() },
	{ met: '5xx', means: 'AWS is not itself at the moment', world: portal(broken(503)), work: role() },
	{
		met: '200 with a page, or 4xx without the name of an AWS error',
		means: 'a captive portal or a proxy answers',
		world: portal(broken(200)),
		work: role(),
	},
	{
		met: '3xx',
		means: 'a captive portal or a proxy leads elsewhere; the token does not follow',
		world: portal(broken(302)),
		work: role(),
	},
	{
		met: 'credentials that are over, and no date in the answer',
		means: "this machine's clock is wrong",
		world: portal(overAlready()),
		work: role(),
	},
	{
		met: 'no such host',
		means: 'no network, or `sso_region` is wrong',
		world: portal(lost('ENOTFOUND')),
		work: role(),
	},
	{
		met: 'no connection to an endpoint of your own',
		means: 'it is not running, or the variable or key is left over',
		world: portal(lostAt('ECONNREFUSED')),
		work: role(),
	},
	{
		met: 'a certificate that is over',
		means: "a proxy's, or this machine's clock is ahead",
		world: portal(lost('CERT_HAS_EXPIRED')),
		work: role(),
	},
	{
		met: 'a certificate that is not valid yet',
		means: "this machine's clock is behind",
		world: portal(lost('CERT_NOT_YET_VALID')),
		work: role(),
	},
];

const files: readonly RefusalRow[] = [
	{ met: 'no token file', means: 'not signed in', world: {}, work: role() },
	{
		met: 'a token file that is over, with no refresh token',
		means: 'the sign-in has ended',
		world: { tokens: { corp: tokenText({ expiresAt: '2026-11-21T09:00:00Z' }) } },
		work: role(),
	},
	{
		met: 'a token file that is over, and so is its client registration',
		means: 'it cannot be renewed',
		world: {
			tokens: {
				corp: tokenText({
					...renewable,
					expiresAt: '2026-11-21T09:00:00Z',
					registrationExpiresAt: '2026-11-20T00:00:00Z',
				}),
			},
		},
		work: role(),
	},
	{
		met: 'a token file whose refresh AWS has refused before',
		means: 'the session has ended',
		world: {
			tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
			notes: { 'refused corp': formatNote({ expiresAt: '2026-11-21T09:00:00Z', refused: 'refresh' }) },
		},
		work: role(),
	},
	{
		met: 'half a token file, or one that is no JSON',
		means: 'another tool was stopped while it wrote',
		world: { tokens: { corp: tokenText().slice(0, 40) } },
		work: role(),
	},
	{
		met: 'a token file without a token, or with one that no header can carry',
		means: 'another tool or a hand has changed it',
		world: { tokens: { corp: tokenText({ accessToken: 5 }) } },
		work: role(),
	},
	{
		met: 'a token file without a time',
		means: 'likewise',
		world: { tokens: { corp: tokenText({ expiresAt: 'soon' }) } },
		work: role(),
	},
	{
		met: 'a client registration in its place',
		means: 'likewise',
		world: {
			tokens: { corp: JSON.stringify({ clientId: 'c', clientSecret: 's', expiresAt: '2027-02-19T02:25:16Z' }) },
		},
		work: role(),
	},
	{
		met: 'a token file of another owner, closed to others',
		means: '`sudo` has written it',
		world: { unreadTokens: { corp: 'permission denied, it belongs to root' } },
		work: role(),
	},
	{
		met: 'a folder in its place',
		means: 'a mount of a container that was not there',
		world: { unreadTokens: { corp: 'it is a folder' } },
		work: role(),
	},
];

/** By heading. */
export const refusalTable: Readonly<Record<string, readonly RefusalRow[]>> = {
	'The sign-in does not serve': refusedTokens,
	'Roles, accounts and lists': refusedRoles,
	'Signing in': signIns,
	'AWS is not there, or not itself': passing,
	'The files': files,
};
