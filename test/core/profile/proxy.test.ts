/** Which proxy is used for a URL, and what is wrong with one. test/interop/proxy.test.ts asks botocore the same. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { proxyFor } from '../../../src/core/profile/proxy.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { proxyRows } from '../../support/proxy/proxy-rows.ts';

for (const [url, variables, origin] of proxyRows) {
	test(`${JSON.stringify(variables)}: ${url} is reached ${origin === undefined ? 'directly' : `through ${origin}`}`, () => {
		assert.is(proxyFor(url, variables)?.facts.origin, origin);
	});
}

const URL_OF_AWS = 'https://portal.sso.us-east-1.amazonaws.com';

test('the facts name the variable that counts, as it is written', () => {
	const givenBy = (variables: Readonly<Record<string, string>>) => proxyFor(URL_OF_AWS, variables)?.facts.givenBy;
	assert.is(givenBy({ HTTPS_PROXY: 'http://h', https_proxy: 'http://h' }), 'https_proxy');
	assert.is(givenBy({ HTTPS_PROXY: 'http://h' }), 'HTTPS_PROXY');
	assert.is(givenBy({ all_proxy: 'http://h' }), 'all_proxy');
});

const credentials: readonly (readonly [userInfo: string, user: string, password: string])[] = [
	['user:word', 'user', 'word'],
	['user', 'user', ''],
	[':word', '', 'word'],
	['us%40er:a%3Ab%2Fc%25', 'us@er', 'a:b/c%'],
	['user:p%C3%A4ss', 'user', 'päss'],
	['user:100%', 'user', '100%'],
	['user:%zz%41', 'user', '%zzA'],
	['user:%ff', 'user', '%ff'],
	['user:a@b', 'user', 'a@b'],
	['user:a:b', 'user', 'a:b'],
	['DOM%5Cuser:word', 'DOM\\user', 'word'],
];

for (const [userInfo, user, password] of credentials) {
	test(`user and password are decoded: ${userInfo}`, () => {
		const proxy = proxyFor(URL_OF_AWS, { HTTPS_PROXY: `http://${userInfo}@proxy:3128` });
		assert.equal([proxy?.user, proxy?.password], [user, password]);
		assert.equal(proxy?.facts, {
			origin: 'http://proxy:3128',
			givenBy: 'HTTPS_PROXY',
			hasPassword: true,
			exceptions: 'NO_PROXY',
		});
	});
}

const HINT = 'set https_proxy to http://HOST:PORT, or add portal.sso.us-east-1.amazonaws.com to NO_PROXY';
const SOCKS = 'names a SOCKS proxy, but ssoenv supports only http and https proxies';
const NO_URL = 'is not the URL of an http or https proxy';
const UNENCODED = 'has a character in its user or password that must be written as %xx, such as %2F for a slash';

const invalid: Readonly<Record<string, string>> = {
	'socks5://proxy:1080': SOCKS,
	'SOCKS5H://user:secret@proxy:1080': SOCKS,
	'socks://proxy': SOCKS,
	'ftp://user:secret@proxy': NO_URL,
	'http://': NO_URL,
	'http://user:secret@': NO_URL,
	'user:secret@pro xy:3128': NO_URL,
	'http://user:secret@proxy:99999': NO_URL,
	'http://user:secret/word@proxy:3128': UNENCODED,
	'http://user:secret#word@proxy:3128': UNENCODED,
	'http://user:12/secret@proxy:3128': UNENCODED,
	'http://user:12?secret@proxy:3128': UNENCODED,
	'http://user:12#secret@proxy:3128': UNENCODED,
	'http://user:12\\secret@proxy:3128': UNENCODED,
	'http://secret/@proxy:3128': UNENCODED,
	'\u0000secret': NO_URL,
};

for (const [value, problem] of Object.entries(invalid)) {
	test(`not a usable proxy: ${JSON.stringify(value)}`, () => {
		const failure = failureOf(() => proxyFor(URL_OF_AWS, { https_proxy: value }));
		assert.is(failure.code, 'proxy-invalid');
		assert.is(failure.status, 3);
		assert.equal(toldBy(failure), [`https_proxy ${problem}`, HINT]);
	});
}

/** The variables in the hint, for a wrong value of another variable. */
const hinted: readonly (readonly [variables: Readonly<Record<string, string>>, set: string, except: string])[] = [
	[{ ALL_PROXY: 'socks5://h' }, 'HTTPS_PROXY', 'NO_PROXY'],
	[{ all_proxy: 'socks5://h', https_proxy: '' }, 'https_proxy', 'NO_PROXY'],
	[{ HTTPS_PROXY: 'socks5://h', NO_PROXY: 'x' }, 'HTTPS_PROXY', 'NO_PROXY'],
	[{ HTTPS_PROXY: 'http://h', https_proxy: 'socks5://h', no_proxy: '' }, 'https_proxy', 'no_proxy'],
	[{ HTTPS_PROXY: 'socks5://h', NO_PROXY: 'x', no_proxy: 'y' }, 'HTTPS_PROXY', 'no_proxy'],
];

for (const [variables, set, except] of hinted) {
	test(`the hint names variables that would count: ${JSON.stringify(variables)}`, () => {
		const [, hint = ''] = toldBy(failureOf(() => proxyFor(URL_OF_AWS, variables)));
		assert.is(hint, `set ${set} to http://HOST:PORT, or add portal.sso.us-east-1.amazonaws.com to ${except}`);
	});
}

test('a proxy that is not used need not be valid', () => {
	assert.is(proxyFor(URL_OF_AWS, { HTTPS_PROXY: 'socks5://h', NO_PROXY: '*' }), undefined);
	assert.is(proxyFor(URL_OF_AWS, { HTTP_PROXY: 'socks5://h' }), undefined);
	assert.is(proxyFor('http://127.0.0.1:4566', { ALL_PROXY: 'socks5://h' }), undefined);
	assert.is(proxyFor(URL_OF_AWS, { ALL_PROXY: 'socks5://h', HTTPS_PROXY: 'http://h' })?.facts.origin, 'http://h');
});

test.run();
