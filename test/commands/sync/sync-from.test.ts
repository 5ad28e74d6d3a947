/** `ssoenv sync --from`: the config file after a migration, and after its undo. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { somebody } from '../../support/context/context.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';
import { SESSION, syncScene } from '../../support/discovery/sync-scene.ts';

const GRANTED = `# by granted
[profile "odd one"]
granted_sso_start_url      = https://d-1234567890.awsapps.com/start
granted_sso_region         = us-east-1
granted_sso_account_id     = 111111111111
granted_sso_role_name      = Admin
common_fate_generated_from = aws-sso
credential_process         = granted credential-process --profile "odd one"
region                     = eu-west-1 # kept

[profile other]
region = x`;
const TAKEN = `# by granted
[profile "odd one"]
region                     = eu-west-1 # kept
sso_session = corp
sso_account_id = 111111111111
sso_role_name = Admin

[profile other]
region = x`;
const YAML = 'SSOConfig:\n  Default:\n    SSORegion: us-east-1\n    StartUrl: https://new.awsapps.com/start\n';
const from = { from: 'granted', yes: true } as const;

test('a section is changed in place under its name, and --undo restores the file byte for byte', async () => {
	for (const end of ['\n', '\r\n']) {
		const before = (SESSION + GRANTED).replaceAll('\n', end);
		const scene = syncScene(before);
		await scene.sync({ from: 'granted', 'dry-run': true });
		assert.is(scene.text(), before);
		assert.equal(scene.stdout, ['~ odd one  Admin in 111111111111, through sso-session corp\n']);
		await scene.sync(from);
		assert.is(scene.text(), (SESSION + TAKEN).replaceAll('\n', end));
		await scene.sync(from);
		assert.match(scene.said().at(-1) ?? '', /nothing to write$/);
		await scene.sync({ undo: true });
		assert.is(scene.text(), before);
	}
});

test('profiles under a header that AWS tools ignore are reported with the line, and left out', async () => {
	const before = `[profile My Account:ReadOnly]
credential_process = aws-sso -u open process --arn arn:aws:iam::111111111111:role/ReadOnly
[Profile two]
credential_process = aws-sso process --arn arn:aws:iam::111111111111:role/ReadOnly
[profile not ours]
credential_process = other
`;
	const scene = syncScene(before, {}, { files: { '/home/me/.config/aws-sso/config.yaml': YAML } });
	await scene.sync({ from: 'aws-sso-cli', 'dry-run': true });
	assert.equal(scene.stdout.join('').split('\n'), [
		`! My Account:ReadOnly  stays unchanged: line 1 of ${CONFIG_PATH} has [profile My Account:ReadOnly], but the AWS CLI reads only [profile "My Account:ReadOnly"]`,
		`! two  stays unchanged: line 3 of ${CONFIG_PATH} has [Profile two], but AWS tools read only [profile two]`,
		'',
	]);
	assert.match(scene.said().join(), /2 that cannot be migrated/);
	const granted = syncScene(GRANTED.replace('"odd one"', 'odd one'));
	await granted.sync({ from: 'granted', 'dry-run': true });
	assert.match(granted.stdout.join(''), /^! odd one {2}stays unchanged: line 2 of .* has \[profile odd one\], but /);
});

test('a profile that use would refuse is not reported as working', async () => {
	const role = 'sso_session = corp\nsso_role_name = R\n';
	const scene = syncScene(`${SESSION}[profile a]\n${role}sso_account_id = 111111111111 # dev\n`);
	await scene.sync({ from: 'aws-vault', 'dry-run': true });
	assert.match(
		scene.stdout.join(''),
		/^! a {2}stays unchanged: sso_account_id of profile "a" is .* \(line 7 of \S+\)\n$/,
	);
});

test('a new sso-session is added with the profiles and removed with them', async () => {
	const before =
		'[profile a:b]\n  credential_process = aws-sso process --arn arn:aws:iam::111111111111:role/Admin\n  output = json';
	const scene = syncScene(before, {}, { files: { '/home/me/.config/aws-sso/config.yaml': YAML } });
	await scene.sync({ ...from, from: 'aws-sso-cli' });
	assert.is(
		scene.text(),
		'[profile a:b]\n  output = json\n  sso_session = Default\n  sso_account_id = 111111111111\n  sso_role_name = Admin\n\n' +
			'[sso-session Default]\nsso_start_url = https://new.awsapps.com/start\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n',
	);
	await scene.sync({ undo: true });
	assert.is(scene.text(), before);
});

test('a file that was edited since is not restored', async () => {
	for (const edit of ['# more\n', '']) {
		const scene = syncScene(SESSION + GRANTED);
		await scene.sync(from);
		await scene.edit((text) => (edit === '' ? text.replace('= Admin', '= Other') : edit + text));
		const text = scene.text();
		assert.is((await failureFrom(scene.sync({ undo: true }))).code, 'config-changed');
		assert.is(scene.text(), text);
	}
});

test('the answer no, no terminal, no settings or invalid settings: nothing is written', async () => {
	const broken = { '/home/me/.aws-sso/config.yaml': 'a: [' };
	for (const [args, world, code] of [
		[{ ...from, yes: false }, { ...somebody, answers: [false] }, 'declined'],
		[{ ...from, yes: false }, {}, 'usage'],
		[{ ...from, from: 'aws-sso-cli' }, {}, 'tool-config-unreadable'],
		[{ ...from, from: 'aws-sso-cli' }, { files: broken }, 'tool-config-unreadable'],
		[{ ...from, undo: true }, {}, 'usage'],
	] as const) {
		const scene = syncScene(SESSION + GRANTED, {}, world);
		assert.is((await failureFrom(scene.sync(args))).code, code);
		assert.is(scene.text(), SESSION + GRANTED);
		assert.not.ok(scene.files.has(`${CONFIG_PATH}.before-ssoenv`));
	}
});

test('the time grows only in proportion to the number of profiles', async () => {
	const many = Array.from({ length: 2000 }, (_, at) =>
		GRANTED.replaceAll('odd one', `p ${at}`).replaceAll('other', `o${at}`),
	);
	const scene = syncScene(`${SESSION}${many.join('\n')}`);
	await scene.sync(from);
	await scene.sync({ undo: true });
	assert.is(scene.text(), `${SESSION}${many.join('\n')}`);
});

test.run();
