/** Profiles of each kind, and the keys of each source: the files of why-rows.ts. */
import { ALICE, DEPLOY } from '../sign-in/chain-scene.ts';
import { CORP, START_URL } from '../sign-in/signed-in-home.ts';
import { PIPELINE } from '../sign-in/source-scene.ts';

/** The IDs of access keys, one for each source. */
export const keyIds = {
	environment: 'AKIAENVIRONMENT0ENVS',
	default: 'AKIADEFAULTPROFIDEFA',
	config: 'AKIACONFIGFILE00CONF',
	credentials: 'AKIACREDENTIALS0CRED',
	process: 'AKIACREDPROCESS0PROC',
	container: 'ASIACONTAINERENDCONT',
	instance: 'ASIAINSTANCEMETAINST',
	identityCenter: 'ASIAIDENTITYCENTSSOR',
	deploy: 'ASIAASSUMEDROLEDDEPL',
	pipeline: 'ASIAWEBIDENTITYDPIPE',
	alice: ALICE.AWS_ACCESS_KEY_ID,
} as const;

/** The region that the instance tells. */
export const INSTANCE_REGION = 'af-south-1';

export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
/** Static keys of a profile. */
export const keys = (id: keyof typeof keyIds): string =>
	`aws_access_key_id = ${keyIds[id]}\naws_secret_access_key = ${SECRET}\n`;
const SSO = 'sso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n';
export const DEFAULT = `[default]\nregion = eu-south-1\n${keys('default')}`;
/** Stands for the folder of the home. */
export const FILE = '@HOME@';

/** One profile of each kind. */
export const PROFILES = `${CORP}[sso-session half]
sso_start_url = ${START_URL}
[sso-session with-account]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_account_id = 111111111111
[profile dev]
${SSO}region = eu-west-1
[profile keys]
${keys('config')}region = eu-west-2
[profile region-only]
region = eu-west-3
[profile both]
${SSO}${keys('config')}
[profile shadow]
${SSO}region = eu-north-1
[profile two-files]
${keys('config')}region = eu-central-1
[profile program]
credential_process = ${FILE}/keys
[profile program-and-keys]
credential_process = ${FILE}/keys
${keys('config')}
[profile program-and-sso]
credential_process = ${FILE}/keys
${SSO}
[profile program-shadow]
credential_process = ${FILE}/keys
[profile alice]
${keys('alice')}
[profile role]
role_arn = ${DEPLOY}
source_profile = alice
region = eu-west-1
[profile role-of-sso]
role_arn = ${DEPLOY}
source_profile = dev
region = eu-west-1
[profile role-of-role]
role_arn = ${DEPLOY}
source_profile = role
region = eu-west-1
[profile role-of-environment]
role_arn = ${DEPLOY}
credential_source = Environment
region = eu-west-1
[profile role-with-sso]
role_arn = ${DEPLOY}
${SSO}region = eu-west-1
[profile role-alone]
role_arn = ${DEPLOY}
region = eu-west-1
[profile role-with-keys]
role_arn = ${DEPLOY}
${keys('alice')}region = eu-west-1
[profile role-of-itself]
role_arn = ${DEPLOY}
source_profile = role-of-itself
${keys('alice')}region = eu-west-1
[profile role-of-two]
role_arn = ${DEPLOY}
source_profile = alice
credential_source = Environment
region = eu-west-1
[profile role-of-nobody]
role_arn = ${DEPLOY}
source_profile = gone
region = eu-west-1
[profile role-of-nothing]
role_arn = ${DEPLOY}
source_profile = region-only
region = eu-west-1
[profile source-without-role]
source_profile = alice
region = eu-west-1
[profile token]
role_arn = ${PIPELINE}
web_identity_token_file = ${FILE}/token
region = eu-west-1
[profile token-without-role]
web_identity_token_file = ${FILE}/token
region = eu-west-1
[profile legacy]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile bearer]
sso_session = corp
[profile no-role]
sso_session = corp
sso_account_id = 111111111111
[profile lost]
sso_session = gone
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile lost-with-keys]
sso_session = gone
${keys('config')}
[profile half-session]
sso_session = half
sso_account_id = 111111111111
sso_role_name = ReadOnly
sso_region = us-east-1
[profile account-in-session]
sso_session = with-account
sso_role_name = ReadOnly
[profile id-only]
aws_access_key_id = ${keyIds.config}
[profile secret-only]
aws_secret_access_key = ${SECRET}
[profile "two words"]
${keys('config')}
[profile bare words]
${keys('config')}
[profile café]
${keys('config')}
[profile a#b]
${keys('config')}
[Profile shouted]
${keys('config')}
`;
/** The credentials file beside them. */
export const CREDENTIALS = `[shadow]
${keys('credentials')}[two-files]
${keys('credentials')}region = eu-west-1
[program-shadow]
${keys('credentials')}[only-there]
${keys('credentials')}[id-only]
aws_secret_access_key = ${SECRET}
`;
