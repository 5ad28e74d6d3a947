/** What `ssoenv status` knows about profiles that assume a role. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import { sessionNamed } from '../../../src/core/profile/sso-profile.ts';
import { chainsOf } from '../../../src/flows/status/chain-status.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, credentialsUntil, NOW, ON_DISK, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const at = { sso_start_url: START_URL, sso_region: 'us-east-1' };
const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
const RELEASE = 'arn:aws:iam::333333333333:role/team/Release';
const config = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
		deploy: { role_arn: DEPLOY, source_profile: 'dev' },
		release: { role_arn: RELEASE, source_profile: 'deploy' },
		keys: { aws_access_key_id: 'AKIA', aws_secret_access_key: 's' },
		long: { role_arn: `${DEPLOY}2`, source_profile: 'keys' },
		shell: { role_arn: `${DEPLOY}3`, credential_source: 'Environment' },
		broken: { role_arn: DEPLOY, source_profile: 'gone' },
	},
	ssoSessions: { corp: at, other: at },
});
const loaded = { config, path: CONFIG_PATH, ...ON_DISK };
const role = { credentials: credentialsUntil(NOW + 3_600_000), arn: undefined, assumedRoleId: undefined };
const { context } = fakeContext({
	config,
	credentials: { [`{"RoleArn": "${RELEASE}"}`]: formatAssumedRole(role, '333333333333', 'r') },
});
const file = (arn: string) => `/home/me/.aws/cli/cache/{"RoleArn": "${arn}"}.json`;

test('a chain has each of its roles, in the order in which they are assumed', () => {
	assert.equal(chainsOf({ session: undefined, profile: 'release' }, loaded, context), [
		{
			profile: 'release',
			roles: [
				{
					profile: 'deploy',
					accountId: '333333333333',
					roleName: 'Deploy',
					roleArn: DEPLOY,
					source: 'profile "dev"',
					credentials: null,
					credentialsFile: file(DEPLOY),
				},
				{
					profile: 'release',
					accountId: '333333333333',
					roleName: 'Release',
					roleArn: RELEASE,
					source: 'profile "deploy"',
					credentials: { expiresAt: '2026-11-21T11:00:00Z', secondsLeft: 3600 },
					credentialsFile: file(RELEASE),
				},
			],
		},
	]);
});

const shown = (session: string | undefined, profile?: string) => {
	const subject = { session: session === undefined ? undefined : sessionNamed(config, session, CONFIG_PATH), profile };
	return chainsOf(subject, loaded, context).map((chain) => [chain.profile, chain.roles[0]?.source]);
};

test('without a sign-in all chains are shown, but not those that cannot be used', () => {
	assert.equal(shown(undefined), [
		['deploy', 'profile "dev"'],
		['release', 'profile "dev"'],
		['long', 'profile "keys"'],
		['shell', 'the environment'],
	]);
});

test('with a sign-in, those with it at their root', () => {
	assert.equal(shown('corp'), [
		['deploy', 'profile "dev"'],
		['release', 'profile "dev"'],
	]);
	assert.equal(shown('other'), []);
	assert.equal(shown('corp', 'dev'), []);
});

test.run();
