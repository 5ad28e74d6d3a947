/** The rows of `ssoenv list`. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { listProfiles, listServedProfiles } from '../../../src/core/profile/profile-list.ts';
import { CONFIG_PATH, START_URL, sampleConfig } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

test('usable profiles are listed in the order of the file', () => {
	const shared = { startUrl: START_URL, ssoRegion: 'us-east-1', accountId: '111111111111', roleName: 'ReadOnly' };
	assert.equal(listProfiles(sampleConfig, CONFIG_PATH), [
		{ profile: 'dev', ssoSession: 'corp', ...shared, region: 'eu-west-1', problem: null },
		{ profile: 'legacy', ssoSession: null, ...shared, region: null, problem: null },
	]);
});

test('broken SSO profiles are listed with their problem, and other profiles are left out', () => {
	const config = sharedConfigOf({
		profiles: {
			keys: { aws_access_key_id: 'AKIA', aws_secret_access_key: 'hunter2' },
			bearer: { sso_session: 'corp' },
			lost: { sso_session: 'gone', sso_account_id: '1', sso_role_name: 'R', region: 'r' },
			half: { sso_role_name: 'R' },
			chained: { role_arn: 'arn:x', source_profile: 'bearer', sso_region: 'x' },
			plain: { region: 'x' },
		},
		ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1', region: 'eu-west-2' } },
	});
	const rows = listProfiles(config, CONFIG_PATH);
	assert.equal(
		rows.map(({ profile, ssoSession, accountId, region, problem }) => [
			profile,
			ssoSession,
			accountId,
			region,
			problem,
		]),
		[
			[
				'bearer',
				'corp',
				null,
				null,
				'profile "bearer" is not an Identity Center profile: it has no account and no role',
			],
			['lost', 'gone', '1', 'r', `profile "lost" names sso-session "gone", which is not in ${CONFIG_PATH}`],
			[
				'half',
				null,
				null,
				null,
				'profile "half" is set up for Identity Center but lacks sso_account_id, sso_start_url, sso_region',
			],
			[
				'chained',
				null,
				null,
				null,
				'profile "chained" is not an Identity Center profile: it assumes arn:x from profile "bearer"',
			],
		],
	);
});

test('a file without profiles gives no rows', () => {
	assert.equal(listProfiles(sharedConfigOf({}), CONFIG_PATH), []);
});

test('every row has the same columns', () => {
	const columns = ['profile', 'ssoSession', 'startUrl', 'ssoRegion', 'accountId', 'roleName', 'region', 'problem'];
	for (const row of listProfiles(sampleConfig, CONFIG_PATH)) assert.equal(Object.keys(row), columns);
});

test('profiles that assume a role are listed with the sign-in at the root of the chain, or with their problem', () => {
	const config = sharedConfigOf({
		profiles: {
			dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
			b: { role_arn: 'arn:aws:iam::333333333333:role/path/B', source_profile: 'a', region: 'eu-west-1' },
			a: { role_arn: 'arn:aws:iam::222222222222:role/A', source_profile: 'dev' },
			env: { role_arn: 'arn:aws:iam::222222222222:role/E', credential_source: 'Environment' },
			lost: { role_arn: 'arn:aws:iam::222222222222:role/L', sso_session: 'corp' },
			bad: { role_arn: 'x', source_profile: 'dev' },
			web: { role_arn: 'arn:aws:iam::222222222222:role/W', web_identity_token_file: '/t' },
			keys: { aws_access_key_id: 'AKIA', aws_secret_access_key: 'hunter2' },
		},
		ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
	});
	const root = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1' };
	const none = { ssoSession: null, startUrl: null, ssoRegion: null };
	const row = (profile: string, accountId: string | null, roleName: string | null) => ({
		profile,
		accountId,
		roleName,
		region: null,
		problem: null,
	});
	assert.equal(listServedProfiles(config, CONFIG_PATH), [
		{ ...row('dev', '111111111111', 'ReadOnly'), ...root },
		{ ...row('b', '333333333333', 'B'), ...root, region: 'eu-west-1' },
		{ ...row('a', '222222222222', 'A'), ...root },
		{ ...row('env', '222222222222', 'E'), ...none },
		{
			...row('lost', '222222222222', 'L'),
			...none,
			problem: 'profile "lost" has role_arn without source_profile and credential_source',
		},
		{
			...row('bad', null, null),
			...none,
			problem: 'role_arn of profile "bad" is "x", which is not the ARN of a role',
		},
	]);
});

test.run();
