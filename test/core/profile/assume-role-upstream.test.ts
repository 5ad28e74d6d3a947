/**
 * botocore's own tests of roles that a profile assumes, as of August 2026: what ssoenv does in each case. Upstream's
 * ARNs, such as `myrole` and accounts of nine digits, are written here as AWS has them, because ssoenv refuses others.
 */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { argumentsOf, assumedRoleKey, parseAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import { areCredentialsFresh } from '../../../src/core/credentials/role-credentials.ts';
import { profileNamed, servedProfile } from '../../../src/core/profile/chained-profile.ts';
import { providerOf } from '../../../src/core/profile/credential-provider.ts';
import { assumedRoles, isChained, type RoleSource } from '../../../src/core/profile/role-chain.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, NOW } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

type Profiles = NonNullable<Parameters<typeof sharedConfigOf>[0]['profiles']>;

const ROLE_A = 'arn:aws:iam::123456789012:role/RoleA';
const ROLE_B = 'arn:aws:iam::123456789012:role/RoleB';
const SESSIONS = { C: { sso_region: 'us-east-1', sso_start_url: 'https://test.url/start' } };
const KEYS = { aws_access_key_id: 'abc123', aws_secret_access_key: 'def456' };
const ssoRole = { sso_role_name: 'SSORole', sso_account_id: '123456789012' };

const configOf = (profiles: Profiles) => sharedConfigOf({ profiles, ssoSessions: SESSIONS });

function resolved(profiles: Profiles) {
	const profile = servedProfile(configOf(profiles), 'A', CONFIG_PATH);
	if (profile === undefined || !isChained(profile)) throw new TypeError('it should assume a role');
	return profile;
}

const codeOf = (profiles: Profiles): string =>
	failureOf(() => profileNamed(configOf(profiles), { profile: 'A', namedBy: 'argument' }, CONFIG_PATH)).code;

/** The profiles whose roles are assumed, and the kind of their first source. */
const chainOf = (profiles: Profiles): readonly string[] => {
	const profile = resolved(profiles);
	const roles = assumedRoles(profile);
	return [roles[0]?.source.kind ?? '', ...roles.map(({ name }) => name)];
};
const sourceOf = (profiles: Profiles): RoleSource => resolved(profiles).source;

const fromKeys: RoleSource = {
	kind: 'static-keys',
	keys: { profile: 'B', accessKeyId: 'abc123', secretAccessKey: 'def456', sessionToken: undefined },
};
const overB = (b: Profiles[string], own: Profiles[string] = {}): Profiles => ({
	A: { role_arn: ROLE_A, source_profile: 'B', ...own },
	B: b,
});
const named = (source: string): Profiles => ({ A: { role_arn: ROLE_A, credential_source: source } });

const sha1Of = (roleArn: string, sessionName?: string): string =>
	createHash('sha1')
		.update(assumedRoleKey({ ...argumentsOf(resolved(overB(KEYS)), sessionName), roleArn }))
		.digest('hex');

/** An entry as upstream's tests have it, with `minutes` left. */
const entry = (expiration: string): string =>
	JSON.stringify({
		Credentials: { AccessKeyId: 'foo', SecretAccessKey: 'bar', SessionToken: 'baz', Expiration: expiration },
	});
const isFresh = (expiration: string): boolean => {
	const role = parseAssumedRole(entry(expiration), '123456789012');
	return role !== undefined && areCredentialsFresh(role.credentials, NOW);
};

/** tests/functional/test_credentials.py */
const functional: Readonly<Record<string, () => void>> = {
	test_assume_role: () => assert.equal(sourceOf(overB(KEYS)), fromKeys),
	test_environment_credential_source: () => assert.equal(sourceOf(named('Environment')), { kind: 'environment' }),
	test_invalid_credential_source: () => assert.is(codeOf(named('CustomInvalidProvider')), 'profile-value-invalid'),
	test_misconfigured_source_profile: () => assert.is(codeOf(overB({ region: 'us-west-2' })), 'source-profile-empty'),
	test_recursive_assume_role: () =>
		assert.equal(chainOf({ ...overB({ role_arn: ROLE_B, source_profile: 'C' }), C: KEYS }), ['static-keys', 'B', 'A']),
	test_recursive_assume_role_stops_at_static_creds: () =>
		assert.equal(sourceOf({ ...overB({ ...KEYS, role_arn: ROLE_B, source_profile: 'C' }), C: KEYS }), fromKeys),
	test_infinitely_recursive_assume_role: () =>
		assert.is(codeOf({ A: { role_arn: ROLE_A, source_profile: 'A' } }), 'source-profile-cycle'),
	test_process_source_profile: () =>
		assert.equal(sourceOf(overB({ credential_process: 'x y' })), { kind: 'process', profile: 'B', command: 'x y' }),
	test_web_identity_source_profile: () =>
		assert.equal(chainOf(overB({ role_arn: ROLE_B, web_identity_token_file: '/token' })), ['web-identity', 'B', 'A']),
	test_web_identity_source_profile_ignores_env_vars: () =>
		assert.is(codeOf(overB({ web_identity_token_file: '/token' })), 'source-profile-empty'),
	test_sso_source_profile_legacy: () => assert.equal(chainOf(overB({ ...ssoRole, ...SESSIONS.C })), ['sso', 'A']),
	test_sso_source_profile: () => assert.equal(chainOf(overB({ ...ssoRole, sso_session: 'C' })), ['sso', 'A']),
	test_self_referential_profile: () =>
		assert.is(sourceOf({ A: { role_arn: ROLE_A, source_profile: 'A', ...KEYS } }).kind, 'static-keys'),
	test_assume_role_resolves_account_id: () => assert.is(resolved(overB(KEYS)).accountId, '123456789012'),
};

/** tests/unit/test_credentials.py, TestAssumeRoleCredentialFetcher and TestAssumeRoleCredentialProvider */
const unit: Readonly<Record<string, () => void>> = {
	'test_assume_role_with_no_cache, test_no_cache': () => assert.equal(sourceOf(overB(KEYS)), fromKeys),
	'test_expiration_in_datetime_format, test_assume_role_with_datetime': () => {
		for (const form of ['2026-11-22T10:00:00+00:00', '2026-11-22T12:00:00.123456+02:00'])
			assert.ok(isFresh(form), form);
	},
	test_retrieves_from_cache: () => assert.ok(isFresh('2026-11-22T10:00:00Z')),
	test_assume_role_in_cache_but_expired: () => assert.not.ok(isFresh('2026-11-21T09:59:00Z')),
	test_cache_key_is_windows_safe: () =>
		assert.is(sha1Of('arn:aws:iam::role/foo-role'), '75c539f0711ba78c5b9e488d0add95f178a54d74'),
	'test_cache_key_with_role_session_name (fetcher)': () =>
		assert.is(sha1Of('myrole', 'my_session_name'), '2964201f5648c8be5b9460a9cf842d73a266daf2'),
	'test_cache_key_with_role_session_name (provider)': () =>
		assert.is(sha1Of('arn:aws:iam::foo-role', 'foo_role_session_name'), '5e75ce21b6a64ab183b29c4a159b6f0248121d51'),
	'test_role_session_name_can_be_provided, test_role_session_name_provided': () =>
		assert.is(resolved(overB(KEYS, { role_session_name: 'myname' })).sessionName, 'myname'),
	'test_external_id_can_be_provided, test_external_id_provided': () =>
		assert.is(resolved(overB(KEYS, { external_id: 'my_external_id' })).externalId, 'my_external_id'),
	'test_duration_seconds_can_be_provided, test_assume_role_with_duration': () =>
		assert.is(resolved(overB(KEYS, { duration_seconds: '7200' })).durationSeconds, 7200),
	test_assume_role_with_bad_duration: () =>
		assert.is(resolved(overB(KEYS, { duration_seconds: 'garbage value' })).durationSeconds, undefined),
	'test_mfa, test_assume_role_with_mfa': () =>
		assert.is(resolved(overB(KEYS, { mfa_serial: 'mfa-of-me' })).mfaSerial, 'mfa-of-me'),
	test_no_config_is_noop: () => assert.is(providerOf(configOf({ A: KEYS }), 'A'), 'static-keys'),
	test_source_profile_not_provided: () => assert.is(codeOf({ A: { role_arn: ROLE_A } }), 'role-source-unclear'),
	test_source_profile_does_not_exist: () =>
		assert.is(codeOf({ A: { role_arn: ROLE_A, source_profile: 'does-not-exist' } }), 'source-profile-not-found'),
	test_source_profile_and_credential_source_provided: () =>
		assert.is(codeOf(overB(KEYS, { credential_source: 'SomeCredentialProvider' })), 'role-source-unclear'),
	test_credential_source_not_among_providers: () =>
		assert.is(codeOf(named('CustomFakeProvider')), 'profile-value-invalid'),
	test_source_profile_can_reference_self: () =>
		assert.is(sourceOf({ A: { ...KEYS, role_arn: ROLE_A, source_profile: 'A' } }).kind, 'static-keys'),
	test_infinite_looping_profiles_raises_error: () =>
		assert.is(codeOf(overB({ role_arn: ROLE_B, source_profile: 'A' })), 'source-profile-cycle'),
	'test_recursive_assume_role (provider)': () =>
		assert.equal(chainOf({ ...overB({ role_arn: ROLE_B, source_profile: 'C' }), C: KEYS }), ['static-keys', 'B', 'A']),
	test_profile_provider_builder_order: () => {
		const order = [
			['web_identity_token_file', { web_identity_token_file: '/token' }],
			['sso', ssoRole],
			['login_session', { login_session: 'x' }],
			['credential_process', { credential_process: 'x' }],
			['static-keys', KEYS],
		] as const;
		for (const [at, [provider]] of order.entries()) {
			const rest = Object.assign({}, ...order.slice(at).map(([, settings]) => settings));
			assert.is(providerOf(sharedConfigOf({ profiles: { A: rest } }), 'A'), provider);
		}
		// Between Identity Center and `aws login`: the credentials file.
		const keys = sharedConfigOf({ credentials: { A: { ...KEYS, login_session: 'x', credential_process: 'x' } } });
		assert.is(providerOf(keys, 'A'), 'static-keys');
	},
};

/** What ssoenv does otherwise, and why. */
const different: Readonly<Record<string, readonly [reason: string, shown: () => void]>> = {
	'test_instance_metadata_credential_source, test_container_credential_source': [
		'ssoenv asks no service of a machine: it says which command does',
		() => {
			for (const source of ['Ec2InstanceMetadata', 'EcsContainer']) {
				assert.is(codeOf(named(source)), 'credential-source-unserved');
			}
		},
	],
	test_incomplete_source_credentials_raises_error: [
		'upstream tests it without a provider builder, which no program does; with one, the source has no credentials',
		() => assert.is(codeOf(overB({ aws_secret_access_key: 'skid' })), 'source-profile-empty'),
	],
	'a role_arn that is not the ARN of a role, in most of the unit tests': [
		'STS would refuse it, and the variables need the account and the name of the role',
		() => assert.is(codeOf({ A: { role_arn: 'myrole', source_profile: 'B' }, B: KEYS }), 'profile-value-invalid'),
	],
};

/** What is not there to compare, and why. */
const notApplicable: Readonly<Record<string, string>> = {
	test_web_identity_credential_source_ignores_env_vars: 'whether the environment has keys is found at the request',
	'test_assume_role_uses_correct_region, TestSTSRegional': 'the address of STS, not the profile',
	test_credential_source_returns_none: 'whether a source has credentials is found at the request',
	'test_cache_key_with_policy, test_policy_can_be_provided': 'a policy comes from code, never from a profile',
	'test_assume_role_with_credential_source, test_credential_source_with_no_resolver_configured, test_credential_source_with_no_providers_configured, TestCanonicalNameSourceProvider':
		'a program that uses botocore can add or remove providers',
	test_assume_role_with_profile_provider: 'a program that uses botocore can replace the builder of providers',
	'test_refreshes, test_mfa_refresh_enabled, test_assume_role_mfa_cannot_refresh_credentials, test_assume_role_populates_session_name_on_refresh':
		'a process of ssoenv ends after one answer',
	test_assume_role_refresher_serializes_datetime: 'a type of Python',
	'test_account_id_with_valid_arn, test_account_id_with_invalid_arn': 'the account is known from role_arn',
	test_feature_ids_registered_during_get_credentials: 'the name of the client in the request',
	'TestAssumeRoleWithWebIdentity, TestAssumeRoleWithWebIdentityCredentialFetcher':
		'ssoenv resolves a web identity only as the source of a role',
	test_chain_prefers_cache: 'a decision at the request',
};

for (const [name, check] of Object.entries({ ...functional, ...unit })) test(`same: ${name}`, check);
for (const [name, [reason, shown]] of Object.entries(different)) test(`different, because ${reason}: ${name}`, shown);

test('each case is in one table', () => {
	const names = [functional, unit, different, notApplicable].flatMap((table) => Object.keys(table));
	assert.is(new Set(names).size, names.length);
	assert.ok(Object.values(notApplicable).every((reason) => reason !== ''));
});

test.run();
