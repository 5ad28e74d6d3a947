import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { blockBody, planSync, profilesOf, recipeOf, type SyncedProfile } from '../../../src/core/sync/plan.ts';
import { planLines, planSummary } from '../../../src/core/sync/plan-text.ts';

const profile = (name: string, accountId = '111111111111', roleName = 'ReadOnly', region?: string): SyncedProfile => ({
	name,
	accountId,
	roleName,
	region,
});
const always = () => true;
const kinds = (plan: ReturnType<typeof planSync>) => plan.steps.map(({ kind }) => kind);

test('new profiles are added, and existing ones stay', () => {
	const plan = planSync([profile('a')], [profile('a'), profile('b', '222222222222')], false, always);
	assert.equal(kinds(plan), ['add']);
	assert.is(planSummary(plan), '1 to add, 0 to change, 0 to remove; 2 profiles in all');
});

test('without changes there are no steps', () => {
	assert.equal(kinds(planSync([profile('a')], [profile('a')], true, always)), []);
});

test('another name or region changes the profile of the same role', () => {
	const plan = planSync([profile('a')], [profile('b', undefined, undefined, 'eu-west-1')], false, always);
	assert.equal(planLines(plan, false, 9), ['~ a -> b  ReadOnly in 111111111111 (eu-west-1)']);
});

test('profiles of removed assignments stay and are reported until they are pruned', () => {
	const [gone, kept] = [profile('gone', '222222222222'), profile('a')];
	const told = planSync([gone, kept], [kept], false, always);
	assert.equal(kinds(told), ['stale']);
	assert.equal(told.profiles, [gone, kept], 'where nothing is written, nothing moves');
	const pruned = planSync([gone, kept], [kept], true, always);
	assert.equal(kinds(pruned), ['remove']);
	assert.equal(pruned.profiles, [kept]);
});

test('removed assignments come after the other steps', () => {
	const [gone, kept, fresh] = [profile('gone', '222222222222'), profile('a'), profile('b', '333333333333')];
	assert.equal(planSync([gone, kept], [kept, fresh], false, always).profiles, [kept, fresh, gone]);
});

test('profiles of an account that could not be listed are not pruned', () => {
	const gone = profile('gone', '222222222222');
	const plan = planSync([gone], [], true, (accountId) => accountId !== '222222222222');
	assert.equal(kinds(plan), []);
	assert.equal(plan.profiles, [gone]);
});

test('a new role can take the name of a removed role', () => {
	const plan = planSync([profile('a', '222222222222')], [profile('a')], false, always);
	assert.equal(kinds(plan), ['add', 'remove']);
	assert.equal(plan.profiles, [profile('a')]);
});

test('a long list of steps is cut, and steps have colours', () => {
	const wanted = Array.from({ length: 5 }, (_, index) => profile(`p${index}`, `11111111111${index}`));
	const lines = planLines(planSync([], wanted, false, always), true, 2);
	assert.equal(lines, [
		'\x1b[32m+ p0  ReadOnly in 111111111110\x1b[0m',
		'\x1b[32m+ p1  ReadOnly in 111111111111\x1b[0m',
		'\x1b[32m+ … and 3 more (--dry-run shows all)\x1b[0m',
	]);
});

test('a block is read back as it was written', () => {
	const recipe = { ssoSession: "o'brien & co", template: '{account_id}-{role_name}', region: 'eu-west-1' };
	const profiles = [profile('a', undefined, undefined, 'eu-west-1'), profile('b', '222222222222', 'Ad=min')];
	const section = (name: string, settings: ReadonlyMap<string, string>) =>
		`[profile ${name}]\n${[...settings].map(([key, value]) => `${key} = ${value}\n`).join('')}`;
	const body = blockBody(recipe, profiles, section);
	assert.equal(profilesOf(body), profiles);
	assert.equal(recipeOf(body), { template: recipe.template, region: recipe.region });
	assert.equal(profilesOf(body.replaceAll('\n', '\r\n')), profiles);
});

test('without its first line, a block says nothing about its options', () => {
	assert.is(recipeOf('[profile a]\n'), undefined);
	assert.equal(profilesOf('[profile a]\nregion = x\n# note\n'), []);
});

test.run();
