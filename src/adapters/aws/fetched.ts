/**
 * Sends a request with the HTTP client of the single file's runtime. Its `node:http` takes 15 ms of CPU time to load, as
 * long as all the rest of a cold `use`; its `fetch` takes 1 ms. Node does not load this file: there, `fetch` is the
 * slower one.
 */
import type { Environment } from '../../core/machine/environment.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';

/** What Bun's `fetch` takes beside the options that every `fetch` has. */
interface BunFetchOptions extends RequestInit {
	/** Whether it decodes an answer that is compressed, and asks for one. */
	readonly decompress: boolean;
	/** Whether it prints the request, with the token in its headers, to stderr: BUN_CONFIG_VERBOSE_FETCH wants that. */
	readonly verbose: boolean;
	readonly tls: { readonly ca?: Buffer };
}

/** What is needed to send the request, and to judge the answer. */
interface Exchange {
	/** The environment of this process. */
	readonly env: Environment;
	readonly authorities: { readonly ca?: Buffer };
	readonly timeoutMs: number;
	readonly maxBytes: number;
	/** Returns what to throw if the time is over, or the answer too long. */
	readonly timedOut: () => Error;
	readonly tooLong: () => Error;
}

/**
 * Calls `fetch` so that it takes no proxy: that none applies is decided already, by the rules of AWS tools, and Bun has
 * rules of its own. It reads NO_PROXY when it is called, and not later.
 */
function fetchDirectly(url: URL, options: BunFetchOptions, env: Environment): Promise<Response> {
	const kept = ['NO_PROXY', 'no_proxy'].map((name) => [name, env[name]] as const);
	for (const [name] of kept) Reflect.set(env, name, '*');
	try {
		return fetch(url, options);
	} finally {
		for (const [name, value] of kept) {
			if (value === undefined) Reflect.deleteProperty(env, name);
			else Reflect.set(env, name, value);
		}
	}
}

/** @throws the error of `tooLong` */
async function bodyOf(response: Response, { maxBytes, tooLong }: Exchange): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		chunks.push(chunk);
		bytes += chunk.length;
		if (bytes > maxBytes) throw tooLong();
	}
	return Buffer.concat(chunks).toString('utf8');
}

/** Returns the whole answer. @throws what `timedOut` and `tooLong` return, and errors of the network as Bun throws them */
export async function fetched(
	{ method, url, headers, body, ignoresBody = false }: HttpRequest,
	exchange: Exchange,
): Promise<HttpAnswer> {
	const controller = new AbortController();
	const timer = setTimeout(() => controller.abort(exchange.timedOut()), exchange.timeoutMs);
	const options: BunFetchOptions = {
		method,
		headers,
		...(body !== undefined && { body }),
		redirect: 'manual',
		keepalive: false,
		decompress: false,
		verbose: false,
		tls: exchange.authorities,
		signal: controller.signal,
	};
	try {
		const response = await fetchDirectly(url, options, exchange.env);
		const text = ignoresBody ? '' : await bodyOf(response, exchange);
		return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
	} finally {
		clearTimeout(timer);
		// The rest of the answer, if there is any, must not keep the process alive.
		controller.abort();
	}
}
