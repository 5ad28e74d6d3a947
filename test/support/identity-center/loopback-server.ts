/** An HTTP or HTTPS server on 127.0.0.1, on a port that the system chooses. */

import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** PEM texts. */
export interface Tls {
	readonly key: string;
	readonly cert: string;
}

export interface LoopbackServer {
	/** Without a path. */
	readonly origin: string;
	/** The number of connections so far. */
	connections(): number;
	/** Destroys every connection, answered or not, so that none keeps the process alive. */
	close(): Promise<void>;
}

/** @param tls serves HTTPS */
export async function listen(listener: RequestListener, tls?: Tls): Promise<LoopbackServer> {
	const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
	let connections = 0;
	server.on('connection', () => {
		connections += 1;
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') {
		throw new Error('the server has no port');
	}
	return {
		origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
		connections: () => connections,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
