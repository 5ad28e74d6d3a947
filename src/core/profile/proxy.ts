/**
 * Chooses the proxy for a URL from the environment as botocore does (botocore.utils.get_environ_proxies, which calls
 * Python's urllib.request). docs/network.md lists the three differences: ALL_PROXY, IP ranges, loopback.
 */
import { networkFailures, type ProxyFacts } from '../failure/network-failures.ts';
import type { Environment } from '../machine/environment.ts';
import { isInRange, isLoopback } from './address-range.ts';

export interface HttpProxy {
	/** What a message may say about the proxy. */
	readonly facts: ProxyFacts;
	/** Decoded; empty if the URL has none. */
	readonly user: string;
	/** Secret. Decoded; empty if the URL has none. */
	readonly password: string;
}

interface Variable {
	readonly name: string;
	readonly value: string;
}

/**
 * Returns the variable `<kind>_proxy` in any case. One whose name ends in `_proxy` in lower case takes precedence, even
 * if it is empty: then no variable counts (urllib.request.getproxies_environment).
 */
function variableOf(kind: string, env: Environment): Variable | undefined {
	// A web server sets HTTP_PROXY from a request header, so in a CGI script urllib ignores it (CVE-2016-1000110).
	const isFromRequest = kind === 'http' && env.REQUEST_METHOD !== undefined;
	let found: Variable | undefined;
	const named = Object.entries(env).filter(([name]) => name.toLowerCase() === `${kind}_proxy`);
	for (const [name, value] of isFromRequest ? [] : named) {
		if (value) found = { name, value };
	}
	for (const [name, value] of named.filter(([lower]) => lower.endsWith('_proxy'))) {
		found = value ? { name, value } : undefined;
	}
	return found;
}

/** Returns the name under which a variable of this kind counts if it is set now: a lower-case one hides the others. */
const countingName = (kind: string, env: Environment): string =>
	Object.keys(env).findLast((name) => name.toLowerCase() === `${kind}_proxy` && name.endsWith('_proxy')) ??
	`${kind.toUpperCase()}_PROXY`;

/**
 * Whether NO_PROXY excepts the host (urllib.request.proxy_bypass_environment, and ranges as in curl).
 * @param authority as in the URL: the host, with the port only if the URL has it
 */
function isExcepted(authority: string, hostname: string, list: string): boolean {
	if (list === '*') return true;
	const host = authority.toLowerCase();
	const withoutPort = host.replace(/:\d*$/, '');
	return list.split(',').some((entry) => {
		if (entry.trim() === '') return false;
		const name = entry.trim().replace(/^\.+/, '').toLowerCase();
		return [host, withoutPort].some((text) => text === name || text.endsWith(`.${name}`)) || isInRange(hostname, name);
	});
}

/** Decodes each valid `%xx`, and leaves a `%` that is none, as Python's urllib.parse.unquote does. */
const decoded = (text: string): string =>
	text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
		try {
			return decodeURIComponent(bytes);
		} catch {
			return bytes;
		}
	});

/** What a message about a wrong variable says of the request. */
interface Proxied {
	readonly host: string;
	/** The variable to set instead. */
	readonly instead: string;
	/** The variable with the hosts that need no proxy. */
	readonly exceptions: string;
}

/** @throws Failure `proxy-invalid` */
function parseProxy({ name, value }: Variable, proxied: Proxied): HttpProxy {
	const [, scheme = 'http'] = /^([a-z][a-z\d+.-]*):\/\//i.exec(value) ?? [];
	const { exceptions } = proxied;
	const invalid = (problem: string) => networkFailures.proxyInvalid({ name, problem, ...proxied });
	if (/^socks/i.test(scheme)) throw invalid('names a SOCKS proxy, but ssoenv supports only http and https proxies');
	const text = value.includes('://') ? value : `http://${value.replace(/^\/\//, '')}`;
	// Without this check, half of a password with a slash in it would pass for the host and the port.
	if (/^https?:\/\/[^/?#\\]*[/?#\\].*@/is.test(text)) {
		throw invalid('has a character in its user or password that must be written as %xx, such as %2F for a slash');
	}
	if (!/^https?$/i.test(scheme) || !URL.canParse(text)) throw invalid('is not the URL of an http or https proxy');
	const { origin, username, password } = new URL(text);
	const hasPassword = username !== '' || password !== '';
	const facts = { origin, givenBy: name, hasPassword, exceptions };
	return { facts, user: decoded(username), password: decoded(password) };
}

/**
 * Returns the proxy for a URL; undefined if it is reached directly.
 * @throws Failure `proxy-invalid`
 */
export function proxyFor(url: string, env: Environment): HttpProxy | undefined {
	const [, scheme = '', authority = ''] = /^([a-z]+):\/\/([^/?#]*)/i.exec(url) ?? [];
	const kind = scheme.toLowerCase();
	const ofScheme = variableOf(kind, env);
	const variable = ofScheme ?? variableOf('all', env);
	if (variable === undefined) return undefined;
	const { hostname } = new URL(url);
	if (isLoopback(hostname) || isExcepted(authority, hostname, variableOf('no', env)?.value ?? '')) return undefined;
	// Other tools may need ALL_PROXY as it is.
	const instead = ofScheme?.name ?? countingName(kind, env);
	return parseProxy(variable, { host: hostname, instead, exceptions: countingName('no', env) });
}
