/** The endpoint that the portal without the SDK uses: exactly the SDK's. For its answers, see sdk-portal.test.ts. */
import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { portalUrl } from '../../../src/adapters/aws/portal.ts';
import { clientConfig } from '../../../src/adapters/aws/sdk-request.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';

const AWS = { endpoint: undefined, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined };

const optionsOf = (ssoRegion: string, address: Partial<ServiceOptions['address']> = {}): ServiceOptions => ({
	ssoRegion,
	address: { ...AWS, ...address },
	timeoutMs: 1000,
	maxAttempts: 1,
	now: Date.now,
	env: {},
	onServerTime: () => undefined,
});

/** Returns the URL that the SDK would request, without sending anything. */
async function sdkUrl(options: ServiceOptions): Promise<string> {
	const client = new SSOClient(clientConfig(options));
	let url = '';
	client.middlewareStack.add(
		() => async (args) => {
			const { protocol, hostname, port, path } = Object(args.request);
			url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;
			throw new Error('nothing is sent');
		},
		{ step: 'finalizeRequest', priority: 'low', name: 'nothingIsSent' },
	);
	const role = { accessToken: 't', accountId: '111111111111', roleName: 'R' };
	await client.send(new GetRoleCredentialsCommand(role)).catch(() => undefined);
	return url;
}

const ownUrl = (options: ServiceOptions): string | undefined => {
	const base = portalUrl(options);
	return base === undefined ? undefined : `${base}/federation/credentials`;
};

const REGIONS = [
	...['us-east-1', 'us-west-2', 'eu-central-2', 'eu-west-1', 'ap-southeast-7', 'ap-northeast-1', 'sa-east-1'],
	...['ca-west-1', 'me-central-1', 'af-south-1', 'il-central-1', 'mx-central-1'],
	...['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eu-isoe-west-1', 'eusc-de-east-1'],
];

for (const region of REGIONS) {
	test(`the portal in ${region} has the SDK's URL`, async () => {
		assert.is(ownUrl(optionsOf(region)), await sdkUrl(optionsOf(region)));
	});
}

test('the portal in an unknown region is left to the SDK', () => {
	assert.is(ownUrl(optionsOf('nowhere')), undefined);
});

for (const endpoint of ['http://127.0.0.1:4711', 'http://127.0.0.1:4711/', 'https://h/a/b', 'http://[::1]:1']) {
	test(`the portal at ${endpoint} has the SDK's URL`, async () => {
		assert.is(ownUrl(optionsOf('us-east-1', { endpoint })), await sdkUrl(optionsOf('us-east-1', { endpoint })));
	});
}

for (const address of [
	{ endpoint: 'https://name:word@h' },
	{ endpoint: 'https://h/?a=b' },
	{ endpoint: 'https://h/#a' },
	{ endpoint: 'https://h/a/' },
]) {
	test(`an address is left to the SDK: ${JSON.stringify(address)}`, () => {
		assert.is(ownUrl(optionsOf('us-east-1', address)), undefined);
	});
}

test.run();
