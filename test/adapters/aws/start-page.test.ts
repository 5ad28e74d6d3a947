/** Asking the page of a start URL where it redirects to, over TLS. */
import type { RequestListener } from 'node:http';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { redirectOf } from '../../../src/adapters/aws/start-page.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';
import { releaseAll } from '../../support/program/release.ts';
import { selfSigned } from '../../support/proxy/certificates.ts';
import { startStubProxy } from '../../support/proxy/stub-proxy.ts';
import { redirecting, type StartPage, startStartPage } from '../../support/sign-in/start-page.ts';

const home = makeHome();
const own = await selfSigned(home, ['IP:127.0.0.1', 'DNS:sso.example.com']);
const lacks = own === undefined ? 'openssl is not installed' : undefined;
const TARGET = 'https://d-1234567890.awsapps.com/start';

interface Asking {
	readonly env?: Environment;
	readonly caBundle?: string;
	readonly timeoutMs?: number;
}

const ask = (startUrl: string, { env = {}, caBundle = own?.certificate, timeoutMs = 5000 }: Asking = {}) =>
	redirectOf(startUrl, {
		address: { endpoint: 'http://127.0.0.1:1', useFipsEndpoint: false, useDualstackEndpoint: false, caBundle },
		env,
		timeoutMs,
	});

function testPage(name: string, answer: RequestListener, body: (page: StartPage) => Promise<void>): void {
	testUnless(lacks, name, async () => {
		if (own === undefined) return;
		const page = await startStartPage(own, answer);
		try {
			await body(page);
		} finally {
			await releaseAll(page.close);
		}
	});
}

for (const status of [301, 302, 303, 307, 308]) {
	testPage(`${status} is a redirect, which is not followed`, redirecting(TARGET, status), async (page) => {
		assert.equal(await ask(`${page.startUrl}?a=b#c`), { status, location: TARGET });
		assert.equal(page.asked, ['HEAD /start?a=b']);
	});
}

for (const status of [200, 204, 300, 304, 305, 400, 401, 403, 404, 429, 500, 503]) {
	testPage(`${status} is no redirect, even with a location`, redirecting(TARGET, status), async (page) => {
		assert.equal(await ask(page.startUrl), { status, location: undefined });
		assert.equal(page.asked, ['HEAD /start']);
	});
}

for (const status of [405, 501]) {
	const onlyGet: RequestListener = (request, response) => {
		if (request.method === 'GET') redirecting(TARGET)(request, response);
		else response.writeHead(status).end();
	};

	testPage(`${status} to HEAD: GET is tried once`, onlyGet, async (page) => {
		assert.equal(await ask(page.startUrl), { status: 302, location: TARGET });
		assert.equal(page.asked, ['HEAD /start', 'GET /start']);
	});

	testPage(`${status} to both`, redirecting(TARGET, status), async (page) => {
		assert.equal(await ask(page.startUrl), { status, location: undefined });
		assert.equal(page.asked, ['HEAD /start', 'GET /start']);
	});
}

const endless: RequestListener = (request, response) => {
	if (request.method === 'HEAD') response.writeHead(405).end();
	else response.writeHead(302, { location: TARGET }).write('x'.repeat(5_000_000));
};
testPage('the content is not read, however long it is', endless, async ({ startUrl }) => {
	assert.equal(await ask(startUrl), { status: 302, location: TARGET });
});

testPage('no user, no password and no header of AWS is sent', redirecting(TARGET), async (page) => {
	await ask(page.startUrl.replace('//', '//me:hunter2@'));
	assert.not.match(JSON.stringify(page.headers), /hunter2|authorization|x-amz/i);
	assert.match(String(page.headers[0]?.['user-agent']), /^ssoenv\//);
});

testPage(
	'a page that does not answer in time',
	() => undefined,
	async ({ startUrl }) => {
		const failure = await failureFrom(ask(startUrl, { timeoutMs: 50 }));
		assert.equal([failure.code, failure.status], ['unreachable', 6]);
		assert.equal(toldBy(failure), [
			`cannot reach ${new URL(startUrl).origin}: no response within 0.05 s (SSOENV_TIMEOUT)`,
			'check the network and sso_start_url, which sets this endpoint',
		]);
	},
);

testPage('a certificate that is not trusted', redirecting(TARGET), async ({ startUrl }) => {
	const failure = await failureFrom(
		redirectOf(startUrl, {
			address: { endpoint: undefined, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
			env: {},
			timeoutMs: 5000,
		}),
	);
	assert.is(failure.code, 'unreachable');
	assert.match(failure.message, /certificate.*AWS_CA_BUNDLE/);
});

testUnless(lacks, 'a host that refuses the connection', async () => {
	const failure = await failureFrom(ask('https://127.0.0.1:1/start'));
	assert.is(failure.message, 'cannot reach https://127.0.0.1:1: connection refused');
});

testPage('the request goes through the proxy of the environment', redirecting(TARGET), async ({ port }) => {
	const proxy = await startStubProxy();
	try {
		const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
		assert.equal(await ask(`https://sso.example.com:${port}/start`, { env }), { status: 302, location: TARGET });
		assert.equal(
			proxy.asked.map(({ line }) => line),
			[`CONNECT sso.example.com:${port}`],
		);
	} finally {
		await proxy.close();
	}
});

testUnless(lacks, 'a proxy that refuses is named', async () => {
	const proxy = await startStubProxy({ send: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' });
	try {
		const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
		const failure = await failureFrom(ask('https://sso.example.com/start', { env }));
		assert.is(failure.code, 'proxy-refused');
	} finally {
		await proxy.close();
	}
});

test.after(home.remove);
test.run();
