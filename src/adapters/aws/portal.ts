/**
 * Calls GetRoleCredentials with one GET request of Node's HTTP client, because loading the AWS SDK takes 109 ms of CPU
 * time: a cold `use` would take 2.5 times as long. The SDK handles every other operation, and GetRoleCredentials if the first attempt does not settle
 * it.
 */
import type { IncomingMessage } from 'node:http';
import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { serviceUrl } from '../../core/aws/service-url.ts';
import { parseRoleCredentials, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import {
	exceptionName,
	MAX_ANSWER_BYTES,
	refusal,
	responseTimedOut,
	responseTooLong,
	type ServiceRequest,
} from '../../core/failure/service-answer.ts';
import { proxyFor } from '../../core/profile/proxy.ts';
import { type JsonRecord, parseJson, parseRecord } from '../../core/text/json.ts';
import type { Answer, Portal } from '../../ports/services.ts';
import { version } from '../../version.ts';
import { routeTo } from './route.ts';
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

/** @throws Failure `config-unreadable` if the CA bundle cannot be read, `proxy-invalid` */
async function requestOptions({ accessToken, accountId, roleName }: Role, base: string, service: ServiceOptions) {
	const query = `account_id=${encodeURIComponent(accountId)}&role_name=${encodeURIComponent(roleName)}`;
	const url = new URL(`${base}/federation/credentials?${query}`);
	const { agent = false, authorities } = await routeTo(base, service, false);
	const headers = { 'x-amz-sso_bearer_token': accessToken, 'user-agent': `ssoenv/${version}` };
	return { url, options: { headers, agent, ...authorities } };
}

interface Received {
	readonly status: number;
	readonly headers: JsonRecord;
	readonly body: string;
}

function requestTo(base: string, { address: { givenBy }, env }: ServiceOptions): ServiceRequest {
	const proxy = proxyFor(base, env)?.facts;
	const endpoint = new URL(base).origin;
	return { endpoint, operation: OPERATION, ...(givenBy && { givenBy }), ...(proxy && { proxy }) };
}

/**
 * Returns the whole answer. Rejects if there is no answer, if it breaks off, or if it takes longer than `timeoutMs`.
 */
async function send(role: Role, base: string, service: ServiceOptions): Promise<Received> {
	const { url, options } = await requestOptions(role, base, service);
	const request = requestTo(base, service);
	const { get } = process.getBuiltinModule(url.protocol === 'http:' ? 'node:http' : 'node:https');
	return new Promise((resolve, reject) => {
		let isAnswered = false;
		const sent = get(url, options, (response) => {
			isAnswered = true;
			receive(response, request).then(resolve, reject);
		});
		const timer = setTimeout(() => {
			reject(responseTimedOut(request, service.timeoutMs));
			sent.destroy();
		}, service.timeoutMs);
		sent.on('error', reject);
		sent.once('close', () => {
			clearTimeout(timer);
			// Node closes the socket without an error if the service switches protocols.
			if (!isAnswered) reject(new Error('closed without a response'));
		});
	});
}

function receive(response: IncomingMessage, request: ServiceRequest): Promise<Received> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	return new Promise((resolve, reject) => {
		response.on('data', (chunk: Uint8Array) => {
			chunks.push(chunk);
			bytes += chunk.length;
			if (bytes > MAX_ANSWER_BYTES) response.destroy(responseTooLong(request));
		});
		response.on('error', reject);
		response.once('close', () => reject(new Error('closed before the end')));
		response.once('end', () => {
			// Without this the process stays alive until the service closes the connection.
			response.destroy();
			const body = Buffer.concat(chunks).toString('utf8');
			resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
		});
	});
}

/** Returns the service's name for the error: `Name:http://…` in a header, or `prefix#Name` in the body. */
function nameIn({ headers, body }: Received): string {
	const record = parseRecord(body);
	const rawName = headers['x-amzn-errortype'] ?? record?.code ?? record?.__type;
	return String(rawName)
		.replace(/[,:].*$/s, '')
		.replace(/^.*#/s, '');
}

/** Whether a retry may succeed, by the same rules as the AWS SDK. */
const isPassing = (received: Received): boolean =>
	received.status === 429 ||
	received.status >= 500 ||
	(received.status >= 400 && /^(?:Throttl|RequestTimeout)/.test(nameIn(received)));

/** @throws Failure `unexpected-answer` */
function answerOf(
	received: Received,
	request: ServiceRequest,
	now: number,
	clock: ClockOffset | undefined,
): Answer<RoleCredentials> {
	const { status, body } = received;
	const { operation: _operation, proxy: _proxy, ...requestFacts } = request;
	const json = status < 300 ? parseJson(body || '{}') : undefined;
	if (json === undefined) {
		const name = exceptionName(nameIn(received), parseRecord(body)?.error);
		return { ok: false, ...requestFacts, ...refusal(status, name, request), ...(clock && { clock }) };
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
	let received: Received;
	try {
		received = await send(role, base, options);
	} catch (error) {
		if (error instanceof Failure) throw error;
		return undefined;
	}
	const clock = clockBy(received.headers, sentAt, options.onServerTime);
	return isPassing(received) ? undefined : answerOf(received, requestTo(base, options), options.now(), clock);
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
		listAccountRoles: async (account) => (await portal()).listAccountRoles(account),
		listAccountsPage: async (place) => (await portal()).listAccountsPage(place),
		listAccountRolesPage: async (place) => (await portal()).listAccountRolesPage(place),
		logout: async (accessToken) => (await portal()).logout(accessToken),
	};
}
