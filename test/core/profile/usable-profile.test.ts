/** Which profiles `use` can get credentials for, and the sign-in that they need. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { takesEnvironment } from '../../../src/core/profile/role-chain.ts';
import { rootNamed, usableProfile, usableProfileNamed } from '../../../src/core/profile/usable-profile.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
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
};

for (const [name, session] of Object.entries(usable)) {
	test(`${name} can be used, and needs ${session ?? 'no sign-in'}`, () => {
		const profile = usableProfileNamed(config, name, CONFIG_PATH);
		assert.is(profile?.name, name);
		assert.is(rootNamed(config, name, CONFIG_PATH)?.ssoSession, session);
		assert.is(profile !== undefined && takesEnvironment(profile), name === 'shell' || name === 'behind');
	});
}

const exported = (profile: string) => `eval "$(aws configure export-credentials --profile ${profile} --format env)"`;

for (const [name, source, does] of [
	['of-process', 'process', 'runs a credential_process'],
	['of-console', 'console', 'signs in with aws login'],
	['of-web', 'web', 'uses a web identity token'],
	['far-from-web', 'web', 'uses a web identity token'],
] as const) {
	test(`${name} cannot be used, because its source ${does}`, () => {
		const failure = failureOf(() => usableProfile(config, { profile: name, namedBy: 'argument' }, CONFIG_PATH));
		assert.is(failure.code, 'source-unserved');
		assert.equal(toldBy(failure), [
			`profile "${name}" assumes its role with the credentials of "${source}", which ${does}: ssoenv does not do that`,
			exported(name),
		]);
		assert.is(usableProfileNamed(config, name, CONFIG_PATH), undefined);
	});
}

for (const name of ['keys', 'process', 'console', 'web', 'broken', 'none']) {
	test(`${name} cannot be used`, () => {
		assert.is(usableProfileNamed(config, name, CONFIG_PATH), undefined);
		assert.is(rootNamed(config, name, CONFIG_PATH), undefined);
	});
}

test.run();
