/** Profiles that assume a role: what serves them, and why one cannot be used. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import { profileNamed, servedProfile } from '../../../src/core/profile/chained-profile.ts';
import {
	assumedRoles,
	type ChainedProfile,
	isChained,
	type RoleSource,
	rootOf,
} from '../../../src/core/profile/role-chain.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, dev, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

type Plain = Parameters<typeof sharedConfigOf>[0];
type Profiles = NonNullable<Plain['profiles']>;

const ROLE = 'arn:aws:iam::333333333333:role/Deploy';
const SECRET = 'wJalr/secret+key';
const keys = { aws_access_key_id: 'AKIAKEYS', aws_secret_access_key: SECRET };
const sso = { sso_account_id: '111111111111', sso_role_name: 'ReadOnly', sso_session: 'corp', region: 'eu-west-1' };
const corp = { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } };

const withProfiles = (profiles: Profiles, credentials: Profiles = {}) =>
	sharedConfigOf({ profiles, credentials, ssoSessions: corp });
const named = (config: ReturnType<typeof withProfiles>, profile = 'p') =>
	profileNamed(config, { profile, namedBy: 'argument' }, CONFIG_PATH);

function chained(profiles: Profiles, credentials?: Profiles): ChainedProfile {
	const profile = named(withProfiles(profiles, credentials));
	if (!isChained(profile)) throw new TypeError('it should assume a role');
	return profile;
}

const bare: Omit<ChainedProfile, 'source'> = {
	name: 'p',
	accountId: '333333333333',
	roleName: 'Deploy',
	region: undefined,
	roleArn: ROLE,
	sessionName: undefined,
	externalId: undefined,
	durationSeconds: undefined,
	mfaSerial: undefined,
};

test('a profile of Identity Center is served as before', () => {
	assert.equal(named(withProfiles({ dev: sso }), 'dev'), dev);
});

test('a role of an Identity Center profile: its own settings, and the source', () => {
	const profile = chained({
		p: {
			role_arn: 'arn:aws-us-gov:iam::333333333333:role/team/a/Deploy',
			source_profile: 'dev',
			role_session_name: 'me',
			external_id: 'ext-1',
			duration_seconds: '3600',
			mfa_serial: 'arn:aws:iam::111111111111:mfa/me',
			region: 'us-gov-west-1',
		},
		dev: sso,
	});
	assert.equal(profile, {
		...bare,
		region: 'us-gov-west-1',
		roleArn: 'arn:aws-us-gov:iam::333333333333:role/team/a/Deploy',
		sessionName: 'me',
		externalId: 'ext-1',
		durationSeconds: 3600,
		mfaSerial: 'arn:aws:iam::111111111111:mfa/me',
		source: { kind: 'sso', profile: dev },
	});
	assert.equal(rootOf(profile), dev);
});

test('the region of the source is not inherited', () => {
	assert.equal(chained({ p: { role_arn: ROLE, source_profile: 'dev' }, dev: sso }), {
		...bare,
		source: { kind: 'sso', profile: dev },
	});
});

test('a chain of four: the roles in the order in which they are assumed, and the sign-in at its root', () => {
	const names = ['a', 'b', 'c', 'p'];
	const hops = names.map((name, at) => [name, { role_arn: ROLE, source_profile: names[at - 1] ?? 'dev' }] as const);
	const profile = chained({ ...Object.fromEntries(hops), dev: sso });
	assert.equal(
		assumedRoles(profile).map(({ name }) => name),
		names,
	);
	assert.equal(rootOf(profile), dev);
	assert.equal(assumedRoles(dev), []);
	assert.is(rootOf(dev), dev);
});

test('a chain of a thousand', () => {
	const hops = Array.from({ length: 1000 }, (_, at) => [`h${at}`, { role_arn: ROLE, source_profile: `h${at + 1}` }]);
	const profile = chained({ ...Object.fromEntries(hops), h1000: sso, p: { role_arn: ROLE, source_profile: 'h0' } });
	assert.is(assumedRoles(profile).length, 1001);
	assert.equal(rootOf(profile)?.name, 'h1000');
});

/** The source of profile `p`, which assumes a role with the credentials of profile `s`. */
const sources: Readonly<Record<string, readonly [source: Profiles[string], of: RoleSource, credentials?: Profiles]>> = {
	'static keys': [
		keys,
		{
			kind: 'static-keys',
			keys: { profile: 's', accessKeyId: 'AKIAKEYS', secretAccessKey: SECRET, sessionToken: undefined },
		},
	],
	'static keys with a token': [
		{ ...keys, aws_session_token: 't' },
		{
			kind: 'static-keys',
			keys: { profile: 's', accessKeyId: 'AKIAKEYS', secretAccessKey: SECRET, sessionToken: 't' },
		},
	],
	'the older name of the token comes first': [
		{ ...keys, aws_session_token: 't', aws_security_token: 'older' },
		{
			kind: 'static-keys',
			keys: { profile: 's', accessKeyId: 'AKIAKEYS', secretAccessKey: SECRET, sessionToken: 'older' },
		},
	],
	'static keys before the role that the source names': [
		{ ...keys, role_arn: ROLE, source_profile: 'gone' },
		{
			kind: 'static-keys',
			keys: { profile: 's', accessKeyId: 'AKIAKEYS', secretAccessKey: SECRET, sessionToken: undefined },
		},
	],
	'Identity Center before static keys': [
		{ ...keys, ...sso },
		{ kind: 'sso', profile: { ...dev, name: 's' } },
	],
	'Identity Center, although the source names a role, because of its static keys': [
		{ ...keys, ...sso, role_arn: ROLE },
		{ kind: 'sso', profile: { ...dev, name: 's' } },
	],
	'an empty web_identity_token_file does not count, but the role does not either': [
		{ ...sso, role_arn: ROLE, web_identity_token_file: '' },
		{ kind: 'sso', profile: { ...dev, name: 's' } },
	],
	'a web identity before everything else': [
		{ ...keys, ...sso, role_arn: ROLE, web_identity_token_file: '/token' },
		{
			kind: 'role',
			profile: {
				name: 's',
				accountId: '333333333333',
				roleName: 'Deploy',
				region: 'eu-west-1',
				roleArn: ROLE,
				sessionName: undefined,
				externalId: undefined,
				durationSeconds: undefined,
				mfaSerial: undefined,
				source: { kind: 'web-identity', tokenFile: '/token' },
			},
		},
	],
	'credential_process before the keys of the config file': [
		{ ...keys, credential_process: 'x' },
		{ kind: 'process', profile: 's', command: 'x' },
	],
	'aws login before credential_process': [
		{ login_session: 'arn', credential_process: 'x' },
		{ kind: 'login', profile: 's', session: 'arn' },
	],
};

for (const [name, [source, expected]] of Object.entries(sources)) {
	test(`source: ${name}`, () => {
		assert.equal(chained({ p: { role_arn: ROLE, source_profile: 's' }, s: source }).source, expected);
	});
}

test('source: the keys of the credentials file come before credential_process', () => {
	const profile = chained({ p: { role_arn: ROLE, source_profile: 's' } }, { s: { ...keys, credential_process: 'x' } });
	assert.is(profile.source.kind, 'static-keys');
	assert.is(rootOf(profile), undefined);
});

test('source: the environment', () => {
	const profile = chained({ p: { role_arn: ROLE, credential_source: 'Environment' } });
	assert.equal(profile.source, { kind: 'environment' });
	assert.is(rootOf(profile), undefined);
});

test('a profile may name itself if it has static keys, and Identity Center comes before them', () => {
	const own = { role_arn: ROLE, source_profile: 'p' };
	assert.is(chained({ p: { ...own, ...keys } }).source.kind, 'static-keys');
	assert.equal(rootOf(chained({ p: { ...own, ...keys, ...sso } })), { ...dev, name: 'p' });
});

const durations: readonly (readonly [value: string, seconds: number | undefined])[] = [
	['900', 900],
	['3600', 3600],
	[' 1800 ', 1800],
	['+1800', 1800],
	['3_600', 3600],
	['1h', undefined],
	['3600.0', undefined],
	['1e3', undefined],
	['_900', undefined],
	['9__00', undefined],
	['', undefined],
];

for (const [value, seconds] of durations) {
	test(`duration_seconds = ${value} is ${seconds ?? 'ignored'}, as int() reads it`, () => {
		const own = { role_arn: ROLE, source_profile: 'dev', duration_seconds: value };
		assert.is(chained({ p: own, dev: sso }).durationSeconds, seconds);
	});
}

test('static keys, the environment and a program may ask for up to 12 hours', () => {
	const own = { role_arn: ROLE, duration_seconds: '43200' };
	assert.is(chained({ p: { ...own, source_profile: 's' }, s: keys }).durationSeconds, 43_200);
	assert.is(chained({ p: { ...own, credential_source: 'Environment' } }).durationSeconds, 43_200);
	assert.is(chained({ p: { ...own, source_profile: 's' }, s: { credential_process: 'x' } }).durationSeconds, 43_200);
});

test('an empty role_session_name is none', () => {
	const own = { role_arn: ROLE, source_profile: 'dev', role_session_name: '' };
	assert.is(chained({ p: own, dev: sso }).sessionName, undefined);
});

interface Refused {
	readonly profiles: Profiles;
	readonly code: string;
	readonly told: readonly string[];
}

const IN_P = `in the section of "p" in ${CONFIG_PATH}`;
const EXPORT = 'eval "$(aws configure export-credentials --profile p --format env)"';

/** Expects the refusal of a value of profile `p`. */
const unfit = (own: Profiles[string], problem: string, wanted: string): Refused => ({
	profiles: { p: { role_arn: ROLE, source_profile: 'dev', ...own }, dev: sso },
	code: 'profile-value-invalid',
	told: [problem, `set ${problem.split(' ')[0]} in ${CONFIG_PATH} to ${wanted}`],
});
const badArn = (arn: string): Refused =>
	unfit(
		{ role_arn: arn },
		`role_arn of profile "p" is "${arn}", which is not the ARN of a role`,
		'an ARN such as arn:aws:iam::111111111111:role/NAME',
	);
const badExternalId = (value: string, why = ''): Refused =>
	unfit(
		{ external_id: value },
		`external_id of profile "p" is not 2 to 1224 letters, digits or characters of _+=,.@:/-${why}`,
		'the external ID that the owner of the role gave you',
	);
const empty = (source: Profiles[string], because: string, hint = 'ssoenv configure s'): Refused => ({
	profiles: { p: { role_arn: ROLE, source_profile: 's' }, s: source },
	code: 'source-profile-empty',
	told: [`source_profile "s" of profile "p" has no credentials: ${because}`, hint],
});
const tooLong = (source: Profiles[string]): Refused => ({
	profiles: { p: { role_arn: ROLE, source_profile: 's', duration_seconds: '3601' }, s: source, dev: sso },
	code: 'role-duration-too-long',
	told: [
		'duration_seconds of profile "p" is 3601, but AWS allows at most 3600 for a role that is assumed with the credentials of another role',
		`set duration_seconds to 3600 or less ${IN_P}`,
	],
});
const halfKeys = (source: Profiles[string], message: string): Refused => ({
	profiles: { p: { role_arn: ROLE, source_profile: 's' }, s: source },
	code: 'static-keys-incomplete',
	told: [message, 'aws configure --profile s'],
});
const unserved = (source: string, words: string): Refused => ({
	profiles: { p: { role_arn: ROLE, credential_source: source } },
	code: 'credential-source-unserved',
	told: [
		`profile "p" assumes its role with credential_source = ${source}, ${words}, which ssoenv does not ask`,
		EXPORT,
	],
});
const unknownSource = (source: string): Refused => ({
	profiles: { p: { role_arn: ROLE, credential_source: source } },
	code: 'profile-value-invalid',
	told: [
		`credential_source of profile "p" is "${source}", which is not Environment, Ec2InstanceMetadata or EcsContainer`,
		`set credential_source in ${CONFIG_PATH} to Environment, or name a source_profile instead`,
	],
});

const refused: Readonly<Record<string, Refused>> = {
	'both sources': {
		profiles: { p: { role_arn: ROLE, source_profile: 'gone', credential_source: 'Nothing' } },
		code: 'role-source-unclear',
		told: [
			'profile "p" has role_arn with both source_profile and credential_source',
			`remove source_profile or credential_source ${IN_P}`,
		],
	},
	'neither source, although it has the keys of Identity Center': {
		profiles: { p: { role_arn: ROLE, ...sso } },
		code: 'role-source-unclear',
		told: [
			'profile "p" has role_arn without source_profile and credential_source',
			`add source_profile ${IN_P}: the profile whose credentials may assume the role`,
			'ssoenv list',
		],
	},
	'the source is not there': {
		profiles: { p: { role_arn: ROLE, source_profile: 'other' } },
		code: 'source-profile-not-found',
		told: [`profile "p" names source_profile "other", which is not in ${CONFIG_PATH}`, 'ssoenv list'],
	},
	'an empty source': {
		profiles: { p: { role_arn: ROLE, source_profile: '' } },
		code: 'source-profile-not-found',
		told: [`profile "p" names source_profile "", which is not in ${CONFIG_PATH}`, 'ssoenv list'],
	},
	'the source has a similar name': {
		profiles: { p: { role_arn: ROLE, source_profile: 'deve' }, dev: sso, devx: { region: 'x' } },
		code: 'source-profile-not-found',
		told: [
			`profile "p" names source_profile "deve", which is not in ${CONFIG_PATH}; did you mean "dev"?`,
			`write source_profile = dev ${IN_P}`,
		],
	},
	'the source is in quotes': {
		profiles: { p: { role_arn: ROLE, source_profile: '"dev"' }, dev: sso },
		code: 'source-profile-not-found',
		told: [
			`profile "p" names source_profile ""dev"", which is not in ${CONFIG_PATH}; did you mean "dev"?`,
			`write source_profile = dev ${IN_P}`,
		],
	},
	'the metadata service gives the credentials of the source': {
		profiles: {
			p: { role_arn: ROLE, source_profile: 's' },
			s: { role_arn: ROLE, credential_source: 'EcsContainer' },
		},
		code: 'credential-source-unserved',
		told: [
			'profile "s" assumes its role with credential_source = EcsContainer, the credentials service of a container, which ssoenv does not ask',
			EXPORT,
		],
	},
	'the source has no credentials': empty({ region: 'x' }, 'it has no sso_account_id and no sso_role_name'),
	'the source has only a sign-in': empty({ sso_session: 'corp' }, 'it has no account and no role'),
	'the source has only a secret key': empty(
		{ aws_secret_access_key: SECRET },
		'it has aws_secret_access_key but no aws_access_key_id',
		'aws configure --profile s',
	),
	'the source has a role that it does not assume, because of its secret key': empty(
		{ aws_secret_access_key: SECRET, role_arn: ROLE, source_profile: 'p' },
		'it has aws_secret_access_key but no aws_access_key_id',
		'aws configure --profile s',
	),
	'the source has an empty credential_process': empty(
		{ credential_process: '' },
		'it has no sso_account_id and no sso_role_name',
	),
	'the source has a web identity without a role': empty(
		{ web_identity_token_file: '/token' },
		'it has web_identity_token_file but no role_arn',
		`add role_arn in the section of "s" in ${CONFIG_PATH}`,
	),
	'the source has a role and an empty web identity': empty(
		{ role_arn: ROLE, source_profile: 'p', web_identity_token_file: '' },
		'its web_identity_token_file is empty',
		`remove web_identity_token_file in the section of "s" in ${CONFIG_PATH}`,
	),
	'the source is an incomplete profile of Identity Center': {
		profiles: { p: { role_arn: ROLE, source_profile: 's' }, s: { sso_role_name: 'R', sso_session: 'corp' } },
		code: 'profile-incomplete',
		told: [
			'profile "s" is set up for Identity Center but lacks sso_account_id',
			`add sso_account_id to the profile in ${CONFIG_PATH}`,
		],
	},
	'the source is an incomplete chain': {
		profiles: { p: { role_arn: ROLE, source_profile: 's' }, s: { role_arn: ROLE } },
		code: 'role-source-unclear',
		told: [
			'profile "s" has role_arn without source_profile and credential_source',
			`add source_profile in the section of "s" in ${CONFIG_PATH}: the profile whose credentials may assume the role`,
			'ssoenv list',
		],
	},
	'a circle': {
		profiles: {
			p: { role_arn: ROLE, source_profile: 'a' },
			a: { role_arn: ROLE, source_profile: 'b' },
			b: { role_arn: ROLE, source_profile: 'p' },
		},
		code: 'source-profile-cycle',
		told: [
			'the sources of profile "p" form a circle: p -> a -> b -> p',
			`set source_profile in the section of "b" in ${CONFIG_PATH} to a profile with credentials`,
		],
	},
	'a circle to a profile with static keys': {
		profiles: {
			p: { role_arn: ROLE, source_profile: 'a', ...keys },
			a: { role_arn: ROLE, source_profile: 'p' },
		},
		code: 'source-profile-cycle',
		told: [
			'the sources of profile "p" form a circle: p -> a -> p',
			`set source_profile in the section of "a" in ${CONFIG_PATH} to a profile with credentials`,
		],
	},
	'a circle behind the profile': {
		profiles: {
			p: { role_arn: ROLE, source_profile: 'a' },
			a: { role_arn: ROLE, source_profile: 'b' },
			b: { role_arn: ROLE, source_profile: 'a' },
		},
		code: 'source-profile-cycle',
		told: [
			'the sources of profile "p" form a circle: p -> a -> b -> a',
			`set source_profile in the section of "b" in ${CONFIG_PATH} to a profile with credentials`,
		],
	},
	'itself, without static keys': {
		profiles: { p: { role_arn: ROLE, source_profile: 'p', ...sso } },
		code: 'source-profile-cycle',
		told: [
			'profile "p" names itself as source_profile, which requires static keys in it',
			`set source_profile ${IN_P} to a profile with credentials`,
		],
	},
	'an access key ID without a secret key': halfKeys(
		{ aws_access_key_id: 'AKIA' },
		`profile "s" has aws_access_key_id in the section of "s" in ${CONFIG_PATH}, but that section has no aws_secret_access_key`,
	),
	'an empty access key ID': halfKeys(
		{ aws_access_key_id: '', aws_secret_access_key: SECRET },
		`profile "s" has no value for aws_access_key_id in the section of "s" in ${CONFIG_PATH}`,
	),
	'the metadata service': unserved('Ec2InstanceMetadata', 'the metadata service of an EC2 instance'),
	'a container': unserved('EcsContainer', 'the credentials service of a container'),
	'a credential_source in lower case': unknownSource('environment'),
	'an empty credential_source': unknownSource(''),
	'a credential_source of a prototype': unknownSource('constructor'),
	'more than an hour from Identity Center': tooLong(sso),
	'more than an hour from another role': tooLong({ role_arn: ROLE, source_profile: 'dev' }),
	'more than an hour from a web identity': tooLong({ role_arn: ROLE, web_identity_token_file: '/token' }),
	'less than a quarter of an hour': unfit(
		{ duration_seconds: '899' },
		'duration_seconds of profile "p" is "899", which is not from 900 to 43200',
		'a number of seconds from 900 to 43200',
	),
	'more than 12 hours': unfit(
		{ duration_seconds: '43201' },
		'duration_seconds of profile "p" is "43201", which is not from 900 to 43200',
		'a number of seconds from 900 to 43200',
	),
	'no value of role_arn': badArn(''),
	'a role name': badArn('Deploy'),
	'the ARN of a user': badArn('arn:aws:iam::333333333333:user/me'),
	'the ARN of a session': badArn('arn:aws:sts::333333333333:assumed-role/Deploy/me'),
	'an account of 9 digits': badArn('arn:aws:iam::123456789:role/Deploy'),
	'a path without a name': badArn('arn:aws:iam::333333333333:role/team/'),
	'a role name of 65 characters': badArn(`arn:aws:iam::333333333333:role/${'a'.repeat(65)}`),
	'an ARN that is too long': badArn(`arn:aws:iam::333333333333:role/${'a'.repeat(2048)}/b`),
	'a session name with a space': unfit(
		{ role_session_name: 'my name' },
		'role_session_name of profile "p" is "my name", which is not 2 to 64 letters, digits or characters of _+=,.@-',
		'a name, for example your user name',
	),
	'an external ID with a space': badExternalId('hunter2 hunter3'),
	'an empty external ID': badExternalId(''),
	'an external ID with a comment': badExternalId(
		'hunter2 # of the partner',
		': the comment after # is part of the value, as in the AWS CLI',
	),
	'an MFA device without a serial number': unfit(
		{ mfa_serial: '' },
		'mfa_serial of profile "p" is "", which is not the ARN of an MFA device',
		'the ARN of your MFA device',
	),
	'a region with a dot': unfit(
		{ region: 'us-east-1.evil.example' },
		'region of profile "p" is "us-east-1.evil.example", which is not the name of a region',
		'a region, for example us-east-1',
	),
	'a profile of another kind': {
		profiles: { p: keys },
		code: 'profile-not-sso',
		told: ['profile "p" is not an Identity Center profile: it holds static keys', EXPORT, 'ssoenv configure p'],
	},
};

for (const [name, { profiles, code, told }] of Object.entries(refused)) {
	test(`refused: ${name}`, () => {
		const config = withProfiles(profiles);
		const failure = failureOf(() => named(config));
		assert.is(failure.code, code);
		assert.is(failure.status, 3);
		assert.equal(toldBy(failure), told);
		assert.not.match(toldBy(failure).join('\n'), /wJalr|hunter/);
		assert.is(servedProfile(config, 'p', CONFIG_PATH), undefined);
	});
}

test('keys are read from one file: an ID and a secret key in different files are not a pair', () => {
	const split = sharedConfigOf({
		profiles: { p: { role_arn: ROLE, source_profile: 's' } },
		credentials: { s: { aws_access_key_id: 'AKIA' } },
	});
	const config = {
		...split,
		profileIn: (file: 'config' | 'credentials', name: string) =>
			file === 'config' ? new Map([['aws_secret_access_key', SECRET]]) : split.profileIn(file, name),
	};
	assert.is(failureOf(() => named(config)).code, 'static-keys-incomplete');
});

test('a refusal names the file and the line, and nothing of the secret keys', () => {
	const CREDENTIALS = '/home/me/.aws/credentials';
	const text = `[profile p]
role_arn = ${ROLE}
source_profile = s
duration_seconds = 7200
[profile q]
role_arn = ${ROLE}
source_profile = keys
[profile r]
role_arn = ${ROLE}
source_profile = devv
[profile s]
role_arn = ${ROLE}
source_profile = dev
[profile dev]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
	const credentials = '[keys]\naws_secret_access_keys = hunter2\naws_access_key_id = AKIA\n';
	const config = sharedConfig(parseAwsIni(text).sections, parseAwsIni(credentials).sections, [
		{ path: CONFIG_PATH, text, isCredentials: false },
		{ path: CREDENTIALS, text: credentials, isCredentials: true },
	]);
	const told = (profile: string) => toldBy(failureOf(() => named(config, profile))).join('\n');
	assert.match(told('p'), `set duration_seconds to 3600 or less on line 4 of ${CONFIG_PATH}`);
	assert.is(
		told('q'),
		`profile "keys" has aws_access_key_id on line 3 of ${CREDENTIALS}, but that section has no aws_secret_access_key\naws configure --profile keys`,
	);
	assert.match(told('r'), `write source_profile = dev on line 10 of ${CONFIG_PATH}`);
	assert.ok(servedProfile(config, 's', CONFIG_PATH));
});

test('a profile that is not there: the nearest one that is served, of any kind', () => {
	const config = withProfiles({ deploy: { role_arn: ROLE, source_profile: 'dev' }, deploi: { region: 'x' }, dev: sso });
	assert.equal(toldBy(failureOf(() => named(config, 'deplo'))), [
		`profile "deplo" is not in ${CONFIG_PATH}; did you mean "deploy"?`,
		'ssoenv use deploy',
	]);
});

test.run();
