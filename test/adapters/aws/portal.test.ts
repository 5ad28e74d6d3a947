/** Where the portal is asked without the SDK: exactly where the SDK would ask it. What it answers is proven in identity-center.test.ts. */
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
	onServerTime: () => undefined,
});

/** The URL that the SDK would ask; nothing is sent. */
async function askedBySdk(options: ServiceOptions): Promise<string> {
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

const asked = (options: ServiceOptions): string | undefined => {
	const base = portalUrl(options);
	return base === undefined ? undefined : `${base}/federation/credentials`;
};

const REGIONS = [
	...['us-east-1', 'us-west-2', 'eu-central-2', 'eu-west-1', 'ap-southeast-7', 'ap-northeast-1', 'sa-east-1'],
	...['ca-west-1', 'me-central-1', 'af-south-1', 'il-central-1', 'mx-central-1'],
];

for (const region of REGIONS) {
	test(`the portal in ${region}`, async () => {
		assert.is(asked(optionsOf(region)), await askedBySdk(optionsOf(region)));
	});
}

for (const region of ['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eu-isoe-west-1', 'eusc-de-east-1', 'nowhere']) {
	test(`the portal in ${region} is for the SDK to find`, () => {
		assert.is(asked(optionsOf(region)), undefined);
	});
}

for (const endpoint of ['http://127.0.0.1:4711', 'http://127.0.0.1:4711/', 'https://h/a/b', 'http://[::1]:1']) {
	test(`the portal at ${endpoint}`, async () => {
		assert.is(asked(optionsOf('us-east-1', { endpoint })), await askedBySdk(optionsOf('us-east-1', { endpoint })));
	});
}

for (const address of [
	{ useFipsEndpoint: true },
	{ useDualstackEndpoint: true },
	{ endpoint: 'https://name:word@h' },
	{ endpoint: 'https://h/?a=b' },
	{ endpoint: 'https://h/#a' },
	{ endpoint: 'https://h/a/' },
]) {
	test(`${JSON.stringify(address)} is for the SDK to make sense of`, () => {
		assert.is(asked(optionsOf('us-east-1', address)), undefined);
	});
}

test.run();
