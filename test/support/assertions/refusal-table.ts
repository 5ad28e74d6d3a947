/**
 * What AWS answers and what the files hold, with the likely cause. Each row is run, and docs/refusals.md shows the
 * failure.
 */
import { failedRequest } from '../../../src/adapters/aws/sdk-error.ts';
import {
	formatCacheEntry,
	parseRoleCredentials,
	roleCredentialsKey,
} from '../../../src/core/credentials/role-credentials.ts';
import type { StsReason } from '../../../src/core/credentials/sts-answer.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { refusal as refusalOf } from '../../../src/core/failure/service-answer.ts';
import { signInSettingFailures } from '../../../src/core/failure/sign-in-setting-failures.ts';
import { profileNamed } from '../../../src/core/profile/chained-profile.ts';
import { proxyFor } from '../../../src/core/profile/proxy.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { formatRegistrationFile } from '../../../src/core/sign-in/client-registration.ts';
import { formatNote } from '../../../src/core/text/note.ts';
import { fetchCredentials } from '../../../src/flows/credentials/fetch-credentials.ts';
import { signedInCredentials } from '../../../src/flows/credentials/signed-in-credentials.ts';
import { discover } from '../../../src/flows/discovery/discover.ts';
import { consoleTarget } from '../../../src/flows/exec/console-address.ts';
import { givenChain } from '../../../src/flows/given-role/given-chain.ts';
import { givenRole } from '../../../src/flows/given-role/given-role.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { signIn } from '../../../src/flows/sign-in/sign-in.ts';
import type { Context } from '../../../src/ports/context.ts';
import type { Redirect } from '../../../src/ports/services.ts';
import { somebody, type World } from '../context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	NOW,
	ON_DISK,
	renewable,
	STARTED_AT,
	sampleConfig,
	tokenText,
} from '../context/sample.ts';
import { oidcGranted, oidcRefusal } from '../context/scripted-oidc.ts';
import { ENDPOINT, granted, refusal } from '../context/scripted-portal.ts';
import { STS_ENDPOINT } from '../context/scripted-sts.ts';
import { type PlainSettings, sharedConfigOf } from '../context/shared-config.ts';
import { device } from '../context/sign-in-attempt.ts';
import { failureOf } from './thrown-failure.ts';

export interface RefusalRow {
	/** The answer or the file that ssoenv met, as docs/refusals.md words it. */
	readonly met: string;
	readonly means: string;
	readonly world: World;
	readonly work: (context: Context) => Promise<unknown>;
}

const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const role =
	(changed: Partial<SsoProfile> = {}) =>
	(context: Context) =>
		fetchCredentials({ ...dev, ...changed }, loaded, context, { active: dev.name, isKept: true });
const list =
	(changed: Partial<SsoProfile> = {}) =>
	(context: Context) =>
		discover({ ...dev, ...changed }, { refresh: true, loaded }, context);
const words = { account: '111111111111', roleName: undefined, ssoSession: undefined, region: undefined };
const given = (context: Context) =>
	givenRole(words, loaded, { choice: {}, command: 'use', apply: (text) => `ssoenv use${text}` }, context);
const byDeviceCode = sharedConfigOf({ ssoSessions: { corp: { ssoenv_device_code: 'true' } } });
const login =
	(changed: Partial<SsoProfile> = {}, config = byDeviceCode) =>
	(context: Context) => {
		const options = { isDeviceCode: false, opensBrowser: true, isAfresh: false };
		return signIn(signInOf({ ...dev, ...changed }, { ...loaded, config }), options, context);
	};

const signedIn: World = { tokens: { corp: tokenText() } };
const IDE_SCOPES = ['codewhisperer:completions'];
/** Returns a world whose token has a client registration with these scopes. */
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
/** Returns the failure that the adapters make from an answer that is not a refusal by AWS. */
const broken = (status: number, code?: string) => failureOf(() => refusalOf(status, code, asked));
const lost = (code: string) => failureOf(() => failedRequest(Object.assign(new Error(), { code }), asked));
const lostAt = (code: string) =>
	failureOf(() => failedRequest(Object.assign(new Error(), { code }), { ...asked, ...GIVEN }));

function expiredCredentials() {
	const texts = { accessKeyId: 'ASIA', secretAccessKey: 'x', sessionToken: 'x' };
	const value = parseRoleCredentials({ roleCredentials: { ...texts, expiration: NOW - 3_600_000 } }, NOW);
	if (!('problem' in value)) throw new TypeError('they should be over');
	return networkFailures.unexpectedAnswer({ ...asked, ...value });
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
		means: 'the sign-in was ended or revoked, here or in the portal',
		world: portal(unauthorized),
		work: role(),
	},
	{
		met: '401, and the token file names no region',
		means: 'as above, or `sso_region` is wrong',
		world: { ...portal(unauthorized), tokens: { corp: tokenText({ region: undefined }) } },
		work: role(),
	},
	{
		met: '401 from an endpoint that you configured',
		means: 'as above, or another endpoint issued the token',
		world: portal({ ...unauthorized, ...GIVEN }),
		work: role(),
	},
	{
		met: '401, and by the date of the answer the token has expired',
		means: "this machine's clock was changed after the sign-in, or another machine wrote the token",
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
		means: '`sso_start_url` was changed, and the sso-session kept its name',
		world: { ...portal(forbidden), tokens: { corp: tokenText({ startUrl: 'https://old.awsapps.com/start' }) } },
		work: role(),
	},
	{
		met: '401 or 403, and `sso_registration_scopes` lacks `sso:account:access`',
		means: 'the sso-session was set up only for an IDE or Amazon Q',
		world: portal(forbidden),
		work: role({ scopes: IDE_SCOPES }),
	},
	{
		met: '401 or 403, and the registration of the token lacks the scope',
		means: 'the scopes were changed after the sign-in, or an IDE signed in',
		world: { ...portal(forbidden), ...registeredFor(IDE_SCOPES) },
		work: role(),
	},
];

const refusedRoles: readonly RefusalRow[] = [
	{
		met: '403',
		means: 'the role is not assigned to you, but others are',
		world: portal(forbidden),
		work: role(),
	},
	{
		met: '403, and no role in the account is assigned to you',
		means: 'the account is wrong, or its assignments were removed',
		world: portal(forbidden, granted([])),
		work: role(),
	},
	{
		met: '403, although the role is listed',
		means: 'the assignment is being created or removed right now',
		world: portal(forbidden, granted(['ReadOnly', 'Admin'])),
		work: role(),
	},
	{
		met: '404',
		means: 'the account or the role does not exist',
		world: portal(unknown),
		work: role(),
	},
	{
		met: '400',
		means: 'the account ID or the role name is not valid',
		world: portal(refusal(400, 'InvalidRequestException')),
		work: role(),
	},
	{
		met: '403 to `use --account` without `--role`',
		means: 'no role in the account is assigned to you',
		world: { ...signedIn, ...somebody, portal: { listAccountRoles: forbidden } },
		work: given,
	},
	{
		met: '403 to `accounts`, `roles` or `sync`',
		means: 'you may not list accounts or roles',
		world: listing(forbidden),
		work: list(),
	},
	{
		met: '400 or 404 to `accounts`, `roles` or `sync`',
		means: 'the region has no Identity Center',
		world: listing(unknown),
		work: list(),
	},
	{
		met: 'any of these, from an endpoint that you configured',
		means: 'the endpoint is not the right one',
		world: listing({ ...unknown, ...GIVEN }),
		work: list(),
	},
];

const signIns: readonly RefusalRow[] = [
	{
		met: 'RegisterClient or StartDeviceAuthorization: InvalidRequestException',
		means: 'the start URL does not belong to that region',
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
		means: 'the client registration expired or was removed; ssoenv deletes its copy too',
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
		means: 'you chose Deny in the browser',
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
		met: '`ssoenv_callback_port` or `SSOENV_CALLBACK_PORT` names a port that is taken',
		means: 'another program, or another sign-in, listens there',
		world: {
			signIn: {
				serverError: signInSettingFailures.callbackPortUnusable({
					port: 8400,
					givenBy: 'SSOENV_CALLBACK_PORT',
					place: 'SSOENV_CALLBACK_PORT',
					login: 'ssoenv login --sso-session corp',
					reason: 'another program uses it',
				}),
			},
			env: { SSOENV_CALLBACK_PORT: '8400' },
		},
		work: login({}, sampleConfig),
	},
	{
		met: '`ssoenv_browser` or `SSOENV_BROWSER` names a program that cannot run',
		means: 'it is misspelt, or not installed on this machine',
		world: { signIn: { unusable: 'is not found' }, env: { SSOENV_BROWSER: 'fierfox' } },
		work: login({}, sampleConfig),
	},
	{
		met: 'CreateToken for a refresh: InvalidGrantException or InvalidClientException',
		means: 'the session or its client registration has ended; ssoenv does not ask again',
		world: {
			tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
			oidc: { createToken: oidcRefusal('InvalidGrantException') },
		},
		work: role(),
	},
];

/** A sign-in with a start URL on another domain, whose page gives this answer. */
const leading = (redirect: Redirect): Pick<RefusalRow, 'world' | 'work'> => ({
	world: { redirect },
	work: login({ startUrl: 'https://sso.corp.example/aws' }),
});

const startUrls: readonly RefusalRow[] = [
	{
		met: 'no redirect',
		means: 'the start URL is misspelt, or your organization has removed it',
		...leading({ status: 404, location: undefined }),
	},
	{
		met: 'a redirect to another domain, also if that one redirects to AWS',
		means: 'only one step is followed, to https and to AWS, so that nobody else can ask for your sign-in',
		...leading({ status: 302, location: 'https://awsapps.com.evil.example/start' }),
	},
	{
		met: 'a redirect to http',
		means: 'another machine in the network could answer in the place of AWS',
		...leading({ status: 302, location: 'http://d-1234567890.awsapps.com/start' }),
	},
	{
		met: 'a redirect to another region',
		means: '`sso_region` is wrong; the AWS CLI would change it in the file',
		...leading({ status: 302, location: 'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws/' }),
	},
	{
		met: 'no answer',
		means: 'the host does not exist any more, or only in the network of your organization',
		world: {
			redirect: networkFailures.unreachable({
				endpoint: 'https://sso.corp.example',
				reason: 'no such host',
				givenBy: 'sso_start_url',
			}),
		},
		work: login({ startUrl: 'https://sso.corp.example/aws' }),
	},
];

const passing: readonly RefusalRow[] = [
	{ met: '429', means: 'your organisation sends too many requests', world: portal(broken(429)), work: role() },
	{ met: '5xx', means: 'AWS has a problem', world: portal(broken(503)), work: role() },
	{
		met: '200 with a web page, or 4xx without the name of an AWS error',
		means: 'a network sign-in page or a proxy answers instead of AWS',
		world: portal(broken(200)),
		work: role(),
	},
	{
		met: '3xx',
		means: 'a network sign-in page or a proxy redirects; ssoenv does not send the token there',
		world: portal(broken(302)),
		work: role(),
	},
	{
		met: 'the credentials have expired already, and the answer has no date',
		means: "this machine's clock is wrong",
		world: portal(expiredCredentials()),
		work: role(),
	},
	{
		met: 'no such host',
		means: 'no network, or `sso_region` is wrong',
		world: portal(lost('ENOTFOUND')),
		work: role(),
	},
	{
		met: 'no connection to an endpoint that you configured',
		means: 'it is not running, or the variable or key is no longer needed',
		world: portal(lostAt('ECONNREFUSED')),
		work: role(),
	},
	{
		met: 'the certificate has expired',
		means: "it is the certificate of a proxy, or this machine's clock is ahead",
		world: portal(lost('CERT_HAS_EXPIRED')),
		work: role(),
	},
	{
		met: 'the certificate is not valid yet',
		means: "this machine's clock is behind",
		world: portal(lost('CERT_NOT_YET_VALID')),
		work: role(),
	},
];

const PROXY = {
	origin: 'http://proxy.corp.example:3128',
	givenBy: 'HTTPS_PROXY',
	hasPassword: false,
	exceptions: 'NO_PROXY',
};
const proxied = { ...asked, proxy: PROXY };
const refusedBy = (status: number, hasPassword = false) =>
	networkFailures.proxyRefused({ ...proxied, proxy: { ...PROXY, hasPassword }, status });

const proxies: readonly RefusalRow[] = [
	{
		met: 'the proxy does not answer, or no host has its name',
		means: 'the variable is wrong, or you are in another network',
		world: portal(networkFailures.proxyUnreachable({ ...proxied, reason: 'no such host' })),
		work: role(),
	},
	{
		met: '403 of the proxy',
		means: 'the proxy allows only certain hosts, and AWS is not one of them',
		world: portal(refusedBy(403)),
		work: role(),
	},
	{
		met: '407 of the proxy',
		means: 'the proxy wants to know who you are',
		world: portal(refusedBy(407)),
		work: role(),
	},
	{
		met: '407 of the proxy, and the variable has a user and a password',
		means: 'they are wrong, or the password was changed',
		world: portal(refusedBy(407, true)),
		work: role(),
	},
	{
		met: '5xx of the proxy',
		means: 'the proxy cannot reach AWS',
		world: portal(refusedBy(502)),
		work: role(),
	},
	{
		met: 'a certificate that is not trusted, through a proxy',
		means: 'the proxy reads the traffic: it replaces the certificate of AWS with its own',
		world: portal(
			failureOf(() => failedRequest(Object.assign(new Error(), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), proxied)),
		),
		work: role(),
	},
	{
		met: 'no connection to AWS, although the proxy answers',
		means: 'the proxy or the network behind it is broken',
		world: portal(failureOf(() => failedRequest(Object.assign(new Error(), { code: 'ECONNRESET' }), proxied))),
		work: role(),
	},
	{
		met: 'a SOCKS proxy in a variable',
		means: 'ssoenv supports only http and https proxies; the AWS CLI ignores `ALL_PROXY`',
		world: portal(failureOf(() => proxyFor(ENDPOINT, { ALL_PROXY: 'socks5://proxy.corp.example:1080' }))),
		work: role(),
	},
	{
		met: 'a character in the password that makes the URL of the proxy unclear',
		means: 'the password contains `/`, `?`, `#` or a backslash that is not percent-encoded',
		world: portal(failureOf(() => proxyFor(ENDPOINT, { HTTPS_PROXY: 'http://me:1/2@proxy.corp.example:3128' }))),
		work: role(),
	},
];

const files: readonly RefusalRow[] = [
	{ met: 'no token file', means: 'you are not signed in', world: {}, work: role() },
	{
		met: 'the access token has expired, and there is no refresh token',
		means: 'the sign-in has ended',
		world: { tokens: { corp: tokenText({ expiresAt: '2026-11-21T09:00:00Z' }) } },
		work: role(),
	},
	{
		met: 'the access token has expired by a clock that is known to be ahead',
		means: 'the sign-in may still be good',
		world: {
			tokens: { corp: tokenText({ expiresAt: '2026-11-21T09:30:00Z' }) },
			notes: { clock: formatNote({ offsetSeconds: 3600, startedAt: STARTED_AT }) },
		},
		work: role(),
	},
	{
		met: 'the access token and the client registration have expired',
		means: 'the access token cannot be refreshed',
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
		met: 'AWS refused to refresh this token before',
		means: 'the session has ended',
		world: {
			tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
			notes: { 'refused corp': formatNote({ expiresAt: '2026-11-21T09:00:00Z', refused: 'refresh' }) },
		},
		work: role(),
	},
	{
		met: 'the token file is cut off or not JSON',
		means: 'another tool was stopped while it wrote the file',
		world: { tokens: { corp: tokenText().slice(0, 40) } },
		work: role(),
	},
	{
		met: 'the token file has no token, or one that no header can carry',
		means: 'another tool or a person changed the file',
		world: { tokens: { corp: tokenText({ accessToken: 5 }) } },
		work: role(),
	},
	{
		met: 'the token file has no expiry time',
		means: 'as above',
		world: { tokens: { corp: tokenText({ expiresAt: 'soon' }) } },
		work: role(),
	},
	{
		met: 'the token file holds a client registration',
		means: 'as above',
		world: {
			tokens: { corp: JSON.stringify({ clientId: 'c', clientSecret: 's', expiresAt: '2027-02-19T02:25:16Z' }) },
		},
		work: role(),
	},
	{
		met: 'the token file belongs to another user, and you may not read it',
		means: 'a command with `sudo` wrote it',
		world: { unreadTokens: { corp: 'permission denied (it belongs to root)' } },
		work: role(),
	},
	{
		met: 'there is a folder in place of the token file',
		means: 'a container mounted a file that did not exist',
		world: { unreadTokens: { corp: 'it is a folder' } },
		work: role(),
	},
];

const ROLE = 'arn:aws:iam::333333333333:role/Deploy';
const devSettings = { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' };
const corpSettings = { sso_start_url: 'https://d-1234567890.awsapps.com/start', sso_region: 'us-east-1' };

/** Resolves profile `deploy`, which has `role_arn`, its own settings and the profile `dev`. */
const chain = (
	own: PlainSettings,
	others: Readonly<Record<string, PlainSettings>> = {},
): Pick<RefusalRow, 'world' | 'work'> => {
	const config = sharedConfigOf({
		profiles: { deploy: { role_arn: ROLE, ...own }, dev: devSettings, ...others },
		ssoSessions: { corp: corpSettings },
	});
	return { world: {}, work: async () => profileNamed(config, { profile: 'deploy', namedBy: 'argument' }, CONFIG_PATH) };
};
const fromDev = { source_profile: 'dev' };
const fromKeys = { source_profile: 'keys' };

const chains: readonly RefusalRow[] = [
	{
		met: '`role_arn` with both `source_profile` and `credential_source`',
		means: 'AWS tools accept only one of them',
		...chain({ ...fromDev, credential_source: 'Environment' }),
	},
	{
		met: '`role_arn` with neither of them',
		means: 'no credentials are named that may assume the role; some SDKs ignore the role then',
		...chain({ sso_session: 'corp' }),
	},
	{
		met: '`role_arn` with neither of them, and with `include_profile`',
		means: 'only aws-vault reads that key',
		...chain({ include_profile: 'base' }),
	},
	{
		met: '`source_profile` names no profile',
		means: 'it is misspelt, or the profile was renamed',
		...chain({ source_profile: 'dex' }),
	},
	{
		met: 'the source has no credentials',
		means: 'it is not set up, or only for a sign-in',
		...chain({ source_profile: 'base' }, { base: { region: 'us-east-1' } }),
	},
	{
		met: 'the source has only a part of static keys',
		means: 'the keys are in different files, or one is missing',
		...chain(fromKeys, { keys: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' } }),
	},
	{
		met: 'the sources form a circle',
		means: 'no profile of the chain has credentials of its own',
		...chain({ source_profile: 'base' }, { base: { role_arn: ROLE, source_profile: 'deploy' } }),
	},
	{
		met: 'a profile names itself as its source, and has no static keys',
		means: 'Identity Center needs a profile without `role_arn`',
		...chain({ source_profile: 'deploy', ...devSettings }),
	},
	{
		met: '`credential_source` is `Ec2InstanceMetadata` or `EcsContainer`',
		means: 'the credentials belong to a machine and not to a person',
		...chain({ credential_source: 'Ec2InstanceMetadata' }),
	},
	{
		met: '`credential_source` is another word',
		means: 'it is misspelt: AWS tools distinguish capital letters',
		...chain({ credential_source: 'environment' }),
	},
	{
		met: '`duration_seconds` is more than an hour, and the source is a role',
		means: 'AWS limits role chaining, and every role of Identity Center is a role',
		...chain({ ...fromDev, duration_seconds: '7200' }),
	},
	{
		met: '`role_arn` is not the ARN of a role',
		means: 'it is the ARN of something else, or a name',
		...chain({ ...fromDev, role_arn: 'arn:aws:iam::333333333333:user/me' }),
	},
	{
		met: '`external_id` is not one that AWS accepts',
		means: 'it was cut off, or has a comment after it; its value is never shown',
		...chain({ ...fromDev, external_id: 'a b' }),
	},
];

/** Runs `use deploy`, which takes the credentials of `dev` from the cache, unless the settings say otherwise. */
const assume = (
	own: PlainSettings,
	world: World = {},
	others: Readonly<Record<string, PlainSettings>> = {},
	areCodesOnStdin = false,
): Pick<RefusalRow, 'world' | 'work'> => {
	const config = sharedConfigOf({
		profiles: { deploy: { role_arn: ROLE, region: 'eu-west-1', ...own }, dev: devSettings, ...others },
		ssoSessions: { corp: corpSettings },
	});
	const loadedHere = { config, path: CONFIG_PATH, ...ON_DISK };
	const cached = { [roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + 3_600_000), dev.accountId) };
	return {
		world: { credentials: cached, config, ...world },
		work: async (context) => {
			const profile = profileNamed(config, { profile: 'deploy', namedBy: 'argument' }, CONFIG_PATH);
			return signedInCredentials(profile, loadedHere, {}, context, { areCodesOnStdin });
		},
	};
};

/** Runs `use --role-arn`, which takes the credentials of `dev` from the cache. */
const assumeGiven = (sourceProfile: string | undefined, world: World = {}): Pick<RefusalRow, 'world' | 'work'> => {
	const { world: worldOfDev } = assume({}, world);
	return {
		world: worldOfDev,
		work: async (context) => {
			const loadedHere = context.files.loadConfig();
			const words = { roleArn: ROLE, sourceProfile, externalId: undefined, region: 'eu-west-1' };
			const { profile } = await givenChain(words, loadedHere, (more) => `eval "$(ssoenv use${more})"`, context);
			return signedInCredentials(profile, loadedHere, {}, context);
		},
	};
};
const PERSON = 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/me@example.com';
const SERIAL = 'arn:aws:iam::111111111111:mfa/me';
const stsRefusal = (code: string, more: StsReason = {}, status = 403): World => ({
	sts: {
		callerArn: { ok: true, value: PERSON, endpoint: STS_ENDPOINT },
		assumeRole: { ...refusal(status, code, STS_ENDPOINT), ...more },
	},
});
const staticKeys = { keys: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_secret_access_key: 'x' } };

const assumed: readonly RefusalRow[] = [
	{
		met: 'AccessDenied',
		means: 'the role does not trust you, asks for more than you sent, or does not exist: AWS does not say which',
		...assume(fromDev, stsRefusal('AccessDenied', { principal: PERSON })),
	},
	{
		met: 'AccessDenied to `use --role-arn`',
		means: 'as above',
		...assumeGiven('dev', stsRefusal('AccessDenied', { principal: PERSON })),
	},
	{
		met: '`use --role-arn` in a shell without a role, `AWS_PROFILE` and a default profile',
		means: 'it is not known whose credentials may assume the role',
		...assumeGiven(undefined),
	},
	{
		met: 'AccessDenied, and the profile has `external_id` and `mfa_serial`',
		means: 'as above; or the external ID is wrong',
		...assume(
			{ ...fromDev, external_id: 'partner-42', mfa_serial: SERIAL },
			{ ...stsRefusal('AccessDenied', { principal: PERSON }), stdin: '123456\n' },
			{},
			true,
		),
	},
	{
		met: 'AccessDenied: invalid MFA one time pass code',
		means: 'the code is wrong, too old, or was used before',
		...assume(
			{ ...fromDev, mfa_serial: SERIAL },
			{ ...stsRefusal('AccessDenied', { reason: 'mfa-code' }), stdin: '123456\n' },
			{},
			true,
		),
	},
	{
		met: 'AccessDenied: unable to validate MFA code',
		means: 'the device belongs to another user',
		...assume(
			{ ...fromDev, mfa_serial: SERIAL },
			{ ...stsRefusal('AccessDenied', { reason: 'mfa-device' }), stdin: '123456\n' },
			{},
			true,
		),
	},
	{
		met: 'a code is needed, and nobody can be asked',
		means: 'the command has no terminal, as in a script, or has `--no-login`',
		...assume({ ...fromDev, mfa_serial: SERIAL }),
	},
	{
		met: '`--mfa-code -`, and stdin has no code',
		means: 'the line is empty, or is something else',
		...assume({ ...fromDev, mfa_serial: SERIAL }, { stdin: 'abc\n' }, {}, true),
	},
	{
		met: 'ValidationError: more than the MaxSessionDuration of the role',
		means: 'the role allows only shorter sessions',
		...assume(
			{ ...fromKeys, duration_seconds: '43200' },
			stsRefusal('ValidationError', { reason: 'role-duration' }, 400),
			staticKeys,
		),
	},
	{
		met: 'ValidationError: more than an hour, by role chaining',
		means: 'the static keys are temporary ones of a role',
		...assume(
			{ ...fromKeys, duration_seconds: '7200' },
			stsRefusal('ValidationError', { reason: 'chained-duration' }, 400),
			staticKeys,
		),
	},
	{
		met: 'ExpiredToken',
		means: 'the credentials of the source have expired',
		...assume(fromKeys, stsRefusal('ExpiredToken'), staticKeys),
	},
	{
		met: 'InvalidClientTokenId',
		means: 'the keys were deleted or deactivated, or belong to another partition',
		...assume(fromKeys, stsRefusal('InvalidClientTokenId'), staticKeys),
	},
	{
		met: 'SignatureDoesNotMatch, also with the time of AWS',
		means: 'the secret access key is another one',
		...assume(
			{ credential_source: 'Environment' },
			{
				...stsRefusal('SignatureDoesNotMatch'),
				env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' },
			},
		),
	},
	{
		met: 'RegionDisabledException',
		means: 'the region was not enabled in the account, or STS was switched off there',
		...assume(fromDev, stsRefusal('RegionDisabledException')),
	},
	{
		met: 'any other refusal',
		means: 'see the code',
		...assume(fromDev, stsRefusal('MalformedInput', {}, 400)),
	},
	{
		met: 'no such host',
		means: 'no network, or `region` is wrong',
		...assume(fromDev, {
			sts: {
				assumeRole: networkFailures.unreachable({ endpoint: STS_ENDPOINT, reason: 'no such host' }),
				callerArn: { ok: true, value: PERSON, endpoint: STS_ENDPOINT },
			},
		}),
	},
	{
		met: 'no region',
		means: 'STS has an endpoint in each region, and none is chosen',
		...assume({ ...fromDev, region: '' }),
	},
	{
		met: '`credential_source = Environment`, and no keys there',
		means: 'the variables are not exported, or another shell has them',
		...assume({ credential_source: 'Environment' }),
	},
	{
		met: '`credential_source = Environment`, after `use`',
		means: 'the keys are those of a role, which would assume itself',
		...assume({ credential_source: 'Environment' }, { env: { SSOENV_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'ASIA' } }),
	},
];

const printing = (text: string): World => ({ sources: { runProgram: async () => ({ output: text }) } });
const failing = (problem: string): World => ({ sources: { runProgram: async () => ({ problem }) } });
/** Runs `use deploy`, whose source is a program. */
const overProgram = (world: World) =>
	assume({ source_profile: 'process' }, world, { process: { credential_process: '/opt/keys' } });
/** Runs `use deploy`, whose source has signed in with `aws login`. */
const overLogin = (file: string | undefined) =>
	assume(
		{ source_profile: 'console' },
		{ sources: { readLogin: () => file } },
		{ console: { login_session: 'arn:aws:iam::111111111111:user/me' } },
	);
/** Runs `use deploy`, whose source assumes a role with a web identity token. */
const overToken = (code: string, status: number) =>
	assume(
		{ source_profile: 'pipeline' },
		{
			sources: { readToken: () => ({ text: 'x' }) },
			sts: { assumeRoleWithWebIdentity: refusal(status, code, STS_ENDPOINT) },
		},
		{ pipeline: webIdentity },
	);
const webIdentity = {
	role_arn: 'arn:aws:iam::333333333333:role/Pipeline',
	web_identity_token_file: '/var/run/token',
	role_session_name: 'build',
};
const processKeys = { Version: 1, AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'x', SessionToken: 'x' };
const loginKeys = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'x', sessionToken: 'x' };

const sources: readonly RefusalRow[] = [
	{
		met: 'the program of a `credential_process` fails',
		means: 'it says why on stderr; nothing that it prints on stdout is ever shown',
		...overProgram(failing('exited with 1')),
	},
	{
		met: 'there is no such program',
		means: 'botocore starts it without a shell: `~`, variables and pipes do not work in `credential_process`',
		...overProgram(failing('names a program that is not found: ~/bin/keys')),
	},
	{
		met: 'the program prints no JSON',
		means: 'it prints other lines too, or a question',
		...overProgram(printing('password: ')),
	},
	{
		met: 'the program prints JSON of another form',
		means: 'AWS tools take only `"Version": 1`',
		...overProgram(printing('{}')),
	},
	{
		met: 'the program prints no secret key',
		means: 'AccessKeyId and SecretAccessKey are needed',
		...overProgram(printing('{"Version": 1, "AccessKeyId": "ASIAEXAMPLE"}')),
	},
	{
		met: 'the program prints credentials that have expired',
		means: 'it caches them for too long, or the clock is wrong',
		...overProgram(printing(JSON.stringify({ ...processKeys, Expiration: '2026-11-21T09:00:00Z' }))),
	},
	{
		met: 'a `credential_process` that runs ssoenv for the same profile',
		means: 'the profile would be its own source',
		...overProgram({ env: { _AWS_CLI_PROFILE_CHAIN: 'deploy' } }),
	},
	{
		met: 'a source with `login_session` is not signed in',
		means: 'the sign-in is that of `aws login`, which ssoenv does not do',
		...overLogin(undefined),
	},
	{
		met: 'the credentials of `aws login` have expired',
		means: 'they last 15 minutes; any command of the AWS CLI with that profile renews them, for 12 hours at most',
		...overLogin(JSON.stringify({ accessToken: { ...loginKeys, expiresAt: '2026-11-21T09:45:00Z' } })),
	},
	{
		met: 'there is no file with a web identity token',
		means: 'it exists only on the machine that the token is for',
		...assume({ source_profile: 'pipeline' }, {}, { pipeline: webIdentity }),
	},
	{
		met: 'ExpiredTokenException to AssumeRoleWithWebIdentity',
		means: 'nothing has renewed the token in the file',
		...overToken('ExpiredTokenException', 400),
	},
	{
		met: 'InvalidIdentityToken',
		means: 'IAM does not know the identity provider, the token is for another audience, or it is damaged',
		...overToken('InvalidIdentityToken', 400),
	},
	{
		met: 'AccessDenied to AssumeRoleWithWebIdentity',
		means: 'the trust policy of the role does not fit, or the role does not exist: AWS does not say which',
		...overToken('AccessDenied', 403),
	},
];

/** Rows by heading. */
/** Opens the console of `dev`, whose credentials are cached. */
const openConsole =
	(more: Partial<Parameters<typeof consoleTarget>[0]> = {}) =>
	async (context: Context) => {
		const nothing = { service: undefined, path: undefined, url: undefined, duration: undefined, browser: undefined };
		const role = { profile: 'dev', account: undefined, role: undefined, 'sso-session': undefined, region: undefined };
		const flags = { login: false, 'no-login': true, yes: false, portal: false, print: true };
		const window = { qr: false, private: false, 'own-window': false, 'firefox-container': false };
		return (await consoleTarget({ ...nothing, ...role, ...flags, ...window, ...more }, context)).address();
	};

const consoleWorld: World = {
	credentials: { [roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + 3_600_000), dev.accountId) },
	signinToken: { ok: false, status: 400, endpoint: 'https://signin.aws.amazon.com' },
};

const consoles: readonly RefusalRow[] = [
	{
		met: '400 from AWS Sign-In to `console`',
		means: 'the credentials are no longer good, for example because an administrator revoked the sessions of the role',
		world: consoleWorld,
		work: openConsole(),
	},
	{
		met: '400 from AWS Sign-In to `console --duration`',
		means: 'as above, or the role allows no session of that length',
		world: consoleWorld,
		work: openConsole({ duration: '12h' }),
	},
];

export const refusalTable: Readonly<Record<string, readonly RefusalRow[]>> = {
	'AWS does not accept the sign-in': refusedTokens,
	'Roles, accounts and lists': refusedRoles,
	'Signing in': signIns,
	'Start URLs on a domain of your own': startUrls,
	'AWS cannot be reached or gives no usable answer': passing,
	Proxies: proxies,
	'Token files': files,
	'Profiles that assume a role': chains,
	'Assuming a role': assumed,
	'Other sources of a role': sources,
	'Opening the console': consoles,
};
