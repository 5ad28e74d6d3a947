/** Compares how ssoenv reads config texts with botocore, text by text. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfigFiles } from '../../src/adapters/config/config-files.ts';
import type { Sections, Settings, SharedConfig } from '../../src/core/config/shared-config.ts';
import { Failure } from '../../src/core/failure/failure.ts';
import { ssoProfile } from '../../src/core/profile/sso-profile.ts';
import { asRecord, type JsonRecord } from '../../src/core/text/json.ts';
import { makeHome } from '../support/files/home.ts';
import { type CorpusText, corpus } from './corpus.ts';

function load(text: CorpusText): { config: SharedConfig; warnings: readonly string[] } {
	const home = makeHome({
		config: text.config,
		...(text.credentials !== undefined && { credentials: text.credentials }),
	});
	try {
		const env = { AWS_CONFIG_FILE: home.file('config'), AWS_SHARED_CREDENTIALS_FILE: home.file('credentials') };
		const warnings: string[] = [];
		const { config } = loadConfigFiles(env, (line) => warnings.push(line));
		return { config, warnings };
	} finally {
		home.remove();
	}
}

type Plain = readonly (readonly [string, unknown])[];

const sorted = (entries: Plain): Plain => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

/** Maps and objects as sorted entries: a plain object would reorder names that look like numbers. */
const ofSettings = (settings: Settings): Plain =>
	sorted([...settings].map(([key, value]) => [key, typeof value === 'string' ? value : sorted([...value])]));
const ofSections = (sections: Sections): Plain =>
	sorted([...sections].map(([name, settings]) => [name, ofSettings(settings)]));
const ofGolden = (value: unknown): Plain =>
	sorted(
		Object.entries(asRecord(value) ?? {}).map(([name, inner]) => [name, asRecord(inner) ? ofGolden(inner) : inner]),
	);

for (const text of corpus.filter(({ golden }) => golden.refused !== true)) {
	test(`botocore and ssoenv read the same: ${text.name}`, () => {
		const { config, warnings } = load(text);
		assert.equal(warnings, []);
		assert.equal(ofSections(config.profiles), ofGolden(text.golden.profiles));
		assert.equal(ofSections(config.ssoSessions), ofGolden(text.golden.ssoSessions));
		assert.equal(ofSections(config.services), ofGolden(text.golden.services));
		assert.equal([...config.profiles.keys()], text.golden.profileOrder);
	});
}

for (const text of corpus.filter(({ golden }) => golden.refused === true)) {
	test(`botocore refuses the text, and ssoenv warns once per file with the line: ${text.name}`, () => {
		const { warnings } = load(text);
		assert.ok(warnings.length === 1 || warnings.length === 2, `${warnings.length} warnings`);
		for (const warning of warnings) assert.match(warning, /^warning: \S+:[1-9]\d*: /);
	});
}

/** botocore's messages, and ssoenv's failure for each. */
const DIAGNOSES: readonly (readonly [RegExp, string])[] = [
	[/sso-session does not exist/, 'sso-session-not-found'],
	[/is inconsistent between/, 'profile-conflict'],
	[/is missing required configuration/, 'profile-incomplete'],
];

function diagnose(config: SharedConfig, name: string): unknown {
	try {
		return ssoProfile(config, { profile: name, namedBy: 'argument' }, 'config');
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
}

/** Failures for profiles that botocore accepts although they cannot work. */
const STRICTER = new Set(['profile-incomplete', 'profile-not-sso', 'sso-region-invalid', 'profile-value-invalid']);

function compareWithProvider(said: unknown, ours: unknown): void {
	const golden = asRecord(said);
	if (golden === undefined) assert.is(ours instanceof Failure && ours.code, 'profile-not-sso');
	else if (typeof golden.error === 'string') sameDiagnosis(ours, golden.error);
	else if (golden.crash !== undefined) assert.instance(ours, Failure);
	else if (ours instanceof Failure) assert.ok(STRICTER.has(ours.code), ours.message);
	else sameConfig(asRecord(ours) ?? {}, asRecord(golden.config) ?? {});
}

function sameConfig(ours: JsonRecord, golden: JsonRecord): void {
	const { ssoSession, startUrl, ssoRegion, accountId, roleName } = ours;
	const entries = [
		['sso_account_id', accountId],
		['sso_region', ssoRegion],
		['sso_role_name', roleName],
		['sso_session', ssoSession],
		['sso_start_url', startUrl],
	] as const;
	assert.equal(
		entries.filter(([, value]) => value !== undefined),
		sorted(Object.entries(golden)),
	);
}

function sameDiagnosis(ours: unknown, message: string): void {
	const expected = DIAGNOSES.find(([pattern]) => pattern.test(message))?.[1];
	if (!(ours instanceof Failure)) throw new Error(`no failure, but botocore says: ${message}`);
	// If a profile also assumes a role, botocore reports the role, and so does ssoenv.
	if (/it assumes/.test(ours.message)) return;
	// ssoenv reports a name with a comment, quotes or another line in it as such.
	if (expected === 'sso-session-not-found' && /^sso_session of .* part of the value/s.test(ours.message)) return;
	assert.is(ours.code, expected, `${ours.message} / ${message}`);
	const missing = /missing required configuration: (.*)$/.exec(message)?.[1];
	// ssoenv may list more keys: an empty key also counts as missing.
	for (const key of missing?.split(', ') ?? []) assert.match(ours.message, key);
	const conflicting = /The value for (\S+) is inconsistent/.exec(message)?.[1];
	if (conflicting !== undefined) assert.ok(ours.message.startsWith(`${conflicting} `), ours.message);
}

for (const text of corpus) {
	for (const [name, said] of Object.entries(asRecord(text.golden.sso) ?? {})) {
		test(`botocore's provider and ssoenv judge the same: ${text.name}, profile ${name}`, () => {
			compareWithProvider(said, diagnose(load(text).config, name));
		});
	}
}

test('the corpus has at least its promised size', () => {
	assert.ok(corpus.length >= 60, `${corpus.length} texts`);
});

test.run();
