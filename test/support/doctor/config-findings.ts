/** What `doctor` finds in the config file and the credentials file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { writtenLines } from '../../../src/core/config-edit/written-section.ts';
import { CORP, START_URL } from '../sign-in/signed-in-home.ts';
import { type DoctorScene, HEALTHY, ROLE } from './doctor-scene.ts';
import type { ProvokedFinding } from './provoked-finding.ts';

/** Replaces a text in the config file, as a person does in an editor. */
const replaced = (from: string | RegExp, to: string) => (scene: DoctorScene) => {
	const path = scene.home.file('.aws/config');
	writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Keys of long ago. */
const WRITTEN = {
	profile: 'dev',
	accountId: '111111111111',
	roleName: 'ReadOnly',
	signIn: 'corp',
	accessKeyId: 'ASIAEXAMPLE',
	expiresAt: Date.parse('2020-01-01T00:00:00Z'),
};

const headers: readonly ProvokedFinding[] = [
	...(
		[
			['[profile My Account]', '\\[profile My Account\\], but the AWS CLI reads only \\[profile "My Account"\\]'],
			['[p0]', '\\[p0\\], but AWS tools read only \\[profile p0\\]'],
			['[ profile p0 ]', '\\[ profile p0 \\], but AWS tools read only \\[profile p0\\]'],
			['  [profile p0]', '\\[profile p0\\] after whitespace'],
			['[profile p0', '\\[profile p0, but AWS tools read only \\[profile p0\\]'],
			['[Profile p0]', '\\[Profile p0\\], but'],
		] as const
	).map(([header, told]) => ({
		check: 'header',
		what: header,
		severity: 'problem' as const,
		config: `${HEALTHY}${header}\n${ROLE}`,
		told: new RegExp(`^line 10 of .*/\\.aws/config has ${told}`),
	})),
	{
		check: 'header',
		what: '[sso-session] without a name, which a profile uses',
		severity: 'problem',
		config: `[profile dev]\n${ROLE}${CORP.replace(' corp', '')}`,
		told: /^line 5 of .*config has \[sso-session\], which has no name/,
	},
	{
		check: 'header',
		what: '[profile] without a name',
		severity: 'problem',
		config: `${HEALTHY}[profile]\n${ROLE}`,
		told: /has \[profile\], which has no name/,
		byHand: replaced('[profile]', '[profile other]'),
	},
	{
		check: 'header',
		what: '[profile x] in the credentials file',
		severity: 'problem',
		credentials: '[profile x]\naws_access_key_id = A\naws_secret_access_key = B\n',
		told: /^line 1 of .*credentials has \[profile x\], but in that file AWS tools read only \[x\]/,
	},
	{
		check: 'header',
		what: '[sso-session x] in the credentials file',
		severity: 'problem',
		credentials: `[a]\nregion = eu-west-1\n[sso-session x]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`,
		told: /^line 3 of .*credentials has \[sso-session x\], but AWS tools read it only in the config file/,
	},
	{
		check: 'header-text',
		what: 'text behind a header',
		severity: 'hint',
		config: `[profile dev] prod\n${ROLE}${CORP}`,
		told: /^line 1 of .*config has text behind the header/,
	},
	{
		check: 'two-headers',
		what: '[profile default] and [default]',
		severity: 'hint',
		config: `[profile default]\n${ROLE}[default]\n${ROLE}${CORP}`,
		told: /^\[profile default\] on line 1 and \[default\] on line 5 of .* are the same profile/,
	},
];

const names: readonly ProvokedFinding[] = (
	[
		['[profile "a b"]', 'Go, Rust, Java and JavaScript'],
		["[profile 'a b']", 'Go, Rust, Java and JavaScript'],
		['[profile größe]', 'Rust, Java and JavaScript'],
		['[profile a=b]', 'Rust, Java and JavaScript'],
		['[profile a]b]', 'Rust, Java and JavaScript'],
		['[profile a#b]', 'refuse the whole file'],
	] as const
).map(([header]) => ({
	check: 'name',
	what: header,
	severity: 'hint',
	config: `${header}\n${ROLE}${CORP}`,
	told: /^the name of \[profile .*\] on line 1 of .*config is not one that each tool reads/,
}));

const forms: readonly ProvokedFinding[] = [
	{
		check: 'name',
		what: 'an sso-session with a blank in its name, which two profiles use',
		severity: 'hint',
		config: `[profile dev]\n${ROLE}[profile ops]\n${ROLE}${CORP}`
			.replaceAll('sso_session = corp', 'sso_session = my corp')
			.replace('[sso-session corp]', '[sso-session "my corp"]'),
		told: /^the name of \[sso-session "my corp"\] on line 9/,
	},
	{
		check: 'byte-order-mark',
		what: 'at the start',
		severity: 'problem',
		config: `\ufeff${HEALTHY}`,
		told: /config begins with a byte order mark$/,
	},
	{
		check: 'encoding',
		what: 'a comment in Latin-1',
		severity: 'problem',
		config: bytes(`# f\xfcr dev\n${HEALTHY}`),
		told: /^line 1 of .*config has bytes that are not UTF-8$/,
	},
	{
		check: 'line-ends',
		what: 'CR alone',
		severity: 'hint',
		config: HEALTHY.replaceAll('\n', '\r'),
		told: /^lines of .*config end in CR alone$/,
	},
	...['a word', '= x', '=x y'].map((line) => ({
		check: 'odd-line',
		what: line,
		severity: 'problem' as const,
		config: `${HEALTHY}${line}\n`,
		told: /^line 10 of .*config is neither a header nor a setting/,
	})),
	{
		check: 'no-section',
		what: 'a setting before the first header',
		severity: 'problem',
		config: `region = us-east-1\n${HEALTHY}`,
		told: /^region on line 1 of .*config is in no section$/,
	},
	{
		check: 'section-twice',
		what: 'two sections with other sections between',
		severity: 'problem',
		config: `${HEALTHY}[profile dev]\nregion = eu-west-1\noutput = text`,
		told: /^\[profile dev\] is twice in .*config, on lines 1 and 10$/,
	},
	{
		check: 'section-twice',
		what: 'with keys, of which nothing is shown',
		severity: 'problem',
		credentials:
			'[x]\naws_access_key_id = hidden\n# a\n[y]\nregion = a\n[x]\naws_access_key_id = hidden\naws_secret_access_key = S\n',
		told: /^\[x\] is twice in .*credentials, on lines 1 and 6$/,
	},
	{
		check: 'key-twice',
		what: 'a setting twice',
		severity: 'problem',
		config: `[profile dev]\nregion = eu-west-1\n${ROLE}region = us-east-1\n${CORP}`,
		told: /^region is twice in \[profile dev\] of .*config, on lines 2 and 6$/,
	},
];

const settings: readonly ProvokedFinding[] = [
	...(['sso_account_id', 'sso_role_name', 'sso_session', 'region'] as const).flatMap((key) =>
		[' # x', ' ; x'].map((comment) => ({
			check: 'inline-comment',
			what: `${key} with${comment}`,
			severity: 'problem' as const,
			config: HEALTHY.replace(new RegExp(`^(${key} = .*)$`, 'm'), `$1${comment}`),
			told: new RegExp(`^${key} of profile "dev" on line [2-5] of .*config has a comment behind its value$`),
		})),
	),
	{
		check: 'inline-comment',
		what: 'a start URL with " #/"',
		severity: 'problem',
		config: HEALTHY.replace('/start', '/start #/'),
		told: /^sso_start_url of sso-session "corp" on line 8/,
	},
	{
		check: 'inline-comment',
		what: 'a secret with a comment, of which nothing is shown',
		severity: 'problem',
		credentials: '[x]\naws_access_key_id = A\naws_secret_access_key = hidden # mine\n',
		told: /^aws_secret_access_key of profile "x" on line 3/,
	},
	...['"111111111111"', "'111111111111'"].map((value) => ({
		check: 'quotes',
		what: value,
		severity: 'problem' as const,
		config: HEALTHY.replace('111111111111', value),
		told: /^sso_account_id of profile "dev" on line 3 of .*config has quotes around its value$/,
	})),
	{
		check: 'quotes',
		what: 'quotes around a secret',
		severity: 'problem',
		credentials: '[x]\naws_access_key_id = A\naws_secret_access_key = "hidden"\n',
		told: /^aws_secret_access_key of profile "x"/,
	},
	...(['sso_role_name: ReadOnly', 'sso_role_name : ReadOnly'] as const).map((line) => ({
		check: 'colon',
		what: line,
		severity: 'hint' as const,
		config: HEALTHY.replace('sso_role_name = ReadOnly', line),
		told: /^sso_role_name of profile "dev" on line 4 of .*config has ":" in place of "="$/,
	})),
	{
		check: 'key-case',
		what: 'SSO_ACCOUNT_ID',
		severity: 'hint',
		config: HEALTHY.replace('sso_account_id', 'SSO_ACCOUNT_ID'),
		told: /^sso_account_id of profile "dev" on line 3 of .*config is written SSO_ACCOUNT_ID$/,
	},
	{
		check: 'indented-keys',
		what: 'all of them',
		severity: 'hint',
		config: HEALTHY.replace(/^(?=sso_|region)/gm, '  '),
		told: /^settings of \[profile dev\] are indented, from line 2 of .*config on$/,
	},
	{
		check: 'indented-keys',
		what: 'the first one',
		severity: 'hint',
		config: HEALTHY.replace('sso_session', '\tsso_session'),
		told: /^settings of \[profile dev\] are indented, from line 2/,
	},
	{
		check: 'swallowed-keys',
		what: 'from the second one on',
		severity: 'problem',
		config: HEALTHY.replace('sso_account_id', '  sso_account_id').replace('sso_role_name', '  sso_role_name'),
		told: /^settings of \[profile dev\] are indented below another one, from line 3/,
	},
	{
		check: 'indented-comment',
		what: 'behind sso_session',
		severity: 'hint',
		config: HEALTHY.replace('sso_account_id', '  # the account\nsso_account_id'),
		told: /^the comment on line 3 of .*config, in \[profile dev\], is indented$/,
	},
];

const sessions: readonly ProvokedFinding[] = [
	{
		check: 'own-key-in-profile',
		what: 'ssoenv_keep in a profile',
		severity: 'problem',
		config: HEALTHY.replace('[profile dev]\n', '[profile dev]\nssoenv_keep = false\n'),
		told: /^ssoenv_keep is in profile "dev", on line \d+ of .*, where it has no effect$/,
	},
	...(['sso_region = us-east-1', `sso_start_url = ${START_URL}`] as const).map((line) => ({
		check: 'repeated-sign-in',
		what: line,
		severity: 'hint' as const,
		config: HEALTHY.replace('region = us-east-1\n\n', `region = us-east-1\n${line}\n\n`),
		told: new RegExp(`^${line.split(' ')[0]} is in profile "dev", on line 6 of .*, and again in sso-session "corp"$`),
	})),
	...(['sso_region = us-east-1', `sso_start_url = ${START_URL}`] as const).map((line) => ({
		check: 'session-incomplete',
		what: line,
		severity: 'problem' as const,
		config: `[profile dev]\n${ROLE}${line}\n[profile ops]\n${ROLE}${line}\n${CORP.replace(`${line}\n`, '')}`,
		told: new RegExp(`^sso-session "corp" lacks ${line.split(' ')[0]}, which only profile "dev" has, on line 5`),
	})),
	{
		check: 'role-in-session',
		what: 'the account',
		severity: 'hint',
		config: `[profile dev]\nsso_session = corp\nsso_role_name = ReadOnly\n${CORP}sso_account_id = 111111111111\n`,
		told: /^sso_account_id is in \[sso-session corp\], on line 7 of .*, and not in the profile$/,
	},
	{
		check: 'region-conflict',
		what: 'region',
		severity: 'problem',
		config: `${HEALTHY}region = eu-west-1\n`,
		told: /^region differs between profile "dev", on line 5 of .*, and sso-session "corp", on line 10/,
	},
	{
		check: 'empty-session',
		what: 'with legacy settings beside it',
		severity: 'problem',
		config: `[profile dev]\nsso_session =\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`,
		told: /^sso_session of profile "dev" on line 2 of .*config has no value$/,
	},
	{
		check: 'static-keys',
		what: 'in the credentials file, for a profile of the config file',
		severity: 'hint',
		credentials: '[dev]\naws_access_key_id = hidden\naws_secret_access_key = hidden\n',
		told: /^profile "dev" has sso_role_name, but .*credentials has static keys for it, from line 2/,
	},
	{
		check: 'static-keys',
		what: 'in the profile itself',
		severity: 'hint',
		config: HEALTHY.replace('region', 'aws_access_key_id = hidden\naws_secret_access_key = hidden\nregion'),
		told: /^profile "dev" has sso_role_name, but it also has static keys for it, from line 5/,
	},
	{
		check: 'services-oidc',
		what: 'an endpoint for sso_oidc',
		severity: 'hint',
		config: `${HEALTHY.replace('region', 'services = local\nregion')}[services local]\nsso_oidc =\n  endpoint_url = http://127.0.0.1:9\n`,
		told: /^services section "local" sets an endpoint for sso_oidc, on line 12/,
	},
	{
		check: 'written-keys',
		what: 'expired keys',
		severity: 'hint',
		credentials: `${writtenLines('dev keys', WRITTEN, { secretAccessKey: 'hidden', sessionToken: 'hidden', region: undefined }).join('\n')}\n`,
		told: /^profile "dev keys", on line 1 of .*credentials, has keys from ssoenv write that have expired$/,
	},
	{
		check: 'profile',
		what: 'without a role',
		severity: 'problem',
		config: HEALTHY.replace('sso_role_name = ReadOnly\n', ''),
		told: /^profile "dev" is set up for Identity Center but lacks sso_role_name$/,
		byHand: replaced('region =', 'sso_role_name = ReadOnly\nregion ='),
	},
	{
		check: 'unreadable',
		what: 'a config file that is a folder',
		severity: 'problem',
		env: { AWS_CONFIG_FILE: '/' },
		told: /^cannot read \/: it is a folder$/,
		byHand: (scene) => scene.unset('AWS_CONFIG_FILE'),
	},
];

export const configFindings: readonly ProvokedFinding[] = [...headers, ...names, ...forms, ...settings, ...sessions];
