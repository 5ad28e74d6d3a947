/** Which proxy is used for which URL: rows for a test of ssoenv alone and for a comparison with botocore. */

/** The origin of the proxy; undefined if the URL is reached directly. */
export type Row = readonly [
	url: string,
	variables: Readonly<Record<string, string>>,
	origin: string | undefined,
	/** Why botocore decides otherwise. */
	difference?: string,
];

const PROXY = 'http://proxy.example:3128';
const PORTAL = 'https://portal.sso.us-east-1.amazonaws.com';
const OIDC = 'https://oidc.eu-west-1.amazonaws.com/token';

/** NO_PROXY, with a proxy for all URLs. */
const excepted: readonly (readonly [url: string, list: string, isDirect: boolean, difference?: string])[] = [
	[PORTAL, '', false],
	[PORTAL, '*', true],
	[PORTAL, ' *', false],
	[PORTAL, '*,other.example', false],
	[PORTAL, 'amazonaws.com', true],
	[PORTAL, '.amazonaws.com', true],
	[PORTAL, '..amazonaws.com', true],
	[PORTAL, '*.amazonaws.com', false],
	[PORTAL, 'AmazonAWS.com', true],
	[PORTAL, 'amazonaws.co', false],
	[PORTAL, 'mazonaws.com', false],
	[PORTAL, 'portal.sso.us-east-1.amazonaws.com', true],
	[PORTAL, 'sso.us-east-1.amazonaws.com', true],
	[PORTAL, 'portal.sso', false],
	[PORTAL, 'com', true],
	[PORTAL, 'other.example,amazonaws.com', true],
	[PORTAL, 'other.example , amazonaws.com ', true],
	[PORTAL, 'other.example amazonaws.com', false],
	[PORTAL, 'other.example;amazonaws.com', false],
	[PORTAL, ',,', false],
	[PORTAL, '.', false],
	[PORTAL, 'amazonaws.com.', false],
	[PORTAL, 'amazonaws.com:443', false],
	[PORTAL, 'https://portal.sso.us-east-1.amazonaws.com', false],
	[`${PORTAL}:443`, 'amazonaws.com:443', true],
	[`${PORTAL}:443`, 'amazonaws.com', true],
	[`${PORTAL}:8443`, 'amazonaws.com:443', false],
	[`${PORTAL}:8443`, 'portal.sso.us-east-1.amazonaws.com:8443', true],
	[`${PORTAL}:8443`, 'portal.sso.us-east-1.amazonaws.com', true],
	['https://PORTAL.example/path', 'portal.example', true],
	['https://localstack:4566', 'localstack', true],
	['https://localstack:4566', 'localstack:4566', true],
	['https://localstack:4566', 'stack', false],
	['https://user:word@host.example', 'host.example', false],
	[OIDC, 'portal.sso.eu-west-1.amazonaws.com', false],
	['https://192.168.1.9', '192.168.1.9', true],
	['https://192.168.1.9:8443', '192.168.1.9', true],
	['https://192.168.1.9', '168.1.9', true],
	['https://192.168.1.9', '192.168.1', false],
	['https://[2001:db8::9]:8443', '[2001:db8::9]', true],
	['https://192.168.1.9', '192.168.0.0/16', true, 'range'],
	['https://192.168.1.9', '192.168.1.9/32', true, 'range'],
	['https://192.168.1.9', '10.0.0.0/8,192.168.1.0/24', true, 'range'],
	['https://192.169.1.9', '192.168.0.0/16', false],
	['https://192.168.1.9', '192.168.0.0/33', false],
	['https://192.168.1.9', '192.168.0.0/', false],
	['https://192.168.1.9', '192.168.0/16', false],
	['https://192.168.1.9', '::/1', false],
	['https://192.168.1.9', '192.168.1.256/24', false],
	['https://192.168.example', '192.168.0.0/16', false],
	['https://[2001:db8::9]', '2001:db8::/32', true, 'range'],
	['https://[2001:db8::9]', '[2001:db8::]/32', true, 'range'],
	['https://[2001:db8:0:0::9]', '2001:DB8::9', true, 'range'],
	['https://[2001:db9::9]', '2001:db8::/32', false],
	['https://localhost:4566', '', true, 'loopback'],
	['https://a.localhost', '', true, 'loopback'],
	['https://127.0.0.1:4566', '', true, 'loopback'],
	['https://127.9.8.7', '', true, 'loopback'],
	['https://[::1]:4566', '', true, 'loopback'],
	['https://[::ffff:127.0.0.1]', '', true, 'loopback'],
	['https://notlocalhost', '', false],
	['https://localhost.example', '', false],
	['https://128.0.0.1', '', false],
	['https://0.0.0.0', '', false],
];

/** The variables that name a proxy, and those that name none. */
const named: readonly Row[] = [
	[PORTAL, {}, undefined],
	[PORTAL, { HTTPS_PROXY: PROXY }, PROXY],
	[PORTAL, { https_proxy: PROXY }, PROXY],
	[PORTAL, { Https_Proxy: PROXY }, PROXY],
	[PORTAL, { HTTP_PROXY: PROXY }, undefined],
	['http://host.example', { HTTP_PROXY: PROXY }, PROXY],
	['http://host.example', { HTTPS_PROXY: PROXY }, undefined],
	['HTTP://host.example', { http_proxy: PROXY }, PROXY],
	[PORTAL, { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1' }, 'http://lower:1'],
	[PORTAL, { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1' }, 'http://lower:1'],
	[PORTAL, { HTTPS_PROXY: PROXY, https_proxy: '' }, undefined],
	[PORTAL, { HTTPS_PROXY: '', https_proxy: PROXY }, PROXY],
	[PORTAL, { HTTPS_PROXY: '' }, undefined],
	[PORTAL, { HTTPS_PROXY: PROXY, NO_PROXY: 'amazonaws.com', no_proxy: 'other.example' }, PROXY],
	[PORTAL, { HTTPS_PROXY: PROXY, NO_PROXY: 'amazonaws.com', no_proxy: '' }, PROXY],
	[PORTAL, { HTTPS_PROXY: PROXY, NO_PROXY: 'other.example', no_proxy: 'amazonaws.com' }, undefined],
	['http://host.example', { HTTP_PROXY: PROXY, REQUEST_METHOD: 'GET' }, undefined],
	['http://host.example', { http_proxy: PROXY, REQUEST_METHOD: 'GET' }, PROXY],
	[PORTAL, { HTTPS_PROXY: PROXY, REQUEST_METHOD: 'GET' }, PROXY],
	[PORTAL, { HTTPS_PROXY: 'proxy.example:3128' }, PROXY],
	[PORTAL, { HTTPS_PROXY: '//proxy.example:3128' }, PROXY],
	[PORTAL, { HTTPS_PROXY: 'user:word@proxy.example:3128' }, PROXY],
	[PORTAL, { HTTPS_PROXY: 'http://user:word@proxy.example:3128/' }, PROXY],
	[PORTAL, { HTTPS_PROXY: 'https://proxy.example:3129' }, 'https://proxy.example:3129'],
	[PORTAL, { HTTPS_PROXY: 'proxy.example' }, 'http://proxy.example'],
	[PORTAL, { HTTPS_PROXY: '10.1.2.3:8080' }, 'http://10.1.2.3:8080'],
	[PORTAL, { HTTPS_PROXY: 'http://[2001:db8::1]:8080' }, 'http://[2001:db8::1]:8080'],
	[PORTAL, { ALL_PROXY: PROXY }, PROXY, 'ALL_PROXY'],
	[PORTAL, { all_proxy: PROXY, HTTPS_PROXY: '' }, PROXY, 'ALL_PROXY'],
	[PORTAL, { ALL_PROXY: 'http://all:1', HTTPS_PROXY: PROXY }, PROXY],
	[PORTAL, { ALL_PROXY: 'http://all:1', HTTP_PROXY: PROXY }, 'http://all:1', 'ALL_PROXY'],
	[PORTAL, { ALL_PROXY: PROXY, NO_PROXY: 'amazonaws.com' }, undefined],
];

export const proxyRows: readonly Row[] = [
	...named,
	...excepted.map(([url, list, isDirect, difference]): Row => {
		const origin = isDirect ? undefined : PROXY;
		const variables = { HTTPS_PROXY: PROXY, NO_PROXY: list };
		return difference === undefined ? [url, variables, origin] : [url, variables, origin, difference];
	}),
];
