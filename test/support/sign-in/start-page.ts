/** The page of a start URL on a domain of somebody's organization: an HTTPS server whose answers a test chooses. */
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { listen } from '../identity-center/loopback-server.ts';
import type { Certificate } from '../proxy/certificates.ts';

export interface StartPage {
	/** At 127.0.0.1. */
	readonly startUrl: string;
	readonly port: number;
	/** The method and the path of each request, in order. */
	readonly asked: readonly string[];
	/** The headers of all requests. */
	readonly headers: readonly Readonly<Record<string, unknown>>[];
	close(): Promise<void>;
}

export async function startStartPage({ key, certificate }: Certificate, answer: RequestListener): Promise<StartPage> {
	const asked: string[] = [];
	const headers: Readonly<Record<string, unknown>>[] = [];
	const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(certificate, 'utf8') };
	const server = await listen((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		headers.push(request.headers);
		answer(request, response);
	}, tls);
	const startUrl = `${server.origin}/start`;
	return { startUrl, port: Number(new URL(startUrl).port), asked, headers, close: server.close };
}

/** An answer that redirects. */
export const redirecting =
	(location: string, status = 302): RequestListener =>
	(_, response) => {
		response.writeHead(status, { location }).end();
	};
