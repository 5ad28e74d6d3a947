/** The name of a sign-in in messages, and the login commands that a person can paste. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loginCommand, signInCommand, signInName } from '../../../src/core/aws/sso-session.ts';
import { dev, legacy, START_URL } from '../../support/context/sample.ts';

test('name of a sign-in', () => {
	assert.is(signInName(dev), 'sso-session "corp"');
	assert.is(signInName(legacy), `start URL "${START_URL}"`);
});

const commands: readonly (readonly [
	name: string,
	ssoSession: string | undefined,
	profile: string | undefined,
	command: string,
])[] = [
	['an sso-session, whatever the profile', 'corp', 'dev', 'ssoenv login --sso-session corp'],
	['an sso-session without a profile', 'corp', undefined, 'ssoenv login --sso-session corp'],
	['an sso-session with a blank', 'my sess', undefined, "ssoenv login --sso-session 'my sess'"],
	['a hostile sso-session', "it's; rm", undefined, `ssoenv login --sso-session 'it'\\''s; rm'`],
	['an sso-session like an option', '--all', undefined, 'ssoenv login --sso-session=--all'],
	['an empty sso-session', '', undefined, "ssoenv login --sso-session ''"],
	['a legacy profile', undefined, 'legacy', 'ssoenv login legacy'],
	['a legacy profile with a blank', undefined, 'a b', "ssoenv login 'a b'"],
	['a legacy profile like an option', undefined, '-x', 'ssoenv login -- -x'],
	['a start URL alone', undefined, undefined, 'ssoenv login'],
];

for (const [name, ssoSession, profile, command] of commands) {
	test(`login command for ${name}`, () => {
		assert.is(loginCommand({ ssoSession, startUrl: START_URL }, profile), command);
		assert.is(
			signInCommand('logout', { ssoSession, startUrl: START_URL }, profile),
			command.replace('login', 'logout'),
		);
	});
}

test.run();
