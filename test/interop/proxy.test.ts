/** Which proxy botocore, the core of the AWS CLI, uses for the same URLs and variables. */

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { hasPython, pythonAnswer } from '../support/program/python.ts';
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

test.run();
