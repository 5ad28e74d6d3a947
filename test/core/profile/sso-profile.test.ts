/** Which profile is used, and why a profile cannot be used. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ProfileChoice } from '../../../src/core/failure/config-failures.ts';
import {
	chooseProfile,
	profileOfSession,
	type SsoProfile,
	sessionNamed,
	sessionOfProfile,
	ssoProfile,
} from '../../../src/core/profile/sso-profile.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, dev, legacy, START_URL, sampleConfig } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const both = { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' };

const choices: readonly (readonly [argument: string | undefined, env: object, profile: string, namedBy: string])[] = [
	['x', {}, 'x', 'argument'],
	['x', both, 'x', 'argument'],
	['', both, '', 'argument'],
	[undefined, both, 'a', 'AWS_PROFILE'],
	[undefined, { AWS_DEFAULT_PROFILE: 'b' }, 'b', 'AWS_DEFAULT_PROFILE'],
	[undefined, { ...both, AWS_PROFILE: '' }, '', 'AWS_PROFILE'],
	[undefined, { ...both, AWS_PROFILE: undefined }, 'b', 'AWS_DEFAULT_PROFILE'],
	[undefined, { AWS_DEFAULT_PROFILE: '' }, '', 'AWS_DEFAULT_PROFILE'],
	[undefined, {}, 'default', 'default'],
];

for (const [argument, env, profile, namedBy] of choices) {
	test(`choice with argument ${argument ?? '-'} and ${JSON.stringify(env)}`, () => {
		assert.equal(chooseProfile(argument, { ...env }), { profile, namedBy });
	});
}

const session = { sso_start_url: START_URL, sso_region: 'us-east-1' };
const role = { sso_account_id: '111111111111', sso_role_name: 'ReadOnly' };

type Sections = Parameters<typeof sharedConfigOf>[0];

const readable: Readonly<Record<string, readonly [config: Sections, profile: Partial<SsoProfile>]>> = {
	'sso-session form': [
		{ profiles: { p: { ...role, sso_session: 'corp', region: 'eu-west-1' } }, ssoSessions: { corp: session } },
		{ ...dev, name: 'p' },
	],
	'legacy form': [{ profiles: { p: { ...role, ...session } } }, { ...legacy, name: 'p' }],
	"the region of an sso-session is not the profile's": [
		{ profiles: { p: { ...role, sso_session: 'corp' } }, ssoSessions: { corp: { ...session, region: 'eu-west-2' } } },
		{ region: undefined },
	],
	'no region': [
		{ profiles: { p: { ...role, sso_session: 'corp' } }, ssoSessions: { corp: session } },
		{ region: undefined },
	],
	'an empty region is ignored': [
		{ profiles: { p: { ...role, sso_session: 'corp', region: '' } }, ssoSessions: { corp: session } },
		{ region: undefined },
	],
	'the account comes from the sso-session': [
		{
			profiles: { p: { sso_role_name: 'ReadOnly', sso_session: 'corp' } },
			ssoSessions: { corp: { ...session, sso_account_id: '222222222222' } },
		},
		{ accountId: '222222222222' },
	],
	'equal values in both are accepted': [
		{ profiles: { p: { ...role, ...session, sso_session: 'corp' } }, ssoSessions: { corp: session } },
		{ ssoSession: 'corp', startUrl: START_URL },
	],
	'equal blocks in both are accepted': [
		{
			profiles: { p: { ...role, sso_session: 'corp', s3: { a: '1' } } },
			ssoSessions: { corp: { ...session, s3: { a: '1' } } },
		},
		{ ssoSession: 'corp' },
	],
	'leading zeros of an account id stay': [
		{ profiles: { p: { ...role, ...session, sso_account_id: '001234567890' } } },
		{ accountId: '001234567890' },
	],
	'a start URL is not changed': [
		{ profiles: { p: { ...role, ...session, sso_start_url: `${START_URL}/#/` } } },
		{ startUrl: `${START_URL}/#/` },
	],
	'static keys are ignored beside SSO': [
		{ profiles: { p: { ...role, ...session, aws_access_key_id: 'AKIA', aws_secret_access_key: 's' } } },
		{ ssoSession: undefined, accountId: '111111111111' },
	],
	'credential_process is ignored beside SSO': [
		{ profiles: { p: { ...role, ...session, credential_process: 'x' } } },
		{ accountId: '111111111111' },
	],
	'an sso-session named __proto__': [
		{ profiles: { p: { ...role, sso_session: '__proto__' } }, ssoSessions: { ['__proto__']: session } },
		{ ssoSession: '__proto__' },
	],
};

for (const [name, [config, expected]] of Object.entries(readable)) {
	test(`profile: ${name}`, () => {
		const profile = ssoProfile(sharedConfigOf(config), { profile: 'p', namedBy: 'argument' }, CONFIG_PATH);
		assert.equal({ ...profile, ...expected }, profile);
	});
}

interface Refused {
	readonly config: Sections;
	readonly profile?: string;
	readonly namedBy?: ProfileChoice['namedBy'];
	readonly code: string;
	readonly told: readonly string[];
}

const inCorp = (own: Readonly<Record<string, string>>, corp: Readonly<Record<string, string>> = session): Sections => ({
	profiles: { p: { ...own } },
	ssoSessions: { corp },
});
const notSso = (own: Readonly<Record<string, string>>, reason: string, ...hints: readonly string[]): Refused => ({
	config: { profiles: { p: own } },
	code: 'profile-not-sso',
	told: [`profile "p" is not an Identity Center profile: ${reason}`, ...hints],
});
/** Expects a refusal of profile `p`, which assumes a role. */
const assuming = (source: string, profiles: NonNullable<Sections['profiles']>, hint: string): Refused => ({
	config: {
		profiles: { p: { role_arn: 'arn:aws:iam::1:role/x', source_profile: source, ...role, ...session }, ...profiles },
	},
	code: 'profile-not-sso',
	told: [
		`profile "p" is not an Identity Center profile: it assumes arn:aws:iam::1:role/x from profile "${source}"`,
		hint,
	],
});
const incomplete = (config: Sections, missing: string, hint?: string): Refused => ({
	config,
	code: 'profile-incomplete',
	told: [
		`profile "p" is set up for Identity Center but lacks ${missing}`,
		...(hint === undefined ? [`add ${missing} to its section in ${CONFIG_PATH}`, 'ssoenv configure p'] : [hint]),
	],
});
const conflict = (config: Sections, message: string): Refused => ({
	config,
	code: 'profile-conflict',
	told: [message, `remove ${message.split(' ')[0]} from profile "p" or from [sso-session corp] in ${CONFIG_PATH}`],
});
const badRegion = (value: string): Refused => ({
	config: { profiles: { p: { ...role, ...session, sso_region: value } } },
	code: 'sso-region-invalid',
	told: [
		`sso_region of profile "p" is "${value}", which is not the name of a region`,
		`set sso_region in ${CONFIG_PATH} to the region of your Identity Center, for example us-east-1`,
	],
});

const CONFIGURE = 'ssoenv configure p';
const EXPORT = 'eval "$(aws configure export-credentials --profile p --format env)"';

const refused: Readonly<Record<string, Refused>> = {
	'unknown, with a similar name': {
		config: { profiles: { development: { ...role, ...session }, developmnts: { role_arn: 'x' } } },
		profile: 'developmnt',
		code: 'profile-not-found',
		told: [`profile "developmnt" is not in ${CONFIG_PATH}; did you mean "development"?`, 'ssoenv use development'],
	},
	'unknown, without a similar name': {
		config: { profiles: { staging: {} } },
		profile: 'xyz',
		code: 'profile-not-found',
		told: [`profile "xyz" is not in ${CONFIG_PATH}`, 'ssoenv list'],
	},
	'unknown, without any profiles': {
		config: {},
		profile: 'xyz',
		code: 'profile-not-found',
		told: [`profile "xyz" is not in ${CONFIG_PATH}`, 'ssoenv configure'],
	},
	'unknown, from AWS_PROFILE': {
		config: { profiles: { dev: {} } },
		profile: 'gone',
		namedBy: 'AWS_PROFILE',
		code: 'profile-not-found',
		told: [`profile "gone" (from AWS_PROFILE) is not in ${CONFIG_PATH}`, 'unset AWS_PROFILE', 'ssoenv list'],
	},
	'an empty AWS_PROFILE': {
		config: { profiles: { dev: {} } },
		profile: '',
		namedBy: 'AWS_PROFILE',
		code: 'profile-not-found',
		told: [`profile "" (from AWS_PROFILE) is not in ${CONFIG_PATH}`, 'unset AWS_PROFILE', 'ssoenv list'],
	},
	'a similar name that needs quotes': {
		config: { profiles: { "my dev's": { ...role, ...session } } },
		profile: 'my devs',
		code: 'profile-not-found',
		told: [`profile "my devs" is not in ${CONFIG_PATH}; did you mean "my dev's"?`, `ssoenv use 'my dev'\\''s'`],
	},
	'names are case-sensitive': {
		config: { profiles: { dev: { ...role, ...session } } },
		profile: 'DEV',
		code: 'profile-not-found',
		told: [`profile "DEV" is not in ${CONFIG_PATH}; did you mean "dev"?`, 'ssoenv use dev'],
	},
	'role_arn with a source': assuming('a b', { 'a b': { ...role, ...session } }, "ssoenv use 'a b'"),
	'role_arn with a source that has a role_arn': assuming(
		'a',
		{ a: { role_arn: 'y', source_profile: 'b' }, b: { ...role, ...session } },
		'ssoenv use b',
	),
	'role_arn with itself as its source': assuming('p', {}, 'ssoenv list'),
	'role_arn with a source that does not exist': assuming('gone', {}, 'ssoenv list'),
	'role_arn with a source of another kind': assuming('keys', { keys: { aws_access_key_id: 'AKIA' } }, 'ssoenv list'),
	'role_arn with a source that is broken': assuming('half', { half: role }, 'ssoenv list'),
	'role_arn with a cycle of sources': assuming(
		'a',
		{ a: { role_arn: 'y', source_profile: 'b' }, b: { role_arn: 'z', source_profile: 'a' } },
		'ssoenv list',
	),
	'role_arn without a source': notSso(
		{ role_arn: 'arn:aws:iam::1:role/x' },
		'it assumes arn:aws:iam::1:role/x',
		'ssoenv list',
	),
	'static keys': notSso(
		{ aws_access_key_id: 'AKIA', aws_secret_access_key: 's' },
		'it holds static keys',
		EXPORT,
		CONFIGURE,
	),
	'a secret key alone': notSso(
		{ aws_secret_access_key: 's' },
		'it has aws_secret_access_key but no aws_access_key_id',
		CONFIGURE,
	),
	'aws login': notSso({ login_session: 'x' }, 'it signs in with aws login', 'aws login --profile p', EXPORT),
	'a credential_process': notSso({ credential_process: 'x' }, 'it runs a credential_process', EXPORT),
	'a credential_process before the keys of the config file': notSso(
		{ credential_process: 'x', aws_access_key_id: 'AKIA', aws_secret_access_key: 's' },
		'it runs a credential_process',
		EXPORT,
	),
	'keys of the credentials file before a credential_process': {
		config: { credentials: { p: { credential_process: 'x', aws_access_key_id: 'AKIA', aws_secret_access_key: 's' } } },
		code: 'profile-not-sso',
		told: ['profile "p" is not an Identity Center profile: it holds static keys', EXPORT, CONFIGURE],
	},
	'a web identity token, with a role and Identity Center': notSso(
		{ ...role, ...session, role_arn: 'arn:aws:iam::1:role/x', web_identity_token_file: '/t' },
		'it assumes its role with a web identity token',
		EXPORT,
	),
	'a profile of granted': notSso(
		{ granted_sso_start_url: START_URL, credential_process: 'x' },
		'its credentials come from granted',
		'ssoenv sync --from granted',
	),
	"granted's program": notSso(
		{ credential_process: '/opt/bin/granted credential-process --profile p' },
		'its credentials come from granted',
		'ssoenv sync --from granted',
	),
	'a profile of aws-sso-cli': notSso(
		{ credential_process: '"C:\\bin\\aws-sso.exe" -u open process --arn arn:aws:iam::111111111111:role/R' },
		'its credentials come from aws-sso-cli',
		'ssoenv sync --from aws-sso-cli',
	),
	'a profile of aws-vault': notSso(
		{ credential_process: 'aws-vault exec dev --json' },
		'its credentials come from aws-vault',
		'ssoenv sync --from aws-vault',
	),
	'an empty profile': notSso({}, 'it has no sso_account_id and no sso_role_name', CONFIGURE),
	'only a region': notSso({ region: 'x' }, 'it has no sso_account_id and no sso_role_name', CONFIGURE),
	'bearer only': notSso({ sso_session: 'corp' }, 'it has no account and no role', CONFIGURE),
	'only a start URL': notSso({ sso_start_url: START_URL }, 'it has no account and no role', CONFIGURE),
	'sso-session missing': {
		config: { profiles: { p: { ...role, sso_session: 'corpo' } }, ssoSessions: { corp: session } },
		code: 'sso-session-not-found',
		told: [
			`profile "p" names sso-session "corpo", which is not in ${CONFIG_PATH}; did you mean "corp"?`,
			'ssoenv configure --session-only',
		],
	},
	'sso-session missing, without a similar name': {
		config: { profiles: { p: { ...role, sso_session: 'other' } } },
		code: 'sso-session-not-found',
		told: [`profile "p" names sso-session "other", which is not in ${CONFIG_PATH}`, 'ssoenv configure --session-only'],
	},
	'an empty sso_session beside legacy keys': {
		config: { profiles: { p: { ...role, ...session, sso_session: '' } } },
		code: 'sso-session-not-found',
		told: [`profile "p" names sso-session "", which is not in ${CONFIG_PATH}`, 'ssoenv configure --session-only'],
	},
	'sso-session name in another case': {
		config: { profiles: { p: { ...role, sso_session: 'Corp' } }, ssoSessions: { corp: session } },
		code: 'sso-session-not-found',
		told: [
			`profile "p" names sso-session "Corp", which is not in ${CONFIG_PATH}; did you mean "corp"?`,
			'ssoenv configure --session-only',
		],
	},
	'legacy, one key missing': incomplete({ profiles: { p: { ...role, sso_region: 'us-east-1' } } }, 'sso_start_url'),
	"legacy, three keys missing, in the AWS CLI's order": incomplete(
		{ profiles: { p: { sso_role_name: 'ReadOnly' } } },
		'sso_account_id, sso_start_url, sso_region',
	),
	'an empty key counts as missing': incomplete(
		{ profiles: { p: { ...role, ...session, sso_account_id: '' } } },
		'sso_account_id',
	),
	'an empty sso-session': incomplete(
		inCorp({ ...role, sso_session: 'corp' }, {}),
		'sso_start_url, sso_region',
		`add sso_start_url, sso_region to [sso-session corp] in ${CONFIG_PATH}`,
	),
	'no role in the profile or the sso-session': incomplete(
		inCorp({ sso_account_id: '111111111111', sso_session: 'corp' }),
		'sso_role_name',
		`add sso_role_name to the profile in ${CONFIG_PATH}`,
	),
	'sso_region differs': conflict(
		inCorp({ ...role, sso_session: 'corp', sso_region: 'eu-west-1' }),
		'sso_region is "eu-west-1" in profile "p" but "us-east-1" in sso-session "corp"',
	),
	'sso_start_url differs by a slash': conflict(
		inCorp({ ...role, sso_session: 'corp', sso_start_url: `${START_URL}/` }),
		`sso_start_url is "${START_URL}/" in profile "p" but "${START_URL}" in sso-session "corp"`,
	),
	'a key outside SSO differs': conflict(
		inCorp({ ...role, sso_session: 'corp', region: 'eu-west-1' }, { ...session, region: 'eu-west-2' }),
		'region is "eu-west-1" in profile "p" but "eu-west-2" in sso-session "corp"',
	),
	'a key whose values may be secrets differs': conflict(
		inCorp({ ...role, sso_session: 'corp', web_key: 'hunter2' }, { ...session, web_key: 'hunter3' }),
		'web_key differs between profile "p" and sso-session "corp"',
	),
	'an empty value differs from a set value': conflict(
		inCorp({ ...role, sso_session: 'corp', sso_region: '' }),
		'sso_region is "" in profile "p" but "us-east-1" in sso-session "corp"',
	),
	'a region with a dot': badRegion('us-east-1.evil.example'),
	'a region with a slash': badRegion('evil.example/'),
	'a region with @': badRegion('x@evil'),
	'a region with #': badRegion('x#'),
	'a region with a space': badRegion('us east'),
	'a region with a newline': badRegion('us-east-1\n'),
	'a region that starts with a hyphen': badRegion('-us'),
	'a region of 64 characters': badRegion('a'.repeat(64)),
	'a region that is not ASCII': badRegion('ус-east-1'),
};

for (const [name, row] of Object.entries(refused)) {
	test(`refused: ${name}`, () => {
		const choice = { profile: row.profile ?? 'p', namedBy: row.namedBy ?? 'argument' };
		const failure = failureOf(() => ssoProfile(sharedConfigOf(row.config), choice, CONFIG_PATH));
		assert.is(failure.code, row.code);
		assert.is(failure.status, 3);
		assert.equal(toldBy(failure), row.told);
	});
}

test('without a named profile, there is no default', () => {
	const failure = failureOf(() => ssoProfile(sampleConfig, chooseProfile(undefined, {}), CONFIG_PATH));
	assert.is(failure.code, 'profile-not-found');
	assert.equal(toldBy(failure), [`no profile was given, and ${CONFIG_PATH} has no profile "default"`, 'ssoenv list']);
});

test('two conflicting blocks: the message shows only strings', () => {
	const config = sharedConfigOf({
		profiles: { p: { ...role, sso_session: 'corp', s3: { a: '1' } } },
		ssoSessions: { corp: { ...session, s3: { a: '2' } } },
	});
	const failure = failureOf(() => ssoProfile(config, { profile: 'p', namedBy: 'argument' }, CONFIG_PATH));
	assert.is(failure.code, 'profile-conflict');
	assert.not.match(failure.message, /object|Map/);
});

for (const region of ['us-east-1', 'us-gov-west-1', 'x', 'US-EAST-1', 'a'.repeat(63)]) {
	test(`sso_region accepted: ${region}`, () => {
		const config = sharedConfigOf({ profiles: { p: { ...role, ...session, sso_region: region } } });
		assert.is(ssoProfile(config, { profile: 'p', namedBy: 'argument' }, CONFIG_PATH).ssoRegion, region);
	});
}

const scoped = sharedConfigOf({
	profiles: {
		p: { ...role, sso_session: 'corp' },
		bare: { sso_session: 'corp' },
		legacy: { ...role, ...session, sso_registration_scopes: 'x' },
		startless: { sso_region: 'us-east-1' },
		assuming: { role_arn: 'arn:aws:iam::1:role/R', source_profile: 'p' },
	},
	ssoSessions: { corp: { ...session, sso_registration_scopes: ' a , b' }, '': session },
});
const named = (profile: string): ProfileChoice => ({ profile, namedBy: 'argument' });

test("the scopes are the sso-session's, or the legacy profile's own", () => {
	assert.equal(ssoProfile(scoped, named('p'), CONFIG_PATH).scopes, ['a', 'b']);
	assert.equal(ssoProfile(scoped, named('legacy'), CONFIG_PATH).scopes, ['x']);
});

test('the sign-in of a profile needs no account and no role', () => {
	const corp = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: ['a', 'b'] };
	for (const profile of ['p', 'bare']) {
		assert.equal(
			sessionOfProfile(scoped, named(profile), CONFIG_PATH, () => ''),
			corp,
		);
	}
	assert.equal(sessionNamed(scoped, 'corp', CONFIG_PATH), corp);
});

test('no sign-in for a profile without a start URL or of another kind', () => {
	const failureFor = (profile: string) =>
		failureOf(() => sessionOfProfile(scoped, named(profile), CONFIG_PATH, (name) => name));
	assert.equal(toldBy(failureFor('startless')), [
		'profile "startless" is set up for Identity Center but lacks sso_start_url',
		`add sso_start_url to its section in ${CONFIG_PATH}`,
		'ssoenv configure startless',
	]);
	assert.is(failureFor('assuming').code, 'profile-not-sso');
	assert.is(failureFor('gone').code, 'profile-not-found');
});

test('the profile of a sign-in is undefined if it has no role or is broken', () => {
	assert.is(profileOfSession(scoped, 'p', CONFIG_PATH)?.name, 'p');
	for (const name of ['bare', 'startless', 'assuming', 'gone']) {
		assert.is(profileOfSession(scoped, name, CONFIG_PATH), undefined, name);
	}
});

test.run();
