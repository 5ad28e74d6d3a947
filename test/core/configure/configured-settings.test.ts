/** The config text that `configure` writes for its answers. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { editedText } from '../../../src/adapters/config/config-writer.ts';
import {
	type ConfiguredProfile,
	type ConfiguredSignIn,
	configuredChange,
} from '../../../src/core/configure/configured-settings.ts';
import { CONFIG_PATH, START_URL } from '../../support/context/sample.ts';

const corp: ConfiguredSignIn = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined };
const legacy: ConfiguredSignIn = { ...corp, ssoSession: undefined };
const role = { accountId: '111111111111', roleName: 'ReadOnly' };
const dev: ConfiguredProfile = { name: 'dev', role, region: 'eu-west-1', output: 'json' };

const SESSION = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`;

type Row = readonly [before: string, signIn: ConfiguredSignIn, profile: ConfiguredProfile | undefined, after: string];

const rows: Readonly<Record<string, Row>> = {
	'a new sso-session': [
		'',
		{ ...corp, scopes: 'sso:account:access' },
		dev,
		`[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n\n${SESSION}sso_registration_scopes = sso:account:access\n`,
	],
	'the legacy form without a region': [
		'',
		legacy,
		{ ...dev, region: undefined, output: undefined },
		`[profile dev]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n`,
	],
	'the default profile': [
		SESSION,
		corp,
		{ ...dev, name: 'default', output: undefined },
		`${SESSION}\n[default]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\n`,
	],
	'only an sso-session': ['# mine\n', corp, undefined, `# mine\n\n${SESSION}`],
	'from the legacy form to an sso-session: other keys stay': [
		`[profile dev] # mine\n# url\nsso_start_url = https://old.example.com\r\nsso_region=us-west-2\nsso_registration_scopes = x\ns3 =\n  region = nested\nREGION: us-west-2\nsso_account_id = 1\nsso_role_name = x\noutput = json\ncli_pager =\n${SESSION}`,
		corp,
		dev,
		`[profile dev] # mine\n# url\ns3 =\n  region = nested\nREGION: eu-west-1\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\noutput = json\ncli_pager =\nsso_session = corp\n${SESSION}`,
	],
	'from an sso-session to the legacy form': [
		`[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n${SESSION}`,
		legacy,
		dev,
		`[profile dev]\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n${SESSION}`,
	],
	'other values for an sso-session: the keys of ssoenv stay': [
		`[sso-session corp]\nssoenv_device_code = true\nsso_start_url = https://old.example.com\nssoenv_browser = firefox -P "my work" %s\nsso_region = us-east-1\n`,
		corp,
		undefined,
		`[sso-session corp]\nssoenv_device_code = true\nsso_start_url = ${START_URL}\nssoenv_browser = firefox -P "my work" %s\nsso_region = us-east-1\n`,
	],
	'without account access: account and role are removed': [
		`[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n${SESSION}`,
		corp,
		{ name: 'dev', role: undefined, region: undefined, output: undefined },
		`[profile dev]\nsso_session = corp\n${SESSION}`,
	],
};

for (const [name, [before, signIn, profile, after]] of Object.entries(rows)) {
	test(`${name}; a second run changes nothing`, () => {
		const { change, isMeant } = configuredChange(signIn, profile);
		assert.is(editedText(CONFIG_PATH, before, change, isMeant), after);
		assert.is(editedText(CONFIG_PATH, after, change, isMeant), after);
	});
}

test.run();
