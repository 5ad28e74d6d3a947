/** Profiles of other tools that assume a role with the credentials of another profile: what they get, or why they stay. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { parseYaml } from '../../../src/adapters/config/yaml.ts';
import { type SharedConfig, sharedConfig } from '../../../src/core/config/shared-config.ts';
import { awsSsoCliProfiles } from '../../../src/core/sync/aws-sso-cli.ts';
import { parseAwsSsoCli } from '../../../src/core/sync/aws-sso-cli-settings.ts';
import { awsVaultProfiles } from '../../../src/core/sync/aws-vault.ts';
import { grantedProfiles } from '../../../src/core/sync/granted.ts';
import { type Foreign, type Migration, planMigration } from '../../../src/core/sync/migration.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';

const ADMIN = 'arn:aws:iam::333333333333:role/Admin';
const AUDIT = 'arn:aws:iam::444444444444:role/Audit';
const CORP = '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n';
const DEV = '[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\nregion = eu-west-1\n';
const GRANTED_DEV = `[profile dev]
granted_sso_start_url = https://corp.awsapps.com/start
granted_sso_region = us-east-1
granted_sso_account_id = 111111111111
granted_sso_role_name = R
credential_process = granted credential-process --profile dev
`;

function plan(text: string, find: (config: SharedConfig) => readonly Foreign[]): Migration {
	const config = sharedConfig(parseAwsIni(text).sections, []);
	return planMigration(find(config), config, CONFIG_PATH);
}

/** Returns what happens to a profile: its changes, `works`, the reason why it stays, or undefined. */
function outcome({ moved, working, refused }: Migration, name: string): unknown {
	const change = moved.find((profile) => profile.name === name);
	if (change !== undefined) return { through: change.through, ...Object.fromEntries(change.settings) };
	return working.includes(name) ? 'works' : refused.find((profile) => profile.name === name)?.reason;
}

type Case = readonly [text: string, expected: unknown];

const chain = (lines: string): string => `[profile chain]\n${lines}\n`;
const FROM_DEV = `role_arn = ${ADMIN}\nsource_profile = dev`;
const removedByGranted = { credential_process: undefined };

const granted: Readonly<Record<string, Case>> = {
	'a chain from a profile that works': [DEV + chain(`${FROM_DEV}\nregion = eu-west-1`), 'works'],
	'a chain from a profile that is changed': [GRANTED_DEV + chain(`${FROM_DEV}\nregion = eu-west-1`), 'works'],
	'no region: that of the source': [DEV + chain(FROM_DEV), { through: 'profile dev', region: 'eu-west-1' }],
	'no region at all: the SSO region': [GRANTED_DEV + chain(FROM_DEV), { through: 'profile dev', region: 'us-east-1' }],
	'no region: that of the nearest source': [
		`${DEV}[profile mid]\nrole_arn = ${AUDIT}\nsource_profile = dev\nregion = eu-north-1\n${chain(`role_arn = ${ADMIN}\nsource_profile = mid`)}`,
		{ through: 'profile mid', region: 'eu-north-1' },
	],
	'the session name of the root': [
		`${DEV}role_session_name = me\n${chain(`${FROM_DEV}\nregion = eu-west-1`)}`,
		{ through: 'profile dev', role_session_name: 'me' },
	],
	'a credential_process of granted, which AWS tools ignore': [
		DEV + chain(`${FROM_DEV}\nregion = eu-west-1\ncredential_process = granted credential-process --profile chain`),
		{ through: 'profile dev', ...removedByGranted },
	],
	'longer than an hour': [
		DEV + chain(`${FROM_DEV}\nregion = eu-west-1\nduration_seconds = 7200`),
		'duration_seconds of profile "chain" is 7200, but AWS allows at most 3600 for a role that is assumed with the credentials of another role',
	],
	'from a process': [
		`[profile other]\ncredential_process = /bin/true\n${chain(`role_arn = ${ADMIN}\nsource_profile = other\nregion = x`)}`,
		'works',
	],
	'in a circle': [
		`[profile mid]\nrole_arn = ${AUDIT}\nsource_profile = chain\n${chain(`role_arn = ${ADMIN}\nsource_profile = mid\nregion = x`)}`,
		'the sources of profile "chain" form a circle: chain -> mid -> chain',
	],
	'from a chain that stays as it is': [
		`[profile mid]\nrole_arn = ${AUDIT}\nsource_profile = gone\n${chain(`role_arn = ${ADMIN}\nsource_profile = mid\nregion = x`)}`,
		`profile "mid" names source_profile "gone", which is not in ${CONFIG_PATH}`,
	],
	'from static keys': [
		`[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = s\n${chain(`role_arn = ${ADMIN}\nsource_profile = keys\nregion = eu-west-1`)}`,
		'works',
	],
	'from the environment': [chain(`role_arn = ${ADMIN}\ncredential_source = Environment\nregion = eu-west-1`), 'works'],
	'with a web identity': [
		chain(`role_arn = ${ADMIN}\nweb_identity_token_file = /token`),
		'it signs in with a web identity',
	],
};

for (const [name, [text, expected]] of Object.entries(granted)) {
	test(`granted: ${name}`, () => assert.equal(outcome(plan(CORP + text, grantedProfiles), 'chain'), expected));
}

const BASE = `[profile base]\nsource_profile = dev\nregion = eu-west-1\nmfa_serial = arn:aws:iam::111111111111:mfa/me\n`;
const included = { include_profile: undefined };

const vault: Readonly<Record<string, Case>> = {
	'a chain that all tools read': [DEV + chain(FROM_DEV), 'works'],
	'what a profile includes': [
		DEV + BASE + chain(`role_arn = ${ADMIN}\ninclude_profile = base`),
		{
			through: 'profile dev',
			source_profile: 'dev',
			mfa_serial: 'arn:aws:iam::111111111111:mfa/me',
			region: 'eu-west-1',
			...included,
		},
	],
	'the older name of that key': [
		DEV + BASE + chain(`role_arn = ${ADMIN}\nparent_profile = base\nmfa_serial = arn:aws:iam::111111111111:mfa/you`),
		{ through: 'profile dev', source_profile: 'dev', region: 'eu-west-1', parent_profile: undefined },
	],
	'everything from what it includes': [
		`${DEV}[profile base]\n${FROM_DEV}\nexternal_id = ext\nrole_session_name = me\nduration_seconds = 900\n${chain('include_profile = base\nregion = eu-west-1')}`,
		{
			through: 'profile dev',
			role_arn: ADMIN,
			source_profile: 'dev',
			external_id: 'ext',
			role_session_name: 'me',
			duration_seconds: '900',
			...included,
		},
	],
	'the source is a profile that includes another': [
		`[profile sso]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n[profile dev]\ninclude_profile = sso\nsso_account_id = 111111111111\nsso_role_name = R\n${chain(FROM_DEV)}`,
		'works',
	],
	'a process that runs aws-vault for a chain': [
		`${DEV}[profile real]\n${FROM_DEV}\nregion = eu-west-1\n${chain('credential_process = aws-vault exec real --json\nregion = eu-north-1')}`,
		{ through: 'profile dev', role_arn: ADMIN, source_profile: 'dev', credential_process: undefined },
	],
	'source_profile beside the settings of Identity Center': [
		DEV + chain(`${FROM_DEV}\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R`),
		'works',
	],
	'a program for the code': [
		DEV + chain(`${FROM_DEV}\nmfa_serial = arn:aws:iam::111111111111:mfa/me\nmfa_process = ykman`),
		{ through: 'profile dev', mfa_process: undefined },
	],
	'tags of the session': [DEV + chain(`${FROM_DEV}\nsession_tags = a=b`), 'AWS tools do not send its session_tags'],
	'a source identity that is included': [
		`${DEV}[profile base]\nsource_identity = me\n${chain(`${FROM_DEV}\ninclude_profile = base`)}`,
		'AWS tools do not send its source_identity',
	],
	'a source without a role': [
		`${DEV}[profile base]\nregion = x\n${chain('source_profile = dev\ninclude_profile = base')}`,
		'it has source_profile but no role_arn',
	],
	'a role without a source': [
		`${DEV}[profile base]\nregion = x\n${chain(`role_arn = ${ADMIN}\ninclude_profile = base`)}`,
		'it has role_arn without source_profile',
	],
	'itself as the source: its keys are in the keychain': [
		`[profile base]\nregion = x\n${chain(`role_arn = ${ADMIN}\nsource_profile = chain\ninclude_profile = base`)}`,
		'it has role_arn without source_profile',
	],
	'keys in the keychain': [
		`[profile keys]\nregion = x\n${chain(`role_arn = ${ADMIN}\nsource_profile = keys`)}`,
		'source_profile "keys" of profile "chain" has no credentials: it has no sso_account_id and no sso_role_name',
	],
	'an incomplete profile that others include': [
		`[profile a]\ninclude_profile = chain\n${chain(`role_arn = ${ADMIN}`)}`,
		undefined,
	],
};

for (const [name, [text, expected]] of Object.entries(vault)) {
	test(`aws-vault: ${name}`, () => assert.equal(outcome(plan(CORP + text, awsVaultProfiles), 'chain'), expected));
}

const YAML = `
SSOConfig:
  Default:
    SSORegion: us-east-1
    StartUrl: https://corp.awsapps.com/start
    Accounts:
      333333333333:
        Roles:
          Admin:
            Via: arn:aws:iam::111111111111:role/R
            ExternalId: ext
          Deep:
            Via: 333333333333:Admin
          Signed:
            Via: 111111111111:R
            SourceIdentity: me
          Lost:
            Via: 222222222222:R
          Odd:
            Via: arn:aws:iam::111111111111:role/path/R
          Round:
            Via: 333333333333:Round
`;
const cli = (role: string, account = '333333333333', partition = 'aws') =>
	`credential_process = aws-sso -u open -S "Default" process --arn arn:${partition}:iam::${account}:role/${role}`;
const CLI_DEV = `[profile dev]\n${cli('R', '111111111111')}\n`;
const viaDev = {
	through: 'profile dev',
	source_profile: 'dev',
	credential_process: undefined,
	role_arn: ADMIN,
	external_id: 'ext',
};

const ssoCli: Readonly<Record<string, Case>> = {
	'a role through another one': [CLI_DEV + chain(cli('Admin')), { ...viaDev, region: 'us-east-1' }],
	'its own region': [CLI_DEV + chain(`${cli('Admin')}\nregion = eu-west-1`), viaDev],
	'another partition': [
		CLI_DEV + chain(`${cli('Admin', '333333333333', 'aws-cn')}\nregion = cn-north-1`),
		{ ...viaDev, role_arn: 'arn:aws-cn:iam::333333333333:role/Admin' },
	],
	'through two others': [
		`${CLI_DEV}[profile admin]\n${cli('Admin')}\n${chain(`${cli('Deep')}\nregion = eu-west-1`)}`,
		{
			through: 'profile admin',
			source_profile: 'admin',
			credential_process: undefined,
			role_arn: 'arn:aws:iam::333333333333:role/Deep',
		},
	],
	'through a role that was migrated before': [DEV + chain(cli('Admin')), { ...viaDev, region: 'us-east-1' }],
	'a chain that was written by hand': [CLI_DEV + chain(`${FROM_DEV}\nregion = eu-west-1`), 'works'],
	'a chain that has nothing to do with aws-sso-cli': [DEV + chain(FROM_DEV), undefined],
	'a source identity': [CLI_DEV + chain(cli('Signed')), 'AWS tools do not send its SourceIdentity'],
	'no profile of the role before': [
		CLI_DEV + chain(cli('Lost')),
		'no profile has the role R in 222222222222, which it needs (Via)',
	],
	'a role before that cannot be read': [CLI_DEV + chain(cli('Odd')), 'the role in its Via cannot be read'],
	itself: [
		CLI_DEV + chain(cli('Round')),
		'profile "chain" names itself as source_profile, which requires static keys in it',
	],
};

for (const [name, [text, expected]] of Object.entries(ssoCli)) {
	test(`aws-sso-cli: ${name}`, () => {
		const settings = parseAwsSsoCli(parseYaml(YAML));
		if (settings === undefined) throw new Error('not understood');
		const planned = plan(CORP + text, (config) => awsSsoCliProfiles(config, settings));
		assert.equal(outcome(planned, 'chain'), expected);
	});
}

test('a value that AWS tools read in different ways is not written', () => {
	const base = `[profile base]\n${FROM_DEV}\nrole_session_name = a # b\n`;
	const reason = outcome(plan(CORP + DEV + base + chain('include_profile = base'), awsVaultProfiles), 'chain');
	assert.is(reason, 'AWS tools read the value of its role_session_name in different ways');
});

test.run();
