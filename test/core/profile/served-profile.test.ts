/** Which profiles `use` can get credentials for, and the sign-in that they need. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { profileNamed, rootNamed, servedProfile } from '../../../src/core/profile/chained-profile.ts';
import { takesEnvironment } from '../../../src/core/profile/role-chain.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const role_arn = 'arn:aws:iam::333333333333:role/Deploy';
const config = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
		deploy: { role_arn, source_profile: 'dev' },
		release: { role_arn, source_profile: 'deploy' },
		keys: { aws_access_key_id: 'AKIA', aws_secret_access_key: 's' },
		long: { role_arn, source_profile: 'keys' },
		shell: { role_arn, credential_source: 'Environment' },
		behind: { role_arn, source_profile: 'shell' },
		process: { credential_process: '/bin/true' },
		console: { login_session: 'arn:aws:iam::111111111111:user/me' },
		web: { role_arn, web_identity_token_file: '/token' },
		'of-process': { role_arn, source_profile: 'process' },
		'of-console': { role_arn, source_profile: 'console' },
		'of-web': { role_arn, source_profile: 'web' },
		'far-from-web': { role_arn, source_profile: 'of-web' },
		broken: { role_arn, source_profile: 'gone' },
	},
	ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
});

/** The sso-session at the root of each profile that can be used. */
const usable: Readonly<Record<string, string | undefined>> = {
	dev: 'corp',
	deploy: 'corp',
	release: 'corp',
	long: undefined,
	shell: undefined,
	behind: undefined,
	'of-process': undefined,
	'of-console': undefined,
	'of-web': undefined,
	'far-from-web': undefined,
};

for (const [name, session] of Object.entries(usable)) {
	test(`${name} can be used, and needs ${session ?? 'no sign-in'}`, () => {
		const profile = servedProfile(config, name, CONFIG_PATH);
		assert.is(profile?.name, name);
		const root = () => rootNamed(config, name, CONFIG_PATH);
		if (session === undefined) assert.is(failureOf(root).code, 'sign-in-not-needed');
		else assert.is(root()?.ssoSession, session);
		assert.is(profile !== undefined && takesEnvironment(profile), name === 'shell' || name === 'behind');
	});
}

for (const name of ['keys', 'process', 'console', 'web', 'broken', 'none']) {
	test(`${name} cannot be used`, () => {
		assert.is(servedProfile(config, name, CONFIG_PATH), undefined);
		assert.is(rootNamed(config, name, CONFIG_PATH), undefined);
	});
}

test('profiles whose missing sources are like the names of each other', () => {
	const profiles = {
		'deploy-dev': { role_arn, source_profile: 'deploy-prd' },
		'deploy-prod': { role_arn, source_profile: 'deploy-de' },
	};
	const mistyped = sharedConfigOf({ profiles });
	assert.is(servedProfile(mistyped, 'deploy-dev', CONFIG_PATH), undefined);
	const work = () => profileNamed(mistyped, { profile: 'deploy-dev', namedBy: 'argument' }, CONFIG_PATH);
	assert.is(failureOf(work).code, 'source-profile-not-found');
});

test.run();
