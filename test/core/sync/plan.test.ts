import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { planSync } from '../../../src/core/sync/plan.ts';
import { planLines, planSummary } from '../../../src/core/sync/plan-text.ts';
import { accountNamesOf, blockBody, profilesOf, type SyncedProfile } from '../../../src/core/sync/profile-block.ts';
import { type GivenOptions, mergedRecipe, rememberedOptions } from '../../../src/core/sync/recipe.ts';

const profile = (name: string, accountId = '111111111111', roleName = 'ReadOnly', region?: string): SyncedProfile => ({
	name,
	accountId,
	roleName,
	region,
	settings: new Map(),
	comment: undefined,
});
const always = () => 'unassigned' as const;
const kinds = (plan: ReturnType<typeof planSync>) => plan.steps.map(({ kind }) => kind);

test('new profiles are added, and existing ones stay', () => {
	const plan = planSync([profile('a')], [profile('a'), profile('b', '222222222222')], false, { whyStale: always });
	assert.equal(kinds(plan), ['add']);
	assert.is(planSummary(plan), '1 to add, 0 to change, 0 to remove; 2 profiles in all');
});

test('without changes there are no steps', () => {
	assert.equal(kinds(planSync([profile('a')], [profile('a')], true, { whyStale: always })), []);
});

test('another name or region changes the profile of the same role', () => {
	const plan = planSync([profile('a')], [profile('b', undefined, undefined, 'eu-west-1')], false, { whyStale: always });
	assert.equal(planLines(plan, false, 9), ['~ a -> b  ReadOnly in 111111111111 (eu-west-1)']);
});

test('profiles of removed assignments stay and are reported until they are pruned', () => {
	const [gone, kept] = [profile('gone', '222222222222'), profile('a')];
	const told = planSync([gone, kept], [kept], false, { whyStale: always });
	assert.equal(kinds(told), ['stale']);
	assert.equal(told.profiles, [gone, kept], 'where nothing is written, nothing moves');
	const pruned = planSync([gone, kept], [kept], true, { whyStale: always });
	assert.equal(kinds(pruned), ['remove']);
	assert.equal(pruned.profiles, [kept]);
});

test('removed assignments come after the other steps', () => {
	const [gone, kept, fresh] = [profile('gone', '222222222222'), profile('a'), profile('b', '333333333333')];
	assert.equal(planSync([gone, kept], [kept, fresh], false, { whyStale: always }).profiles, [kept, fresh, gone]);
});

test('profiles of an account that could not be listed are not pruned', () => {
	const gone = profile('gone', '222222222222');
	const plan = planSync([gone], [], true, {
		whyStale: ({ accountId }) => (accountId === '222222222222' ? undefined : 'unassigned'),
	});
	assert.equal(kinds(plan), []);
	assert.equal(plan.profiles, [gone]);
});

test('a new role can take the name of a removed role', () => {
	const plan = planSync([profile('a', '222222222222')], [profile('a')], false, { whyStale: always });
	assert.equal(kinds(plan), ['add', 'remove']);
	assert.equal(plan.profiles, [profile('a')]);
});

test('a long list of steps is cut, and steps have colours', () => {
	const wanted = Array.from({ length: 5 }, (_, index) => profile(`p${index}`, `11111111111${index}`));
	const lines = planLines(planSync([], wanted, false, { whyStale: always }), true, 2);
	assert.equal(lines, [
		'\x1b[32m+ p0  ReadOnly in 111111111110\x1b[0m',
		'\x1b[32m+ p1  ReadOnly in 111111111111\x1b[0m',
		'\x1b[32m+ … and 3 more (--dry-run shows all)\x1b[0m',
	]);
});

test('a step says which settings and comment it changes, and why a profile is stale', () => {
	const before = {
		...profile('a'),
		settings: new Map([
			['output', 'json'],
			['cli_pager', ''],
		]),
		comment: 'x',
	};
	const after = {
		...profile('a'),
		settings: new Map([
			['output', 'text'],
			['retry_mode', 'standard'],
		]),
	};
	const stale = profile('b', '222222222222');
	const plan = planSync([before, stale], [after], false, { whyStale: () => 'left-out' });
	assert.equal(planLines(plan, false, 9), [
		'~ a  ReadOnly in 111111111111; output = text; retry_mode = standard; no cli_pager; no comment',
		'? b  ReadOnly in 222222222222: left out by --include or --exclude; --prune removes it',
	]);
	assert.equal(planLines(planSync([], [before], false, { whyStale: always }), false, 9), [
		'+ a  ReadOnly in 111111111111; output = json; cli_pager =; # x',
	]);
});

test('with several regions, each region of a role has its own profile', () => {
	const inRegion = (name: string, region?: string) => profile(name, undefined, undefined, region);
	const [eu, us] = [inRegion('a.eu', 'eu-west-1'), inRegion('a.us', 'us-east-1')];
	assert.equal(planLines(planSync([inRegion('a', 'us-east-1')], [eu, us], false, { whyStale: always }), false, 9), [
		'+ a.eu  ReadOnly in 111111111111 (eu-west-1)',
		'~ a -> a.us  ReadOnly in 111111111111 (us-east-1)',
	]);
	assert.equal(planLines(planSync([inRegion('a')], [eu, us], false, { whyStale: always }), false, 9), [
		'+ a.us  ReadOnly in 111111111111 (us-east-1)',
		'~ a -> a.eu  ReadOnly in 111111111111 (eu-west-1)',
	]);
	const back = planSync([eu, us], [inRegion('a', 'us-east-1')], true, { whyStale: () => 'other-region' });
	assert.equal(planLines(back, false, 9), [
		'~ a.us -> a  ReadOnly in 111111111111 (us-east-1)',
		'- a.eu  ReadOnly in 111111111111 (eu-west-1)',
	]);
});

const section = (name: string, settings: ReadonlyMap<string, string>, comment: string | undefined) =>
	`[profile ${name}]\n${comment === undefined ? '' : `# ${comment}\n`}${[...settings].map(([key, value]) => `${key} = ${value}`.trimEnd()).join('\n')}\n`;

const nothingGiven: GivenOptions = {
	template: undefined,
	single: undefined,
	names: undefined,
	comment: undefined,
	prefer: [],
	region: [],
	include: [],
	exclude: [],
	set: [],
};

const given: GivenOptions = {
	template: "{account_id|strip:it's }-{role_name}",
	single: '{account_alias}',
	names: '/home/me/my names',
	comment: '{account_email} "x"',
	prefer: ['ReadOnly', 'A*'],
	region: ['eu-west-1', 'us-east-1'],
	include: ['dev team/*'],
	exclude: ['*/Admin', '$(id)'],
	set: ['output=json', '*/Ad min:cli_pager='],
};

test('a block is read back as it was written', () => {
	const recipe = mergedRecipe("o'brien & co", given);
	const settings = new Map([
		['output', 'json'],
		['cli_pager', ''],
	]);
	const profiles = [
		{ ...profile('a', undefined, undefined, 'eu-west-1'), comment: 'me@x = : #', settings },
		profile('b', '222222222222', 'Ad=min'),
	];
	const accountNames = new Map([
		['111111111111', 'x = : [y]  '],
		['222222222222', ' ssoenv sync --template no'],
	]);
	const body = blockBody({ recipe, profiles, accountNames }, section);
	assert.equal(profilesOf(body), profiles);
	assert.equal(rememberedOptions(body), given);
	assert.equal(accountNamesOf(body), accountNames);
	const windows = body.replaceAll('\n', '\r\n');
	assert.equal(profilesOf(windows), profiles);
	assert.equal(rememberedOptions(windows), given);
	assert.equal(accountNamesOf(windows), accountNames);
	assert.equal(mergedRecipe(recipe.ssoSession, nothingGiven, rememberedOptions(body)), recipe);
});

test('an empty value forgets an option, another one replaces it, and the rest is remembered', () => {
	const remembered = { ...given };
	const forgetting = { ...nothingGiven, single: '', exclude: [''], include: ['', 'x'], region: ['us-east-1'] };
	assert.equal(mergedRecipe('corp', forgetting, remembered), {
		...mergedRecipe('corp', given),
		single: undefined,
		exclude: [],
		include: ['x'],
		region: ['us-east-1'],
	});
	assert.is(mergedRecipe('corp', { ...nothingGiven, template: '' }, remembered).template, '{account_name}-{role_name}');
});

test('without its first line, a block says nothing about its options', () => {
	assert.is(rememberedOptions('[profile a]\n# ssoenv sync --template x\n'), undefined);
	assert.equal(profilesOf('[profile a]\nregion = x\n# note\n'), []);
});

test.run();
