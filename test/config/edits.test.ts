/** Edits of real config files: nothing else changes, and ssoenv and botocore both read the intended values. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../src/adapters/config/aws-ini.ts';
import { type Sections, type Settings, type SharedConfig, sharedConfig } from '../../src/core/config/shared-config.ts';
import { configBlockOf, withConfigBlock, withoutConfigBlocks } from '../../src/core/config-edit/blocks.ts';
import {
	type ChangedSettings,
	hasSettings,
	type SectionId,
	withSection,
} from '../../src/core/config-edit/section-edit.ts';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { generatedTexts } from '../support/assertions/generated-text.ts';
import { pythonAnswer } from '../support/program/python.ts';

const stored: unknown = JSON.parse(readFileSync(new URL('../corpus/real-configs.json', import.meta.url), 'utf8'));
if (!Array.isArray(stored)) throw new TypeError('the corpus is not a list');
const files = stored.map((item) => {
	const { name, config } = asRecord(item) ?? {};
	return { name: String(name), config: String(config) };
});

const FIRST = '[profile sync/A]\nsso_session = corp\nsso_account_id = 111111111111\n\n[profile sync/B]\nregion = x\n';
const SECOND = '# only one is left\n[profile sync/B]\nregion = y\ns3 =\n  region = nested\n';

function read(text: string): SharedConfig {
	const { sections, problems } = parseAwsIni(text);
	assert.equal(problems, []);
	return sharedConfig(sections, []);
}

const plain = (settings: Settings | undefined) =>
	settings && Object.fromEntries([...settings].map(([k, v]) => [k, typeof v === 'string' ? v : Object.fromEntries(v)]));
const plainAll = (sections: Sections) =>
	Object.fromEntries([...sections].map(([name, settings]) => [name, plain(settings)]));
const plainConfig = (config: SharedConfig) => ({
	profiles: plainAll(config.profiles),
	sso_sessions: plainAll(config.ssoSessions),
	services: plainAll(config.services),
});

interface Edit {
	readonly id: SectionId;
	readonly settings: ChangedSettings;
}

const edit = (kind: SectionId['kind'], name: string, settings: Readonly<Record<string, string | undefined>>): Edit => ({
	id: { kind, name },
	settings: new Map(Object.entries(settings)),
});

const edits: readonly Edit[] = [
	edit('profile', 'dev', { region: 'ap-south-1', output: undefined, sso_role_name: 'Power+User@x' }),
	edit('profile', 'dev', { s3: undefined, region: undefined, cli_pager: 'most' }),
	edit('profile', 'default', { region: 'ap-south-1', sso_start_url: 'https://h/start#/' }),
	edit('profile', 'fresh.one', { sso_session: 'corp', region: 'x' }),
	edit('sso-session', 'corp', { sso_region: 'eu-north-1', sso_registration_scopes: undefined }),
];

/** A name that no new section may have, though an existing section can be edited by it. */
const oddEdit = edit('profile', 'my profile', { region: 'changed', output: 'text' });

const editsOf = (text: string): readonly Edit[] =>
	read(text).profiles.has(oddEdit.id.name) ? [...edits, oddEdit] : edits;

/** Returns the expected config after an edit: the same, except for the edited keys. */
function expectedConfig(text: string, { id, settings }: Edit) {
	const before = plainConfig(read(text));
	const sections = id.kind === 'profile' ? before.profiles : before.sso_sessions;
	const own = { ...sections[id.name] };
	for (const [key, value] of settings) {
		if (value === undefined) delete own[key];
		else own[key] = value;
	}
	return { ...before, [id.kind === 'profile' ? 'profiles' : 'sso_sessions']: { ...sections, [id.name]: own } };
}

for (const { name, config } of files) {
	test(`block in ${name}: it can be added, changed and removed, and no byte outside it changes`, () => {
		const inserted = withConfigBlock(config, 'corp', FIRST);
		assert.is(configBlockOf(inserted, 'corp'), FIRST);
		assert.ok(inserted.startsWith(config));
		const replaced = withConfigBlock(inserted, 'corp', SECOND);
		assert.is(configBlockOf(replaced, 'corp'), SECOND);
		for (const text of [inserted, replaced]) {
			assert.is(withoutConfigBlocks(text), config);
			assert.is(withConfigBlock(text, 'corp', undefined), config);
		}
		assert.is(withConfigBlock(replaced, 'corp', FIRST), inserted);
		const { profiles } = plainConfig(read(replaced));
		const magic = plainConfig(read(`${config}\n[profile magic]\n`)).profiles.magic;
		const own = { 'sync/B': { ...magic, region: 'y', s3: { region: 'nested' } } };
		assert.equal(profiles, { ...plainConfig(read(config)).profiles, ...own });
	});

	test(`sections in ${name}: the intended values are read, all others are unchanged, and a second edit changes nothing`, () => {
		for (const singleEdit of editsOf(config)) {
			const once = withSection(config, singleEdit.id, singleEdit.settings);
			assert.ok(hasSettings(read(once), singleEdit.id, singleEdit.settings));
			assert.is(withSection(once, singleEdit.id, singleEdit.settings), once);
			// A new section takes the values of Python's [DEFAULT] section, which `expectedConfig` does not know.
			if (!config.includes('[DEFAULT]'))
				assert.equal(plainConfig(read(once)), expectedConfig(config, singleEdit), once);
		}
	});

	test(`sections in ${name}: lines of other keys stay byte for byte and in order`, () => {
		for (const { id, settings } of editsOf(config)) {
			const others = linesOf(config).filter(
				(line) => !/^\s*(region|output|s3|sso_\w+|cli_pager)\s*[=:]|^\s+\w/i.test(line),
			);
			const after = linesOf(withSection(config, id, settings));
			let at = 0;
			for (const line of others) {
				at = after.indexOf(line, at) + 1;
				assert.ok(at > 0, `${JSON.stringify(line)} is gone or moved`);
			}
		}
	});
}

/** Splits into lines with their ends; the last line of a file without a final newline may get one. */
const linesOf = (text: string): readonly string[] => (text.match(/[^\r\n]*(?:\r\n|\r|\n)/g) ?? []).map(String);

const PIECES = [
	'[profile dev]\n',
	'[profile "dev"] # x\r\n',
	"  [profile 'dev']\n",
	'[default]\n',
	'[profile default]\n',
	'[services s]\n',
	'region = x\n',
	'Region: y ; z\r\n',
	'  region = n\n',
	'\toutput =\n',
	's3 =\n',
	'\t\tregion = n\r\n',
	'# c\n',
	'\n',
	' \t\r\n',
	'\r',
];

/** Generated texts that the AWS CLI accepts. */
const generated = generatedTexts(9, 20_000, 9, PIECES).filter((text) => parseAwsIni(text).problems.length === 0);

test('generated texts: the intended values are read, and nothing else changes', () => {
	assert.ok(generated.length > 3000, `${generated.length} texts`);
	for (const text of generated) {
		for (const singleEdit of edits) {
			const once = withSection(text, singleEdit.id, singleEdit.settings);
			assert.equal(plainConfig(read(once)), expectedConfig(text, singleEdit), JSON.stringify([text, once]));
		}
	}
});

const program = `
import os, tempfile
try:
    from botocore.configloader import load_config
except ImportError:
    print(json.dumps(None))
    raise SystemExit
results = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "config")
    for text in given:
        with open(path, "wb") as file:
            file.write(text.encode("utf-8"))
        config = load_config(path)
        results.append({key: config.get(key, {}) for key in ("profiles", "sso_sessions", "services")})
print(json.dumps(results))`;

const edited = (name: string, text: string, chosenEdits: readonly Edit[]) =>
	chosenEdits.map((chosenEdit) => ({
		name: `${name}, ${chosenEdit.id.kind} ${chosenEdit.id.name}`,
		text: withSection(text, chosenEdit.id, chosenEdit.settings),
	}));

const cases = [
	...files.flatMap(({ name, config }) => [
		...edited(name, config, editsOf(config)),
		{
			name: `${name}, block`,
			text: withConfigBlock(withConfigBlock(config, 'a b', FIRST), 'corp', '[sso-session new]\nsso_region = x\n'),
		},
	]),
	...generated.slice(0, 500).flatMap((text) => edited(JSON.stringify(text), text, edits)),
];
const answer = pythonAnswer(
	program,
	cases.map(({ text }) => text),
);
const answers = Array.isArray(answer) ? answer : undefined;

testUnless(answers ? undefined : 'no botocore', 'botocore reads every edited file, and reads it as ssoenv does', () => {
	for (const [at, { name, text }] of cases.entries()) {
		assert.equal(plainConfig(read(text)), asRecord(answers?.[at]), name);
	}
});

test('the corpus has at least its promised size', () => {
	assert.ok(files.length >= 40, `${files.length} files`);
	assert.is(new Set(files.map(({ name }) => name)).size, files.length);
});

test.run();
