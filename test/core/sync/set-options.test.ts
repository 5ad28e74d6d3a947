/** Further settings of the profiles: which are read, refused, and given to which roles. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkSetOption, settingsByRole } from '../../../src/core/sync/set-options.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

for (const [setting, pattern, key, value] of [
	['output=json', '*', 'output', 'json'],
	['cli_pager=', '*', 'cli_pager', ''],
	['endpoint_url=https://x:8443/?a=b', '*', 'endpoint_url', 'https://x:8443/?a=b'],
	['*/Admin:cli_pager=', '*/Admin', 'cli_pager', ''],
	['dev team/*:output=a:b=c', 'dev team/*', 'output', 'a:b=c'],
	['[a:b]*:output=json', '[a:b]*', 'output', 'json'],
] as const) {
	test(`${setting} is read`, () => {
		assert.equal(checkSetOption(setting), { pattern, key, value });
	});
}

for (const [setting, problem] of [
	['output', /neither KEY=VALUE nor/],
	['=x', /neither/],
	[':output=x', /neither/],
	['Output=json', /"Output" is not a key/],
	['out-put=json', /not a key/],
	['sso_session=other', /sync writes sso_session itself/],
	['sso_account_id=1', /itself/],
	['sso_role_name=x', /itself/],
	['region=eu-west-1', /sync writes region itself/],
	['*/Admin:role_arn=arn:aws:iam::1:role/x', /role_arn would give the profile other credentials/],
	['credential_process=touch PWNED', /other credentials/],
	['aws_access_key_id=AKIA', /other credentials/],
	['aws_session_token=x', /other credentials/],
	['sso_start_url=https://x', /other credentials/],
	['web_identity_token_file=/x', /other credentials/],
	['parent_profile=x', /other credentials/],
	['ssoenv_keep=false', /ssoenv_keep has no effect in a profile: it belongs in the section of the sso-session/],
	['output=json\n[default]', /characters/],
	['output= json', /characters/],
	['output=json ', /characters/],
	['output=a # b', /characters/],
	['output=\u202ejson', /characters/],
	['a\nb:output=json', /characters/],
	['output\n=json', /neither/],
] as const) {
	test(`${JSON.stringify(setting)} is refused`, () => {
		const failure = failureOf(() => checkSetOption(setting));
		assert.equal([failure.code, failure.status], ['setting-refused', 2]);
		assert.match(failure.message, problem);
	});
}

test('a role gets the settings whose pattern matches; the last one of a key wins', () => {
	const settingsOf = settingsByRole(['output=json', '*/Admin:output=text', '*/Admin:cli_pager=', 'prod:output=table']);
	const of = (accountName: string, roleName: string) => [
		...settingsOf({ accountId: '111111111111', accountName, roleName }),
	];
	assert.equal(of('dev', 'Read'), [['output', 'json']]);
	assert.equal(of('dev', 'Admin'), [
		['output', 'text'],
		['cli_pager', ''],
	]);
	assert.equal(of('prod', 'Admin'), [
		['output', 'table'],
		['cli_pager', ''],
	]);
});

test.run();
