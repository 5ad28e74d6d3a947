/** The options of `sync` that choose roles, name profiles and set more: what it writes, says, remembers and forgets. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { text as setting, sharedConfig } from '../../../src/core/config/shared-config.ts';
import { formatUses } from '../../../src/core/picker/recent-profiles.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type Directory, SESSION, syncScene } from '../../support/discovery/sync-scene.ts';

const DIRECTORY: Directory = {
	'111111111111': ['Dev Team', ['ReadOnly', 'Admin']],
	'222222222222': ['prod', ['ReadOnly']],
};
const yes = { yes: true } as const;
const again = { yes: true, refresh: true } as const;

const profilesIn = (text: string) => {
	const { sections, problems } = parseAwsIni(text);
	assert.equal(problems, []);
	return sharedConfig(sections, []).profiles;
};
const namesIn = (text: string) => [...profilesIn(text).keys()];

test('patterns choose the roles, are remembered, and --prune removes what they leave out', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	scene.said();
	await scene.sync({ ...yes, exclude: ['*/admin'] });
	assert.equal(scene.said().slice(1, 3), [
		'1 role left out by --include or --exclude; --verbose names them',
		'? Dev-Team-Admin  Admin in 111111111111: left out by --include or --exclude; --prune removes it\n',
	]);
	assert.match(scene.text(), "--template '{account_name}-{role_name}' --exclude '*/admin'\n");
	await scene.sync({ ...yes, prune: true });
	assert.equal(namesIn(scene.text()), ['Dev-Team-ReadOnly', 'prod-ReadOnly']);
	await scene.sync({ ...yes, include: ['dev*'], prune: true, verbose: true });
	assert.equal(namesIn(scene.text()), ['Dev-Team-ReadOnly']);
	const told = scene.said();
	assert.ok(told.includes('left out: Admin in 111111111111 (Dev Team)'));
	assert.ok(told.includes('left out: ReadOnly in 222222222222 (prod)'));
	await scene.sync({ ...yes, include: [''], exclude: [''] });
	assert.equal(namesIn(scene.text()), ['Dev-Team-Admin', 'Dev-Team-ReadOnly', 'prod-ReadOnly']);
	assert.not.match(scene.text(), /--(?:in|ex)clude/);
});

test('accounts marks the roles that the patterns leave out', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, exclude: ['*/admin'] });
	await scene.accounts();
	assert.match(scene.stdout.join(''), /^111111111111 .* Admin \(left out by sync\), ReadOnly$/m);
});

test('a pattern that matches no role is told, with what it may have meant', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, exclude: ['Admin', 'qa/*'] });
	assert.equal(scene.said().slice(0, 2), [
		"warning: --exclude Admin matches no role; it stands for accounts; for roles of this name: '*/Admin'",
		"warning: --exclude 'qa/*' matches no role; a pattern is ACCOUNT/ROLE",
	]);
	await scene.sync({
		...yes,
		include: ['Dev Team,prod', 'Dev'],
		exclude: [''],
		prefer: ['Audit'],
		set: ['output=json', 'qa/*:output=text'],
	});
	assert.equal(scene.said().slice(1, 5), [
		"warning: --include 'Dev Team,prod' matches no role; give each pattern an option of its own: --include 'Dev Team' --include prod",
		"warning: --include Dev matches no role; it stands for accounts; for roles of this name: '*/Dev'",
		"warning: --set 'qa/*:output=text' matches no role; a pattern is ACCOUNT/ROLE",
		'warning: --prefer Audit matches no role; it is the name of a role',
	]);
});

test('a pattern for an account with a / in its name is told how to write it', async () => {
	const scene = syncScene(SESSION, { '111111111111': ['team/alpha', ['ReadOnly']] });
	await scene.sync({ ...yes, include: ['team/alpha'] });
	assert.is(
		scene.said()[0],
		"warning: --include team/alpha matches no role; the last / divides account and role: 'team/alpha/*'",
	);
});

test('options without an effect are told', async () => {
	const scene = syncScene(SESSION, DIRECTORY, { files: { '/names': '111111111111 = d\n' } });
	await scene.sync({ ...yes, names: '/names' });
	assert.ok(scene.said().includes('warning: --names has no effect: no template has {account_alias}'));
	scene.become({});
	await scene.sync({ ...again, template: '{account_alias}-{role_name}' });
	assert.equal(scene.said().slice(0, 1), ['no role is assigned to you with sso-session "corp"']);
});

test('the plan says when only the first lines of the block change', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	scene.said();
	assert.is(await scene.sync({ check: true, exclude: ['*/Audit'] }), 1);
	assert.ok(
		scene.said().includes('no profile changes, only what the block remembers: its options and the names of accounts'),
	);
	assert.is(await scene.sync({ check: true }), 0);
	assert.not.ok(
		scene.said().includes('no profile changes, only what the block remembers: its options and the names of accounts'),
	);
});

test('the plan sorts as people read numbers', async () => {
	const scene = syncScene(SESSION, {
		'111111111111': ['team-10', ['Role-10', 'role-9']],
		'222222222222': ['Team-2', ['ReadOnly']],
	});
	await scene.sync({ 'dry-run': true });
	assert.equal(scene.stdout.join('').match(/^\+ \S+/gm), [
		'+ Team-2-ReadOnly',
		'+ team-10-role-9',
		'+ team-10-Role-10',
	]);
});

test('filters, a names file, a shorter form and a preferred role make the names', async () => {
	const names = '# mine\n222222222222 = live/p\n';
	const scene = syncScene(SESSION, DIRECTORY, { files: { '/names': names } });
	const options = { template: '{account_alias|kebab}-{role_name|lower}', single: '{account_alias|kebab}' };
	await scene.sync({ ...yes, ...options, names: '/names', prefer: ['readonly'] });
	assert.equal(namesIn(scene.text()), ['dev-team-admin', 'dev-team', 'live/p']);
	const files = await scene.context.files.launcherFile();
	files.write('/names', '222222222222 = p\n111111111111 = P\n');
	const failure = await failureFrom(scene.sync(yes));
	assert.is(failure.message, 'line 2 of /names: the name P is in line 1, too');
	files.remove('/names');
	assert.is((await failureFrom(scene.sync(yes))).code, 'names-unreadable');
	await scene.sync({ ...yes, names: '', template: '', single: '', prefer: [''] });
	assert.equal(namesIn(scene.text()), ['Dev-Team-Admin', 'Dev-Team-ReadOnly', 'prod-ReadOnly']);
});

test('a renamed account keeps the names of its profiles, of new roles too, until --rename or another template', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync(yes);
	const before = scene.text();
	const renamed: Directory = { ...DIRECTORY, '222222222222': ['live', ['ReadOnly']] };
	scene.become(renamed);
	scene.said();
	await scene.sync(again);
	assert.is(scene.text(), before);
	assert.equal(scene.said(), [
		'account 222222222222 is now called "live", no longer "prod"; its profiles keep their names (--rename renames them)',
		'0 to add, 0 to change, 0 to remove; 3 profiles in all; nothing to write',
	]);
	scene.become({ ...renamed, '222222222222': ['live', ['Admin', 'ReadOnly']] });
	await scene.sync(again);
	assert.equal(namesIn(scene.text()).slice(2), ['prod-Admin', 'prod-ReadOnly']);
	const kept = scene.text();
	await scene.sync({ ...again, rename: true });
	assert.match(scene.said().join(''), /~ prod-Admin -> live-Admin {2}Admin in 222222222222\n/);
	assert.equal(namesIn(scene.text()).slice(2), ['live-Admin', 'live-ReadOnly']);
	assert.match(scene.text(), '# account 222222222222 live\n');
	await scene.sync({ undo: true });
	assert.is(scene.text(), kept);
	await scene.sync(yes);
	assert.is(scene.text(), kept, 'undone, a rename is not made again by itself');
	await scene.sync({ ...yes, template: '{account_name}.{role_name}' });
	assert.equal(namesIn(scene.text()).slice(2), ['live.Admin', 'live.ReadOnly']);
});

test('what names a renamed profile is told', async () => {
	const own = '\n[profile deploy]\nrole_arn = arn:aws:iam::333333333333:role/x\nsource_profile = prod-ReadOnly\n';
	const scene = syncScene(`${SESSION}${own}`, DIRECTORY, { env: { SSOENV_GUARD: 'prod-* *Team*' } });
	await scene.sync(yes);
	await scene.context.files.notes.write('uses', formatUses(new Map([['prod-ReadOnly', 1]])));
	scene.said();
	await scene.sync({ ...yes, template: '{role_name}@{account_name}' });
	assert.equal(
		scene.said().filter((line) => line.includes('becomes')),
		[
			'source_profile of profile "deploy" names prod-ReadOnly, which becomes ReadOnly@prod',
			'SSOENV_GUARD guards prod-ReadOnly, which becomes ReadOnly@prod: no pattern matches the new name',
			'you recently used prod-ReadOnly, which becomes ReadOnly@prod',
		],
	);
});

test('several regions, further keys and comments are written, remembered and forgotten', async () => {
	const scene = syncScene(SESSION, { '222222222222': ['prod', ['Admin', 'ReadOnly']] });
	await scene.sync({
		...yes,
		region: ['eu-west-1', 'us-east-1'],
		template: '{account_name}-{role_name}.{region}',
		set: ['output=json', '*/Admin:cli_pager='],
		comment: '{account_email}',
	});
	const text = scene.text();
	assert.match(
		text,
		`[profile prod-Admin.us-east-1]
# 222222222222@example.com
sso_session = corp
sso_account_id = 222222222222
sso_role_name = Admin
region = us-east-1
output = json
cli_pager =
`,
	);
	assert.is(profilesIn(text).size, 4);
	assert.is(setting(profilesIn(text).get('prod-ReadOnly.eu-west-1'), 'cli_pager'), undefined);
	scene.said();
	await scene.sync(yes);
	assert.is(scene.text(), text);
	assert.not.match(scene.said().join('\n'), /by hand/);
	await scene.edit((now) => now.replace('output = json', 'output = text'));
	await scene.sync(yes);
	assert.match(scene.said().join('\n'), /~ prod-Admin\.eu-west-1 .*; output = json\n/);
	assert.is(scene.text(), text);
	await scene.sync({ ...yes, set: [''], comment: '', region: ['us-east-1'], template: '', prune: true });
	assert.equal(namesIn(scene.text()), ['prod-Admin', 'prod-ReadOnly']);
	assert.not.match(scene.text(), /output|example\.com/);
	await scene.sync({ undo: true });
	assert.is(scene.text(), text);
});

test('--check is 0 if nothing would change and 1 otherwise, and never writes, asks or signs in', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	assert.is(await scene.sync({ check: true }), 1);
	assert.is(scene.text(), SESSION);
	assert.match(scene.stdout.join(''), /^\+ prod-ReadOnly /m);
	assert.is(
		scene.said().at(-1),
		'3 to add, 0 to change, 0 to remove; 3 profiles in all; sync would change the config file',
	);
	await scene.sync(yes);
	assert.is(await scene.sync({ check: true }), 0);
	scene.become({ '222222222222': DIRECTORY['222222222222'] ?? ['', []] });
	assert.is(await scene.sync({ check: true, refresh: true }), 0, 'without --prune, profiles stay');
	assert.is(await scene.sync({ check: true, prune: true }), 1);
	assert.equal(scene.questions, []);
});

test('options that cannot be written or do not fit are refused, and nothing is written', async () => {
	for (const [args, code, status] of [
		[{ set: ['role_arn=x'] }, 'setting-refused', 2],
		[{ set: ['output=json\n[default]'] }, 'setting-refused', 2],
		[{ region: ['eu-west-1', 'us-east-1'] }, 'template-invalid', 2],
		[
			{ region: ['eu-west-1', 'us-east-1'], template: '{account_id}{role_name}{region}', single: '{account_id}' },
			'template-invalid',
			2,
		],
		[{ single: '{role_name}' }, 'template-invalid', 2],
		[{ comment: 'a\n[default]' }, 'template-invalid', 2],
		[{ include: ['x\n[default]'] }, 'pattern-refused', 2],
		[{ prefer: ['\u202e'] }, 'pattern-refused', 2],
		[{ names: '/absent' }, 'names-unreadable', 3],
		[{ check: true }, 'usage', 2],
	] as const) {
		const scene = syncScene(SESSION, DIRECTORY);
		const failure = await failureFrom(scene.sync({ ...yes, ...args }));
		assert.equal([failure.code, failure.status], [code, status], JSON.stringify(args));
		assert.is(scene.text(), SESSION);
		assert.equal(scene.portal.calls, [], 'refused before the discovery');
	}
});

test('an account named like a mark or a command of sync does no harm', async () => {
	const scene = syncScene(SESSION, {
		'111111111111': ['>>> ssoenv sync corp >>>', ['A']],
		'222222222222': ["ssoenv sync --sso-session corp --template '{role_name}'", ['A']],
	});
	await scene.sync({ ...yes, comment: '{account_name}' });
	const text = scene.text();
	await scene.sync(yes);
	assert.is(scene.text(), text);
	await scene.edit((now) => now.replace(/^# ssoenv sync .*\n/m, ''));
	await scene.sync({ ...yes, comment: '{account_name}' });
	assert.is(profilesIn(scene.text()).size, 2);
	assert.is(scene.text(), text);
});

test('blocks of two sessions, with own profiles around them and in another order, stay apart', async () => {
	const two = SESSION.replace('corp', 'sync-corp');
	const own = (name: string) => `\n# ${name}\n[profile ${name}]\nregion = us-east-1\n`;
	const scene = syncScene(`${SESSION}${two}${own('first')}`, DIRECTORY);
	await scene.sync({ ...yes, 'sso-session': 'corp', exclude: ['prod'] });
	await scene.edit((text) => text + own('between'));
	await scene.sync({ ...yes, 'sso-session': 'sync-corp', template: '{sso_session}-{account_id}-{role_name}' });
	await scene.edit((text) => text + own('last'));
	const block = /# >>> ssoenv sync corp >>>[\s\S]*# <<< ssoenv sync corp <<<\n/;
	const moved = block.exec(scene.text())?.[0] ?? '';
	await scene.edit((text) => `${text.replace(block, '')}${moved}`);
	const text = scene.text();
	await scene.sync({ ...yes, 'sso-session': 'corp' });
	await scene.sync({ ...yes, 'sso-session': 'sync-corp' });
	assert.is(scene.text(), text);
	await scene.sync({ ...yes, 'sso-session': 'corp', exclude: [''] });
	assert.match(scene.text(), /^# between\n\[profile between\]\nregion = us-east-1\n/m);
	assert.is(scene.text().replace(block, ''), text.replace(block, ''));
});

test.run();
