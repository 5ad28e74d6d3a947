/** Which requests the endpoint of `serve` refuses before it looks at their token. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type EndpointRequest, refusedRequest } from '../../../src/core/exec/endpoint-request.ts';

const PORT = 9911;
const good = { method: 'GET', target: '/credentials', headers: { host: `127.0.0.1:${PORT}` } };
const withHeaders = (headers: EndpointRequest['headers']) => ({ ...good, headers: { ...good.headers, ...headers } });
const statusOf = (request: EndpointRequest, port = PORT) => refusedRequest(request, port)?.status;

for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
	test(`the host ${host} is that of the endpoint, with its port`, () => {
		assert.is(statusOf(withHeaders({ host: `${host}:${PORT}` })), undefined);
		for (const other of [host, `${host}:1`, `${host}:${PORT}0`, `${host}:${PORT}.`, `x${host}:${PORT}`]) {
			assert.is(statusOf(withHeaders({ host: other })), 421, other);
		}
		assert.is(statusOf(withHeaders({ host }), 80), undefined);
	});
}

for (const host of [undefined, '', 'evil.example', `evil.example:${PORT}`, `127.0.0.2:${PORT}`, `0.0.0.0:${PORT}`]) {
	test(`the host ${host} is refused`, () => {
		assert.is(statusOf(withHeaders({ host })), 421);
	});
}

for (const name of ['origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']) {
	test(`a request with ${name} comes from a page`, () => {
		for (const value of ['', 'null', 'same-origin', 'none', `http://127.0.0.1:${PORT}`]) {
			assert.is(statusOf(withHeaders({ [name]: value })), 403, value);
		}
	});
}

for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'get', '']) {
	test(`${method} is refused`, () => {
		assert.is(statusOf({ ...good, method }), 405);
	});
}

for (const target of [
	'/',
	'',
	'/credentials/',
	'/credentials?x',
	'//credentials',
	'http://127.0.0.1/credentials',
	'*',
]) {
	test(`the path ${target} is unknown`, () => {
		assert.is(statusOf({ ...good, target }), 404);
	});
}

test.run();
