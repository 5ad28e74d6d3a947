/** Which sign-in is chosen: by option, by profile, by variable, or because there is only one. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { oidcOf, portalOf, sessionFor } from '../../../src/flows/sign-in/session-for.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import { CONFIG_PATH, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const at = { sso_start_url: START_URL, sso_region: 'us-east-1' };
const several = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '1', sso_role_name: 'R' },
		bare: { sso_session: 'corp' },
		legacy: { ...at, sso_account_id: '1', sso_role_name: 'R' },
		keys: { aws_access_key_id: 'A' },
	},
	ssoSessions: { corp: at, other: { ...at, sso_region: 'eu-west-1', sso_registration_scopes: 'a' } },
});
const singleSession = sharedConfigOf({ profiles: { dev: { sso_session: 'corp' } }, ssoSessions: { corp: at } });
const unused = sharedConfigOf({ ssoSessions: { corp: at } });
const withDefault = sharedConfigOf({
	profiles: { default: { sso_session: 'other' }, dev: { sso_session: 'corp' } },
	ssoSessions: { corp: at, other: at },
});

const noOptions = { profile: undefined, ssoSession: undefined };

type Choice = readonly [
	named: Partial<Parameters<typeof sessionFor>[0]>,
	world: World,
	session: string,
	profile: string | undefined,
];

const chained = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' },
		deploy: { role_arn: 'arn:aws:iam::333333333333:role/Deploy', source_profile: 'dev' },
		release: { role_arn: 'arn:aws:iam::333333333333:role/Release', source_profile: 'deploy' },
		long: { role_arn: 'arn:aws:iam::333333333333:role/Deploy', source_profile: 'keys' },
		keys: { aws_access_key_id: 'AKIA', aws_secret_access_key: 's' },
	},
	ssoSessions: { corp: at, other: at },
});

const choices: Readonly<Record<string, Choice>> = {
	'the profile': [{ profile: 'dev' }, { config: several }, 'corp', 'dev'],
	'a legacy profile': [{ profile: 'legacy' }, { config: several }, START_URL, 'legacy'],
	'a profile without an account and role': [{ profile: 'bare' }, { config: several }, 'corp', 'bare'],
	AWS_PROFILE: [{}, { config: several, env: { AWS_PROFILE: 'dev' } }, 'corp', 'dev'],
	AWS_DEFAULT_PROFILE: [{}, { config: several, env: { AWS_DEFAULT_PROFILE: 'legacy' } }, START_URL, 'legacy'],
	'the argument, over the variable': [
		{ profile: 'legacy' },
		{ config: several, env: { AWS_PROFILE: 'dev' } },
		START_URL,
		'legacy',
	],
	'--sso-session': [{ ssoSession: 'other' }, { config: several }, 'other', 'default'],
	'--sso-session, over the variable, whose profile still gives the service addresses': [
		{ ssoSession: 'other' },
		{ config: several, env: { AWS_PROFILE: 'dev' } },
		'other',
		'dev',
	],
	'the default profile': [{}, { config: withDefault }, 'other', 'default'],
	'the root of a profile that assumes a role': [{ profile: 'release' }, { config: chained }, 'corp', 'release'],
	'the only sso-session': [{}, { config: singleSession }, 'corp', 'dev'],
	'the only sso-session, without profiles': [{}, { config: unused }, 'corp', undefined],
};

for (const [name, [named, world, session, profile]] of Object.entries(choices)) {
	test(`chosen by ${name}`, async () => {
		const result = await sessionFor({ ...noOptions, ...named }, 'login', fakeContext(world).context);
		assert.is(result.session.ssoSession ?? result.session.startUrl, session);
		assert.is(result.profile, profile);
		assert.is(result.loaded.path, CONFIG_PATH);
	});
}

test('the whole session is returned', async () => {
	const { session } = await sessionFor(
		{ ...noOptions, ssoSession: 'other' },
		'login',
		fakeContext({ config: several }).context,
	);
	assert.equal(session, { ssoSession: 'other', startUrl: START_URL, ssoRegion: 'eu-west-1', scopes: ['a'] });
});

type Refused = readonly [
	named: Partial<Parameters<typeof sessionFor>[0]>,
	world: World,
	code: string,
	told: readonly string[],
];

const refused: Readonly<Record<string, Refused>> = {
	'profile and sso-session both given': [
		{ profile: 'dev', ssoSession: 'corp' },
		{ config: several },
		'usage',
		['PROFILE and --sso-session cannot be used together', 'ssoenv login --help'],
	],
	'several sso-sessions': [
		{},
		{ config: several },
		'sso-session-ambiguous',
		[
			`there are several sign-ins: sso-session "corp", sso-session "other", start URL "${START_URL}"`,
			'ssoenv login --sso-session corp',
			'ssoenv login --sso-session other',
			'ssoenv login legacy',
		],
	],
	'no sso-session': [
		{},
		{ config: sharedConfigOf({}) },
		'profile-not-found',
		[`no profile was given, and ${CONFIG_PATH} has no profile "default"`, 'ssoenv configure'],
	],
	'an unknown sso-session': [
		{ ssoSession: 'othar' },
		{ config: several },
		'sso-session-not-found',
		[`sso-session "othar" is not in ${CONFIG_PATH}; did you mean "other"?`, 'ssoenv configure --session-only'],
	],
	'an unknown profile': [
		{ profile: 'legcay' },
		{ config: several },
		'profile-not-found',
		[`profile "legcay" is not in ${CONFIG_PATH}; did you mean "legacy"?`, 'ssoenv login legacy'],
	],
	'a variable that names no profile': [
		{},
		{ config: singleSession, env: { AWS_PROFILE: 'gone' } },
		'profile-not-found',
		[`profile "gone" (from AWS_PROFILE) is not in ${CONFIG_PATH}`, 'unset AWS_PROFILE', 'ssoenv list'],
	],
	'a profile that does not use SSO': [
		{ profile: 'keys' },
		{ config: several },
		'profile-not-sso',
		[
			'profile "keys" is not an Identity Center profile: it holds static keys',
			'eval "$(aws configure export-credentials --profile keys --format env)"',
			'ssoenv configure keys',
		],
	],
	'a profile that assumes a role with static keys': [
		{ profile: 'long' },
		{ config: chained },
		'sign-in-not-needed',
		[
			'profile "long" needs no sign-in to Identity Center: its role is assumed with other credentials',
			'ssoenv use long',
		],
	],
	'an sso-session without its region': [
		{ ssoSession: 'corp' },
		{ config: sharedConfigOf({ ssoSessions: { corp: { sso_start_url: START_URL } } }) },
		'profile-incomplete',
		[
			'sso-session "corp" is set up for Identity Center but lacks sso_region',
			`add sso_region to [sso-session corp] in ${CONFIG_PATH}`,
		],
	],
	'an sso-session with an invalid region': [
		{ ssoSession: 'corp' },
		{ config: sharedConfigOf({ ssoSessions: { corp: { ...at, sso_region: 'evil.example/' } } }) },
		'sso-region-invalid',
		[
			'sso_region of sso-session "corp" is "evil.example/", which is not the name of a region',
			`set sso_region in ${CONFIG_PATH} to the region of your Identity Center, for example us-east-1`,
		],
	],
};

for (const [name, [named, world, code, told]] of Object.entries(refused)) {
	test(`refused: ${name}`, async () => {
		const failure = await failureFrom(sessionFor({ ...noOptions, ...named }, 'login', fakeContext(world).context));
		assert.is(failure.code, code);
		assert.equal(toldBy(failure), told);
	});
}

test("the services use the session's region and the profile's endpoints", async () => {
	const config = sharedConfigOf({
		profiles: { dev: { sso_session: 'corp', services: 's' } },
		ssoSessions: { corp: { ...at, sso_region: 'eu-west-1' } },
		services: { s: { sso: { endpoint_url: 'http://p.example' }, sso_oidc: { endpoint_url: 'http://o.example' } } },
	});
	const { context, portal, oidc } = fakeContext({ config });
	const session = await sessionFor({ ...noOptions, profile: 'dev' }, 'login', context);
	await oidcOf(session, context);
	await portalOf(session, context);
	const opened = [...oidc.opened, ...portal.opened].map(({ ssoRegion, address }) => [ssoRegion, address.endpoint]);
	assert.equal(opened, [
		['eu-west-1', 'http://o.example'],
		['eu-west-1', 'http://p.example'],
	]);
});

test.run();
