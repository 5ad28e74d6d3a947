/** AWS's own endpoints, for all regions that the SDK knows: exactly those of the SDK's endpoint rules. */
import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { portalUrl } from '../../../src/adapters/aws/portal.ts';
import { serviceUrl, stsUrl } from '../../../src/core/aws/service-url.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { inputOf, partitions, SWITCHES } from '../../support/context/aws-regions.ts';

const config = { region: 'us-east-1' };
const rulesOf = {
	sso: new SSOClient(config).config.endpointProvider,
	sso_oidc: new SSOOIDCClient(config).config.endpointProvider,
	sts: new STSClient(config).config.endpointProvider,
};

const table = await partitions();

test('the SDK knows eight partitions', () => {
	assert.equal(table.map(([name]) => name).sort(), [
		...['aws', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-us-gov'],
	]);
	assert.ok(table.flatMap(([, regions]) => regions).length > 45);
});

for (const [partition, regions] of table) {
	for (const region of regions) {
		for (const switches of SWITCHES) {
			const what = `${region} of ${partition}, ${JSON.stringify(switches)}`;

			test(`STS in ${what}`, () => {
				const { url, properties } = rulesOf.sts(inputOf(region, switches));
				const own = stsUrl(region, switches);
				assert.is(`${own?.url}/`, url.href);
				const scheme: unknown = Array.isArray(properties?.authSchemes) ? properties.authSchemes[0] : undefined;
				assert.is(own?.signingRegion, asRecord(scheme)?.signingRegion ?? region);
			});

			for (const service of ['sso', 'sso_oidc'] as const) {
				test(`${service} in ${what}`, () => {
					const own = serviceUrl(service, region, switches);
					assert.is(`${own}/`, rulesOf[service](inputOf(region, switches)).url.href);
				});
			}

			test(`the portal without the SDK in ${what}`, () => {
				const address = { endpoint: undefined, caBundle: undefined, ...switches };
				const limits = { timeoutMs: 1, maxAttempts: 1, now: Date.now, env: {}, onServerTime: () => undefined };
				assert.is(portalUrl({ ssoRegion: region, address, ...limits }), serviceUrl('sso', region, switches));
			});
		}
	}
}

for (const region of ['', 'nowhere', 'us-east-1.evil.example', 'us-east-1\n', 'US-EAST-1', 'us-east', 'xx-east-1']) {
	test(`no own endpoint for a region of no partition: ${JSON.stringify(region)}`, () => {
		for (const switches of SWITCHES) assert.is(serviceUrl('sso', region, switches), undefined);
	});
}

test.run();
