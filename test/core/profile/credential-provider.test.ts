/** Which profiles are listed, and which provider serves one. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assumesRole, isListed, mentionsSso, providerOf } from '../../../src/core/profile/credential-provider.ts';
import { settingsOf, sharedConfigOf } from '../../support/context/shared-config.ts';

test('mentionsSso: any key of Identity Center counts, even alone', () => {
	for (const key of ['sso_session', 'sso_start_url', 'sso_account_id', 'sso_registration_scopes']) {
		assert.ok(mentionsSso(settingsOf({ [key]: '' })), key);
	}
	for (const key of ['region', 'xsso_session', 'sso', 'role_arn'])
		assert.not.ok(mentionsSso(settingsOf({ [key]: 'x' })), key);
	assert.not.ok(mentionsSso(new Map()));
});

const listed: readonly (readonly [settings: Readonly<Record<string, string>>, isListed: boolean])[] = [
	[{ sso_session: 'corp' }, true],
	[{ role_arn: 'x' }, true],
	[{ role_arn: '' }, true],
	[{ role_arn: 'x', web_identity_token_file: '/t' }, false],
	[{ role_arn: 'x', web_identity_token_file: '' }, false],
	[{ role_arn: 'x', web_identity_token_file: '/t', sso_region: 'x' }, true],
	[{ aws_access_key_id: 'x' }, false],
	[{ source_profile: 'x' }, false],
];

for (const [settings, expected] of listed) {
	test(`${JSON.stringify(settings)} is ${expected ? '' : 'not '}listed`, () => {
		assert.is(isListed(settingsOf(settings)), expected);
		assert.is(
			assumesRole(settingsOf(settings)),
			settings.role_arn !== undefined && expected && !mentionsSso(settingsOf(settings)),
		);
	});
}

test('a profile that is not there has no provider', () => {
	assert.is(providerOf(sharedConfigOf({}), 'gone'), undefined);
});

test.run();
