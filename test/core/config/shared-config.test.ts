/**
 * How sections are read as profiles and sessions, and how the two files merge. For the dialect of the text, see
 * aws-ini.test.ts.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Section, sharedConfig, text } from '../../../src/core/config/shared-config.ts';
import { settingsOf } from '../../support/context/shared-config.ts';

const section = (header: string, settings: Parameters<typeof settingsOf>[0] = {}): Section => ({
	header,
	settings: settingsOf(settings),
});
const namesIn = (...headers: readonly string[]) => {
	const { profiles, ssoSessions, services } = sharedConfig(
		headers.map((header) => section(header)),
		[],
	);
	return { profiles: [...profiles.keys()], ssoSessions: [...ssoSessions.keys()], services: [...services.keys()] };
};

/** A header in the config file and the profile it defines; undefined if it defines none. */
const profiles: Readonly<Record<string, string | undefined>> = {
	default: 'default',
	'profile a': 'a',
	'profile   a': 'a',
	'profile\ta': 'a',
	'profile default': 'default',
	'profile "default"': 'default',
	'profile "a b"': 'a b',
	"profile 'a b'": 'a b',
	'profile a\\ b': 'a b',
	'profile ""': '',
	'profilefoo bar': 'bar',
	'profile a#b': 'a#b',
	'profile a]b': 'a]b',
	'profile café': 'café',
	'profile a/b@c+d:e=f': 'a/b@c+d:e=f',
	'profile __proto__': '__proto__',
	'profile a ': 'a',
	'profile a b': undefined,
	'profile "a': undefined,
	"profile o'brien": undefined,
	' profile a ': undefined,
	' default ': undefined,
	profilefoo: undefined,
	profile: undefined,
	foo: undefined,
	'Profile a': undefined,
	Default: undefined,
	defaults: undefined,
	plugins: undefined,
	'profile a\\': undefined,
};

for (const [header, name] of Object.entries(profiles)) {
	test(`[${header}] is ${name === undefined ? 'not a profile' : `profile ${JSON.stringify(name)}`}`, () => {
		assert.equal(namesIn(header).profiles, name === undefined ? [] : [name]);
	});
}

test('sso-session and services sections follow the same rules', () => {
	assert.equal(
		namesIn('sso-session corp', 'sso-session "a b"', 'services s', 'SSO-Session x', 'sso_session y', 'sso-session'),
		{
			profiles: [],
			ssoSessions: ['corp', 'a b'],
			services: ['s'],
		},
	);
});

const pairs: readonly (readonly [string, string])[] = [
	['default', 'profile default'],
	['profile default', 'default'],
	['profile a', 'profile "a"'],
];

for (const [first, second] of pairs) {
	test(`[${first}] then [${second}]: the later section replaces the earlier, without a merge`, () => {
		const { profiles: merged } = sharedConfig([section(first, { x: '1' }), section(second, { y: '2' })], []);
		assert.equal(
			[...merged].map(([, settings]) => settings),
			[settingsOf({ y: '2' })],
		);
	});
}

test('names are case-sensitive', () => {
	assert.equal(namesIn('profile Dev', 'profile dev').profiles, ['Dev', 'dev']);
});

test('the credentials file is merged key by key over the config file, with plain headers and new names last', () => {
	const { profiles: merged, ssoSessions } = sharedConfig(
		[section('profile a', { region: 'x', output: 'json' }), section('default', { region: 'd' })],
		[
			section('b', { k: 'v' }),
			section('a', { region: 'y' }),
			section('profile a', { k: 'raw' }),
			section('sso-session s', { sso_region: 'z' }),
		],
	);
	assert.equal(
		[...merged],
		[
			['a', settingsOf({ region: 'y', output: 'json' })],
			['default', settingsOf({ region: 'd' })],
			['b', settingsOf({ k: 'v' })],
			['profile a', settingsOf({ k: 'raw' })],
			['sso-session s', settingsOf({ sso_region: 'z' })],
		],
	);
	assert.is(ssoSessions.size, 0);
});

test('the settings of each file alone are there too', () => {
	const { profileIn } = sharedConfig(
		[section('profile a', { k: 'config' }), section('profile only', { k: 'config' })],
		[section('a', { k: 'credentials' }), section('b', { k: '1' }), section('a', { more: 'credentials' })],
	);
	const both = (name: string) => [profileIn('config', name), profileIn('credentials', name)];
	assert.equal(both('a'), [settingsOf({ k: 'config' }), settingsOf({ k: 'credentials', more: 'credentials' })]);
	assert.equal(both('b'), [undefined, settingsOf({ k: '1' })]);
	assert.equal(both('only'), [settingsOf({ k: 'config' }), undefined]);
	assert.equal(both('gone'), [undefined, undefined]);
});

test('text returns undefined for absent, empty and nested values', () => {
	const settings = settingsOf({ a: 'x', empty: '', block: { in: '1' } });
	assert.is(text(settings, 'a'), 'x');
	for (const key of ['empty', 'block', 'none', '__proto__']) assert.is(text(settings, key), undefined);
	assert.is(text(undefined, 'a'), undefined);
});

test.run();
