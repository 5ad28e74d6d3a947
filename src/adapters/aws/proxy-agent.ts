/** Connects to services through a proxy. A file of its own, which is loaded only if a proxy applies. */
import type { ClientRequest } from 'node:http';
import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import { Agent, type AgentConnectOpts } from 'agent-base';
import createDebug from 'debug';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import type { HttpProxy } from '../../core/profile/proxy.ts';
import { asRecord } from '../../core/text/json.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import { networkReason } from './sdk-error.ts';

// With DEBUG=* in the environment, both packages would print requests with the tokens in their headers. Our build
// leaves the printing out, but another bundler would not.
createDebug.log = () => undefined;

/** A failure that a retry may overcome. Holds what to throw if it does not. */
class ProxyFault extends Error {
	override readonly name = 'ProxyFault';
	/** The AWS SDK retries each error that has this member. */
	readonly $retryable = { throttling: false };
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(failure.message);
		this.failure = failure;
	}
}

function headersFor({ user, password, facts }: HttpProxy): Record<string, string> {
	if (!facts.hasPassword) return {};
	// Not in the URL: the packages decode it by a function that throws on a single `%`.
	return { 'Proxy-Authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Whether a retry may succeed: a broken connection, but no certificate and no answer that is not HTTP. */
const isPassing = (code: string | undefined): boolean => code === undefined || /^E(?!RR_)/.test(code);

/** Whether a request has the members of Node's class that `http-proxy-agent` changes. */
const isUnsent = (request: ClientRequest): request is Parameters<HttpProxyAgent<string>['connect']>[0] =>
	'_implicitHeader' in request;

interface TrustedAuthorities {
	readonly ca?: Buffer;
}

interface AgentOptions {
	/** Whether the service is an `https:` one. */
	readonly isSecure: boolean;
	/** Whether connections are kept for the next request. */
	readonly keepAlive: boolean;
	/** The longest time until the connection to the service is ready. */
	readonly connectMs: number;
}

/** An agent of Node's HTTP client, for one service. */
export class ProxyAgent extends Agent {
	readonly #proxy: HttpProxy;
	readonly #authorities: TrustedAuthorities;
	readonly #options: AgentOptions;

	/** @param authorities for the connections to the proxy and to the service */
	constructor(proxy: HttpProxy, authorities: TrustedAuthorities, options: AgentOptions) {
		super({ keepAlive: options.keepAlive, ...authorities });
		this.#proxy = proxy;
		this.#authorities = authorities;
		this.#options = options;
	}

	/** The package guesses it from the call stack, which would keep connections under a name that no request asks for. */
	override isSecureEndpoint(): boolean {
		return this.#options.isSecure;
	}

	/** @throws Failure `proxy-refused`, `proxy-unreachable`, and ProxyFault with one of them */
	override async connect(request: ClientRequest, options: AgentConnectOpts) {
		const abandon = new AbortController();
		// The packages have no limit of their own, and Node does not tell an agent that a request has ended before it had
		// a connection. An open connection would keep the process alive.
		const timer = setTimeout(() => abandon.abort(), this.#options.connectMs);
		try {
			const { signal } = abandon;
			return await (options.secureEndpoint
				? this.#tunnel(request, options, signal)
				: this.#forward(request, options, signal));
		} catch (error) {
			throw this.#failed(error, options);
		} finally {
			clearTimeout(timer);
		}
	}

	#agent<Kind>(
		kind: new (
			proxy: string,
			options: TrustedAuthorities & { readonly headers: Record<string, string>; readonly signal: AbortSignal },
		) => Kind,
		signal: AbortSignal,
	): Kind {
		return new kind(this.#proxy.facts.origin, { headers: headersFor(this.#proxy), signal, ...this.#authorities });
	}

	#forward(request: ClientRequest, options: AgentConnectOpts, signal: AbortSignal) {
		if (!isUnsent(request)) throw new TypeError('not a request of node:http');
		return this.#agent(HttpProxyAgent<string>, signal).connect(request, options);
	}

	async #tunnel(request: ClientRequest, options: AgentConnectOpts, signal: AbortSignal) {
		const agent = this.#agent(HttpsProxyAgent<string>, signal);
		let status: unknown;
		agent.once('proxyConnect', (answer: unknown) => {
			status = asRecord(answer)?.statusCode;
		});
		const socket = await agent.connect(request, { ...options, ...identityCheck(options) });
		if (status === 200) return socket;
		// Not the connection to the proxy, which is closed already, but one that plays its answer once more.
		socket.destroy();
		throw this.#refused(Number(status), endpointOf(options));
	}

	#refused(status: number, endpoint: string): Error {
		const { facts: proxy } = this.#proxy;
		if (Number.isNaN(status)) {
			return networkFailures.proxyUnreachable({ proxy, endpoint, reason: 'it does not speak HTTP' });
		}
		const failure = networkFailures.proxyRefused({ proxy, endpoint, status });
		return status < 500 ? failure : new ProxyFault(failure);
	}

	#failed(error: unknown, options: AgentConnectOpts): unknown {
		if (!(error instanceof Error) || error.name === 'Failure' || error.name === 'ProxyFault') return error;
		const [code, endpoint] = [systemErrorCode(error), endpointOf(options)];
		const reason = code === undefined ? 'the connection was closed' : networkReason(code);
		const failure = networkFailures.proxyUnreachable({ proxy: this.#proxy.facts, endpoint, reason });
		return isPassing(code) ? new ProxyFault(failure) : failure;
	}
}

/**
 * Returns the check that a certificate is for an IP address. The package drops the host, so that Node would compare the
 * certificate with `localhost`.
 */
function identityCheck({ host = '' }: AgentConnectOpts): Pick<ConnectionOptions, 'checkServerIdentity'> {
	return isIP(host) === 0 ? {} : { checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) };
}

function endpointOf({ secureEndpoint, host, port }: AgentConnectOpts): string {
	const { origin } = new URL(
		`${secureEndpoint ? 'https' : 'http'}://${host?.includes(':') ? `[${host}]` : host}:${port}`,
	);
	return origin;
}
