/**
 * Failures of a request: AWS, or the proxy in between, is unreachable or gives no usable answer. They are not in the
 * table of failures.ts, because the warm path holds that table and sends no request.
 */
import { row } from './failure.ts';
import { checkGiven, type EndpointFacts } from './service-failures.ts';

/** What a message may say about a proxy. */
export interface ProxyFacts {
	/** Its URL without user and password. */
	readonly origin: string;
	/** The variable that names it. */
	readonly givenBy: string;
	/** Whether its URL has a user or a password. */
	readonly hasPassword: boolean;
	/** The variable with the hosts that need no proxy: `NO_PROXY`, as it has to be written to count. */
	readonly exceptions: string;
}

/** The endpoint of a request, and the proxy that it goes through. */
interface RequestFacts extends EndpointFacts {
	readonly proxy?: ProxyFacts;
}

interface ProxiedFacts {
	readonly endpoint: string;
	readonly proxy: ProxyFacts;
}

const shown = ({ origin, givenBy }: ProxyFacts): string => `the proxy ${origin} (from ${givenBy})`;

const hostOf = (endpoint: string): string => endpoint.replace(/^\w+:\/\//, '');

const through = ({ proxy }: RequestFacts): string => (proxy === undefined ? '' : ` through ${shown(proxy)}`);

const checkProxy = ({ proxy }: RequestFacts): readonly string[] =>
	proxy === undefined ? [] : [`check ${proxy.givenBy}, which names the proxy`];

/** Returns the key whose region an endpoint of AWS has; undefined for a host that no such key decides. */
function regionKey(endpoint: string): string | undefined {
	if (/^https:\/\/sts(?:-fips)?\./.test(endpoint)) return 'region';
	return /^https:\/\/(?:portal\.sso|oidc)(?:-fips)?\./.test(endpoint) ? 'sso_region' : undefined;
}

function checkNetwork({ endpoint, givenBy, proxy }: RequestFacts): string {
	const setting = givenBy ?? regionKey(endpoint);
	if (proxy !== undefined) {
		return `check the network${setting === undefined ? '' : `, ${setting}`} and ${proxy.givenBy}`;
	}
	if (givenBy !== undefined) return `check the network and ${givenBy}, which sets this endpoint`;
	return `check the network${setting === undefined ? '' : ` and ${setting}`}, then run the command again`;
}

const otherSender = ({ proxy }: RequestFacts): string =>
	`${proxy === undefined ? 'a proxy or the sign-in page of a network' : shown(proxy)} may have answered instead of AWS`;

/** tinyproxy answers 401 to a wrong password, and 407 to none. */
const isAboutPassword = (status: number): boolean => status === 407 || status === 401;

/** Says what the answer of a proxy that does not connect means. */
function refusalText({ endpoint, proxy, status }: ProxiedFacts & { readonly status: number }): string {
	if (!isAboutPassword(status)) return `${shown(proxy)} did not connect to ${hostOf(endpoint)} (status ${status})`;
	const problem = proxy.hasPassword
		? `does not accept the user and password in ${proxy.givenBy}`
		: 'requires a user and a password';
	return `${shown(proxy)} ${problem} (status ${status})`;
}

function refusalHint({ endpoint, proxy, status }: ProxiedFacts & { readonly status: number }): string {
	if (isAboutPassword(status)) {
		const url = proxy.origin.replace('//', '//USER:PASSWORD@');
		return `set ${proxy.givenBy} to ${url}, with special characters as %xx`;
	}
	return status < 500
		? `ask the administrator of the proxy to allow ${hostOf(endpoint)}, or add it to ${proxy.exceptions}`
		: 'run the command again in a moment';
}

export const networkFailures = {
	unreachable: row('unreachable', 6, (f: RequestFacts & { reason: string }) => ({
		message: `cannot reach ${f.endpoint}${through(f)}: ${f.reason}`,
		hints: [checkNetwork(f)],
	})),

	/** Most services throttle with status 429, STS with 400. */
	throttled: row('throttled', 6, (f: EndpointFacts & { status?: number }) => ({
		message: `${f.endpoint} is throttling requests (${f.status ?? 429})`,
		hints: ['wait a minute and run the command again', ...checkGiven(f)],
	})),

	serviceBroken: row('service-broken', 6, (f: RequestFacts & { status: number }) => ({
		message: `${f.endpoint} failed with status ${f.status}`,
		hints: ['run the command again in a moment', ...checkGiven(f), ...checkProxy(f)],
	})),

	unexpectedAnswer: row(
		'unexpected-answer',
		6,
		(f: RequestFacts & { operation: string; problem: string; hint?: string }) => ({
			message: `cannot use the response of ${f.endpoint} to ${f.operation}: ${f.problem}`,
			hints: [f.hint ?? otherSender(f), ...checkGiven(f)],
		}),
	),

	proxyUnreachable: row('proxy-unreachable', 6, (f: ProxiedFacts & { reason: string }) => ({
		message: `cannot reach ${shown(f.proxy)}: ${f.reason}`,
		hints: [
			`check the network and ${f.proxy.givenBy}; if no proxy is needed, add ${hostOf(f.endpoint)} to ${f.proxy.exceptions}`,
		],
	})),

	/** The proxy answered, but did not connect to the endpoint. */
	proxyRefused: row('proxy-refused', 6, (f: ProxiedFacts & { status: number }) => ({
		message: refusalText(f),
		hints: [refusalHint(f)],
	})),

	/** The value is never shown, because it may hold a password. */
	proxyInvalid: row(
		'proxy-invalid',
		3,
		(f: { name: string; problem: string; host: string; instead: string; exceptions: string }) => ({
			message: `${f.name} ${f.problem}`,
			hints: [`set ${f.instead} to http://HOST:PORT, or add ${f.host} to ${f.exceptions}`],
		}),
	),
};
