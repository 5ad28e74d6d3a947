/** The HTTP client of the AWS SDK, which by itself knows no proxies. */
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { routeTo } from './route.ts';
import type { ServiceOptions } from './service-options.ts';

type Handle = NodeHttpHandler['handle'];

/** Returns the origin of a request of the SDK. */
export function originOf({ protocol, hostname, port }: Partial<Record<'protocol' | 'hostname' | 'port', unknown>>) {
	return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

/** Returns a client for one service. It finds out on its first request how to reach the endpoint. */
export function requestHandler(options: ServiceOptions) {
	const open = async (origin: string): Promise<NodeHttpHandler> => {
		// The endpoint as it is configured, because its port may be in NO_PROXY, and the SDK drops the usual ones.
		const { agent, authorities } = await routeTo(options.address.endpoint ?? origin, options, true);
		const limits = { connectionTimeout: options.timeoutMs, requestTimeout: 0 };
		const agents = agent === undefined ? { httpsAgent: authorities } : { httpsAgent: agent, httpAgent: agent };
		return new NodeHttpHandler({ ...limits, ...agents });
	};
	let opening: Promise<NodeHttpHandler> | undefined;
	return {
		handle: async (...[request, sendOptions]: Parameters<Handle>): ReturnType<Handle> => {
			opening ??= open(originOf(request));
			return (await opening).handle(request, sendOptions);
		},
		// The SDK calls these only for options of clients that ssoenv does not set.
		updateHttpClientConfig: () => undefined,
		httpHandlerConfigs: () => ({}),
	};
}
