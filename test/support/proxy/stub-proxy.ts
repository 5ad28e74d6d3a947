/** A proxy whose answers a test chooses. It leads every connection to 127.0.0.1, for any host. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, request as sendOn } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Certificate } from './certificates.ts';

/** What it does with a request to connect: lets it pass, sends this text, keeps silent, or closes the connection. */
type Behaviour = 'pass' | 'silent' | 'close' | { readonly send: string };

export interface StubProxy {
	readonly port: number;
	/** `CONNECT host:port` or `GET http://…`, with the header that authorizes it. */
	readonly asked: readonly { readonly line: string; readonly authorization: string | undefined }[];
	/** The number of connections that are open. */
	open(): number;
	close(): Promise<void>;
}

/** @param tls for an https proxy */
export async function startStubProxy(behaviour: Behaviour = 'pass', tls?: Certificate): Promise<StubProxy> {
	const asked: { readonly line: string; readonly authorization: string | undefined }[] = [];
	const sockets = new Set<Socket>();
	const forward: RequestListener = (request, response) => {
		asked.push({
			line: `${request.method} ${request.url}`,
			authorization: request.headers['proxy-authorization'],
		});
		if (behaviour !== 'pass') return answer(request.socket);
		const { port, pathname, search } = new URL(request.url ?? '');
		const { method, headers } = request;
		const onward = sendOn({ host: '127.0.0.1', port, path: pathname + search, method, headers }, (answered) => {
			response.writeHead(answered.statusCode ?? 500, answered.headers);
			answered.pipe(response);
		});
		onward.on('error', () => request.socket.destroy());
		request.pipe(onward);
	};
	const answer = (socket: Socket): void => {
		// Node leaves the other half of such a connection open.
		socket.resume().once('end', () => socket.end());
		if (behaviour === 'close') socket.destroy();
		else if (typeof behaviour === 'object') socket.end(behaviour.send);
	};
	const server =
		tls === undefined
			? createServer(forward)
			: createTlsServer({ key: readFileSync(tls.key), cert: readFileSync(tls.certificate) }, forward);
	server.on('connection', (socket: Socket) => {
		sockets.add(socket.on('error', () => undefined).once('close', () => sockets.delete(socket)));
	});
	server.on('connect', (request, socket: Socket) => {
		asked.push({ line: `CONNECT ${request.url}`, authorization: request.headers['proxy-authorization'] });
		if (behaviour !== 'pass') return answer(socket);
		const target = connect(Number(request.url?.replace(/^.*:/, '')), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			target.pipe(socket).pipe(target);
		});
		target.on('error', () => socket.destroy());
		socket.on('error', () => target.destroy());
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
	return {
		port: address.port,
		asked,
		open: () => sockets.size,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			const closed = once(server, 'close');
			server.close();
			await closed;
		},
	};
}
