/** Asks the page of a start URL where it redirects to. */
import type { Redirect } from '../../ports/services.ts';
import { type ExchangeOptions, requestFacts } from './exchange.ts';
import type { HttpRequest } from './http-message.ts';
import { sentRequest } from './sent-request.ts';

/** As in the AWS CLI (`_follow_redirect` in awscli/customizations/sso/resolve.py). */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The answers of a server that does not know HEAD. */
const WITHOUT_HEAD: ReadonlySet<number> = new Set([405, 501]);

/**
 * Returns the answer to one HEAD request, or to a GET request if the server does not know HEAD.
 * @throws Failure `unreachable`, `config-unreadable`, `proxy-invalid`, `proxy-unreachable`, `proxy-refused`
 */
export async function redirectOf(startUrl: string, options: ExchangeOptions): Promise<Redirect> {
	const url = new URL(startUrl);
	// A password in the URL is nothing that this page may have: Node would send it.
	url.username = '';
	url.password = '';
	const first = await answerTo('HEAD', url, options);
	return WITHOUT_HEAD.has(first.status) ? answerTo('GET', url, options) : first;
}

async function answerTo(method: HttpRequest['method'], url: URL, options: ExchangeOptions): Promise<Redirect> {
	const address = { ...options.address, endpoint: url.href, givenBy: 'sso_start_url' };
	const facts = requestFacts(method, url.href, { ...options, address });
	const { status, headers } = await sentRequest({ method, url, headers: {}, ignoresBody: true }, facts, options);
	const { location } = headers;
	return { status, location: REDIRECTS.has(status) && typeof location === 'string' ? location : undefined };
}
