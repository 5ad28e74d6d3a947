/**
 * Which proxy other programs use for the same URLs and variables: botocore, the core of the AWS CLI, and curl for IP
 * addresses and ranges, which botocore does not know.
 */

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { listen } from '../support/identity-center/loopback-server.ts';
import { runCommand } from '../support/program/program.ts';
import { hasPython, pythonAnswer } from '../support/program/python.ts';
import { releaseAll } from '../support/program/release.ts';
import { proxyRows } from '../support/proxy/proxy-rows.ts';

/** Prints the origin of the proxy for each row, or null: what botocore.endpoint and botocore.httpsession ask. */
const BOTOCORE = `
import os
from urllib.parse import urlsplit
try:
    from botocore.httpsession import ProxyConfiguration
    from botocore.utils import get_environ_proxies
except ImportError:
    print(json.dumps({}))
    sys.exit()

def origin(url, variables):
    os.environ.clear()
    os.environ.update(variables)
    proxy = ProxyConfiguration(get_environ_proxies(url)).proxy_url_for(url)
    if proxy is None:
        return None
    parts = urlsplit(proxy)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

print(json.dumps({"origins": [origin(url, variables) for url, variables in given]}))
`;

const asked = proxyRows.map(([url, variables]) => [url, variables]);
const { origins } = asRecord(hasPython ? pythonAnswer(BOTOCORE, asked) : undefined) ?? {};
const answers = Array.isArray(origins) ? origins : [];
const lacks = answers.length > 0 ? undefined : 'botocore is not installed';

for (const [at, [url, variables, origin, difference]] of proxyRows.entries()) {
	const verb = difference === undefined ? 'agrees' : `differs (${difference})`;
	testUnless(lacks, `botocore ${verb} on ${url} with ${JSON.stringify(variables)}`, () => {
		const isEqual = (answers[at] ?? undefined) === origin;
		assert.is(isEqual, difference === undefined, `botocore says ${answers[at]}`);
	});
}

const hasCurl = await runCommand('curl', ['--version'], {}).then(
	({ exitCode }) => exitCode === 0,
	() => false,
);
/**
 * Rows with an IPv4 address that no name of botocore's rules excepts. IPv6 ranges work only in newer versions of curl
 * than those of today's distributions.
 */
const isOfRange = ([url, , origin, difference]: (typeof proxyRows)[number]): boolean =>
	/^https:\/\/[\d.]+(?::\d+)?$/.test(url) && (difference === 'range' || origin !== undefined);

/** Returns who curl connects to. Whatever the URL, that is a server on loopback. */
async function askedByCurl(url: string, list: string): Promise<'proxy' | 'service'> {
	const [service, proxy] = [
		await listen((_, response) => response.end('service')),
		await listen((_, response) => response.end('proxy')),
	];
	const { port } = new URL(service.origin);
	const args = ['--silent', '--show-error', '--connect-to', `::127.0.0.1:${port}`, url.replace('https:', 'http:')];
	try {
		const { stderr } = await runCommand('curl', args, { http_proxy: proxy.origin, no_proxy: list });
		const counts = [proxy.connections(), service.connections()].join();
		if (counts !== '1,0' && counts !== '0,1') throw new Error(`curl: ${stderr}`);
		return counts === '1,0' ? 'proxy' : 'service';
	} finally {
		await releaseAll(service.close, proxy.close);
	}
}

for (const row of proxyRows.filter(isOfRange)) {
	const [url, { NO_PROXY: list = '' }, origin] = row;
	testUnless(hasCurl ? undefined : 'curl is not installed', `curl agrees on ${url} with NO_PROXY=${list}`, async () => {
		assert.is(await askedByCurl(url, list), origin === undefined ? 'service' : 'proxy');
	});
}

test.run();
