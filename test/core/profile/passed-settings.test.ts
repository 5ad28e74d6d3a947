/** The settings that a profile passes on to AWS tools, and that ssoenv's own requests look past. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { serviceAddress } from '../../../src/core/profile/endpoints.ts';
import { ownEnvironment, passedSettings, unpassedKeys } from '../../../src/core/profile/passed-settings.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

type Settings = Readonly<Record<string, string>>;

const passedBy = (settings: Settings, env: Environment = {}) =>
	Object.fromEntries(passedSettings(new Map(Object.entries(settings)), env));

const all = {
	endpoint_url: 'http://127.0.0.1:4566',
	use_fips_endpoint: 'true',
	use_dualstack_endpoint: 'True',
	ca_bundle: '/ca.pem',
	output: 'yaml',
};
const ALL = {
	AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
	AWS_USE_FIPS_ENDPOINT: 'true',
	AWS_USE_DUALSTACK_ENDPOINT: 'true',
	AWS_CA_BUNDLE: '/ca.pem',
	AWS_DEFAULT_OUTPUT: 'yaml',
};

const rows: Readonly<Record<string, readonly [settings: Settings, env: Environment, passed: Settings]>> = {
	'nothing set': [{ region: 'eu-west-1', aws_access_key_id: 'AKIA' }, {}, {}],
	'all that can be': [all, {}, ALL],
	'a variable of the person stays': [all, { ...ALL, AWS_CA_BUNDLE: '/mine.pem', AWS_ENDPOINT_URL: 'http://mine' }, {}],
	'an empty variable is none': [{ output: 'text' }, { AWS_DEFAULT_OUTPUT: '' }, { AWS_DEFAULT_OUTPUT: 'text' }],
	'a variable of an earlier profile does not stay': [
		{ output: 'text' },
		{ ...ALL, SSOENV_PASSED: 'AWS_DEFAULT_OUTPUT AWS_ENDPOINT_URL' },
		{ AWS_DEFAULT_OUTPUT: 'text' },
	],
	'false is passed on, because it hides that of [default]': [
		{ use_fips_endpoint: 'FALSE', use_dualstack_endpoint: 'no' },
		{},
		{ AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false' },
	],
	'an endpoint that the profile ignores': [
		{ endpoint_url: 'http://h', ignore_configured_endpoint_urls: 'true', output: 'json' },
		{},
		{ AWS_DEFAULT_OUTPUT: 'json' },
	],
	'an endpoint that a variable ignores': [
		{ endpoint_url: 'http://h' },
		{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' },
		{},
	],
	'no name comes from the file': [{ AWS_ENDPOINT_URL: 'x', path: '/x', ld_preload: '/x' }, {}, {}],
};

for (const [name, [settings, env, passed]] of Object.entries(rows)) {
	test(`passed on: ${name}`, () => {
		assert.equal(passedBy(settings, env), passed);
	});
}

test('a services section cannot be passed on', () => {
	assert.equal(unpassedKeys(new Map([['services', 's']])), ['services']);
	assert.equal(unpassedKeys(new Map(Object.entries(all))), []);
});

test('the list hides the variables of the table, and no others', () => {
	const env = { ...ALL, HOME: '/home/me', AWS_ENDPOINT_URL_SSO: 'http://mine', PATH: '/bin' };
	const own = { HOME: '/home/me', AWS_ENDPOINT_URL_SSO: 'http://mine', PATH: '/bin' };
	const list = `${Object.keys(ALL).join(' ')} HOME PATH AWS_ENDPOINT_URL_SSO`;
	assert.equal(ownEnvironment({ ...env, SSOENV_PASSED: list }), { ...own, SSOENV_PASSED: list });
	assert.is(ownEnvironment(env), env);
	assert.equal(ownEnvironment({ ...env, SSOENV_PASSED: 'aws_endpoint_url AWS_ENDPOINT' }), {
		...env,
		SSOENV_PASSED: 'aws_endpoint_url AWS_ENDPOINT',
	});
});

test('after `use p`, the address for q is that of q, and the one for p stays that of p', () => {
	const config = sharedConfigOf({
		profiles: { p: all, q: { region: 'eu-west-1' }, r: { endpoint_url: 'http://r', ca_bundle: '/r.pem' } },
	});
	const env = { ...ALL, SSOENV_PASSED: Object.keys(ALL).join(' ') };
	for (const service of ['sso', 'sso_oidc', 'sts'] as const) {
		const addressOf = (profile: string) => serviceAddress(service, config, profile, env, CONFIG_PATH);
		assert.equal(addressOf('q'), {
			endpoint: undefined,
			useFipsEndpoint: false,
			useDualstackEndpoint: false,
			caBundle: undefined,
		});
		assert.equal([addressOf('r').endpoint, addressOf('r').caBundle], ['http://r', '/r.pem']);
		assert.is(addressOf('p').endpoint, all.endpoint_url);
		assert.is(serviceAddress(service, config, 'q', ALL, CONFIG_PATH).endpoint, all.endpoint_url);
	}
});

test.run();
