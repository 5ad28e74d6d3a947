/**
 * Calls GetRoleCredentials with one GET request of Node's HTTP client, because loading the AWS SDK takes 109 ms of CPU
 * time: a cold `use` would take 2.5 times as long. The SDK handles every other operation, and GetRoleCredentials if the first attempt does not settle
 * it.
 */
import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { serviceUrl } from '../../core/aws/service-url.ts';
import { parseRoleCredentials, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import { exceptionName, refusal, type ServiceRequest } from '../../core/failure/service-answer.ts';
import { parseJson, parseRecord } from '../../core/text/json.ts';
import type { Answer, Portal } from '../../ports/services.ts';
import { exchange, isPassing, requestFacts } from './exchange.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { clockBy, type ServiceOptions } from './service-options.ts';

type Role = Parameters<Portal['getRoleCredentials']>[0];

const OPERATION = 'GetRoleCredentials';

/**
 * Returns the URL without its last slash; undefined if it has credentials, a query, a fragment or a path that ends in a
 * slash. The SDK handles those.
 */
function plainUrl(endpoint: string): string | undefined {
	const url = endpoint.replace(/^(https?:\/\/[^/]+)\/$/i, '$1');
	return /[@?#]|\/$/.test(url) ? undefined : url;
}

/** Returns the base URL of the portal; undefined if the SDK's endpoint rules have to resolve it. */
export function portalUrl({ ssoRegion, address }: ServiceOptions): string | undefined {
	return address.endpoint === undefined ? serviceUrl('sso', ssoRegion, address) : plainUrl(address.endpoint);
}

function requestOf({ accessToken, accountId, roleName }: Role, base: string): HttpRequest {
	const query = `account_id=${encodeURIComponent(accountId)}&role_name=${encodeURIComponent(roleName)}`;
	const url = new URL(`${base}/federation/credentials?${query}`);
	return { method: 'GET', url, headers: { 'x-amz-sso_bearer_token': accessToken } };
}

/** Returns the service's name for the error: `Name:http://…` in a header, or `prefix#Name` in the body. */
function nameIn({ headers, body }: HttpAnswer): string {
	const record = parseRecord(body);
	const rawName = headers['x-amzn-errortype'] ?? record?.code ?? record?.__type;
	return String(rawName)
		.replace(/[,:].*$/s, '')
		.replace(/^.*#/s, '');
}

/** @throws Failure `unexpected-answer` */
function answerOf(
	received: HttpAnswer,
	request: ServiceRequest,
	now: number,
	clock: ClockOffset | undefined,
): Answer<RoleCredentials> {
	const { status, body } = received;
	const { operation: _operation, proxy: _proxy, ...answered } = request;
	const json = status < 300 ? parseJson(body || '{}') : undefined;
	if (json === undefined) {
		const name = exceptionName(nameIn(received), parseRecord(body)?.error);
		return { ok: false, ...answered, ...refusal(status, name, request), ...(clock && { clock }) };
	}
	const value = parseRoleCredentials(json.value, now, clock);
	if ('problem' in value) throw networkFailures.unexpectedAnswer({ ...request, ...value });
	return { ok: true, endpoint: request.endpoint, value };
}

/** Makes one attempt. Returns undefined if a retry may succeed. @throws Failure `unreachable`, `unexpected-answer` */
async function attempt(
	role: Role,
	base: string,
	options: ServiceOptions,
): Promise<Answer<RoleCredentials> | undefined> {
	const sentAt = options.now();
	const facts = requestFacts(OPERATION, base, options);
	let received: HttpAnswer;
	try {
		received = await exchange(requestOf(role, base), facts, options);
	} catch (error) {
		if (error instanceof Failure) throw error;
		return undefined;
	}
	const clock = clockBy({ ...received, sentAt }, options);
	return isPassing(received.status, nameIn(received)) ? undefined : answerOf(received, facts, options.now(), clock);
}

/** Returns a portal that loads the AWS SDK only when an operation needs it. */
export function createPortal(options: ServiceOptions): Portal {
	const { maxAttempts } = options;
	const load = async (attempts: number) =>
		(await import('./sdk-portal.ts')).createSdkPortal({ ...options, maxAttempts: attempts });
	let sdkPortal: Promise<Portal> | undefined;
	const portal = () => {
		sdkPortal ??= load(maxAttempts);
		return sdkPortal;
	};
	return {
		getRoleCredentials: async (role) => {
			const base = maxAttempts > 1 ? portalUrl(options) : undefined;
			if (base === undefined) return (await portal()).getRoleCredentials(role);
			return (await attempt(role, base, options)) ?? (await load(maxAttempts - 1)).getRoleCredentials(role);
		},
		getRoleCredentialsOnce: async (role) => (await portal()).getRoleCredentialsOnce(role),
		listAccountRoles: async (account) => (await portal()).listAccountRoles(account),
		listAccountsPage: async (place) => (await portal()).listAccountsPage(place),
		listAccountRolesPage: async (place) => (await portal()).listAccountRolesPage(place),
		logout: async (accessToken) => (await portal()).logout(accessToken),
	};
}
