/** Other tools' config files: which profiles can be migrated, and how. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { parseYaml } from '../../../src/adapters/config/yaml.ts';
import { type SharedConfig, sharedConfig } from '../../../src/core/config/shared-config.ts';
import { awsSsoCliProfiles } from '../../../src/core/sync/aws-sso-cli.ts';
import { parseAwsSsoCli } from '../../../src/core/sync/aws-sso-cli-settings.ts';
import { awsVaultProfiles } from '../../../src/core/sync/aws-vault.ts';
import { grantedProfiles } from '../../../src/core/sync/granted.ts';
import { type Foreign, planMigration } from '../../../src/core/sync/migration.ts';
import { migrationLines } from '../../../src/core/sync/plan-text.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';

const CORP = '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n';
const read = (text: string): SharedConfig => sharedConfig(parseAwsIni(text).sections, []);
const plan = (text: string, find: (config: SharedConfig) => readonly Foreign[]) => {
	const config = read(text);
	return migrationLines(planMigration(find(config), config, CONFIG_PATH), false, 99);
};
const granted = (name: string, changed: Readonly<Record<string, string>> = {}) => {
	const settings = {
		granted_sso_start_url: 'https://corp.awsapps.com/start',
		granted_sso_region: 'us-east-1',
		granted_sso_account_id: '111111111111',
		granted_sso_role_name: 'Admin',
		credential_process: `granted credential-process --profile ${name}`,
		...changed,
	};
	return `[profile ${name}]\n${Object.entries(settings)
		.map(([key, value]) => `${key} = ${value}\n`)
		.join('')}`;
};

test('granted: start URLs of the same portal give the same sso-session, with or without a final slash', () => {
	const text = `${CORP}${granted('a/Admin')}${granted('b', { granted_sso_start_url: 'https://CORP.awsapps.com/start/#/' })}`;
	assert.equal(plan(text, grantedProfiles), [
		'~ a/Admin  Admin in 111111111111, through sso-session corp',
		'~ b  Admin in 111111111111, through sso-session corp',
	]);
});

test('granted: another portal or region gets a new sso-session, named after the host and never like an existing one', () => {
	const text = `${CORP}${granted('a', { granted_sso_region: 'eu-west-1' })}${granted('b', { granted_sso_region: 'eu-west-1' })}`;
	assert.equal(plan(text, grantedProfiles), [
		'+ [sso-session corp-2]  https://corp.awsapps.com/start in eu-west-1',
		'~ a  Admin in 111111111111, through sso-session corp-2',
		'~ b  Admin in 111111111111, through sso-session corp-2',
	]);
});

for (const [changed, reason] of [
	[{ granted_sso_account_id: '1' }, 'its account ID is not 12 digits'],
	[{ granted_sso_role_name: 'a b' }, 'AWS does not allow its role name'],
	[{ granted_sso_start_url: 'http://x' }, 'its start URL is not an https URL'],
	[{ granted_sso_region: 'x.evil' }, 'the region of its Identity Center is unknown'],
	[{ granted_sso_role_name: '' }, 'it lacks settings that granted also needs'],
	[{ credential_process: 'other' }, 'its credential_process does not run granted'],
	[{ role_arn: 'x', source_profile: 'b' }, 'it has a role in granted_sso_role_name and another one in role_arn'],
	[
		{ granted_sso_role_name: '', role_arn: 'x' },
		'profile "a" has role_arn without source_profile and credential_source',
	],
] as const) {
	test(`granted: ${Object.values(changed)[0]} is not migrated: ${reason}`, () => {
		assert.equal(plan(CORP + granted('a', changed), grantedProfiles), [`! a  stays unchanged: ${reason}`]);
	});
}

test('granted: broken chains and other ways to sign in are reported like those of aws-vault', () => {
	const others =
		'[profile chain]\nrole_arn = arn:aws:iam::111111111111:role/R\nsource_profile = a\n' +
		'[profile mixed]\nrole_arn = x\nsource_profile = fine\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n' +
		'[profile lonely]\nsource_profile = fine\n[profile keys]\naws_access_key_id = AKIA\n' +
		'[profile fine]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\nregion = eu-west-1\n';
	for (const find of [grantedProfiles, awsVaultProfiles]) {
		const reported = plan(CORP + others, find).filter((line) => line.startsWith('!'));
		assert.equal(reported, [
			'! lonely  stays unchanged: it has source_profile but no role_arn',
			'! keys  stays unchanged: it holds long-term keys',
			`! chain  stays unchanged: profile "chain" names source_profile "a", which is not in ${CONFIG_PATH}`,
			'! mixed  stays unchanged: role_arn of profile "mixed" is "x", which is not the ARN of a role',
		]);
	}
});

const VAULT = `
[profile base]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
region = eu-west-1
[profile dev]
include_profile = base
sso_account_id = 111111111111
sso_role_name = Admin
[profile process]
credential_process = "/usr/local/bin/aws-vault" exec dev --json
[profile export]
credential_process = aws-vault export --format=json dev
[profile plain]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = Admin
`;

test('aws-vault: included profiles and credential_process profiles are migrated', () => {
	assert.equal(plan(CORP + VAULT, awsVaultProfiles), [
		'~ dev  Admin in 111111111111, through sso-session corp',
		'~ process  Admin in 111111111111, through sso-session corp',
		'~ export  Admin in 111111111111, through sso-session corp',
		'= plain  works already',
	]);
});

for (const [lines, reason] of [
	['include_profile = a', 'its aws-vault profile cannot be determined'],
	['include_profile = missing', 'its aws-vault profile cannot be determined'],
	['credential_process = aws-vault exec --duration 1h x --json', 'its aws-vault profile cannot be determined'],
	['credential_process = aws-vault exec k --json', 'it signs in with MFA and long-term keys'],
	[
		'role_arn = arn:aws:iam::111111111111:role/R\nsource_profile = k',
		'source_profile "k" of profile "a" has no credentials: it has no sso_account_id and no sso_role_name',
	],
] as const) {
	test(`aws-vault: ${lines} is not migrated: ${reason}`, () => {
		const lines2 = plan(`[profile k]\nmfa_serial = x\n[profile a]\n${lines}\n`, awsVaultProfiles);
		assert.is(lines2.at(-1), `! a  stays unchanged: ${reason}`);
	});
}

const YAML = `
DefaultSSO: Main
SSOConfig:
  Main:
    SSORegion: us-east-1
    StartUrl: corp.awsapps.com/start
    DefaultRegion: eu-west-1
    Accounts:
      000111111111:
        Roles:
          Chained:
            Via: arn:aws:iam::000111111111:role/Admin
  "Bad Name":
    SSORegion: eu-west-1
    StartUrl: https://two.awsapps.com/start
`;
const cli = (text: string, yaml = YAML) => {
	const settings = parseAwsSsoCli(parseYaml(yaml));
	if (settings === undefined) throw new Error('not understood');
	return plan(text, (config) => awsSsoCliProfiles(config, settings));
};

test('aws-sso-cli: roles by ARN, by account and role, and with the default sign-in keep their account ids', () => {
	const text = `
[profile 000111111111:Admin]
    credential_process = /opt/aws-sso -u open -S "Main" process --arn arn:aws:iam::000111111111:role/path/Admin
[profile two]
credential_process = aws-sso process --account 222222222222 --role ReadOnly
[profile three]
credential_process = aws-sso --sso="Bad Name" process -a arn:aws:iam::222222222222:role/x
[profile chained]
credential_process = aws-sso process --arn arn:aws:iam::000111111111:role/Chained
[profile unknown]
credential_process = aws-sso -S Other process --arn arn:aws:iam::000111111111:role/x
[profile odd]
credential_process = aws-sso process --profile x
[profile foreign]
credential_process = other process --arn arn:aws:iam::000111111111:role/x
`;
	assert.equal(cli(text), [
		'+ [sso-session Main]  https://corp.awsapps.com/start in us-east-1',
		'+ [sso-session two]  https://two.awsapps.com/start in eu-west-1',
		'~ 000111111111:Admin  Admin in 000111111111, through sso-session Main',
		'~ two  ReadOnly in 222222222222, through sso-session Main',
		'~ three  x in 222222222222, through sso-session two',
		'~ chained  Chained in 000111111111, through profile 000111111111:Admin',
		'! unknown  stays unchanged: aws-sso-cli has no settings for its sign-in "Other"',
		'! odd  stays unchanged: its credential_process names no role',
	]);
});

for (const yaml of [
	'',
	':',
	'- a',
	'SSOConfig: x',
	'a: [',
	'a: &a [*a]\nb: *c',
	'\t',
	'SSOConfig: {}\nSSOConfig: {}',
]) {
	test(`aws-sso-cli: invalid settings are ignored: ${JSON.stringify(yaml)}`, () => {
		assert.is(parseAwsSsoCli(parseYaml(yaml)), undefined);
	});
}

test.run();
