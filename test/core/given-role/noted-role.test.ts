/** Roles without a profile, found by the names in their notes. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatGivenChain, type GivenChain } from '../../../src/core/given-role/given-chain.ts';
import { formatGiven, roleProfileKey } from '../../../src/core/given-role/given-role.ts';
import { chainOf, notedRole } from '../../../src/core/given-role/noted-role.ts';
import { assumedRoles, isChained, rootOf, settingsName } from '../../../src/core/profile/role-chain.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH as path, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
const AUDIT = 'arn:aws:iam::444444444444:role/Audit';
const config = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly', region: 'eu-west-1' },
		deploy: { role_arn: DEPLOY, source_profile: 'dev', region: 'eu-central-1' },
		keys: { aws_access_key_id: 'AKIA', aws_secret_access_key: 's', region: 'us-east-2' },
		process: { credential_process: '/bin/true' },
		nothing: { region: 'eu-west-1' },
		taken: { region: 'eu-west-1' },
	},
	ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
});

const given = (more: Partial<GivenChain> = {}): GivenChain => ({
	roleArn: AUDIT,
	source: 'dev',
	externalId: undefined,
	region: undefined,
	...more,
});
const account = { ssoSession: 'corp', accountId: '222222222222', roleName: 'ReadOnly', region: 'eu-west-3' };
const notes = new Map(
	Object.entries({
		taken: formatGivenChain(given()),
		account: formatGiven(account),
		'account-gone': formatGiven({ ...account, ssoSession: 'gone' }),
		'of-dev': formatGivenChain(given()),
		'of-gone': formatGivenChain(given({ source: 'gone' })),
		'of-account': formatGivenChain(given({ source: 'account' })),
		'of-of-dev': formatGivenChain(given({ roleArn: DEPLOY, source: 'of-dev', region: 'eu-north-1' })),
		'of-itself': formatGivenChain(given({ source: 'of-itself' })),
		ping: formatGivenChain(given({ source: 'pong' })),
		pong: formatGivenChain(given({ source: 'ping' })),
		unreadable: '{}',
	}).map(([name, text]) => [roleProfileKey(name), text]),
);
const roles = { config, path, readNote: (key: string) => notes.get(key) };

test('a role of --account has its own region', () => {
	const role = notedRole('account', roles);
	assert.is(role?.region, 'eu-west-3');
	assert.is(role && rootOf(role)?.accountId, '222222222222');
});

/** The roles that are assumed, the account of the sign-in at the root, the region, and the profile with the settings. */
const found: Readonly<Record<string, readonly [roles: readonly string[], root: string, region: string, name: string]>> =
	{
		'of-dev': [[AUDIT], '111111111111', 'eu-west-1', 'dev'],
		'of-account': [[AUDIT], '222222222222', 'eu-west-3', 'account'],
		'of-of-dev': [[AUDIT, DEPLOY], '111111111111', 'eu-north-1', 'dev'],
	};

for (const [name, [arns, accountId, region, settings]] of Object.entries(found)) {
	test(`${name}: assumes ${arns.length}, in ${region}, with the settings of ${settings}`, () => {
		const role = notedRole(name, roles);
		assert.ok(role !== undefined && isChained(role));
		assert.equal(
			assumedRoles(role).map(({ roleArn }) => roleArn),
			arns,
		);
		assert.is(rootOf(role)?.accountId, accountId);
		assert.equal([role.name, role.region, settingsName(role)], [name, region, settings]);
	});
}

for (const name of ['taken', 'account-gone', 'of-gone', 'of-itself', 'ping', 'pong', 'unreadable', 'none']) {
	test(`${name}: no role`, () => assert.is(notedRole(name, roles), undefined));
}

test('the source may be a chain or static keys, and gives the region', () => {
	const regionFrom = (source: string, region?: string) => chainOf('x', given({ source, region }), roles)?.region;
	assert.equal(
		['deploy', 'keys', 'dev'].map((source) => regionFrom(source)),
		['eu-central-1', 'us-east-2', 'eu-west-1'],
	);
	assert.is(regionFrom('dev', 'us-west-2'), 'us-west-2');
});

test('a source without credentials', () => {
	const failure = failureOf(() => chainOf('x', given({ source: 'nothing' }), roles));
	assert.is(failure.code, 'source-profile-empty');
});

test.run();
