/** Decides which requests the credential endpoint of `serve` refuses before it looks at their token. */
import { type EndpointAnswer, refusedAnswer } from './served-credentials.ts';

/** A request: its headers have names in lower case. */
export interface EndpointRequest {
	readonly method: string;
	/** The path as it was sent. */
	readonly target: string;
	readonly headers: Readonly<Record<string, unknown>>;
}

/** The only path of the endpoint. */
export const CREDENTIALS_PATH = '/credentials';

const HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** Clients leave out port 80. */
const isOwnHost = (host: unknown, port: number): boolean =>
	HOSTS.some((name) => host === `${name}:${port}` || (port === 80 && host === name));

/** Browsers send these with the requests of a page, and a page cannot leave them out. SDKs send none of them. */
const isFromPage = (headers: EndpointRequest['headers']): boolean =>
	Object.keys(headers).some((name) => name === 'origin' || name.startsWith('sec-fetch-'));

/**
 * Returns the answer to a request that is refused with any token; undefined for any other. A page could reach
 * loopback by a name of its own that leads there, but then the Host is that name.
 */
export function refusedRequest({ method, target, headers }: EndpointRequest, port: number): EndpointAnswer | undefined {
	if (!isOwnHost(headers.host, port)) {
		return refusedAnswer(421, 'host-refused', 'the Host header must name this loopback address and port');
	}
	if (isFromPage(headers)) return refusedAnswer(403, 'page-refused', 'requests of web pages are refused');
	if (method !== 'GET') return refusedAnswer(405, 'method-refused', 'only GET is allowed');
	if (target !== CREDENTIALS_PATH) return refusedAnswer(404, 'path-unknown', `the path is ${CREDENTIALS_PATH}`);
	return undefined;
}
