/** Requests through a proxy, with and without the SDK: what reaches the proxy, and the failure for all that it can do. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPortal } from '../../../src/adapters/aws/portal.ts';
import { createSdkOidc } from '../../../src/adapters/aws/sdk-oidc.ts';
import { createSdkPortal } from '../../../src/adapters/aws/sdk-portal.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import type { Failure } from '../../../src/core/failure/failure.ts';
import type { Portal } from '../../../src/ports/services.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';
import type { IdentityCenter } from '../../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../../support/identity-center/server.ts';
import { releaseAll } from '../../support/program/release.ts';
import { until } from '../../support/program/until.ts';
import { type Certificate, selfSigned } from '../../support/proxy/certificates.ts';
import { type StubProxy, startStubProxy } from '../../support/proxy/stub-proxy.ts';

const ROLE = { accountId: '111111111111', roleName: 'ReadOnly' };
/** Not a loopback name, so that the proxy applies. Nobody but the stub proxy has to know its address. */
const HOST = 'idc.example';

const home = makeHome();
const trusted = await selfSigned(home, [`DNS:${HOST}`, 'DNS:localhost', 'IP:127.0.0.1']);
const lacks = trusted === undefined ? 'openssl is not installed' : undefined;
const { key, certificate }: Certificate = trusted ?? { key: '', certificate: '' };

type Behaviour = Parameters<typeof startStubProxy>[0];

interface Scene {
	readonly idc: IdentityCenter;
	readonly proxy: StubProxy;
	/** `idc.example` with the port of the fake. */
	readonly target: string;
	readonly options: (more?: Partial<ServiceOptions>) => ServiceOptions;
}

interface Setting {
	readonly behaviour?: Behaviour;
	/** Whether the proxy, or the fake, has the certificate. */
	readonly isProxyTls?: boolean;
	readonly isPlain?: boolean;
	readonly userInfo?: string;
}

async function withScene(setting: Setting, work: (scene: Scene) => Promise<void>): Promise<void> {
	const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(certificate, 'utf8') };
	const idc = await startIdentityCenter({ host: HOST, ...(setting.isPlain !== true && { tls }) });
	const proxy = await startStubProxy(setting.behaviour, setting.isProxyTls === true ? { key, certificate } : undefined);
	const { host: target } = new URL(idc.url.sso);
	const scheme = setting.isProxyTls === true ? 'https' : 'http';
	const userInfo = setting.userInfo === undefined ? '' : `${setting.userInfo}@`;
	const options = (more: Partial<ServiceOptions> = {}): ServiceOptions => ({
		ssoRegion: 'us-east-1',
		address: { endpoint: idc.url.sso, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: certificate },
		env: {
			[setting.isPlain === true ? 'HTTP_PROXY' : 'HTTPS_PROXY']: `${scheme}://${userInfo}localhost:${proxy.port}`,
		},
		timeoutMs: 5000,
		maxAttempts: 2,
		now: Date.now,
		onServerTime: () => undefined,
		...more,
	});
	try {
		await work({ idc, proxy, target, options });
	} finally {
		await releaseAll(proxy.close, idc.close);
	}
}

const clients: Readonly<Record<string, (options: ServiceOptions) => Portal>> = {
	quick: createPortal,
	SDK: createSdkPortal,
};

const ask = (create: (options: ServiceOptions) => Portal, idc: IdentityCenter, options: ServiceOptions) =>
	create(options).getRoleCredentials({ ...ROLE, accessToken: idc.signIn().accessToken });

for (const [kind, create] of Object.entries(clients)) {
	const both = (name: string, setting: Setting, work: (scene: Scene) => Promise<void>) =>
		testUnless(lacks, `${kind}: ${name}`, () => withScene(setting, work));

	for (const isProxyTls of [false, true]) {
		both(`a tunnel through an ${isProxyTls ? 'https' : 'http'} proxy`, { isProxyTls }, async (scene) => {
			const { idc, proxy, target, options } = scene;
			const answer = await ask(create, idc, options());
			assert.ok(answer.ok);
			assert.equal(proxy.asked, [{ line: `CONNECT ${target}`, authorization: undefined }]);
			assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
		});
	}

	both('user and password go to the proxy and nowhere else', { userInfo: 'me%40corp:p%3Ass%' }, async (scene) => {
		const { idc, proxy, options } = scene;
		assert.ok((await ask(create, idc, options())).ok);
		assert.is(proxy.asked[0]?.authorization, `Basic ${Buffer.from('me@corp:p:ss%').toString('base64')}`);
		assert.not.match(JSON.stringify(idc.requests), /proxy-auth/i);
	});

	both('a plain http service is asked for by its whole URL', { isPlain: true, userInfo: 'a:b' }, async (scene) => {
		const { idc, proxy, options } = scene;
		assert.ok((await ask(create, idc, options())).ok);
		assert.match(
			proxy.asked[0]?.line ?? '',
			/^GET http:\/\/idc\.example:\d+\/.*\?account_id=1{12}&role_name=ReadOnly$/,
		);
		assert.is(proxy.asked[0]?.authorization, 'Basic YTpi');
		assert.is(proxy.asked.length, 1);
	});

	both('NO_PROXY excepts the host and its port', {}, async ({ idc, proxy, target, options }) => {
		const env = { ...options().env, NO_PROXY: target };
		const failure = await failureFrom(ask(create, idc, options({ env })));
		assert.equal(toldBy(failure)[0], `cannot reach https://${target}: no such host`);
		assert.equal(proxy.asked, []);
	});

	both('a loopback endpoint is reached directly', {}, async ({ idc, proxy, options }) => {
		const { address } = options();
		const endpoint = idc.url.sso.replace(HOST, '127.0.0.1');
		assert.ok((await ask(create, idc, options({ address: { ...address, endpoint } }))).ok);
		assert.equal(proxy.asked, []);
	});

	/** Returns the failure, after a check that it shows no password and leaves no connection open. */
	async function failing({ idc, proxy, options }: Scene, more: Partial<ServiceOptions> = {}): Promise<Failure> {
		const failure = await failureFrom(ask(create, idc, options(more)));
		assert.not.match(JSON.stringify({ ...failure, told: toldBy(failure) }), /hidden/);
		await until('the end of all connections', () => (proxy.open() === 0 ? true : undefined));
		return failure;
	}

	const said = (failure: Failure, { proxy, target }: Scene): readonly string[] =>
		[failure.code, String(failure.status), ...toldBy(failure)].map((line) =>
			line.replaceAll(String(proxy.port), 'PORT').replaceAll(target, 'TARGET'),
		);

	const page = (status: string): Behaviour => ({
		send: `HTTP/1.1 ${status} No\r\ncontent-type: text/html\r\ncontent-length: 23\r\nconnection: close\r\n\r\n<html>hidden word</html>`.slice(
			0,
			-1,
		),
	});
	const NAMED = 'the proxy http://localhost:PORT (from HTTPS_PROXY)';
	const CHECK = 'check the network and HTTPS_PROXY; if no proxy is needed, add TARGET to NO_PROXY';

	const answers: Readonly<Record<string, readonly [setting: Setting, attempts: number, told: readonly string[]]>> = {
		'403 of the proxy': [
			{ behaviour: page('403') },
			1,
			[
				'proxy-refused',
				'6',
				`${NAMED} did not connect to TARGET (status 403)`,
				'ask the administrator of the proxy to allow TARGET, or add it to NO_PROXY',
			],
		],
		'407 without a password': [
			{ behaviour: page('407') },
			1,
			[
				'proxy-refused',
				'6',
				`${NAMED} requires a user and a password (status 407)`,
				'set HTTPS_PROXY to http://USER:PASSWORD@localhost:PORT, with special characters as %xx',
			],
		],
		'407 with a password': [
			{ behaviour: page('407'), userInfo: 'me:hidden' },
			1,
			[
				'proxy-refused',
				'6',
				`${NAMED} does not accept the user and password in HTTPS_PROXY (status 407)`,
				'set HTTPS_PROXY to http://USER:PASSWORD@localhost:PORT, with special characters as %xx',
			],
		],
		'502 of the proxy, which is tried again': [
			{ behaviour: page('502'), userInfo: 'me:hidden' },
			2,
			['proxy-refused', '6', `${NAMED} did not connect to TARGET (status 502)`, 'run the command again in a moment'],
		],
		'a page in place of a tunnel': [
			{ behaviour: page('200') },
			2,
			[
				'unreachable',
				'6',
				`cannot reach https://TARGET through ${NAMED}: the connection was reset`,
				'check the network and HTTPS_PROXY',
			],
		],
		'a server that does not speak HTTP': [
			{ behaviour: { send: 'SSH-2.0-hidden\r\n\r\n' } },
			1,
			['proxy-unreachable', '6', `cannot reach ${NAMED}: it does not speak HTTP`, CHECK],
		],
		'a connection that is closed': [
			{ behaviour: 'close', userInfo: 'me:hidden' },
			2,
			['proxy-unreachable', '6', `cannot reach ${NAMED}: the connection was closed`, CHECK],
		],
	};

	for (const [name, [setting, attempts, told]] of Object.entries(answers)) {
		both(name, setting, async (scene) => {
			assert.equal(said(await failing(scene), scene), told);
			assert.is(scene.proxy.asked.length, attempts);
		});
	}

	both('a proxy that does not answer counts against the time limit', { behaviour: 'silent' }, async (scene) => {
		const failure = await failing(scene, { timeoutMs: 100 });
		assert.is(
			said(failure, scene)[2],
			`cannot reach https://TARGET through ${NAMED}: no response within 0.1 s (SSOENV_TIMEOUT)`,
		);
	});

	for (const [what, url, reason] of [
		['has no address', 'http://me:hidden@proxy.invalid:3128', 'no such host'],
		['does not listen', 'http://me:hidden@localhost:1', 'connection refused'],
	] as const) {
		both(`a proxy that ${what}`, {}, async (scene) => {
			const failure = await failing(scene, { env: { ALL_PROXY: url } });
			const { origin } = new URL(url);
			assert.is(failure.code, 'proxy-unreachable');
			assert.is(failure.message, `cannot reach the proxy ${origin} (from ALL_PROXY): ${reason}`);
		});
	}

	both('a proxy that is not trusted', { isProxyTls: true }, async (scene) => {
		const address = { ...scene.options().address, caBundle: undefined };
		const failure = await failing(scene, { address });
		assert.is(failure.code, 'proxy-unreachable');
		assert.match(
			failure.message,
			/^cannot reach the proxy https:\/\/localhost:\d+ \(from HTTPS_PROXY\): its certificate is .*AWS_CA_BUNDLE\)$/,
		);
	});

	both('a proxy that puts its own certificate in place of that of AWS', {}, async (scene) => {
		const address = { ...scene.options().address, caBundle: undefined };
		const failure = await failing(scene, { address });
		assert.is(failure.code, 'unreachable');
		assert.match(failure.message, /through the proxy .* \(from HTTPS_PROXY\): its certificate is .*AWS_CA_BUNDLE\)$/);
	});

	for (const [status, told] of [
		['403', /^cannot use the response of http:\/\/TARGET to GetRoleCredentials: it has status 403 but no AWS error$/],
		['200', /^cannot use the response of http:\/\/TARGET to GetRoleCredentials: it is not JSON/],
	] as const) {
		both(
			`a plain http service, and the proxy answers with a page and ${status}`,
			{ isPlain: true, behaviour: page(status) },
			async (scene) => {
				const lines = said(await failing(scene), scene);
				assert.match(lines[2] ?? '', told);
				assert.is(lines[3], 'the proxy http://localhost:PORT (from HTTP_PROXY) may have answered instead of AWS');
			},
		);
	}

	both(
		'a plain http service, and the proxy wants a password',
		{ isPlain: true, behaviour: page('407') },
		async (scene) => {
			const lines = said(await failing(scene), scene);
			assert.is(
				lines[2],
				'the proxy http://localhost:PORT (from HTTP_PROXY) requires a user and a password (status 407)',
			);
		},
	);

	both('a proxy that cannot be used is refused before anything is sent', {}, async (scene) => {
		const env = { HTTPS_PROXY: 'socks5://me:hidden@localhost:1080' };
		const failure = await failing(scene, { env });
		assert.is(failure.code, 'proxy-invalid');
		assert.is(failure.status, 3);
		assert.is(scene.idc.requests.length, 0);
	});
}

testUnless(lacks, 'a client of the SDK keeps its tunnel for the next request', () =>
	withScene({}, async ({ idc, proxy, options }) => {
		const portal = createSdkPortal(options());
		const { accessToken } = idc.signIn();
		for (const _ of [1, 2, 3]) assert.ok((await portal.listAccountsPage({ accessToken, nextToken: undefined })).ok);
		assert.is(proxy.asked.length, 1);
	}),
);

testUnless(lacks, 'the OIDC service is reached through the proxy', () =>
	withScene({}, async ({ idc, proxy, target, options }) => {
		const { address } = options();
		const oidc = createSdkOidc(options({ address: { ...address, endpoint: idc.url.oidc } }));
		assert.ok((await oidc.registerClient({ clientName: 'test' })).ok);
		assert.equal(proxy.asked, [{ line: `CONNECT ${target}`, authorization: undefined }]);
	}),
);

test.after(home.remove);
test.run();
