/**
 * Texts that the AWS CLI refuses, compared with the loader of the AWS SDK for JavaScript: ssoenv reads them as the SDKs
 * do. The SDK's other rules (only `=` as a separator, case-sensitive keys, other line breaks) are listed as reasons.
 */
import { loadSharedConfigFiles } from '@smithy/core/config';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfigFiles } from '../../src/adapters/config/config-files.ts';
import type { Settings } from '../../src/core/config/shared-config.ts';
import { makeHome } from '../support/files/home.ts';
import { type CorpusText, corpus } from './corpus.ts';

const CASE = 'keys are folded to lower case, as the AWS CLI does';
const DAMAGED = 'bytes that are not UTF-8 stay apart, so that two names that differ in them do not become one';
const DIFFERENT: Readonly<Record<string, string>> = {
	'header-unclosed-later':
		'keys below a header that cannot be read belong to no profile: they must not change the one above',
	'unicode-blank-indented-header-swallowed-makes-duplicate': 'a form feed is a blank that indents, as in the AWS CLI',
	'nested-map-line-separator-leaves-line-without-equals': 'a form feed ends a line inside a block, as in the AWS CLI',
	'magic-default-twice-same-key-refused': '[DEFAULT] holds defaults for all sections, as in the AWS CLI',
	'line-ends-cr-in-the-middle-without-delimiter': 'a lone CR ends a line, as in the AWS CLI',
	'duplicate-key-different-case': CASE,
	'duplicate-key-by-case-folding-kelvin-sign': CASE,
	'credentials-duplicate-key-refused': CASE,
	'duplicate-key-different-delimiter': '`key: value` is a setting, as in the AWS CLI',
	'utf8-invalid-byte-in-value': DAMAGED,
	'utf8-truncated-at-end-of-file': DAMAGED,
	'utf8-overlong-slash': DAMAGED,
	'utf8-encoded-surrogate': DAMAGED,
	'utf8-beyond-last-code-point': DAMAGED,
	'prototype-duplicate-key': 'the SDK loses a key called __proto__',
	'prototype-duplicate-section': 'the SDK loses a section called __proto__',
};

type Profiles = Map<string, Map<string, string>>;

/** Flattens blocks to `outer.inner` and drops empty values: the form that both loaders have. */
const flat = (settings: Settings): Map<string, string> =>
	new Map(
		[...settings]
			.flatMap(([key, value]) =>
				typeof value === 'string'
					? [[key, value] as const]
					: [...value].map(([inner, text]) => [`${key}.${inner}`, text] as const),
			)
			.filter(([, value]) => value !== ''),
	);

async function readWithSdk(config: string, credentials: string): Promise<Profiles> {
	const { configFile, credentialsFile } = await loadSharedConfigFiles({
		configFilepath: config,
		filepath: credentials,
		ignoreCache: true,
	});
	const profiles: Profiles = new Map();
	for (const [name, settings] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
		if (/^(sso-session|services)\./.test(name)) continue;
		const defined = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
		profiles.set(name, new Map([...(profiles.get(name) ?? []), ...defined]));
	}
	return profiles;
}

async function readBoth(text: CorpusText): Promise<{ ours: Profiles; sdk: Profiles }> {
	const home = makeHome({
		config: text.config,
		...(text.credentials !== undefined && { credentials: text.credentials }),
	});
	try {
		const [config, credentials] = [home.file('config'), home.file('credentials')];
		const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
		const { profiles } = loadConfigFiles(env, () => undefined).config;
		const ours = new Map([...profiles].map(([name, settings]) => [name, flat(settings)]));
		const isNotEmpty = ([, settings]: [string, Map<string, string>]) => settings.size > 0;
		return {
			ours: new Map([...ours].filter(isNotEmpty)),
			sdk: new Map([...(await readWithSdk(config, credentials))].filter(isNotEmpty)),
		};
	} finally {
		home.remove();
	}
}

for (const text of corpus.filter(({ golden }) => golden.refused === true)) {
	const reason = DIFFERENT[text.name];
	test(`refused by the AWS CLI, read like the SDK: ${text.name}${reason === undefined ? '' : ` (except: ${reason})`}`, async () => {
		const { ours, sdk: theirs } = await readBoth(text);
		if (reason === undefined) assert.equal(ours, theirs);
		else assert.not.equal(ours, theirs, 'no longer different: take it off the list');
	});
}

test('every listed difference is in the corpus', () => {
	const names = new Set(corpus.map(({ name }) => name));
	for (const name of Object.keys(DIFFERENT)) assert.ok(names.has(name), name);
});

test.run();
