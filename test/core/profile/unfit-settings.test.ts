/** Values of the wrong form: refused with the line, the reason, and the value to write. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { type SharedConfig, sharedConfig } from '../../../src/core/config/shared-config.ts';
import { listProfiles } from '../../../src/core/profile/profile-list.ts';
import { configuredSessions } from '../../../src/core/profile/session-list.ts';
import { sessionNamed, sessionOfProfile, ssoProfile } from '../../../src/core/profile/sso-profile.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, START_URL } from '../../support/context/sample.ts';

const PROFILE = {
	sso_session: 'corp',
	sso_account_id: '111111111111',
	sso_role_name: 'ReadOnly',
	region: 'eu-west-1',
} as const;
const SESSION = {
	sso_start_url: START_URL,
	sso_region: 'us-east-1',
	sso_registration_scopes: 'sso:account:access',
} as const;
const LEGACY = { ...PROFILE, sso_session: undefined, ...SESSION } as const;

type Plain = Readonly<Record<string, string | undefined>>;

const section = (header: string, settings: Plain): string =>
	`[${header}]\n${Object.entries(settings)
		.flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}\n`]))
		.join('')}`;

function read(profile: Plain, session: Plain = SESSION): SharedConfig {
	const text = section('profile p', profile) + section('sso-session corp', session);
	return sharedConfig(parseAwsIni(text).sections, [], [{ path: CONFIG_PATH, text, isCredentials: false }]);
}

const use = (config: SharedConfig) => ssoProfile(config, { profile: 'p', namedBy: 'argument' }, CONFIG_PATH);

const EXPECTED: Readonly<Record<string, string>> = {
	sso_session: 'the name of an sso-session',
	sso_account_id: '12 digits',
	sso_role_name: 'the name of a role',
	region: 'the name of a region',
	sso_start_url: 'a URL',
	sso_region: 'the name of a region',
	sso_registration_scopes: 'a comma-separated list of scopes',
};

/** Wrong forms of a correct value, and the reason that the failure gives. */
const TRIMMINGS: Readonly<Record<string, readonly [(value: string) => string, reason: string]>> = {
	'a comment': [(value) => `${value} # dev`, 'the comment after # is part of the value, as in the AWS CLI'],
	'a comment after a tab': [(value) => `${value}\t#dev`, 'the comment after # is part of the value, as in the AWS CLI'],
	'a comment with ;': [(value) => `${value} ; dev`, 'the comment after ; is part of the value, as in the AWS CLI'],
	'double quotes': [(value) => `"${value}"`, 'the quotes are part of the value, as in the AWS CLI'],
	'single quotes': [(value) => `'${value}'`, 'the quotes are part of the value, as in the AWS CLI'],
	'a continuation line': [
		(value) => `${value}\n  aws_secret_access_key = SECRET`,
		'the indented line below is part of the value',
	],
};

for (const [what, [trim, reason]] of Object.entries(TRIMMINGS)) {
	for (const [form, profile, session] of [
		['sso-session', PROFILE, SESSION],
		['legacy', LEGACY, {}],
	] as const) {
		for (const [key, value] of Object.entries({ ...profile, ...session })) {
			if (value === undefined) continue;
			test(`${form}, ${what}: ${key}`, () => {
				const changed = { [key]: trim(value) };
				const inProfile = key in profile && !(key in session);
				const config = inProfile
					? read({ ...profile, ...changed }, session)
					: read(profile, { ...session, ...changed });
				const keys = Object.entries(inProfile ? profile : session).flatMap(([name, one]) =>
					one === undefined ? [] : [name],
				);
				const line = keys.indexOf(key) + 2 + (inProfile ? 0 : Object.keys(PROFILE).length + 1);
				const failure = failureOf(() => use(config));
				assert.equal(
					[failure.status, failure.code],
					[3, key === 'sso_region' ? 'sso-region-invalid' : 'profile-value-invalid'],
				);
				// A continuation line may be a setting with a secret, so it is not shown.
				const shown = trim(value).replace(/\n.*/s, ' …');
				assert.equal(toldBy(failure), [
					`${key} of profile "p" is "${shown}", which is not ${EXPECTED[key]}: ${reason} (line ${line} of ${CONFIG_PATH})`,
					`write ${key} = ${value} on line ${line} of ${CONFIG_PATH}, and nothing after it`,
				]);
				assert.is(listProfiles(config, CONFIG_PATH)[0]?.problem, failure.message);
			});
		}
	}
}

const WRONG: readonly (readonly [key: keyof typeof PROFILE, value: string, hint: string])[] = [
	['sso_account_id', '1111-1111-1111', 'the 12-digit account ID'],
	['sso_account_id', '11111111111', 'the 12-digit account ID'],
	['sso_account_id', '1111111111111', 'the 12-digit account ID'],
	['sso_role_name', 'arn:aws:iam::111111111111:role/R', 'only the name of the role'],
	['sso_role_name', 'Read Only', 'only the name of the role'],
	['region', 'eu west 1', 'a region, for example us-east-1'],
	['region', 'eu-west-1,us-east-1', 'a region, for example us-east-1'],
];

for (const [key, value, hint] of WRONG) {
	test(`${key} = ${value}`, () => {
		const failure = failureOf(() => use(read({ ...PROFILE, [key]: value })));
		assert.equal(failure.hints, [`set ${key} in ${CONFIG_PATH} to ${hint}`]);
		assert.match(failure.message, `${key} of profile "p" is "${value}", which is not ${EXPECTED[key]} (line `);
	});
}

test('an account in the sso-session is reported with its line there', () => {
	const config = read({ ...PROFILE, sso_account_id: undefined }, { ...SESSION, sso_account_id: '1' });
	assert.match(failureOf(() => use(config)).message, `(line 9 of ${CONFIG_PATH})`);
});

for (const url of [
	`${START_URL}#/`,
	`${START_URL}/#/`,
	`${START_URL}/#`,
	'https://x.awsapps.com/start;v=1',
	'https://x.awsapps.com/start#dev',
]) {
	test(`a start URL may end in: ${url}`, () => {
		assert.is(use(read(PROFILE, { ...SESSION, sso_start_url: url })).startUrl, url);
	});
}

test('a sign-in does not check the account, role or region', () => {
	const config = read({ ...PROFILE, sso_account_id: '1 # x', sso_role_name: 'a b', region: 'x y' });
	const choice = { profile: 'p', namedBy: 'argument' } as const;
	assert.is(sessionOfProfile(config, choice, CONFIG_PATH, () => '').ssoSession, 'corp');
	assert.is(sessionNamed(config, 'corp', CONFIG_PATH).ssoSession, 'corp');
	assert.is(configuredSessions(config, CONFIG_PATH).length, 1);
});

test.run();
