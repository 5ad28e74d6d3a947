/** A server with a certificate in front of the fake Identity Center, which speaks http. */
import { readFileSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import { createServer } from 'node:https';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import type { Certificate } from './certificates.ts';

/** Listens on loopback, and passes each request on to the portal of the fake. */
export async function startTls(idc: IdentityCenter, { key, certificate }: Certificate) {
	const options = { key: readFileSync(key), cert: readFileSync(certificate) };
	const server = createServer(options, (request, response) => {
		const { port, pathname } = new URL(idc.url.sso);
		const { authorization: _, host: __, ...headers } = request.headers;
		const on = { host: '127.0.0.1', port, path: pathname + request.url, method: request.method, headers };
		request.pipe(sendRequest(on, (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 0, answer.headers))));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server does not listen');
	return { port: address.port, close: () => server.close() };
}
