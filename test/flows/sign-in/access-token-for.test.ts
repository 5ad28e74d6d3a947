/** When an access token is used as it is, and when a sign-in is needed. For refreshing, see refresh.test.ts. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { accessTokenFor } from '../../../src/flows/sign-in/access-token-for.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	dev,
	legacy,
	ON_DISK,
	START_URL,
	sampleConfig,
	token,
	tokenText,
} from '../../support/context/sample.ts';

const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };

const usable: Readonly<Record<string, readonly [profile: SsoProfile, tokens: Readonly<Record<string, string>>]>> = {
	'of the sso-session': [dev, { corp: tokenText(), [START_URL]: '{}' }],
	'of the start URL': [legacy, { [START_URL]: tokenText(), corp: '{}' }],
	'that ends in one second': [dev, { corp: tokenText({ expiresAt: '2026-11-21T10:00:01Z' }) }],
	'of another region, which is left for AWS to refuse': [dev, { corp: tokenText({ region: 'eu-west-1' }) }],
};

for (const [name, [profile, tokens]] of Object.entries(usable)) {
	test(`a token ${name} is used`, async () => {
		const { context, oidc, accessTokens } = fakeContext({ tokens });
		assert.is((await accessTokenFor(signInOf(profile, loaded), context)).accessToken, token.accessToken);
		assert.equal(oidc.opened, []);
		assert.equal(Object.fromEntries(accessTokens.texts), tokens);
	});
}

const FILE = '/home/me/.aws/sso/cache/corp.json';

const needed: Readonly<Record<string, readonly [text: string | undefined, because: string]>> = {
	'no file': [undefined, 'not signed in'],
	'an empty file': ['', `the access token in ${FILE} cannot be used: it is not a JSON object`],
	'a half-written file': [
		tokenText().slice(0, 50),
		`the access token in ${FILE} cannot be used: it is not a JSON object`,
	],
	'no accessToken': [
		tokenText({ accessToken: undefined }),
		`the access token in ${FILE} cannot be used: its accessToken is missing or cannot be sent`,
	],
	'no expiresAt': [
		tokenText({ expiresAt: 'never' }),
		`the access token in ${FILE} cannot be used: its expiresAt is not a time`,
	],
	'a registration': [
		'{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z"}',
		`${FILE} contains a client registration, not an access token`,
	],
	'expired now': [tokenText({ expiresAt: '2026-11-21T10:00:00Z' }), 'the sign-in expired at 2026-11-21T10:00:00Z'],
	'expired before': [tokenText({ expiresAt: '2026-11-20T10:00:00UTC' }), 'the sign-in expired at 2026-11-20T10:00:00Z'],
};

for (const [name, [text, because]] of Object.entries(needed)) {
	test(`a sign-in is needed: ${name}`, async () => {
		const tokens = text === undefined ? {} : { corp: text };
		const failure = await failureFrom(accessTokenFor(signInOf(dev, loaded), fakeContext({ tokens }).context));
		assert.is(failure.code, 'sign-in-needed');
		assert.is(failure.status, 4);
		assert.equal(toldBy(failure), [`sso-session "corp": ${because}`, 'ssoenv login --sso-session corp']);
		assert.equal([failure.session, failure.command], ['corp', 'ssoenv login --sso-session corp']);
		assert.not.match(failure.message, token.accessToken);
	});
}

test('a legacy profile that needs a sign-in is named by its start URL', async () => {
	const failure = await failureFrom(accessTokenFor(signInOf(legacy, loaded), fakeContext().context));
	assert.equal(toldBy(failure), [`start URL "${START_URL}": not signed in`, 'ssoenv login legacy']);
});

test.run();
