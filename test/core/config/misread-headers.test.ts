/** Section headers that AWS tools ignore: which name each one probably meant, and that the suggested header is read. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { findMisreadHeader, misreadHeaders } from '../../../src/core/config/misread-headers.ts';
import { misreadHint, misreadLines, misreadText } from '../../../src/core/config/misread-text.ts';
import { type SharedConfig, sharedConfig } from '../../../src/core/config/shared-config.ts';
import type { Failure } from '../../../src/core/failure/failure.ts';
import { sessionNamed, ssoProfile } from '../../../src/core/profile/sso-profile.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, START_URL } from '../../support/context/sample.ts';

const ROLE = 'sso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\n';
const SESSION = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`;

function read(text: string, credentials = ''): SharedConfig {
	const texts = [
		{ path: CONFIG_PATH, text, isCredentials: false },
		{ path: 'CREDENTIALS', text: credentials, isCredentials: true },
	];
	return sharedConfig(parseAwsIni(text).sections, parseAwsIni(credentials).sections, texts);
}

const use = (config: SharedConfig, profile: string) =>
	ssoProfile(config, { profile, namedBy: 'argument' }, CONFIG_PATH);

/** The header in the file, the name that the person looked for, and the header to suggest. */
const PROFILES: readonly (readonly [header: string, name: string, right: string])[] = [
	['[profile My Account]', 'My Account', '[profile "My Account"]'],
	['[profile My  Account]', 'My  Account', '[profile "My  Account"]'],
	["[profile o'brien]", "o'brien", '[profile "o\'brien"]'],
	['[profile "dev]', 'dev', '[profile dev]'],
	["[profile 'dev]", 'dev', '[profile dev]'],
	['[profile dev"]', 'dev', '[profile dev]'],
	['[profile “My Account”]', 'My Account', '[profile "My Account"]'],
	['[dev]', 'dev', '[profile dev]'],
	['["dev"]', 'dev', '[profile dev]'],
	['[ dev ]', 'dev', '[profile dev]'],
	['[ profile dev ]', 'dev', '[profile dev]'],
	['[\tprofile\tdev\t]', 'dev', '[profile dev]'],
	['[profile\u00a0dev]', 'dev', '[profile dev]'],
	['[Profile dev]', 'dev', '[profile dev]'],
	['[PROFILE dev]', 'dev', '[profile dev]'],
	['[profile:dev]', 'dev', '[profile dev]'],
	['[profile=dev]', 'dev', '[profile dev]'],
	['[profile.dev]', 'dev', '[profile dev]'],
	['[profile-dev]', 'dev', '[profile dev]'],
	['[profiledev]', 'dev', '[profile dev]'],
	['[profile-dev]', 'profile-dev', '[profile profile-dev]'],
	['[profile dev # mine]', 'dev', '[profile dev]'],
	['[profile dev ; mine]', 'dev', '[profile dev]'],
	['[profile "my dev" # mine]', 'my dev', '[profile "my dev"]'],
	['[profile dev] # see [other]', 'dev', '[profile dev]'],
	['[[profile dev]]', 'dev', '[profile dev]'],
	['[profile dev', 'dev', '[profile dev]'],
	['[profile dev}', 'dev', '[profile dev]'],
	['{profile dev}', 'dev', '[profile dev]'],
	['(profile dev)', 'dev', '[profile dev]'],
	['[dev', 'dev', '[profile dev]'],
	['[Profile Dev]', 'Dev', '[profile Dev]'],
	['[Profile Dev]', 'dev', '[profile Dev]'],
	['[my dev]', 'my dev', '[profile "my dev"]'],
	['[team/dev:ro]', 'team/dev:ro', '[profile team/dev:ro]'],
	['[Default]', 'default', '[default]'],
	['[ default ]', 'default', '[default]'],
];

for (const [header, name, right] of PROFILES) {
	test(`${header} is reported for profile ${name}`, () => {
		const text = `${SESSION}# c\n\n${header}\n${ROLE}`;
		const failure = failureOf(() => use(read(text), name));
		assert.equal([failure.code, failure.status], ['profile-not-found', 3]);
		const readers = right.includes('"') ? 'the AWS CLI reads' : 'AWS tools read';
		assert.equal(toldBy(failure), [
			`profile "${name}" cannot be read: line 6 of ${CONFIG_PATH} has ${header}, but ${readers} only ${right}`,
			`write ${right} on line 6 of ${CONFIG_PATH}`,
		]);
		const mended = read(text.replace(header, () => right));
		const meant = findMisreadHeader(read(text), { kind: 'profile', name })?.meanings[0].name ?? '';
		assert.is(use(mended, meant).accountId, '111111111111', 'what is told to be written is read');
		assert.equal(misreadHeaders(mended), []);
		assert.equal(misreadLines(read(text)).length, 1);
	});
}

const SESSIONS: readonly (readonly [header: string, name: string, right: string])[] = [
	['[sso-session FOO BAR]', 'FOO BAR', '[sso-session "FOO BAR"]'],
	['[sso-session "corp]', 'corp', '[sso-session corp]'],
	['[SSO-Session corp]', 'corp', '[sso-session corp]'],
	['[ sso-session corp ]', 'corp', '[sso-session corp]'],
	['[sso_session corp]', 'corp', '[sso-session corp]'],
	['[sso session corp]', 'corp', '[sso-session corp]'],
	['[session corp]', 'corp', '[sso-session corp]'],
	['[sso-session corp # mine]', 'corp', '[sso-session corp]'],
	['[corp]', 'corp', '[sso-session corp]'],
	['[sso-session corp', 'corp', '[sso-session corp]'],
];

for (const [header, name, right] of SESSIONS) {
	test(`${header} is reported for sso-session ${name}, looked for directly or through a profile`, () => {
		const text = `[profile p]\n${ROLE.replace('corp', name)}${SESSION.replace('[sso-session corp]', header)}`;
		const readers = right.includes('"') ? 'the AWS CLI reads' : 'AWS tools read';
		const why = `cannot be read: line 5 of ${CONFIG_PATH} has ${header}, but ${readers} only ${right}`;
		const hint = `write ${right} on line 5 of ${CONFIG_PATH}`;
		const failures: readonly (readonly [Failure, string])[] = [
			[failureOf(() => sessionNamed(read(text), name, CONFIG_PATH)), `sso-session "${name}" ${why}`],
			[failureOf(() => use(read(text), 'p')), `profile "p" names sso-session "${name}", which ${why}`],
		];
		for (const [failure, message] of failures) {
			assert.equal([failure.code, failure.status], ['sso-session-not-found', 3]);
			assert.equal(toldBy(failure), [message, hint]);
		}
		const mended = text.replace(header, () => right);
		assert.is(use(read(mended), 'p').ssoSession, name);
		assert.equal(misreadLines(read(text)), [`line 5 of ${CONFIG_PATH} has ${header}, but ${readers} only ${right}`]);
	});
}

test("a misspelt sso_session of an existing session: the profile's line is the one to correct", () => {
	const text = `[profile p]\n${ROLE.replace('corp', 'Corp')}${SESSION}[sso-session Corpo]\n`;
	assert.equal(toldBy(failureOf(() => use(read(text), 'p'))), [
		`profile "p" names sso-session "Corp", which is not in ${CONFIG_PATH}; did you mean "corp"?`,
		`write sso_session = corp on line 2 of ${CONFIG_PATH}`,
	]);
});

test('an indented header below a setting is reported', () => {
	const config = read(`${SESSION}  [profile dev]\n  ${ROLE.replaceAll('\n', '\n  ')}`);
	assert.equal(toldBy(failureOf(() => use(config, 'dev'))), [
		`profile "dev" cannot be read: line 4 of ${CONFIG_PATH} has [profile dev] after whitespace, but AWS tools read it only at the start of a line`,
		`write [profile dev] on line 4 of ${CONFIG_PATH}`,
	]);
	assert.equal(misreadLines(config).length, 1);
});

test('sections of the config file inside the credentials file are reported', () => {
	const config = read('', `[profile dev]\n${ROLE}${SESSION}`);
	assert.equal(toldBy(failureOf(() => use(config, 'dev'))), [
		'profile "dev" cannot be read: line 1 of CREDENTIALS has [profile dev], but in that file AWS tools read only [dev]',
		'write [dev] on line 1 of CREDENTIALS',
	]);
	assert.equal(toldBy(failureOf(() => sessionNamed(config, 'corp', CONFIG_PATH))), [
		'sso-session "corp" cannot be read: line 5 of CREDENTIALS has [sso-session corp], but AWS tools read it only in the config file',
		'move [sso-session corp] and its settings from CREDENTIALS to the config file',
	]);
});

for (const [header, name] of [
	['[profile dev]#x', 'dev'],
	['[profile dev] # x', 'dev'],
	['[profile dev];x', 'dev'],
	['[profile "a b"]', 'a b'],
	['  [profile dev]', 'dev'],
	['[profile  dev ]', 'dev'],
	['[profile: dev]', 'dev'],
] as const) {
	test(`${header} is a correct header`, () => {
		const config = read(`${header}\n${ROLE}\n${SESSION}`);
		assert.is(use(config, name).name, name);
		assert.equal(misreadHeaders(config), []);
	});
}

test('sections that do not use Identity Center, or that can be read, are not listed', () => {
	const config = read(
		`[plugins]\na = b\n[preview]\nx = y\n[keys]\naws_access_key_id = x\n[dev]\n${ROLE}[profile dev]\n${ROLE}[profile]\n`,
	);
	assert.equal(misreadLines(config), []);
	assert.is(findMisreadHeader(config, { kind: 'profile', name: 'keys' })?.line, 5, 'asked for by name, it is told');
	assert.is(findMisreadHeader(config, { kind: 'profile', name: '' }), undefined);
	assert.is(findMisreadHeader(config, { kind: 'profile', name: 'other' }), undefined);
});

test('a long list is cut, with the number of the others', () => {
	const many = Array.from({ length: 9 }, (_, at) => `[p${at}]\n${ROLE}`).join('');
	const lines = misreadLines(read(many));
	assert.is(lines.length, 6);
	assert.is(lines.at(-1), '… and 4 more such headers');
});

test('hostile headers are reported in one line, and quickly', () => {
	const header = `[profile ${'"\\ ['.repeat(20_000)}]`;
	const quotes = `[profile ${'"'.repeat(100_000)}x]\n  ${'x '.repeat(50_000)}\n`;
	const config = read(`${header}\n${ROLE}${quotes}[${' '.repeat(50_000)}x\n`);
	for (const one of misreadHeaders(config)) {
		assert.type(misreadText(one), 'string');
		assert.type(misreadHint(one), 'string');
	}
});

test.run();
