/**
 * The loopback server of a sign-in, attacked with raw requests: only a GET of the callback with the right state ends
 * the wait.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openCallbackServer } from '../../../src/adapters/sign-in/callback-server.ts';
import type { CallbackOutcome } from '../../../src/core/sign-in/authorization-code.ts';
import type { LandingPage } from '../../../src/core/sign-in/landing-page.ts';
import type { CallbackPort, CallbackServer } from '../../../src/ports/sign-in.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { freePort } from '../../support/program/free-port.ts';
import { until } from '../../support/program/until.ts';

const STATE = '2b9f3c1e-7d54-4f0a-9a61-0c8f5d1e6b77';
const GOOD = `/oauth/callback?code=the-code&state=${STATE}`;

interface Scene {
	readonly server: CallbackServer;
	readonly port: number;
	/** Returns the outcome of the wait so far. */
	readonly outcome: () => CallbackOutcome | undefined;
	readonly socket: () => Socket;
	/** Sends a request as it is, and reads until the server closes the connection. */
	readonly send: (request: string) => Promise<string>;
}

function scene(work: (scene: Scene) => Promise<void>): () => Promise<void> {
	return async () => {
		const server = await openCallbackServer(STATE);
		const port = Number(new URL(server.redirectUri).port);
		const sockets: Socket[] = [];
		const socket = () => {
			const connection = connect(port, '127.0.0.1').on('error', () => undefined);
			sockets.push(connection);
			return connection;
		};
		let outcome: CallbackOutcome | undefined;
		const watching = server.outcome.then((settled) => {
			outcome = settled;
		});
		try {
			await work({
				server,
				port,
				outcome: () => outcome,
				socket,
				send: (request) => {
					const asking = socket().setEncoding('latin1');
					asking.write(request);
					return text(asking);
				},
			});
		} finally {
			for (const client of sockets) client.destroy();
			await server.close('failed');
		}
		if (outcome !== undefined) await watching;
	};
}

const get = (port: number, path: string, host = `127.0.0.1:${port}`): string =>
	`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

type Attack = (port: number) => string;

const refused: Readonly<Record<string, readonly [number, Attack]>> = {
	'a foreign Host, as in DNS rebinding': [421, (port) => get(port, GOOD, `evil.example:${port}`)],
	'localhost as the Host': [421, (port) => get(port, GOOD, `localhost:${port}`)],
	'a Host without the port': [421, (port) => get(port, GOOD, '127.0.0.1')],
	'no Host': [400, () => `GET ${GOOD} HTTP/1.1\r\n\r\n`],
	'no Host, with HTTP/1.0': [421, () => `GET ${GOOD} HTTP/1.0\r\n\r\n`],
	'a request line with another origin': [
		404,
		(port) => `GET http://evil.example${GOOD} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
	],
	'a request line with another port': [
		404,
		(port) => `GET http://127.0.0.1:1${GOOD} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
	],
	'a path that looks like a host': [404, (port) => get(port, `//evil.example${GOOD}`)],
	'a request line that is not a URL': [400, (port) => get(port, `//[${GOOD}`)],
	'another path': [404, (port) => get(port, `/?code=the-code&state=${STATE}`)],
	'a longer path': [404, (port) => get(port, `/oauth/callback/x?code=the-code&state=${STATE}`)],
	'a favicon': [404, (port) => get(port, '/favicon.ico')],
	POST: [405, (port) => get(port, GOOD).replace('GET', 'POST')],
	HEAD: [405, (port) => get(port, GOOD).replace('GET', 'HEAD')],
	'PUT with a body': [
		405,
		(port) => `PUT ${GOOD} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 4\r\n\r\nabcd`,
	],
	'no parameters': [400, (port) => get(port, '/oauth/callback')],
	'only a state': [400, (port) => get(port, `/oauth/callback?state=${STATE}`)],
	'an empty code': [400, (port) => get(port, `/oauth/callback?code=&state=${STATE}`)],
	'a very long query': [431, (port) => get(port, `${GOOD}&x=${'a'.repeat(100_000)}`)],
	'no HTTP': [400, () => 'hello\r\n\r\n'],
};

for (const [what, [status, attack]] of Object.entries(refused)) {
	test(
		`refused with ${status}, and the wait goes on: ${what}`,
		scene(async ({ server, port, outcome, send }) => {
			const answer = await send(attack(port));
			assert.is(statusOf(answer), status);
			assert.not.match(answer, /the-code|set-cookie|access-control/i);
			assert.is(outcome(), undefined);
			const good = send(get(port, GOOD));
			assert.equal(await server.outcome, { kind: 'code', code: 'the-code' });
			await server.close('signed-in');
			assert.is(statusOf(await good), 200);
		}),
	);
}

test(
	'a 405 names the allowed method',
	scene(async ({ port, send }) => {
		assert.match(await send(get(port, GOOD).replace('GET', 'DELETE')), /\r\nallow: GET\r\n/i);
	}),
);

const outcomes: Readonly<Record<string, readonly [string, CallbackOutcome]>> = {
	'a code with the right state': [`code=a%2Fb%2B&state=${STATE}`, { kind: 'code', code: 'a/b+' }],
	'a refusal with the right state': [
		`error=access_denied&error_description=%1b[31mx&state=${STATE}`,
		{ kind: 'refused', error: 'access_denied' },
	],
	'a refusal with an unknown error': [
		`error=%1b%5D0;x%07&state=${STATE}`,
		{ kind: 'refused', error: 'an unknown error' },
	],
	'a code and an error': [`code=x&error=access_denied&state=${STATE}`, { kind: 'refused', error: 'access_denied' }],
	'a code without a state': ['code=x', { kind: 'mismatch' }],
	'a code with an empty state': ['code=x&state=', { kind: 'mismatch' }],
	'a code with another state': [`code=x&state=${STATE.replace('2b', '2c')}`, { kind: 'mismatch' }],
	'a code with the state in upper case': [`code=x&state=${STATE.toUpperCase()}`, { kind: 'mismatch' }],
	'a code with a longer state': [`code=x&state=${STATE}0`, { kind: 'mismatch' }],
	'the right state after a wrong one': [`code=x&state=wrong&state=${STATE}`, { kind: 'mismatch' }],
	'a refusal with another state': ['error=access_denied&state=x', { kind: 'mismatch' }],
};

for (const [what, [query, expected]] of Object.entries(outcomes)) {
	test(
		`the wait ends: ${what}`,
		scene(async ({ server, port, send }) => {
			const answer = send(get(port, `/oauth/callback?${query}`));
			assert.equal(await server.outcome, expected);
			await server.close('failed');
			await answer;
		}),
	);
}

const pages: Readonly<Record<LandingPage, readonly [number, string]>> = {
	'signed-in': [200, 'You are signed in'],
	refused: [403, 'You are not signed in'],
	mismatch: [400, 'This sign-in was ignored'],
	failed: [502, 'You are not signed in yet'],
};

for (const [page, [status, title]] of Object.entries(pages)) {
	test(
		`page ${page} loads nothing, is not cached, and shows nothing of the request`,
		scene(async ({ server, port, send }) => {
			const answering = send(get(port, GOOD));
			await server.outcome;
			await server.close(page === 'signed-in' || page === 'refused' || page === 'mismatch' ? page : 'failed');
			const answer = await answering;
			assert.is(statusOf(answer), status);
			assert.match(answer, `<title>${title} `);
			assert.match(answer, /\r\ncontent-security-policy: default-src 'none'; style-src 'sha256-[\w+/=]{44}';/i);
			for (const header of ['cache-control: no-store', 'referrer-policy: no-referrer', 'connection: close']) {
				assert.match(answer.toLowerCase(), `\r\n${header}\r\n`);
			}
			assert.not.match(answer, /the-code|<script|https?:\/\/|\bserver:|x-powered-by/i);
			assert.not.ok(answer.includes(STATE));
		}),
	);
}

test(
	'a second callback is refused with 410 while the first waits for its page',
	scene(async ({ server, port, send }) => {
		const first = send(get(port, GOOD));
		await server.outcome;
		assert.is(statusOf(await send(get(port, '/oauth/callback?code=another&state=x'))), 410);
		await server.close('signed-in');
		assert.is(statusOf(await first), 200);
		assert.equal(await server.outcome, { kind: 'code', code: 'the-code' });
	}),
);

test(
	'of two callbacks on one connection, only the first counts and is answered',
	scene(async ({ server, port, send }) => {
		const answering = send(get(port, GOOD) + get(port, GOOD.replace('the-code', 'another')));
		assert.equal(await server.outcome, { kind: 'code', code: 'the-code' });
		await server.close('signed-in');
		assert.equal((await answering).match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200']);
	}),
);

test(
	'keep-alive does not keep the server open',
	scene(async ({ server, port, send }) => {
		const request = get(port, GOOD).replace('\r\n\r\n', '\r\nConnection: keep-alive\r\n\r\n');
		const answering = send(request);
		await server.outcome;
		await server.close('signed-in');
		assert.match(await answering, /\r\nconnection: close\r\n/i);
	}),
);

test(
	'clients that never finish their request, or never read, do not delay the end',
	scene(async ({ server, port, socket }) => {
		const silent = socket();
		const half = socket();
		const paused = socket().pause();
		await Promise.all([silent, half, paused].map((client) => once(client, 'connect')));
		half.write(`GET ${GOOD} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
		paused.write(get(port, GOOD));
		assert.equal(await server.outcome, { kind: 'code', code: 'the-code' });
		await server.close('signed-in');
		await until('the end of the silent ones', () => (silent.closed && half.closed ? true : undefined));
	}),
);

for (const [how, leave] of [
	['hung up', (socket: Socket) => socket.resetAndDestroy()],
	['closed its half of the connection', (socket: Socket) => socket.end()],
] as const) {
	test(
		`a browser that ${how} before its page does not delay the end`,
		scene(async ({ server, port, socket }) => {
			const closing = socket();
			closing.write(get(port, GOOD));
			await server.outcome;
			leave(closing);
			await server.close('signed-in');
		}),
	);
}

test('after the end the port is closed, also if no browser ever came', async () => {
	const server = await openCallbackServer(STATE);
	await server.close('failed');
	const socket = connect(Number(new URL(server.redirectUri).port), '127.0.0.1');
	const [error] = await once(socket, 'error');
	assert.is(error.code, 'ECONNREFUSED');
});

test('two sign-ins at once have different ports', async () => {
	const servers = await Promise.all([openCallbackServer(STATE), openCallbackServer(STATE)]);
	assert.is(new Set(servers.map(({ redirectUri }) => redirectUri)).size, 2);
	await Promise.all(servers.map((server) => server.close('failed')));
});

const given = (port: number): CallbackPort => ({
	port,
	givenBy: 'SSOENV_CALLBACK_PORT',
	place: 'SSOENV_CALLBACK_PORT',
	login: 'ssoenv login --sso-session corp',
});

test('a port of a setting is used, again and again', async () => {
	const port = await freePort();
	for (let time = 0; time < 2; time += 1) {
		const server = await openCallbackServer(STATE, given(port));
		assert.is(server.redirectUri, `http://127.0.0.1:${port}/oauth/callback`);
		// A connection that the server closes leaves the port in TIME_WAIT, which must not keep the next sign-in out.
		const asking = connect(port, '127.0.0.1').setEncoding('latin1');
		asking.write(get(port, GOOD));
		assert.equal(await server.outcome, { kind: 'code', code: 'the-code' });
		await Promise.all([text(asking), server.close('signed-in')]);
	}
});

for (const host of ['127.0.0.1', '0.0.0.0']) {
	test(`a port of a setting that another program uses on ${host}`, async () => {
		const other = createServer().listen(0, host);
		await once(other, 'listening');
		try {
			const address = other.address();
			const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
			const failure = await failureFrom(openCallbackServer(STATE, given(port)));
			assert.equal([failure.code, failure.status], ['callback-port-unusable', 3]);
			assert.equal(toldBy(failure), [
				`cannot listen on port ${port} of 127.0.0.1, which SSOENV_CALLBACK_PORT sets: another program uses it`,
				'set SSOENV_CALLBACK_PORT to another port',
				'ssoenv login --sso-session corp --device-code',
			]);
		} finally {
			other.close();
		}
	});
}

/** Why port 80 cannot be opened here; undefined if it can. */
const lacksPort80 = await openCallbackServer(STATE, given(80)).then(
	(server) => server.close('failed'),
	() => 'this user may not use port 80, or another program uses it',
);

testUnless(lacksPort80 ?? undefined, 'on port 80, browsers leave out the port in the Host header', async () => {
	const server = await openCallbackServer(STATE, given(80));
	assert.is(server.redirectUri, 'http://127.0.0.1:80/oauth/callback');
	const asking = connect(80, '127.0.0.1').setEncoding('latin1');
	asking.write(get(80, GOOD, '127.0.0.1'));
	assert.equal(await server.outcome, { kind: 'code', code: 'the-code' });
	await Promise.all([text(asking), server.close('signed-in')]);
});

const otherAddress = Object.values(networkInterfaces())
	.flatMap((addresses) => addresses ?? [])
	.find(({ internal, family }) => !internal && family === 'IPv4')?.address;

testUnless(
	otherAddress === undefined ? 'this machine has no other address' : undefined,
	'the server listens on no other address of the machine',
	scene(async ({ port }) => {
		for (const host of [otherAddress ?? '', '127.0.0.2']) {
			const [error] = await once(connect(port, host), 'error');
			assert.is(error.code, 'ECONNREFUSED', host);
		}
	}),
);

test.run();
