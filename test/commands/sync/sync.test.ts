/** `ssoenv sync`: what it prints, and the config file afterwards. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { text as setting, sharedConfig } from '../../../src/core/config/shared-config.ts';
import { withoutConfigBlocks } from '../../../src/core/config-edit/blocks.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { somebody } from '../../support/context/context.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';
import { type Directory, SESSION, syncScene } from '../../support/discovery/sync-scene.ts';
import { pythonAnswer } from '../../support/program/python.ts';

const DIRECTORY: Directory = {
	'111111111111': ['Dev Team', ['ReadOnly', 'Admin']],
	'222222222222': ['prod', ['ReadOnly']],
};
const OWN = `# mine\n[profile mine]\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = ReadOnly\n`;
const BLOCK = `
# >>> ssoenv sync corp >>>
# ssoenv sync --sso-session corp --template '{account_name}-{role_name}'
# ssoenv writes everything between these marks. The next sync overwrites changes that were made by hand.
# account 111111111111 Dev Team

[profile Dev-Team-Admin]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = Admin

[profile Dev-Team-ReadOnly]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
# <<< ssoenv sync corp <<<
`;
const yes = { yes: true } as const;

const profilesIn = (text: string) => {
	const { sections, problems } = parseAwsIni(text);
	assert.equal(problems, []);
	return sharedConfig(sections, []).profiles;
};

test("the first sync shows its plan, asks, and adds a block; roles of the person's own profiles are left out", async () => {
	const scene = syncScene(SESSION + OWN, DIRECTORY, { ...somebody, answers: [true], env: { NO_COLOR: '1' } });
	await scene.sync();
	assert.equal(scene.said(), [
		'1 role already covered by your own profiles, which stay unchanged: mine',
		'+ Dev-Team-Admin  Admin in 111111111111\n',
		'+ Dev-Team-ReadOnly  ReadOnly in 111111111111\n',
		'2 to add, 0 to change, 0 to remove; 2 profiles in all',
		`wrote ${CONFIG_PATH}; backup: ${CONFIG_PATH}.before-ssoenv; to undo: ssoenv sync --undo`,
	]);
	assert.equal(scene.questions, [`write these changes to ${CONFIG_PATH}?`]);
	assert.is(scene.text(), SESSION + OWN + BLOCK);
	assert.equal(scene.stdout, []);
});

test('the plan has colours on a terminal with colours', async () => {
	const scene = syncScene(SESSION, DIRECTORY, { ...somebody, answers: [true] });
	await scene.sync();
	assert.is(scene.said()[0], '\x1b[32m+ Dev-Team-Admin  Admin in 111111111111\x1b[0m\n');
});

test('without changes, nothing is written and there is no question', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const text = scene.text();
	scene.said();
	await scene.sync();
	assert.ok(scene.said().includes('0 to add, 0 to change, 0 to remove; 3 profiles in all; nothing to write'));
	assert.is(scene.text(), text);
});

test('template and region are remembered until they are given again', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, template: '{role_name}.{account_id}', region: ['eu-west-1'] });
	const text = scene.text();
	await scene.sync(yes);
	assert.is(scene.text(), text);
	assert.is(setting(profilesIn(text).get('Admin.111111111111'), 'region'), 'eu-west-1');
	await scene.sync({ ...yes, region: [''] });
	assert.is(setting(profilesIn(scene.text()).get('Admin.111111111111'), 'region'), undefined);
	assert.match(
		scene.said().join(''),
		/~ Admin\.111111111111 {2}Admin in 111111111111 \(eu-west-1\) -> Admin in 111111111111\n/,
	);
});

test('profiles of removed assignments stay and are reported; --prune removes them', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const text = scene.text();
	scene.become({ '111111111111': ['Dev Team', ['ReadOnly']], '222222222222': ['prod', ['ReadOnly']] });
	await scene.sync({ ...yes, refresh: true });
	assert.is(scene.text(), text);
	assert.match(scene.said().join('\n'), /\? Dev-Team-Admin .*no longer assigned; --prune removes it/);
	await scene.sync({ ...yes, prune: true });
	assert.equal([...profilesIn(scene.text()).keys()], ['Dev-Team-ReadOnly', 'prod-ReadOnly']);
	await scene.sync({ undo: true });
	assert.is(scene.text(), text);
});

test('an account whose roles cannot be listed keeps its profiles', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const text = scene.text();
	scene.become({ '111111111111': ['Dev Team', null], '222222222222': ['prod', ['ReadOnly']] });
	await scene.sync({ ...yes, prune: true, refresh: true });
	assert.is(scene.text(), text);
});

test('the names of an account that cannot be listed are not given to another account', async () => {
	const scene = syncScene(SESSION, { '111111111111': ['prod', ['Admin']] });
	await scene.sync(yes);
	const both = { '111111111111': ['prod', null], '222222222222': ['prod', ['Admin']] } as const;
	scene.become(both);
	await scene.sync({ ...yes, refresh: true, prune: true });
	const accounts = () =>
		[...profilesIn(scene.text())].map(([name, settings]) => `${name} ${setting(settings, 'sso_account_id')}`).sort();
	assert.equal(accounts(), ['prod-Admin-111111111111 111111111111', 'prod-Admin-222222222222 222222222222']);
	const before = scene.text();
	scene.become({ ...both, '111111111111': ['prod', ['Admin']] });
	await scene.sync({ ...yes, refresh: true, prune: true });
	assert.is(scene.text(), before);
});

test('profiles added to the block by hand are removed and reported, also among other changes', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const foreign = `[profile other]\nsso_session = other\nsso_account_id = 111111111111\nsso_role_name = Weird\n`;
	await scene.edit((text) => text.replace('# <<<', `${foreign}# <<<`));
	scene.become({ ...DIRECTORY, '222222222222': ['prod', ['ReadOnly', 'Admin']] });
	scene.said();
	await scene.sync({ ...yes, refresh: true });
	assert.match(scene.said().join('\n'), /the block was edited by hand; this sync would remove those edits/);
	assert.not(profilesIn(scene.text()).has('other'));
	scene.become({ ...DIRECTORY, '222222222222': ['prod', ['ReadOnly']] });
	await scene.sync({ ...yes, refresh: true, prune: true });
	assert.not.match(scene.said().join('\n'), /by hand/);
});

test('a sync refuses to write a block that would hide a profile of the same name', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	scene.become({ '111111111111': ['Dev Team', ['ReadOnly', 'Admin']] });
	await scene.sync({ ...yes, refresh: true, prune: true });
	await scene.edit((text) => `[profile "prod-ReadOnly"]\nsso_account_id = 333333333333\n\n${text}`);
	const before = scene.text();
	const failure = await failureFrom(scene.sync({ undo: true }));
	assert.is(failure.code, 'config-not-editable');
	assert.match(failure.message, /prod-ReadOnly/);
	assert.is(scene.text(), before);
});

test("a person's own profile for a role of the block removes nothing from the block", async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	await scene.edit((text) => `${text}${OWN}`);
	const text = scene.text();
	await scene.sync({ ...yes, prune: true });
	assert.is(scene.text(), text);
});

test('--undo restores the file before the last sync, once; --dry-run only shows it', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const text = scene.text();
	await scene.sync({ undo: true, 'dry-run': true });
	assert.is(scene.text(), text);
	assert.match(scene.stdout.join(''), /^- Dev-Team-Admin {2}Admin in 111111111111$/m);
	await scene.sync({ undo: true });
	assert.is(scene.text(), SESSION);
	assert.is((await failureFrom(scene.sync({ undo: true }))).code, 'nothing-to-undo');
});

test('--undo refuses a block with sections or comments of others', async () => {
	for (const foreign of ['[profile x]\nregion = y\n', '# mine\n']) {
		const scene = syncScene(SESSION, DIRECTORY);
		await scene.sync(yes);
		await scene.edit((text) => text.replace('# <<<', `${foreign}# <<<`));
		const text = scene.text();
		const failure = await failureFrom(scene.sync({ undo: true }));
		assert.equal([failure.code, failure.status], ['config-changed', 3]);
		assert.is(scene.text(), text);
	}
});

test('--undo removes settings that were added in the block, and says so', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	await scene.edit((text) => text.replace('sso_role_name = Admin\n', 'sso_role_name = Admin\nregion = x\n'));
	scene.said();
	await scene.sync({ undo: true });
	assert.equal(scene.said(), [
		`undid ssoenv sync in ${CONFIG_PATH}; backup: ${CONFIG_PATH}.before-ssoenv`,
		'this removed settings that were added to its block by hand: region of profile "Dev-Team-Admin"',
	]);
	assert.is(scene.text(), SESSION);
});

test('the next sync removes edits in the block, and says so', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const text = scene.text();
	await scene.edit((now) => now.replace('sso_role_name = Admin\n', 'sso_role_name = Admin\noutput = json\n'));
	scene.said();
	await scene.sync(yes);
	assert.match(scene.said().join('\n'), /the block was edited by hand; this sync would remove those edits/);
	assert.is(scene.text(), text);
});

test('the answer no, no terminal, a damaged block, an invalid template or region: nothing is written', async () => {
	const damaged = `${SESSION}# >>> ssoenv sync corp >>>\n`;
	const isYes = { yes: true };
	for (const [args, config, world, code, status] of [
		[{}, SESSION, { ...somebody, answers: [false] }, 'declined', 130],
		[{}, SESSION, {}, 'usage', 2],
		[isYes, damaged, {}, 'config-block-damaged', 3],
		[{ ...isYes, template: '{account_name}' }, SESSION, {}, 'template-invalid', 2],
		[{ ...isYes, template: '-{account_id}{role_name}' }, SESSION, {}, 'template-invalid', 2],
		[{ ...isYes, template: '$(x){account_id}{role_name}' }, SESSION, {}, 'template-invalid', 2],
		[{ ...isYes, region: ['x\n[default]'] }, SESSION, {}, 'region-invalid', 2],
		[{ undo: true, prune: true }, SESSION, {}, 'usage', 2],
		[{ from: 'granted', region: ['x'] }, SESSION, {}, 'usage', 2],
	] as const) {
		const scene = syncScene(config, DIRECTORY, world);
		const failure = await failureFrom(scene.sync(args));
		assert.equal([failure.code, failure.status], [code, status]);
		assert.is(scene.text(), config);
	}
});

test('the sso-session is the only one or the named one, and is never guessed', async () => {
	const legacy =
		'[default]\nregion = x\n[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\n';
	const role = 'sso_account_id = 111111111111\nsso_role_name = Admin\n';
	const withOneSession = syncScene(SESSION + legacy + role, DIRECTORY);
	await withOneSession.sync(yes);
	assert.ok(withOneSession.text().includes('# >>> ssoenv sync corp >>>'));
	const two = syncScene(SESSION + SESSION.replace('corp', 'sync-corp') + legacy + role, DIRECTORY);
	const failure = await failureFrom(two.sync(yes));
	assert.is(failure.code, 'sso-session-ambiguous');
	assert.equal(failure.hints, ['ssoenv sync --sso-session corp', 'ssoenv sync --sso-session sync-corp']);
	await two.sync({ ...yes, 'sso-session': 'sync-corp' });
	assert.ok(two.text().includes('# >>> ssoenv sync sync-corp >>>'));
	assert.is((await failureFrom(syncScene(legacy + role, DIRECTORY).sync(yes))).code, 'sync-needs-session');
});

test('a file with CRLF keeps it, also in the block, and a sync without changes writes nothing', async () => {
	const config = SESSION.replaceAll('\n', '\r\n');
	const scene = syncScene(config, DIRECTORY);
	await scene.sync({ ...yes, region: ['eu-west-1'] });
	const text = scene.text();
	assert.not.match(text, /[^\r]\n/);
	await scene.sync(yes);
	assert.is(scene.text(), text);
	await scene.sync({ undo: true });
	assert.is(scene.text(), config);
});

const HOSTILE = [
	'a\u001b[31m\n[default]\naws_access_key_id=x\r',
	'\u202e$(touch PWNED)`id` [x] ; # \0',
	"'; rm -rf ~; '",
	'n'.repeat(300),
	'..',
	'-rf',
	'%default',
	'日本',
	'\ud800',
	'] [sso-session corp',
	'# <<< ssoenv sync corp <<<',
	'default',
	'{role_name}',
	'__proto__',
];
const hostile: Directory = Object.fromEntries(
	HOSTILE.map((name, at) => [String(100_000_000_000 + at), [name, ['R', 'a+b', 'a,b', 'a=b', 'x\ny', '$(id)']]]),
);

test('hostile account and role names give safe profile names, and --undo restores the file byte for byte', async () => {
	const scene = syncScene(SESSION, hostile);
	await scene.sync(yes);
	const profiles = profilesIn(scene.text());
	const roles = [...profiles].map(([, own]) => `${setting(own, 'sso_account_id')} ${setting(own, 'sso_role_name')}`);
	assert.is(new Set(roles).size, HOSTILE.length * 4, 'each role that AWS allows has its profile');
	for (const name of profiles.keys()) assert.match(name, /^\w[\w.@-]*$/);
	assert.not.match(scene.said().join(''), /[^\n\x20-\x7e…]/);
	const text = scene.text();
	await scene.sync(yes);
	assert.is(scene.text(), text);
	await scene.sync({ undo: true });
	assert.is(scene.text(), SESSION);
});

const BOTOCORE = `
import botocore.configloader, tempfile, os
with tempfile.NamedTemporaryFile('wb', delete=False) as f: f.write(given.encode())
print(json.dumps(botocore.configloader.load_config(f.name)['profiles']))
os.unlink(f.name)
`;

const hasBotocore = (() => {
	try {
		return pythonAnswer('import botocore\nprint(json.dumps(given))', 1) === 1;
	} catch {
		return false;
	}
})();

testUnless(hasBotocore ? undefined : 'botocore is not here', 'botocore reads the synced file', async () => {
	const scene = syncScene(SESSION, hostile);
	await scene.sync({ ...yes, region: ['eu-west-1'], template: '{account_id}/{role_name}' });
	const read = asRecord(pythonAnswer(BOTOCORE, scene.text())) ?? {};
	const ours = [...profilesIn(scene.text())].map(([name, own]) => [name, Object.fromEntries(own)] as const);
	assert.equal(read, Object.fromEntries(ours));
	assert.is(Object.keys(read).length, HOSTILE.length * 4);
});

const corpus: unknown = JSON.parse(readFileSync(new URL('../../corpus/real-configs.json', import.meta.url), 'utf8'));
if (!Array.isArray(corpus)) throw new TypeError('the corpus is not a list');
const LIKE_NO_OTHER = SESSION.replace('corp', 'sync-corp');

for (const entry of corpus) {
	const { name, config } = asRecord(entry) ?? {};
	test(`${name}: sync, sync again, prune and undo do not change a byte outside the block`, async () => {
		const session = { 'sso-session': 'sync-corp' } as const;
		// Indented like the text after it, which would otherwise continue its last line.
		const indent = /^[ \t]*/.exec(String(config))?.[0] ?? '';
		const before = `${LIKE_NO_OTHER.replace(/^/gm, indent).trimEnd()}\n${config}`;
		const scene = syncScene(before, DIRECTORY);
		await scene.sync({ ...yes, ...session });
		const first = scene.text();
		assert.ok(first !== before);
		assert.is(withoutConfigBlocks(first), withoutConfigBlocks(before));
		await scene.sync(session);
		assert.is(scene.text(), first);
		scene.become({ '222222222222': ['prod', ['ReadOnly', 'New']] });
		await scene.sync({ ...yes, ...session, prune: true, refresh: true });
		assert.ok(scene.text() !== first);
		assert.is(withoutConfigBlocks(scene.text()), withoutConfigBlocks(before));
		await scene.sync({ undo: true });
		assert.is(scene.text(), first);
		const again = syncScene(before, DIRECTORY);
		await again.sync({ ...yes, ...session });
		await again.sync({ undo: true });
		assert.is(again.text(), before);
	});
}

test.run();
