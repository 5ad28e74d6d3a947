/** The endpoint of a service: the precedence of the AWS CLI. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Service } from '../../../src/core/aws/service-url.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { type ServiceAddress, serviceAddress, signinAddress } from '../../../src/core/profile/endpoints.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const OWN = 'http://own.example';
const GLOBAL = 'http://global.example';
const BLOCK = 'http://block.example';
const PROFILE = 'http://profile.example';

type Settings = Readonly<Record<string, string>>;

const addressOf = (env: Environment, own: Settings = {}, service: Service = 'sso'): ServiceAddress => {
	const config = sharedConfigOf({
		profiles: { p: own, other: { endpoint_url: 'http://other.example' } },
		services: {
			s: {
				sso: { endpoint_url: BLOCK },
				sso_oidc: { endpoint_url: `${BLOCK}/oidc` },
				sts: { endpoint_url: `${BLOCK}/sts` },
			},
			empty: {},
			flat: { sso: 'http://flat.example' },
			blank: { sso: { endpoint_url: '' } },
		},
	});
	return serviceAddress(service, config, 'p', env, CONFIG_PATH);
};

const all = { services: 's', endpoint_url: PROFILE };
const variables = { AWS_ENDPOINT_URL_SSO: OWN, AWS_ENDPOINT_URL: GLOBAL };

const precedence: Readonly<Record<string, readonly [env: Environment, own: Settings, endpoint: string | undefined]>> = {
	'nothing configured': [{}, {}, undefined],
	"the service's own variable comes first": [variables, all, OWN],
	'AWS_ENDPOINT_URL comes before the profile': [{ AWS_ENDPOINT_URL: GLOBAL }, all, GLOBAL],
	'the variable of the other service does not count': [{ AWS_ENDPOINT_URL_SSO_OIDC: OWN }, {}, undefined],
	'the services section comes before endpoint_url': [{}, all, BLOCK],
	'endpoint_url of the profile is used': [{}, { endpoint_url: PROFILE }, PROFILE],
	'a services section without the service': [{}, { services: 'empty', endpoint_url: PROFILE }, PROFILE],
	'a services section whose sso is not a block': [{}, { services: 'flat', endpoint_url: PROFILE }, PROFILE],
	'a services section with an empty URL': [{}, { services: 'blank', endpoint_url: PROFILE }, PROFILE],
	'an empty variable is ignored': [{ AWS_ENDPOINT_URL_SSO: '', AWS_ENDPOINT_URL: '' }, all, BLOCK],
	'an empty endpoint_url is ignored': [{}, { endpoint_url: '' }, undefined],
	'ignored because of a variable': [{ ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, all, undefined],
	'ignored because of a variable in another case': [
		{ ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' },
		all,
		undefined,
	],
	'ignored because of the profile': [variables, { ...all, ignore_configured_endpoint_urls: 'true' }, undefined],
	'not ignored: false': [{ ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }, all, OWN],
	'not ignored: 1 is not true': [{ ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '1' }, all, OWN],
	'the variable comes before the profile for ignoring': [
		{ ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
		{ ...all, ignore_configured_endpoint_urls: 'true' },
		OWN,
	],
	'a path and a port are kept': [{ AWS_ENDPOINT_URL_SSO: 'https://h:8443/base' }, {}, 'https://h:8443/base'],
};

for (const [name, [env, own, endpoint]] of Object.entries(precedence)) {
	test(`endpoint: ${name}`, () => {
		assert.is(addressOf(env, own).endpoint, endpoint);
	});
}

test('sso-oidc has its own variable and block', () => {
	assert.is(addressOf({ AWS_ENDPOINT_URL_SSO_OIDC: OWN, AWS_ENDPOINT_URL: GLOBAL }, {}, 'sso_oidc').endpoint, OWN);
	assert.is(addressOf({ AWS_ENDPOINT_URL_SSO: OWN }, all, 'sso_oidc').endpoint, `${BLOCK}/oidc`);
});

test('sts has its own variable and block', () => {
	const other = 'http://sts.example';
	const env = { AWS_ENDPOINT_URL_STS: other, AWS_ENDPOINT_URL: GLOBAL, AWS_ENDPOINT_URL_SSO: OWN };
	const address = addressOf(env, all, 'sts');
	assert.equal([address.endpoint, address.givenBy], [other, 'AWS_ENDPOINT_URL_STS']);
	assert.is(addressOf({ AWS_ENDPOINT_URL: GLOBAL }, all, 'sts').endpoint, GLOBAL);
	const inBlock = addressOf({ AWS_ENDPOINT_URL_SSO: OWN }, all, 'sts');
	assert.equal([inBlock.endpoint, inBlock.givenBy], [`${BLOCK}/sts`, 'endpoint_url of services section "s"']);
	assert.is(addressOf({}, { endpoint_url: PROFILE }, 'sts').endpoint, PROFILE);
	assert.is(addressOf({ AWS_ENDPOINT_URL_STS: other }, {}).endpoint, undefined);
});

test("a profile that does not exist gets AWS's default endpoints", () => {
	const address = serviceAddress('sso', sharedConfigOf({}), 'p', {}, CONFIG_PATH);
	assert.equal(address, {
		endpoint: undefined,
		useFipsEndpoint: false,
		useDualstackEndpoint: false,
		caBundle: undefined,
	});
});

const switches: readonly (readonly [env: Environment, own: Settings, fips: boolean, dualstack: boolean])[] = [
	[{ AWS_USE_FIPS_ENDPOINT: 'true' }, {}, true, false],
	[{ AWS_USE_DUALSTACK_ENDPOINT: 'True' }, {}, false, true],
	[{}, { use_fips_endpoint: 'true', use_dualstack_endpoint: 'true' }, true, true],
	[{ AWS_USE_FIPS_ENDPOINT: 'false' }, { use_fips_endpoint: 'true' }, false, false],
	[{ AWS_USE_FIPS_ENDPOINT: '' }, { use_fips_endpoint: 'true' }, true, false],
	[{ AWS_USE_FIPS_ENDPOINT: 'yes' }, {}, false, false],
];

for (const [env, own, fips, dualstack] of switches) {
	test(`switches: ${JSON.stringify(env)} ${JSON.stringify(own)}`, () => {
		const address = addressOf(env, own);
		assert.equal([address.useFipsEndpoint, address.useDualstackEndpoint], [fips, dualstack]);
	});
}

const bundles: Readonly<Record<string, readonly [env: Environment, own: Settings, caBundle: string | undefined]>> = {
	none: [{}, {}, undefined],
	'AWS_CA_BUNDLE comes before the profile': [
		{ AWS_CA_BUNDLE: '/env.pem', REQUESTS_CA_BUNDLE: '/requests.pem' },
		{ ca_bundle: '/profile.pem' },
		'/env.pem',
	],
	'the profile comes before REQUESTS_CA_BUNDLE': [
		{ AWS_CA_BUNDLE: '', REQUESTS_CA_BUNDLE: '/requests.pem' },
		{ ca_bundle: '/profile.pem' },
		'/profile.pem',
	],
	REQUESTS_CA_BUNDLE: [{ REQUESTS_CA_BUNDLE: '/requests.pem' }, {}, '/requests.pem'],
	'an empty variable is ignored': [{ AWS_CA_BUNDLE: '', REQUESTS_CA_BUNDLE: '' }, { ca_bundle: '' }, undefined],
};

for (const [name, [env, own, caBundle]] of Object.entries(bundles)) {
	test(`CA bundle: ${name}`, () => {
		assert.is(addressOf(env, own).caBundle, caBundle);
	});
}

const NOT_URLS = [
	'localhost:8080',
	'ftp://h',
	'file:///etc/passwd',
	'h',
	'//h',
	'http://',
	'http://a b',
	'javascript:1',
];

for (const value of NOT_URLS) {
	test(`a URL that must not receive a token: ${value}`, () => {
		const failure = failureOf(() => addressOf({ AWS_ENDPOINT_URL_SSO: value }));
		assert.is(failure.code, 'setting-invalid');
		assert.equal(toldBy(failure), [`AWS_ENDPOINT_URL_SSO is "${value}", expected an http or https URL`]);
		const inFile = failureOf(() => addressOf({}, { endpoint_url: value }));
		assert.equal(toldBy(inFile), [`endpoint_url of profile "p" is "${value}", expected an http or https URL`]);
	});
}

test('an unknown services section is a failure only if it is needed', () => {
	const failure = failureOf(() => addressOf({}, { services: 'nope' }));
	assert.is(failure.code, 'services-not-found');
	assert.equal(toldBy(failure), [`profile "p" names the services section "nope", which is not in ${CONFIG_PATH}`]);
	assert.is(addressOf({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, { services: 'nope' }).endpoint, undefined);
});

test('only its own variable names AWS Sign-In; the certificates are those of the profile', () => {
	const config = sharedConfigOf({ profiles: { p: { endpoint_url: PROFILE, ca_bundle: '/ca' } }, services: {} });
	const of = (env: Environment) => signinAddress(config, 'p', env);
	assert.equal([of({ AWS_ENDPOINT_URL: GLOBAL }).endpoint, of({}).caBundle], [undefined, '/ca']);
	const own = of({ AWS_ENDPOINT_URL_SIGNIN: OWN });
	assert.equal([own.endpoint, own.givenBy], [OWN, 'AWS_ENDPOINT_URL_SIGNIN']);
	const ignored = { AWS_ENDPOINT_URL_SIGNIN: OWN, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
	assert.is(of(ignored).endpoint, undefined);
	const failure = failureOf(() => of({ AWS_ENDPOINT_URL_SIGNIN: 'x' }));
	assert.is(failure.code, 'setting-invalid');
});

test.run();
