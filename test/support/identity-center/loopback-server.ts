/** A plain HTTP server on 127.0.0.1, on a port that the system chooses. */

import { createServer, type RequestListener } from 'node:http';

export interface LoopbackServer {
	/** Without a path. */
	readonly origin: string;
	/** The number of connections so far. */
	connections(): number;
	/** Destroys every connection, answered or not, so that none keeps the process alive. */
	close(): Promise<void>;
}

export async function listen(listener: RequestListener): Promise<LoopbackServer> {
	const server = createServer(listener);
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
		origin: `http://127.0.0.1:${address.port}`,
		connections: () => connections,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
