/** The settings that a profile passes on to AWS tools, and that ssoenv's own requests look past. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ownEnvironment } from '../../../src/core/machine/own-environment.ts';
import { serviceAddress } from '../../../src/core/profile/endpoints.ts';
import { passedSettings, unpassedSettings } from '../../../src/core/profile/passed-settings.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

type Settings = Readonly<Record<string, string>>;

const passedBy = (settings: Settings, unnamed: Settings = {}) =>
	passedSettings(sharedConfigOf({ profiles: { p: settings, default: unnamed } }), 'p');

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
const LABELS = {
	SSOENV_ENDPOINT_URL: ALL.AWS_ENDPOINT_URL,
	SSOENV_USE_FIPS_ENDPOINT: 'true',
	SSOENV_USE_DUALSTACK_ENDPOINT: 'true',
	SSOENV_CA_BUNDLE: ALL.AWS_CA_BUNDLE,
	SSOENV_OUTPUT: 'yaml',
};

const rows: Readonly<Record<string, readonly [settings: Settings, unnamed: Settings, passed: Settings]>> = {
	'nothing set': [{ region: 'eu-west-1', aws_access_key_id: 'AKIA' }, {}, {}],
	'all that can be': [all, {}, ALL],
	'an empty value is none': [{ output: '' }, {}, {}],
	'false, where [default] has true': [
		{ use_fips_endpoint: 'FALSE', use_dualstack_endpoint: 'no' },
		{ use_fips_endpoint: 'true', use_dualstack_endpoint: 'true' },
		{ AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false' },
	],
	'nothing that means the same as no setting': [
		{ output: 'json', use_fips_endpoint: 'false', use_dualstack_endpoint: 'no' },
		{},
		{},
	],
	'nothing that [default] has too': [all, all, {}],
	'the usual value, where only [default] has another': [
		{},
		all,
		{ AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false', AWS_DEFAULT_OUTPUT: 'json' },
	],
	'its own value, where [default] has another': [
		{ output: 'text' },
		{ output: 'yaml' },
		{ AWS_DEFAULT_OUTPUT: 'text' },
	],
	'no endpoint that the profile ignores': [
		{ endpoint_url: 'http://h', ignore_configured_endpoint_urls: 'true', output: 'text' },
		{},
		{ AWS_DEFAULT_OUTPUT: 'text' },
	],
	'no name from the file': [{ AWS_ENDPOINT_URL: 'x', path: '/x', ld_preload: '/x' }, {}, {}],
};

for (const [name, [settings, unnamed, passed]] of Object.entries(rows)) {
	test(`passed on: ${name}`, () => {
		assert.equal(passedBy(settings, unnamed), passed);
	});
}

test('a role without a profile is kept from the settings of [default]', () => {
	const config = sharedConfigOf({ profiles: { default: { output: 'text' } } });
	assert.equal(passedSettings(config, 'ReadOnly-111111111111'), { AWS_DEFAULT_OUTPUT: 'json' });
});

type Unpassed = readonly [settings: Settings, unnamed: Settings, keys: readonly string[]];

const unpassed: Readonly<Record<string, Unpassed>> = {
	nothing: [all, {}, []],
	'services of the profile are lost': [{ services: 's' }, {}, ['services lost']],
	'services of [default] are gained': [{}, { services: 's' }, ['services gained']],
	'the same services': [{ services: 's' }, { services: 's' }, []],
	'an endpoint and authorities of [default] are gained': [{}, all, ['endpoint_url gained', 'ca_bundle gained']],
	'an endpoint of its own': [{ endpoint_url: 'http://p', ca_bundle: '/p' }, all, []],
	'an endpoint that it ignores': [
		{ endpoint_url: 'http://p', ignore_configured_endpoint_urls: 'true' },
		{},
		['ignore_configured_endpoint_urls lost'],
	],
};

for (const [name, [settings, unnamed, keys]] of Object.entries(unpassed)) {
	test(`what AWS tools treat differently after use: ${name}`, () => {
		const config = sharedConfigOf({ profiles: { p: settings, default: unnamed } });
		const found = unpassedSettings(config, 'p').map(({ key, isLost }) => `${key} ${isLost ? 'lost' : 'gained'}`);
		assert.equal(found, keys);
		assert.equal(unpassedSettings(config, 'default'), []);
	});
}

test('the labels hide the settings that use has set, and nothing else', () => {
	const env = { ...ALL, HOME: '/home/me', AWS_ENDPOINT_URL_SSO: 'http://mine', PATH: '/bin' };
	const own = { HOME: '/home/me', AWS_ENDPOINT_URL_SSO: 'http://mine', PATH: '/bin' };
	assert.equal(ownEnvironment({ ...env, ...LABELS }), { ...own, ...LABELS });
	assert.is(ownEnvironment(env), env);
	const changed = { ...env, ...LABELS, AWS_ENDPOINT_URL: 'http://mine' };
	assert.equal(ownEnvironment(changed), { ...own, ...LABELS, AWS_ENDPOINT_URL: 'http://mine' });
});

test('after `use p`, the address for q is that of q, and the one for p stays that of p', () => {
	const config = sharedConfigOf({
		profiles: { p: all, q: { region: 'eu-west-1' }, r: { endpoint_url: 'http://r', ca_bundle: '/r.pem' } },
	});
	const env = { ...ALL, ...LABELS };
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
