/** The sign-ins of a config file. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configuredSessions } from '../../../src/core/profile/session-list.ts';
import { CONFIG_PATH, START_URL, sampleConfig } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const listed = (config: Parameters<typeof configuredSessions>[0]) =>
	configuredSessions(config, CONFIG_PATH).map(({ session, profiles }) => [
		session.ssoSession ?? session.startUrl,
		profiles,
	]);

test('sso-sessions come first, then start URLs, each with its profiles', () => {
	assert.equal(configuredSessions(sampleConfig, CONFIG_PATH), [
		{
			session: { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined },
			profiles: ['dev'],
		},
		{
			session: { ssoSession: undefined, startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined },
			profiles: ['legacy'],
		},
	]);
});

const at = { sso_start_url: START_URL, sso_region: 'us-east-1' };

test("the order is the file's; sessions without profiles and profiles without a role count", () => {
	const config = sharedConfigOf({
		profiles: {
			z: { ...at, sso_start_url: 'https://z.example/start' },
			b: { sso_session: 'two' },
			a: { sso_session: 'two', sso_account_id: '1', sso_role_name: 'R' },
			y: { ...at, sso_start_url: 'https://z.example/start', sso_account_id: '1' },
			keys: { aws_access_key_id: 'A' },
		},
		ssoSessions: { unused: at, two: { ...at, sso_registration_scopes: 'x, y' } },
	});
	assert.equal(listed(config), [
		['unused', []],
		['two', ['b', 'a']],
		['https://z.example/start', ['z', 'y']],
	]);
	assert.equal(configuredSessions(config, CONFIG_PATH)[1]?.session.scopes, ['x', 'y']);
});

test('profiles with an endpoint of their own are the last of their session', () => {
	const config = sharedConfigOf({
		profiles: {
			a: { sso_session: 'one', endpoint_url: 'http://a.example' },
			b: { sso_session: 'one', services: 'own' },
			c: { sso_session: 'one' },
			d: { sso_session: 'one', endpoint_url: '', services: '' },
			e: { sso_session: 'two', endpoint_url: 'http://e.example' },
		},
		ssoSessions: { one: at, two: at },
	});
	assert.equal(listed(config), [
		['one', ['c', 'd', 'a', 'b']],
		['two', ['e']],
	]);
});

test('a session that nobody can sign in to is left out', () => {
	const config = sharedConfigOf({
		profiles: {
			'of none': { sso_session: 'absent' },
			'without region': { sso_start_url: START_URL },
			'of a broken session': { sso_session: 'regionless' },
			'in conflict': { sso_session: 'good', sso_region: 'eu-west-1' },
			good: { sso_session: 'good' },
		},
		ssoSessions: {
			regionless: { sso_start_url: START_URL },
			startless: { sso_region: 'us-east-1' },
			'bad region': { ...at, sso_region: 'evil.example/' },
			good: at,
		},
	});
	assert.equal(listed(config), [['good', ['good']]]);
});

test('an empty config file has no sign-ins', () => {
	assert.equal(listed(sharedConfigOf({})), []);
});

test.run();
