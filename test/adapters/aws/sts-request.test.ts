/** Where requests to STS go, for the regions that no table knows. For all others, see endpoint-rules.test.ts. */
import { STSClient } from '@aws-sdk/client-sts';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import { stsTarget } from '../../../src/adapters/aws/sts-request.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const optionsOf = (ssoRegion: string, address: Partial<ServiceOptions['address']>): ServiceOptions => ({
	ssoRegion,
	address: {
		endpoint: undefined,
		useFipsEndpoint: false,
		useDualstackEndpoint: false,
		caBundle: undefined,
		...address,
	},
	timeoutMs: 1000,
	maxAttempts: 1,
	now: Date.now,
	env: {},
	onServerTime: () => undefined,
});

const { endpointProvider } = new STSClient({ region: 'us-east-1' }).config;

for (const region of ['mars-north-1', 'custom', 'xx-east-1', 'eu-west-1', 'cn-north-1']) {
	for (const useFipsEndpoint of [false, true]) {
		for (const useDualstackEndpoint of [false, true]) {
			test(`${region}, FIPS ${useFipsEndpoint}, dual-stack ${useDualstackEndpoint}: the URL of the SDK`, () => {
				const { url } = endpointProvider({
					Region: region,
					UseFIPS: useFipsEndpoint,
					UseDualStack: useDualstackEndpoint,
				});
				const target = stsTarget(optionsOf(region, { useFipsEndpoint, useDualstackEndpoint }));
				assert.is(target.url.href, url.href);
				assert.is(target.signingRegion, region);
			});
		}
	}
}

test('the region aws-global means the global endpoint, signed for us-east-1', () => {
	const { url, signingRegion } = stsTarget(optionsOf('aws-global', {}));
	assert.equal([url.href, signingRegion], ['https://sts.amazonaws.com/', 'us-east-1']);
	const given = stsTarget(optionsOf('aws-global', { endpoint: 'http://127.0.0.1:1/a' }));
	assert.equal([given.url.href, given.signingRegion], ['http://127.0.0.1:1/a', 'us-east-1']);
});

test('a user and a password in an endpoint are dropped', () => {
	const { url } = stsTarget(optionsOf('eu-west-1', { endpoint: 'https://me:hunter2@sts.test/a?b=c' }));
	assert.is(url.href, 'https://sts.test/a?b=c');
});

for (const region of ['', 'x.example.com/', 'eu-west-1.example.com', 'a@b', '-a']) {
	test(`"${region}" is no region, because it could name the host of somebody else`, () => {
		assert.is(failureOf(() => stsTarget(optionsOf(region, {}))).code, 'setting-invalid');
	});
}

test.run();
