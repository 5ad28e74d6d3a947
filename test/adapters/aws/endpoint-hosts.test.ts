/**
 * The hosts that requests go to, for all regions that the SDK knows: those of the SDK's endpoint rules, whether the
 * request is sent by the SDK or without it. A proxy sees the host and lets nothing pass.
 */
import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPortal } from '../../../src/adapters/aws/portal.ts';
import { createSdkOidc } from '../../../src/adapters/aws/sdk-oidc.ts';
import { createSdkPortal } from '../../../src/adapters/aws/sdk-portal.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import { createSts } from '../../../src/adapters/aws/sts.ts';
import type { Portal } from '../../../src/ports/services.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { inputOf, partitions, SWITCHES } from '../../support/context/aws-regions.ts';
import { startStubProxy } from '../../support/proxy/stub-proxy.ts';

const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
const ROLE = { accessToken: 'x', accountId: '111111111111', roleName: 'ReadOnly' };
const roleFrom = (portal: Portal) => portal.getRoleCredentials(ROLE);

const config = { region: 'us-east-1' };
const [sso, oidc, sts] = [new SSOClient(config), new SSOOIDCClient(config), new STSClient(config)];

/** Each way to send a request, and the rules that say where it has to go. */
const WAYS = [
	{ rules: sso.config.endpointProvider, send: (options: ServiceOptions) => roleFrom(createPortal(options)) },
	{ rules: sso.config.endpointProvider, send: (options: ServiceOptions) => roleFrom(createSdkPortal(options)) },
	{
		rules: oidc.config.endpointProvider,
		send: (options: ServiceOptions) => createSdkOidc(options).registerClient({ clientName: 'test' }),
	},
	{ rules: sts.config.endpointProvider, send: (options: ServiceOptions) => createSts(options).callerArn(KEYS) },
];

for (const [partition, regions] of await partitions()) {
	test(`the hosts of ${regions.length} regions of ${partition}`, async () => {
		const proxy = await startStubProxy({ send: 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n' });
		const limits = { timeoutMs: 10_000, maxAttempts: 2, now: Date.now, onServerTime: () => undefined };
		const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
		try {
			for (const region of regions) {
				for (const switches of SWITCHES) {
					const address = { endpoint: undefined, caBundle: undefined, ...switches };
					for (const { rules, send } of WAYS) {
						const failure = await failureFrom(send({ ssoRegion: region, address, env, ...limits }));
						assert.is(failure.code, 'proxy-refused');
						const { hostname } = rules(inputOf(region, switches)).url;
						assert.is(proxy.asked.at(-1)?.line, `CONNECT ${hostname}:443`, `${region} ${JSON.stringify(switches)}`);
					}
				}
			}
			assert.is(proxy.asked.length, regions.length * SWITCHES.length * WAYS.length);
		} finally {
			await proxy.close();
		}
	});
}

test.run();
