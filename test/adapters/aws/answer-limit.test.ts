/** A service that does not follow HTTP: limits on the time and memory that its answer can take. */
import { createServer, type Socket } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPortal } from '../../../src/adapters/aws/portal.ts';
import { Failure } from '../../../src/core/failure/failure.ts';

/** Returns the failure of a request to a server that handles each connection with `serve`. */
async function failureOf(
	create: typeof createPortal,
	serve: (socket: Socket) => void,
	timeoutMs: number,
): Promise<Failure> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined).once('data', () => serve(socket));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const bound = server.address();
	if (bound === null || typeof bound === 'string') throw new Error('not listening on a port');
	const endpoint = `http://127.0.0.1:${bound.port}`;
	const address = { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined };
	try {
		const portal = create({
			ssoRegion: 'us-east-1',
			address,
			timeoutMs,
			maxAttempts: 2,
			now: Date.now,
			env: {},
			onServerTime: () => undefined,
		});
		await portal.getRoleCredentials({ accessToken: 't', accountId: '111111111111', roleName: 'R' });
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	} finally {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
	throw new Error('the answer was accepted');
}

for (const [kind, create] of Object.entries({ SDK: createPortal, quick: createPortal })) {
	test(`${kind}: a switch to another protocol ends at the time limit`, async () => {
		const failure = await failureOf(
			create,
			(socket) => {
				socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
			},
			300,
		);
		assert.is(failure.code, 'unreachable');
	});

	test(`${kind}: an answer without end is cut off long before the time limit`, async () => {
		let sent = 0;
		const failure = await failureOf(
			create,
			(socket) => {
				socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
				const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
				const sendMore = () => {
					while (!socket.destroyed && sent < 64 * 1024 * 1024) {
						sent += 0x10000;
						if (!socket.write(chunk)) return void socket.once('drain', sendMore);
					}
				};
				sendMore();
			},
			30_000,
		);
		assert.is(failure.code, 'unexpected-answer');
		assert.match(failure.message, 'it is longer than 4 MB');
		assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes were taken`);
	});

	test(`${kind}: an answer that is not HTTP is a failure`, async () => {
		const failure = await failureOf(create, (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 5000);
		assert.is(failure.code, 'unreachable');
	});
}

test.run();
