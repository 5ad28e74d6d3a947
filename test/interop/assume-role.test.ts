/**
 * Profiles that assume a role, resolved by the installed botocore and by ssoenv from the same files: the same calls of
 * AssumeRole with the same first credentials, or a refusal by both.
 */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfigFiles } from '../../src/adapters/config/config-files.ts';
import { Failure } from '../../src/core/failure/failure.ts';
import { profileNamed } from '../../src/core/profile/chained-profile.ts';
import {
	assumedRoles,
	type ChainedProfile,
	isChained,
	type RoleSource,
	type ServedProfile,
} from '../../src/core/profile/role-chain.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import { hasPython, pythonAnswer } from '../support/program/python.ts';

const CORP = `[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1
`;
const DEV = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const KEYS = 'aws_access_key_id = AKIAKEYS\naws_secret_access_key = hunter2\n';
const role = (name: string) => `role_arn = arn:aws:iam::333333333333:role/${name}\n`;
/** Profile `p` over the source `s`, whose lines follow. */
const over = (source: string, own = '') => `[profile p]\n${role('P')}source_profile = s\n${own}[profile s]\n${source}`;
const overDev = (own: string) => `${DEV}[profile p]\n${role('P')}source_profile = dev\n${own}`;

interface Case {
	readonly config: string;
	readonly credentials?: string;
	/** What botocore raises, if it refuses the profile too. */
	readonly botocore?: string;
	/** The code of ssoenv's failure; undefined if it serves the profile as botocore does. */
	readonly code?: string;
	/** Why ssoenv refuses what botocore sends to AWS. */
	readonly stricter?: string;
}

const invalid = (config: string, code: string, credentials = ''): Case => ({
	config,
	credentials,
	code,
	botocore: 'InvalidConfigError',
});
const partial = (config: string, code: string, credentials = ''): Case => ({
	config,
	credentials,
	code,
	botocore: 'PartialCredentialsError',
});
const endless = (config: string): Case => ({
	config,
	code: 'source-profile-cycle',
	botocore: 'InfiniteLoopConfigError',
});
const stricter = (config: string, code: string, reason: string): Case => ({ config, code, stricter: reason });

const AWS_REFUSES = 'AWS refuses the value';
const NOT_SERVED = 'use serves Identity Center and roles that are assumed';

const cases: Readonly<Record<string, Case>> = {
	'an Identity Center profile': { config: DEV.replace('profile dev', 'profile p') },
	'a role over Identity Center': { config: overDev('') },
	'all settings of a role': {
		config: overDev(
			'role_session_name = me\nexternal_id = e-1\nmfa_serial = arn:aws:iam::1:mfa/me\nduration_seconds = 1800\n',
		),
	},
	'two roles': { config: `${DEV}${over(`${role('S')}source_profile = dev\nrole_session_name = of-s\n`)}` },
	'four roles': {
		config: `${DEV}${over(`${role('S')}source_profile = t\n`)}[profile t]\n${role('T')}source_profile = u\n[profile u]\n${role('U')}source_profile = dev\n`,
	},
	'static keys of the config file': { config: over(KEYS) },
	'static keys of the credentials file': { config: over('region = x\n'), credentials: `[s]\n${KEYS}` },
	'a source that only the credentials file has': {
		config: `[profile p]\n${role('P')}source_profile = s\n`,
		credentials: `[s]\n${KEYS}`,
	},
	'a role of the credentials file': { config: '', credentials: `[p]\n${role('P')}source_profile = s\n[s]\n${KEYS}` },
	'the keys of the credentials file before those of the config file': {
		config: over('aws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n'),
		credentials: `[s]\n${KEYS}`,
	},
	'static keys before the role of the source': { config: over(`${KEYS}${role('S')}source_profile = gone\n`) },
	'Identity Center before static keys': { config: `${DEV}${KEYS}[profile p]\n${role('P')}source_profile = dev\n` },
	'Identity Center before the keys of the credentials file': { config: overDev(''), credentials: `[dev]\n${KEYS}` },
	'Identity Center in a source with keys and a role': {
		config: `${CORP}${over(`${KEYS}${role('S')}sso_session = corp\nsso_account_id = 222222222222\nsso_role_name = R\n`)}`,
	},
	'a role before Identity Center in the source': {
		config: `${DEV}${over(`${role('S')}source_profile = dev\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = R\n`)}`,
	},
	'itself, with static keys': { config: `[profile p]\n${role('P')}source_profile = p\n${KEYS}` },
	'itself, with the keys of the credentials file': {
		config: `[profile p]\n${role('P')}source_profile = p\n`,
		credentials: `[p]\n${KEYS}`,
	},
	'the environment': { config: `[profile p]\n${role('P')}credential_source = Environment\n` },
	'the environment at the root': { config: over(`${role('S')}credential_source = Environment\n`) },
	'a program': { config: over('credential_process = x\n') },
	'a program before the keys of the config file': { config: over(`credential_process = x\n${KEYS}`) },
	'the keys of the credentials file before a program': {
		config: over('credential_process = x\n'),
		credentials: `[s]\n${KEYS}`,
	},
	'aws login before a program': { config: over('login_session = arn\ncredential_process = x\n') },
	'the keys of the credentials file before aws login': {
		config: over('login_session = arn\n'),
		credentials: `[s]\n${KEYS}`,
	},
	'a web identity before Identity Center and keys': {
		config: `${CORP}${over(`${role('S')}web_identity_token_file = /dev/null\n${KEYS}sso_session = corp\nsso_account_id = 1\nsso_role_name = R\n`)}`,
	},
	'an empty web identity turns off the role of the source': {
		config: `${CORP}${over(`${role('S')}source_profile = p\nweb_identity_token_file =\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = R\n`)}`,
	},
	'an empty web identity turns off the role': {
		config: `${DEV.replace('profile dev', 'profile p')}${role('P')}web_identity_token_file =\n`,
	},
	'a duration that is not a number': { config: overDev('duration_seconds = 1h\n') },
	'a duration with a sign and an underscore': { config: overDev('duration_seconds = +1_800\n') },
	'static keys for 12 hours': { config: over(KEYS, 'duration_seconds = 43200\n') },
	'an empty session name': { config: overDev('role_session_name =\n') },

	'both sources': invalid(
		`${DEV}[profile p]\n${role('P')}source_profile = dev\ncredential_source = Environment\n`,
		'role-source-unclear',
	),
	'neither source': partial(`[profile p]\n${role('P')}`, 'role-source-unclear'),
	'neither source beside Identity Center': partial(
		`${DEV.replace('profile dev', 'profile p')}${role('P')}`,
		'role-source-unclear',
	),
	'the source is not there': invalid(`[profile p]\n${role('P')}source_profile = gone\n`, 'source-profile-not-found'),
	'an empty source': invalid(`[profile p]\n${role('P')}source_profile =\n`, 'source-profile-not-found'),
	'the source is in another case': invalid(overDev('').replace('= dev\n', '= Dev\n'), 'source-profile-not-found'),
	'a comment behind the source': invalid(overDev('').replace('= dev\n', '= dev # x\n'), 'source-profile-not-found'),
	'the source has no credentials': invalid(over('region = us-east-1\n'), 'source-profile-empty'),
	'the source has only a sign-in': invalid(`${CORP}${over('sso_session = corp\n')}`, 'source-profile-empty'),
	'the source has only a secret key': invalid(over('aws_secret_access_key = x\n'), 'source-profile-empty'),
	'the source has a role, but also a secret key': invalid(
		`${DEV}${over(`${role('S')}source_profile = dev\naws_secret_access_key = x\n`)}`,
		'source-profile-empty',
	),
	'the source has a web identity without a role': invalid(
		over('web_identity_token_file = /dev/null\n'),
		'source-profile-empty',
	),
	'the source lacks an account': invalid(
		`${CORP}${over('sso_session = corp\nsso_role_name = R\n')}`,
		'profile-incomplete',
	),
	'the source names no sso-session that exists': invalid(
		over('sso_session = gone\nsso_account_id = 222222222222\nsso_role_name = R\n'),
		'sso-session-not-found',
	),
	'the source and its sso-session differ': invalid(
		`${CORP}${over('sso_session = corp\nsso_region = eu-west-1\nsso_account_id = 222222222222\nsso_role_name = R\n')}`,
		'profile-conflict',
	),
	'the source has an access key ID without a secret key': partial(
		over('aws_access_key_id = x\n'),
		'static-keys-incomplete',
	),
	'the two keys are in different files': partial(
		over('aws_secret_access_key = x\n'),
		'static-keys-incomplete',
		'[s]\naws_access_key_id = AKIA\n',
	),
	'the source assumes a role without a source': partial(over(role('S')), 'role-source-unclear'),
	'a credential_source that is unknown': invalid(
		`[profile p]\n${role('P')}credential_source = Custom\n`,
		'profile-value-invalid',
	),
	'a credential_source in lower case': invalid(
		`[profile p]\n${role('P')}credential_source = environment\n`,
		'profile-value-invalid',
	),
	'an empty credential_source': invalid(`[profile p]\n${role('P')}credential_source =\n`, 'profile-value-invalid'),
	'itself, without static keys': endless(`[profile p]\n${role('P')}source_profile = p\n`),
	'itself, with Identity Center': endless(`${DEV.replace('profile dev', 'profile p')}${role('P')}source_profile = p\n`),
	'a circle': endless(over(`${role('S')}source_profile = p\n`)),
	'a circle to a profile with static keys': endless(over(`${role('S')}source_profile = p\n`, KEYS)),
	'a circle behind the profile': endless(
		over(`${role('S')}source_profile = t\n[profile t]\n${role('T')}source_profile = s\n`),
	),
	'a source that names itself': endless(over(`${role('S')}source_profile = s\n`)),
	'no value of role_arn': {
		config: overDev('').replace(role('P'), 'role_arn =\n'),
		code: 'profile-value-invalid',
		botocore: 'ParamValidationError',
	},
	'an empty external ID': {
		config: overDev('external_id =\n'),
		code: 'profile-value-invalid',
		botocore: 'ParamValidationError',
	},
	'a session name of one letter': {
		config: overDev('role_session_name = x\n'),
		code: 'profile-value-invalid',
		botocore: 'ParamValidationError',
	},
	'a duration below a quarter of an hour': {
		config: overDev('duration_seconds = 60\n'),
		code: 'profile-value-invalid',
		botocore: 'ParamValidationError',
	},

	'more than an hour from Identity Center': stricter(
		overDev('duration_seconds = 7200\n'),
		'role-duration-too-long',
		'AWS limits role chaining to an hour',
	),
	'more than 12 hours': stricter(over(KEYS, 'duration_seconds = 43201\n'), 'profile-value-invalid', AWS_REFUSES),
	'the ARN of a user': stricter(
		overDev('').replace(':role/P', ':user/some-user'),
		'profile-value-invalid',
		AWS_REFUSES,
	),
	'an external ID with a space': stricter(overDev('external_id = a b\n'), 'profile-value-invalid', AWS_REFUSES),
	'an empty access key ID': stricter(
		over('aws_access_key_id =\naws_secret_access_key = x\n'),
		'static-keys-incomplete',
		'botocore signs with an empty key',
	),
	'static keys alone': stricter(`[profile p]\n${KEYS}`, 'profile-not-sso', NOT_SERVED),
	'a program alone': stricter('[profile p]\ncredential_process = x\n', 'profile-not-sso', NOT_SERVED),
	'aws login alone': stricter('[profile p]\nlogin_session = x\n', 'profile-not-sso', NOT_SERVED),
	'a web identity alone': stricter(
		`[profile p]\n${role('P')}web_identity_token_file = /dev/null\n`,
		'profile-not-sso',
		NOT_SERVED,
	),
};

const given = Object.values(cases).map(({ config, credentials = '' }) => ({ config, credentials }));
const program = readFileSync(new URL('botocore_sources.py', import.meta.url), 'utf8');
const answers = hasPython ? pythonAnswer(program, given) : null;

/** Returns what ssoenv makes of profile `p`. */
function ourOutcome({ config, credentials = '' }: Case): ServedProfile | Failure {
	const home = makeHome({ config, credentials });
	try {
		const env = { AWS_CONFIG_FILE: home.file('config'), AWS_SHARED_CREDENTIALS_FILE: home.file('credentials') };
		const loaded = loadConfigFiles(env, (line) => assert.unreachable(line));
		return profileNamed(loaded.config, { profile: 'p', namedBy: 'argument' }, home.file('config'));
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	} finally {
		home.remove();
	}
}

/** The arguments of AssumeRole, in botocore's words. */
const callOf = ({ roleArn, sessionName, externalId, durationSeconds, mfaSerial }: ChainedProfile) => ({
	RoleArn: roleArn,
	...(sessionName !== undefined && { RoleSessionName: sessionName }),
	...(externalId !== undefined && { ExternalId: externalId }),
	...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
	...(mfaSerial !== undefined && { SerialNumber: mfaSerial }),
});

/** The access key ID that the Python program gives to each kind of source. */
function firstKeyOf(source: RoleSource): string {
	switch (source.kind) {
		case 'sso':
			return `SSO ${source.profile.accountId} ${source.profile.roleName}`;
		case 'role':
			return firstKeyOf(source.profile.source);
		case 'web-identity':
			return 'WEB';
		case 'process':
			return 'PROCESS';
		case 'login':
			return 'LOGIN';
		case 'static-keys':
			return source.keys.accessKeyId;
		case 'environment':
			return 'AKIAENV';
	}
}

const resolved = (profile: ServedProfile) => ({
	// The Python program gets the role of a web identity without a call.
	calls: assumedRoles(profile)
		.filter(({ source }) => source.kind !== 'web-identity')
		.map(callOf),
	first: firstKeyOf(isChained(profile) ? profile.source : { kind: 'sso', profile }),
});

for (const [at, [name, row]] of Object.entries(cases).entries()) {
	testUnless(answers === null ? 'no botocore' : undefined, `botocore and ssoenv resolve the same: ${name}`, () => {
		const theirs: unknown = Array.isArray(answers) ? answers[at] : undefined;
		const ours = ourOutcome(row);
		if (row.code === undefined) {
			if (ours instanceof Failure) throw ours;
			assert.equal(resolved(ours), theirs);
			return;
		}
		assert.is(ours instanceof Failure && ours.code, row.code);
		if (row.stricter === undefined) assert.equal(theirs, { error: row.botocore });
		else assert.ok(typeof theirs === 'object' && theirs !== null && 'calls' in theirs, JSON.stringify(theirs));
	});
}

test('there are enough cases, and most are the same for both', () => {
	const rows = Object.values(cases);
	assert.ok(rows.length >= 60, `${rows.length} cases`);
	assert.ok(rows.filter((row) => row.stricter === undefined).length >= 50);
});

test.run();
