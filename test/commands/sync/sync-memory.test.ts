/** What a block remembers: it stays without profiles, and a sync leaves nothing for the next one to change. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type Directory, SESSION, syncScene } from '../../support/discovery/sync-scene.ts';

const DIRECTORY: Directory = {
	'111111111111': ['dev', ['ReadOnly', 'Admin']],
	'222222222222': ['prod', ['ReadOnly']],
};
const yes = { yes: true } as const;
const check = { check: true } as const;

const commandIn = (text: string) => /^# (ssoenv sync .*)$/m.exec(text)?.[1];

test('a block without profiles keeps its options, so that the next sync does not bring the profiles back', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, region: ['eu-west-1'] });
	await scene.sync({ ...yes, exclude: ['*'], prune: true });
	assert.not.match(scene.text(), /^\[profile/m);
	assert.match(scene.text(), "--region eu-west-1 --exclude '*'\n");
	const emptied = scene.text();
	assert.is(await scene.sync(check), 0);
	await scene.sync(yes);
	assert.is(scene.text(), emptied);
	await scene.sync({ ...yes, exclude: [''] });
	assert.match(scene.text(), /^\[profile prod-ReadOnly\]\n(?:sso_.*\n){3}region = eu-west-1$/m);
	assert.not.match(scene.text(), '--exclude');
});

test('without profiles and options there is no block', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, exclude: ['*'] });
	assert.is(scene.text(), SESSION);
	await scene.sync(yes);
	scene.become({});
	await scene.sync({ ...yes, prune: true, refresh: true });
	assert.is(scene.text(), SESSION);
});

test('a profile that stays without being wanted loses the settings that nothing remembers', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, set: ['output=json'], comment: 'of {account_id}' });
	scene.said();
	await scene.sync({ ...yes, exclude: ['prod'], set: ['cli_pager='], comment: '' });
	const told = scene.said().find((line) => line.startsWith('? prod-ReadOnly'));
	assert.is(
		told,
		'? prod-ReadOnly  ReadOnly in 222222222222; no output; no comment: left out by --include or --exclude; --prune removes it\n',
	);
	assert.is(await scene.sync(check), 0);
	assert.not.ok(scene.said().some((line) => line.includes('by hand')));
});

test('values that look like options are remembered as values', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, exclude: ['--include', '*/--set'], comment: '--template', set: ['output=--region'] });
	const written = scene.text();
	assert.is(await scene.sync(check), 0);
	await scene.sync(yes);
	assert.is(scene.text(), written);
	assert.is(
		commandIn(written),
		"ssoenv sync --sso-session corp --template '{account_name}-{role_name}' --comment --template --exclude --include --exclude '*/--set' --set 'output=--region'",
	);
});

test('a pattern that is given twice is remembered once; of settings, the last one counts', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	await scene.sync({ ...yes, include: ['dev', 'dev'], set: ['output=json', 'output=text', 'output=json'] });
	assert.match(scene.text(), '--include dev --set');
	assert.match(scene.text(), /^output = json$/m);
});

test('a template with a line break or an invisible character is refused before anything is planned', async () => {
	const scene = syncScene(SESSION, DIRECTORY);
	for (const odd of ['\n', '\r', '\u001b', '\u202e']) {
		const template = `{account_name|strip:${odd}}-{role_name}`;
		assert.is((await failureFrom(scene.sync({ ...check, template }))).code, 'template-invalid');
		assert.is(
			(await failureFrom(scene.sync({ ...check, single: `{account_id|after:${odd}}` }))).code,
			'template-invalid',
		);
	}
});

test('an own profile of an account does not shorten the name of its other role', async () => {
	const own =
		'\n[profile mine]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\nregion = eu-west-1\n';
	const scene = syncScene(`${SESSION}${own}`, DIRECTORY);
	await scene.sync({ ...yes, single: '{account_name}', prefer: ['Admin', 'ReadOnly'] });
	assert.match(scene.text(), '[profile dev-ReadOnly]');
	assert.match(scene.text(), '[profile prod]');
});

test.run();
