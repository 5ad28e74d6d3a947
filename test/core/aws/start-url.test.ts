/** Which start URLs are AWS's own, which region they name, and where a redirect may lead. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isAwsStartUrl, redirectTarget, regionOfStartUrl } from '../../../src/core/aws/start-url.ts';

const own: readonly (readonly [startUrl: string, region: string | undefined])[] = [
	['https://d-1234567890.awsapps.com/start', undefined],
	['https://d-1234567890.awsapps.com/start/', undefined],
	['https://d-1234567890.awsapps.com/start#', undefined],
	['https://d-1234567890.awsapps.com/start#/', undefined],
	['https://d-1234567890.awsapps.com/start/#', undefined],
	['https://d-1234567890.awsapps.com/start/#/?tab=accounts', undefined],
	['https://my-company.awsapps.com/start/', undefined],
	['https://D-1234567890.AWSAPPS.COM/start', undefined],
	['HTTPS://d-1234567890.awsapps.com/start', undefined],
	['https://d-1234567890.awsapps.com./start', undefined],
	['https://d-1234567890.awsapps.com:443/start', undefined],
	['https://start.us-gov-home.awsapps.com/directory/d-1234567890', undefined],
	['https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890', undefined],
	['https://start.home.awsapps.cn/directory/d-1234567890', undefined],
	['https://d-1234567890.awsapps.cn/start', undefined],
	['https://awsapps.com/start', undefined],
	['https://identitycenter.amazonaws.com/ssoins-1234567890abcdef', undefined],
	['https://identitycenter.amazonaws.com.cn/ssoins-1234567890abcdef', undefined],
	['https://identitycenter.amazonaws.eu/ssoins-1234567890abcdef', undefined],
	['https://identitycenter.us-gov.amazonaws.com/ssoins-1234567890abcdef', undefined],
	['https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws', 'eu-west-1'],
	['https://ssoins-1234567890abcdef.portal.us-gov-west-1.app.aws/start', 'us-gov-west-1'],
	['https://SSOINS-1234567890ABCDEF.Portal.EU-West-1.app.aws./', 'eu-west-1'],
	['https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com', 'us-east-1'],
	['https://ssoins-1234567890abcdef.cn-north-1.portal.amazonaws.com.cn/', 'cn-north-1'],
	['https://ssoins-1234567890abcdef.portal.cn-northwest-1.app.amazonwebservices.com.cn', 'cn-northwest-1'],
	['https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu', 'eusc-de-east-1'],
	['https://ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu', 'eusc-de-east-1'],
	['https://a.b.portal.eu-west-1.app.aws', undefined],
	['https://ssoins-1.portal.nowhere.app.aws', undefined],
];

for (const [startUrl, region] of own) {
	test(`AWS's own, ${region ?? 'without a region'}: ${startUrl}`, () => {
		assert.ok(isAwsStartUrl(startUrl));
		assert.is(regionOfStartUrl(startUrl), region);
	});
}

const others = [
	'https://sso.example.com/start',
	'https://evil-awsapps.com/start',
	'https://awsapps.com.evil.example/start',
	'https://d-1234567890.awsapps.com.evil.example/start',
	'https://d-1234567890.awsapps.com@evil.example/start',
	'https://evil.example/d-1234567890.awsapps.com',
	'https://evil.example\\.awsapps.com/start',
	'https://evil.example#.awsapps.com/start',
	'https://evil.example?.awsapps.com/start',
	'https://d-1234567890.awsapps.com..evil.example/start',
	'https://awsapps.comm/start',
	'https://d-1234567890.awsapps.org/start',
	'https://xapp.aws/start',
	'https://amazonaws.com/start',
	'https://bucket.s3.amazonaws.com/start',
	'https://api.portal.amazonaws.com.evil.example',
	'https://eu-west-1.identitycenter.amazonaws.com/ssoins-1',
	'https://d-1234567890.\u0430wsapps.com/start',
	'https://127.0.0.1/start',
	'https://[::1]/start',
	'd-1234567890.awsapps.com/start',
	'https://',
	'',
];

for (const startUrl of others) {
	test(`not AWS's own: ${JSON.stringify(startUrl)}`, () => {
		assert.not(isAwsStartUrl(startUrl));
		assert.is(regionOfStartUrl(startUrl), undefined);
	});
}

const VANITY = 'https://sso.example.com/start?team=a';

const targets: readonly (readonly [location: string, startUrl: string])[] = [
	['https://d-1234567890.awsapps.com/start', 'https://d-1234567890.awsapps.com/start'],
	['https://d-1234567890.awsapps.com/start/', 'https://d-1234567890.awsapps.com/start'],
	['https://d-1234567890.awsapps.com/start///?a=b#/c', 'https://d-1234567890.awsapps.com/start'],
	['https://D-1234567890.AwsApps.com:443/start#/', 'https://d-1234567890.awsapps.com/start'],
	['//d-1234567890.awsapps.com/start', 'https://d-1234567890.awsapps.com/start'],
	['https://ssoins-1.portal.eu-west-1.app.aws/', 'https://ssoins-1.portal.eu-west-1.app.aws'],
	['https://identitycenter.amazonaws.com/ssoins-1/', 'https://identitycenter.amazonaws.com/ssoins-1'],
];

for (const [location, startUrl] of targets) {
	test(`a redirect to ${location} leads to ${startUrl}`, () => {
		assert.equal(redirectTarget(VANITY, location), { startUrl });
	});
}

const refused: readonly (readonly [location: string, problem: string])[] = [
	['http://d-1234567890.awsapps.com/start', 'http://d-1234567890.awsapps.com, which is not https'],
	['ftp://d-1234567890.awsapps.com/start', 'ftp://d-1234567890.awsapps.com, which is not https'],
	['javascript:alert(1)', 'a "javascript:" URL, which is not https'],
	['file:///etc/passwd', 'a "file:" URL, which is not https'],
	['https://evil.example/start', 'https://evil.example, which does not belong to AWS'],
	['https://awsapps.com.evil.example/start?secret=1', 'https://awsapps.com.evil.example, which does not belong to AWS'],
	['https://evil-awsapps.com/', 'https://evil-awsapps.com, which does not belong to AWS'],
	['https://d-1.\u0430wsapps.com/', 'https://d-1.xn--wsapps-2nf.com, which does not belong to AWS'],
	['https://10.0.0.1/start', 'https://10.0.0.1, which does not belong to AWS'],
	['https://0x7f.1/start', 'https://127.0.0.1, which does not belong to AWS'],
	['https://[fe80::1]/start', 'https://[fe80::1], which does not belong to AWS'],
	['https://me:word@d-1.awsapps.com/start', 'a URL of d-1.awsapps.com with a user name'],
	['https://me@evil.example/start', 'a URL of evil.example with a user name'],
	['https://d-1.awsapps.com@evil.example/start', 'a URL of evil.example with a user name'],
	['https://:word@d-1.awsapps.com/start', 'a URL of d-1.awsapps.com with a user name'],
	['https://d-1.awsapps.com:8443/start', 'https://d-1.awsapps.com:8443, which has a port'],
	['/start', 'https://sso.example.com, which does not belong to AWS'],
	['', 'https://sso.example.com, which does not belong to AWS'],
	['https://', 'something that is not a URL'],
	['https://[', 'something that is not a URL'],
];

for (const [location, problem] of refused) {
	test(`a redirect to ${JSON.stringify(location)} is refused: ${problem}`, () => {
		assert.equal(redirectTarget(VANITY, location), { problem });
	});
}

test.run();
