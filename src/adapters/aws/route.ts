/** How a request reaches its endpoint: directly or through a proxy, and which certificate authorities it trusts. */
import type { Agent } from 'node:http';
import { proxyFor } from '../../core/profile/proxy.ts';
import { readAuthorities, type ServiceOptions } from './service-options.ts';

interface Route {
	/** Undefined without a proxy. */
	readonly agent: Agent | undefined;
	/** For both connections: to the proxy and to the service. */
	readonly authorities: { readonly ca?: Buffer };
}

/**
 * @param url of the service
 * @param keepAlive whether the connection is kept for the next request
 * @throws Failure `proxy-invalid`, `config-unreadable`
 */
export async function routeTo(
	url: string,
	{ address: { caBundle }, env, timeoutMs }: Pick<ServiceOptions, 'address' | 'env' | 'timeoutMs'>,
	keepAlive: boolean,
): Promise<Route> {
	const proxy = proxyFor(url, env);
	const isEncrypted = [url, proxy?.facts.origin ?? ''].some((hop) => /^https:/i.test(hop));
	const authorities = caBundle === undefined || !isEncrypted ? {} : { ca: readAuthorities(caBundle) };
	if (proxy === undefined) return { agent: undefined, authorities };
	const { ProxyAgent } = await import('./proxy-agent.ts');
	const isSecure = /^https:/i.test(url);
	// On a connection without a tunnel, only the first request would be written in the form for a proxy.
	const agent = new ProxyAgent(proxy, authorities, {
		isSecure,
		keepAlive: keepAlive && isSecure,
		connectMs: timeoutMs,
	});
	return { agent, authorities };
}
