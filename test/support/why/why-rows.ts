/** Environments in which AWS tools take different credentials: two files and some variables each. */
import type { Home } from '../files/home.ts';
import { ALICE } from '../sign-in/chain-scene.ts';
import { PIPELINE } from '../sign-in/source-scene.ts';
import { CREDENTIALS, DEFAULT, FILE, keyIds, keys, PROFILES, SECRET } from './why-profiles.ts';

export interface WhyRow {
	readonly name: string;
	readonly config?: string;
	readonly credentials?: string;
	readonly env?: Readonly<Record<string, string>>;
}

const ENVIRONMENT = { AWS_ACCESS_KEY_ID: keyIds.environment, AWS_SECRET_ACCESS_KEY: SECRET };
const TOKEN = { AWS_WEB_IDENTITY_TOKEN_FILE: `${FILE}/token`, AWS_ROLE_ARN: PIPELINE, AWS_REGION: 'eu-west-1' };
const CONTAINER = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'CONTAINER' };
const NO_INSTANCE = { AWS_EC2_METADATA_DISABLED: 'true' };

/** Rows with the profiles above, and in part with a default profile. */
const withProfiles = (name: string, env: WhyRow['env'], hasDefault = false): WhyRow => ({
	name,
	config: hasDefault ? DEFAULT + PROFILES : PROFILES,
	credentials: CREDENTIALS,
	env: { ...env },
});

const eachProfile = [...PROFILES.matchAll(/^\[[Pp]rofile "?([^"\]]+)"?\]$/gm)].map(([, name = '']) =>
	withProfiles(`profile ${name}`, { AWS_PROFILE: name }),
);

const variables: readonly WhyRow[] = [
	{ name: 'nothing' },
	{ name: 'nothing, and no instance', env: NO_INSTANCE },
	{ name: 'no instance, in other words', env: { AWS_EC2_METADATA_DISABLED: '1' } },
	{ name: 'keys in the environment', env: ENVIRONMENT },
	withProfiles('keys in the environment, and a profile', { ...ENVIRONMENT, AWS_PROFILE: 'keys' }),
	withProfiles('keys in the environment, and a default', ENVIRONMENT, true),
	withProfiles('keys in the environment, and AWS_DEFAULT_PROFILE', { ...ENVIRONMENT, AWS_DEFAULT_PROFILE: 'keys' }),
	withProfiles('keys in the environment, and a wrong profile', { ...ENVIRONMENT, AWS_PROFILE: 'gone' }),
	withProfiles('keys in the environment, and a wrong default', { ...ENVIRONMENT, AWS_DEFAULT_PROFILE: 'gone' }),
	withProfiles('keys in the environment, and an unusable profile', { ...ENVIRONMENT, AWS_PROFILE: 'lost' }),
	withProfiles('a wrong profile', { AWS_PROFILE: 'gone' }, true),
	withProfiles('a wrong profile, and no instance', { AWS_PROFILE: 'gone', ...NO_INSTANCE }),
	withProfiles('a wrong AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'gone' }, true),
	withProfiles('only AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'keys' }, true),
	withProfiles('both profile variables', { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'keys' }),
	withProfiles('an empty AWS_PROFILE', { AWS_PROFILE: '' }, true),
	withProfiles('an empty AWS_PROFILE beside the other', { AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'keys' }, true),
	withProfiles('a profile of the credentials file', { AWS_PROFILE: 'only-there' }),
	withProfiles('the default', {}, true),
	withProfiles('profiles, but no default', {}),
	withProfiles('an ID without a secret', { AWS_ACCESS_KEY_ID: keyIds.environment }, true),
	withProfiles('a secret without an ID', { AWS_SECRET_ACCESS_KEY: SECRET }, true),
	withProfiles('empty keys', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, true),
	{ name: 'the old names of the keys', env: { AWS_ACCESS_KEY: keyIds.environment, AWS_SECRET_KEY: SECRET } },
	{ name: 'a role of ssoenv', env: { ...ENVIRONMENT, SSOENV_PROFILE: 'dev', SSOENV_ROLE_NAME: 'ReadOnly' } },
	{ name: 'a token in the environment', env: TOKEN },
	withProfiles('a token in the environment, and a default', TOKEN, true),
	withProfiles('a token in the environment, and a profile', { ...TOKEN, AWS_PROFILE: 'keys' }),
	withProfiles('a token in the environment, and keys', { ...TOKEN, ...ENVIRONMENT }),
	withProfiles('a token without a role', { AWS_WEB_IDENTITY_TOKEN_FILE: `${FILE}/token` }, true),
	{ name: 'a container', env: CONTAINER },
	withProfiles('a container, and a default', CONTAINER, true),
	withProfiles('a container, and a wrong profile', { ...CONTAINER, AWS_PROFILE: 'gone' }),
	withProfiles('a container, and a profile without credentials', { ...CONTAINER, AWS_PROFILE: 'region-only' }),
	withProfiles('a container, and an unusable profile', { ...CONTAINER, AWS_PROFILE: 'lost' }),
	withProfiles('a container, and half a profile', { ...CONTAINER, AWS_PROFILE: 'no-role' }),
	withProfiles('a token in the environment, and one in the profile', { ...TOKEN, AWS_PROFILE: 'token' }),
	withProfiles('a token without a role, and a role in the profile', {
		AWS_WEB_IDENTITY_TOKEN_FILE: `${FILE}/token`,
		AWS_PROFILE: 'token',
	}),
	withProfiles('a container, and a role without a source', { ...CONTAINER, AWS_PROFILE: 'role-alone' }),
	withProfiles('keys, and a role of the environment', { ...ALICE, AWS_PROFILE: 'role-of-environment' }),
];

const regions: readonly WhyRow[] = [
	withProfiles('AWS_REGION', { AWS_PROFILE: 'keys', AWS_REGION: 'us-west-1' }),
	withProfiles('AWS_DEFAULT_REGION', { AWS_PROFILE: 'keys', AWS_DEFAULT_REGION: 'us-west-2' }),
	withProfiles('both region variables', {
		AWS_PROFILE: 'keys',
		AWS_REGION: 'us-west-1',
		AWS_DEFAULT_REGION: 'us-west-2',
	}),
	{ name: 'only AWS_DEFAULT_REGION', env: { ...ENVIRONMENT, AWS_DEFAULT_REGION: 'us-west-2' } },
	withProfiles('an empty AWS_DEFAULT_REGION', { AWS_PROFILE: 'keys', AWS_DEFAULT_REGION: '' }),
	{ name: 'an empty AWS_REGION', env: { ...ENVIRONMENT, AWS_REGION: '' } },
];

const DEV = `region = eu-west-1\n${keys('config')}`;
const file = (name: string, config: string, credentials = ''): WhyRow => ({
	name,
	config,
	credentials,
	env: { AWS_PROFILE: 'dev' },
});

const BAD = file('a bad file', `[profile dev]\n${DEV}output\n`);

const files: readonly WhyRow[] = [
	file('[profile default] after [default]', `${DEFAULT}[profile default]\n${DEV}`),
	{ name: 'default twice', config: `${DEFAULT}[profile default]\n${keys('config')}` },
	{ name: 'default twice, the other way', config: `[profile default]\n${keys('config')}${DEFAULT}` },
	{ name: 'default in both files', config: DEFAULT, credentials: `[default]\n${keys('credentials')}` },
	file('a byte order mark', `\ufeff[profile dev]\n${DEV}`),
	file('a section twice', `[profile dev]\n${DEV}[profile dev]\nregion = us-east-2\n`),
	file('a key twice', `[profile dev]\n${DEV}region = us-east-2\n`),
	file('a line without a delimiter', `[profile dev]\n${DEV}output\n`),
	file('a key before any section', `output = json\n[profile dev]\n${DEV}`),
	file('a comment behind a value', `[profile dev]\n${keys('config')}region = eu-west-1 # here\n`),
	file('a comment behind a header', `[profile dev] # mine\n${DEV}`),
	file('text behind a header', `[profile other]\n${keys('default')}[profile dev] mine\n${DEV}`),
	file('colons', `[profile dev]\n${DEV.replaceAll(' = ', ': ')}`),
	file('indented keys', `[profile dev]\n${DEV.replace(/^/gm, '  ').trimEnd()}\n`),
	file('an indented header', `  [profile dev]\n${DEV}`),
	file('blanks in a header', `[ profile dev ]\n${DEV}`),
	file('two blanks in a header', `[profile   dev]\n${DEV}`),
	file('keys in capitals', `[profile dev]\n${DEV.replace('aws_access_key_id', 'AWS_ACCESS_KEY_ID')}`),
	file('a bare name in the config file', `[dev]\n${DEV}`),
	file('the word in the credentials file', '', `[profile dev]\n${DEV}`),
	file('a dot in place of the blank', `[profile.dev]\n${DEV}`),
	file('line ends of Windows', `[profile dev]\n${DEV}`.replaceAll('\n', '\r\n')),
	{ ...BAD, name: 'a bad file, and keys in the environment', env: { ...ENVIRONMENT, AWS_PROFILE: 'dev' } },
	{ ...BAD, name: 'a bad file, and a container', env: { ...CONTAINER, AWS_PROFILE: 'dev' } },
	{ ...BAD, name: 'a bad file, and no profile', env: CONTAINER },
	{ ...BAD, name: 'a bad file, and a region', env: { AWS_PROFILE: 'dev', AWS_REGION: 'us-west-1' } },
	file('a bad line in the credentials file', `[profile dev]\n${DEV}`, '[dev\n'),
	{
		name: 'a path with ~',
		config: `[profile dev]\n${DEV}`,
		env: { AWS_PROFILE: 'dev', AWS_CONFIG_FILE: '~/.aws/config' },
	},
];

/** Every row, in the order above. */
export const whyRows: readonly WhyRow[] = [...variables, ...eachProfile, ...regions, ...files];

/** Returns a text with the paths and addresses of one home. */
export const inHome = (text: string, home: Home, container: string): string =>
	text.replaceAll(FILE, home.path).replace(/^CONTAINER$/, container);
