/**
 * Go, Rust and Java beside what they did when they were run with the same files against one fake service (Go v2 config
 * 1.33, aws-config 1.13, Java v2 2.59). test/interop/why.test.ts asks the tools that are installed.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { answerFor } from '../../../src/core/why/answer.ts';

const SESSION = 'sso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = us-east-1\n';
const CORP = `[sso-session corp]\n${SESSION}`;
const ROLE = 'sso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\n';
const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hunter2\n';

type Env = Readonly<Record<string, string>>;

/** `ok` gets the role of Identity Center, `keys` the static keys; `no` ends without either. */
type Result = 'ok' | 'keys' | 'no';

function results(config: string, credentials: string, env: Env): readonly Result[] {
	const texts = [
		{ path: '/h/.aws/config', text: config, isCredentials: false },
		{ path: '/h/.aws/credentials', text: credentials, isCredentials: true },
	];
	const { clients } = answerFor(
		{ env: { HOME: '/h', AWS_EC2_METADATA_DISABLED: 'true', ...env }, shell: 'bash' },
		texts,
	);
	return ['go', 'rust', 'java'].map((id) => {
		const kind = clients.find(({ client }) => client === id)?.credentials?.kind;
		if (kind === 'identity-center') return 'ok';
		return kind === 'static-keys' || kind === 'environment-keys' ? 'keys' : 'no';
	});
}

interface Row {
	readonly expected: string;
	readonly config: string;
	readonly profile?: string;
	readonly credentials?: string;
	readonly env?: Env;
}

const dev = (change: (role: string) => string): string => `${CORP}[profile dev]\n${change(ROLE)}`;
const headed = (header: string, profile: string, expected: string): Row => ({
	expected,
	profile,
	config: `${CORP}${header}\n${ROLE}`,
});
const line = (expected: string, from: string, to: string): Row => ({
	expected,
	config: dev((role) => role.replace(from, to)),
});

/** The expected results are those of Go, Rust and Java. */
const rows: Readonly<Record<string, Row>> = {
	'a plain profile': { expected: 'ok ok ok', config: dev((role) => role) },
	'a name in quotes': headed('[profile "a b"]', 'a b', 'no no no'),
	'two bare words': headed('[profile a b]', 'a b', 'ok no no'),
	'a name that is not ASCII': headed('[profile café]', 'café', 'ok no no'),
	'an equals sign in a name': headed('[profile a=b]', 'a=b', 'ok no no'),
	'a bracket in a name': headed('[profile a]b]', 'a]b', 'ok no no'),
	'a number sign in a name': headed('[profile a#b]', 'a#b', 'no no no'),
	'text behind a header': headed('[profile dev] junk', 'dev', 'no no no'),
	'blanks in a header': headed('[ profile dev ]', 'dev', 'ok ok ok'),
	'an indented header': headed('  [profile dev]', 'dev', 'ok no no'),
	'tabs in a header': headed('[profile\tdev]', 'dev', 'ok ok ok'),
	'many characters in a name': headed('[profile a@b:c.d+e%f]', 'a@b:c.d+e%f', 'ok ok ok'),
	'a slash in a name': headed('[profile team/env]', 'team/env', 'ok ok ok'),
	'a comment behind a header': headed('[profile dev] # mine', 'dev', 'ok ok ok'),
	'no word in the header': headed('[dev]', 'dev', 'no no no'),
	'another case of the name': headed('[profile Dev]', 'dev', 'no no no'),
	'[profile default] and [default]': {
		expected: 'ok ok ok',
		config: `${CORP}[profile default]\n${ROLE}[default]\n${KEYS}`,
		profile: '',
	},
	'a key in capitals': line('ok ok no', 'sso_account_id', 'SSO_ACCOUNT_ID'),
	'the start URL in both sections, equal': line('ok no ok', 'region =', `${SESSION}region =`),
	'another SSO region in the profile': line('no no no', 'region =', 'sso_region = eu-west-1\nregion ='),
	'a session without its region': {
		expected: 'no no no',
		config: `[sso-session corp]\nsso_start_url = https://x.awsapps.com/start\n[profile dev]\n${ROLE}sso_region = us-east-1\n`,
	},
	'the account in the session': {
		expected: 'no no no',
		config: `${CORP}sso_account_id = 111111111111\n[profile dev]\nsso_session = corp\nsso_role_name = ReadOnly\n`,
	},
	'a missing session': line('no no no', 'corp', 'gone'),
	'a missing role': line('no no no', 'sso_role_name = ReadOnly\n', ''),
	'a comment behind a value': line('ok ok ok', '111111111111', '111111111111 # mine'),
	'a comment behind the session': line('ok ok ok', 'sso_session = corp', 'sso_session = corp ; mine'),
	'a session in quotes': line('ok no no', 'corp', '"corp"'),
	'a colon': line('ok no no', 'sso_session = corp', 'sso_session: corp'),
	'an indented first key': line('ok no no', 'sso_session', '  sso_session'),
	'indented keys from the second on': {
		expected: 'ok no no',
		config: dev((role) => role.replace(/\n(?=.)/g, '\n  ')),
	},
	'an indented comment behind the session': line('ok no no', 'corp\n', 'corp\n  # mine\n'),
	'a line without a delimiter': line('ok no no', 'region =', 'output\nregion ='),
	'a key before any section': { expected: 'ok no no', config: `output = json\n${dev((role) => role)}` },
	'an open header': { expected: 'ok no no', config: `${dev((role) => role)}[profile other\n` },
	'a byte order mark': { expected: 'ok no no', config: `\ufeff${dev((role) => role)}` },
	'line ends of Windows': { expected: 'ok ok ok', config: dev((role) => role).replaceAll('\n', '\r\n') },
	'line ends of old Macs': { expected: 'no no ok', config: dev((role) => role).replaceAll('\n', '\r') },
	'an empty session, and legacy keys': line('ok no no', 'sso_session = corp', `sso_session =\n${SESSION.trim()}`),
	'static keys in the same profile': line('keys ok ok', 'region =', `${KEYS}region =`),
	'static keys in the credentials file': {
		expected: 'keys ok ok',
		config: dev((role) => role),
		credentials: `[dev]\n${KEYS}`,
	},
	'a session in the credentials file': {
		expected: 'ok no no',
		config: `[profile dev]\n${ROLE}`,
		credentials: CORP,
	},
	'a section twice': { expected: 'ok ok ok', config: `${dev((role) => role)}[profile dev]\noutput = json\n` },
	'a key twice': line('ok ok ok', 'region =', 'region = us-east-1\nregion ='),
	'only AWS_DEFAULT_PROFILE': {
		expected: 'ok no no',
		config: dev((role) => role),
		profile: '',
		env: { AWS_DEFAULT_PROFILE: 'dev' },
	},
	'an empty AWS_PROFILE': {
		expected: 'ok no no',
		config: `${CORP}[default]\n${ROLE}`,
		profile: '',
		env: { AWS_PROFILE: '' },
	},
	'a home in AWS_CONFIG_FILE': {
		expected: 'no ok ok',
		config: dev((role) => role),
		env: { AWS_CONFIG_FILE: '~/other' },
	},
	'keys in the environment, and a wrong profile': {
		expected: 'no keys keys',
		config: dev((role) => role),
		profile: 'gone',
		env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hunter2' },
	},
	'keys in the environment, and a profile': {
		expected: 'keys keys keys',
		config: dev((role) => role),
		env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hunter2' },
	},
};

for (const [name, { expected, config, profile = 'dev', credentials = '', env = {} }] of Object.entries(rows)) {
	test(`Go, Rust and Java: ${name}`, () => {
		const chosen = profile === '' ? {} : { AWS_PROFILE: profile };
		assert.is(results(config, credentials, { ...chosen, ...env }).join(' '), expected);
	});
}

test('Go and Rust take AWS_DEFAULT_REGION, Java does not', () => {
	const { clients } = answerFor({ env: { AWS_DEFAULT_REGION: 'us-west-2' }, shell: 'bash' }, []);
	const regions = clients.map(({ client, region }) => `${client} ${region.value}`);
	for (const region of ['go us-west-2', 'rust us-west-2', 'java null', 'terraform us-west-2']) {
		assert.ok(regions.includes(region), region);
	}
});

test.run();
