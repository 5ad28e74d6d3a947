/** Edits by the AWS CLI's own writer in a file that `sync` wrote: every later sync keeps them. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../src/adapters/config/aws-ini.ts';
import { type SharedConfig, sharedConfig } from '../../src/core/config/shared-config.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { type Directory, SESSION, syncScene } from '../support/discovery/sync-scene.ts';
import { pythonAnswer } from '../support/program/python.ts';

/** The writer behind `aws configure set` and `aws configure sso`. Each list of edits is made in a file of its own. */
const WRITER = `
import tempfile, os
from awscli.customizations.configure.writer import ConfigFileWriter
text, lists = given
def edited(edits):
    with tempfile.NamedTemporaryFile('w', delete=False, newline='') as f: f.write(text)
    for section, values in edits: ConfigFileWriter().update_config({'__section__': section, **values}, f.name)
    result = open(f.name, newline='').read()
    os.unlink(f.name)
    return result
print(json.dumps([edited(edits) for edits in lists]))
`;

type Edit = readonly [section: string, values: Readonly<Record<string, unknown>>];

function afterAwsCli(text: string, lists: readonly (readonly Edit[])[]): readonly string[] {
	const answer = pythonAnswer(WRITER, [text, lists]);
	if (!Array.isArray(answer)) throw new TypeError('no list');
	return answer.map(String);
}

const hasWriter = (() => {
	try {
		return pythonAnswer(`from awscli.customizations.configure import writer\nprint(json.dumps(given))`, 1) === 1;
	} catch {
		return false;
	}
})();
const missing = hasWriter ? undefined : 'the AWS CLI is not here as a Python package';

const DIRECTORY: Directory = { '111111111111': ['a', ['First', 'Middle']], '222222222222': ['b', ['Zlast']] };
const HAND = '[profile hand]\nregion = eu-west-1\n';
const OTHER = '\n[profile other]\nregion = eu-west-2\n';

const read = (text: string): SharedConfig => {
	const { sections, problems } = parseAwsIni(text);
	assert.equal(problems, [], text);
	return sharedConfig(sections, []);
};

const meaningOf = ({ profiles, ssoSessions }: SharedConfig) =>
	Object.fromEntries(
		[...profiles, ...ssoSessions].map(([name, settings]) => [name, Object.fromEntries(settings)] as const),
	);

const SECTIONS = ['profile a-First', 'profile a-Middle', 'profile b-Zlast', 'profile hand', 'sso-session corp'];
const VALUES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	'new keys': { output: 'text', cli_pager: '' },
	'a nested section': { s3: { max_concurrent_requests: '20', addressing_style: 'path' } },
	'a region': { region: 'us-west-2' },
};
/** An earlier release of `sync` wrote a colon in a comment, which the AWS CLI reads as a setting. */
const EARLIER = `
# >>> ssoenv sync corp >>>
# ssoenv sync --sso-session corp --template '{account_name}-{role_name}'
# Everything between these marks is written by ssoenv: what is changed here by hand goes with the next sync.

[profile a-First]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = First
# <<< ssoenv sync corp <<<
`;
const LAYOUTS: Readonly<Record<string, readonly [before: string, below: string]>> = {
	'the block ends the file': [SESSION + HAND, ''],
	'the block ends the file, without a final newline': [(SESSION + HAND).trimEnd(), ''],
	'a section follows the block': [SESSION + HAND, OTHER],
	'a block of an earlier release': [SESSION + HAND + EARLIER, ''],
	'a block of an earlier release, after the sso-session': [HAND + SESSION + EARLIER, OTHER],
	CRLF: [(SESSION + HAND).replaceAll('\n', '\r\n'), ''],
};
const isSynced = (section: string): boolean => /^profile [ab]-/.test(section);
const edits = SECTIONS.flatMap((section) =>
	Object.entries(VALUES).map(([what, values]) => ({ section, what, values })),
);

for (const [layout, [before, below]] of Object.entries(LAYOUTS)) {
	const synced = async () => {
		const scene = syncScene(before, DIRECTORY);
		await scene.sync({ yes: true });
		await scene.edit((text) => text + below);
		return scene;
	};
	const first = (await synced()).text();
	const untouched = meaningOf(read(first));
	const without = meaningOf(read(before + below));
	const results = hasWriter
		? afterAwsCli(
				first,
				edits.map(({ section, values }) => [[section, values]]),
			)
		: [];
	for (const [at, { section, what, values }] of edits.entries()) {
		const name = section.replace(/^\S+ /, '');
		const key = Object.keys(values)[0] ?? '';
		const set = results[at] ?? '';

		testUnless(missing, `${layout}, ${what} in [${section}]: undone`, async () => {
			const scene = await synced();
			await scene.edit(() => set);
			scene.said();
			await scene.sync({ undo: true });
			const left = meaningOf(read(scene.text()));
			if (isSynced(section)) {
				assert.equal(left, without);
				assert.match(scene.said().join('\n'), `${key} of profile "${name}"`);
			} else assert.equal(left, { ...without, [name]: meaningOf(read(set))[name] });
		});

		testUnless(missing, `${layout}, ${what} in [${section}]: synced again`, async () => {
			const scene = await synced();
			await scene.edit(() => set);
			scene.become({ ...DIRECTORY, '333333333333': ['c', ['New']] });
			scene.said();
			await scene.sync({ yes: true, refresh: true, prune: true });
			const now = meaningOf(read(scene.text()));
			assert.ok('c-New' in now);
			if (isSynced(section)) {
				assert.equal(now[name], untouched[name]);
				const told = scene.said().join('\n');
				assert.match(
					told,
					what === 'a region' ? `~ ${name} ` : `would remove those edits: ${key} of profile "${name}"`,
				);
			} else assert.equal(now[name], meaningOf(read(set))[name]);
			await scene.sync();
			assert.match(scene.said().join('\n'), 'nothing to write');
		});
	}
}

testUnless(missing, 'sections that it adds at the end of the file stay below the block', async () => {
	const scene = syncScene(SESSION + HAND, DIRECTORY);
	await scene.sync({ yes: true });
	const [set = ''] = afterAwsCli(scene.text(), [
		[
			['profile new', { sso_session: 'two', sso_account_id: '111111111111', sso_role_name: 'First' }],
			['sso-session two', { sso_start_url: 'https://two.awsapps.com/start', sso_region: 'eu-west-1' }],
			['sso-session corp', { sso_registration_scopes: 'sso:account:access' }],
			['profile b-Zlast', { s3: { use_accelerate_endpoint: 'true' } }],
			['profile b-Zlast', { s3: { addressing_style: 'path' } }],
			['default', { region: 'us-east-1' }],
		],
	]);
	await scene.edit(() => set);
	const wished = meaningOf(read(set));
	await scene.sync({ undo: true });
	const { 'a-First': _first, 'a-Middle': _middle, 'b-Zlast': _last, ...outside } = wished;
	assert.equal(meaningOf(read(scene.text())), outside);
});

test.run();
