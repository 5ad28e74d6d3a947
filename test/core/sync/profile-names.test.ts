import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { filledComment, filledName, slug } from '../../../src/core/sync/name-template.ts';
import { nameRoles } from '../../../src/core/sync/profile-names.ts';
import { checkCommentTemplate, checkTemplate } from '../../../src/core/sync/template-check.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const role = (accountId: string, accountName: string | undefined, roleName: string, region?: string) => ({
	accountId,
	accountName,
	roleName,
	region,
	accountAlias: undefined,
	emailAddress: undefined,
	ssoSession: 'corp',
});

interface Options {
	readonly template?: string;
	readonly single?: string;
	readonly prefer?: readonly string[];
	readonly region?: readonly string[];
	readonly taken?: readonly string[];
}

const names = (
	roles: Parameters<typeof nameRoles>[0],
	{ template = '{account_name}-{role_name}', single, prefer = [], region = [], taken = [] }: Options = {},
) => nameRoles(roles, { template, single, prefer, region }, new Set(taken));

const namesOf = (...given: Parameters<typeof names>) => names(...given).named.map(({ name }) => name);

for (const [text, wanted] of [
	['Dev Team', 'Dev-Team'],
	['  café & crème ', 'cafe-creme'],
	['a/b:c', 'a-b-c'],
	['$(touch PWNED)', 'touch-PWNED'],
	['-rf', 'rf'],
	['..', ''],
	['東京', ''],
	['x\n[profile y]', 'x-profile-y'],
	['a=b,c+d', 'a-b-c-d'],
	['me@example.com', 'me@example.com'],
] as const) {
	test(`"${text}" becomes "${wanted}"`, () => {
		assert.is(slug(text), wanted);
	});
}

test('names follow the template', () => {
	const roles = [role('111111111111', 'Dev', 'ReadOnly'), role('222222222222', undefined, 'Admin')];
	assert.equal(
		names(roles).named.map(({ name }) => name),
		['Dev-ReadOnly', '222222222222-Admin'],
	);
	const template = '{sso_session}.{account_id}/{role_name}';
	assert.equal(
		names(roles, { template }).named.map(({ name }) => name),
		['corp.111111111111/ReadOnly', 'corp.222222222222/Admin'],
	);
});

test('an empty template value does not make a name that looks like an option', () => {
	const { named } = names([role('111111111111', 'Dev', '+')], { template: '{role_name}-{account_name}' });
	assert.equal(
		named.map(({ name }) => name),
		['Dev'],
	);
});

test('names that differ only by case get the account id, in any order', () => {
	const roles = [
		role('222222222222', 'dev', 'ReadOnly'),
		role('111111111111', 'Dev', 'ReadOnly'),
		role('333333333333', 'prod', 'ReadOnly'),
	];
	const byRole = (order: typeof roles) =>
		Object.fromEntries(names(order).named.map(({ accountId, name }) => [accountId, name]));
	assert.equal(byRole(roles), {
		111111111111: 'Dev-ReadOnly-111111111111',
		222222222222: 'dev-ReadOnly-222222222222',
		333333333333: 'prod-ReadOnly',
	});
	assert.equal(byRole([...roles].reverse()), byRole(roles));
	assert.equal(
		names(roles).resolved.map(({ wanted }) => wanted),
		['Dev-ReadOnly', 'dev-ReadOnly'],
	);
});

test('a name outside the block is not reused, and default is never used', () => {
	const roles = [role('111111111111', 'dev', 'ReadOnly')];
	assert.is(names(roles, { taken: ['dev-ReadOnly'] }).named[0]?.name, 'dev-ReadOnly-111111111111');
	const both = ['dev-ReadOnly', 'dev-ReadOnly-111111111111'];
	assert.is(names(roles, { taken: both }).named[0]?.name, 'dev-ReadOnly-111111111111-2');
});

test('roles of one account with equal names are numbered', () => {
	const roles = [role('111111111111', 'dev', 'a=b'), role('111111111111', 'dev', 'a,b')];
	assert.equal(
		names(roles).named.map(({ name }) => name),
		['dev-a-b-111111111111-2', 'dev-a-b-111111111111'],
	);
});

test('an account with one role gets the shorter name, and a preferred role the name of its account', () => {
	const roles = [
		role('111111111111', 'Dev', 'Admin'),
		role('111111111111', 'Dev', 'ReadOnly'),
		role('222222222222', 'Prod', 'Admin'),
	];
	assert.equal(namesOf(roles, { single: '{account_name|lower}' }), ['Dev-Admin', 'Dev-ReadOnly', 'prod']);
	assert.equal(namesOf(roles, { prefer: ['readonly'] }), ['Dev-Admin', 'Dev', 'Prod-Admin']);
	assert.equal(namesOf(roles, { prefer: ['Power*', 'Admin', 'ReadOnly'] }), ['Dev', 'Dev-ReadOnly', 'Prod']);
	const template = '{role_name}@{account_name|lower}';
	assert.equal(namesOf(roles, { template, prefer: ['ReadOnly'] }), ['Admin@dev', 'dev', 'Admin@prod']);
	assert.equal(namesOf(roles, { single: 'x-{account_id}', prefer: ['ReadOnly'] }), [
		'Dev-Admin',
		'x-111111111111',
		'x-222222222222',
	]);
});

test('each region gets a profile of its own name', () => {
	const regions = ['eu-west-1', 'us-east-1'];
	const roles = ['Admin', 'ReadOnly'].flatMap((name) =>
		regions.map((region) => role('111111111111', 'Dev', name, region)),
	);
	const template = '{account_name}-{role_name}.{region}';
	assert.equal(namesOf(roles, { template, region: regions, prefer: ['ReadOnly'] }), [
		'Dev-Admin.eu-west-1',
		'Dev-Admin.us-east-1',
		'Dev.eu-west-1',
		'Dev.us-east-1',
	]);
});

test('an alias of an account replaces its name, and its slash stays', () => {
	const alias = { ...role('111111111111', 'Dev', 'Admin'), accountAlias: 'team/d' };
	assert.is(filledName('{account_alias}-{role_name}', alias), 'team/d-Admin');
	assert.is(filledName('{account_alias|lower}', role('111111111111', 'Dev/x', 'Admin')), 'dev-x');
});

for (const [hole, accountName, wanted] of [
	['{account_name|lower}', 'Dev TEAM', 'dev-team'],
	['{account_name|kebab}', 'Dev TEAM_two', 'dev-team-two'],
	['{account_name|kebab}', 'AWSAdministratorAccess', 'aws-administrator-access'],
	['{account_name|kebab}', 'Stage2Web', 'stage2-web'],
	['{account_name|kebab}', 'ÄrzteNetz', 'arzte-netz'],
	['{account_name|strip:acme-}', 'Acme-Dev', 'Dev'],
	['{account_name|strip:acme-}', 'acme-', 'acme'],
	['{account_name|strip:acme-}', 'dev', 'dev'],
	['{account_name|after:-}', 'org-dept-dev', 'dept-dev'],
	['{account_name|after:-|after:-}', 'org-dept-dev', 'dev'],
	['{account_name|after:-}', 'dev', 'dev'],
	['{account_name|after:-}', 'dev-', 'dev'],
	['{account_name|after: - |lower}', 'Org - Dev', 'dev'],
	['{account_name|strip:a|lower}', 'Abc', 'bc'],
	['{account_name|lower}', '東京', '111111111111'],
	['{account_name|lower}', undefined, '111111111111'],
] as const) {
	test(`${hole} of ${accountName} is ${wanted}`, () => {
		assert.is(filledName(hole, role('111111111111', accountName, 'Admin')), wanted);
	});
}

for (const [template, email, wanted] of [
	['{account_email}', 'me@example.com', 'me@example.com'],
	['{account_email}', undefined, undefined],
	['{account_name} <{account_email}>', 'a@b', 'Dev <a@b>'],
	['{account_email}', '>>> ssoenv sync corp >>>', 'ssoenv sync corp >>>'],
	['  {account_email}', '<<< ssoenv x <<<', 'ssoenv x <<<'],
	['{account_email}', 'a\n[default]\u202e', 'a\\x0a[default]\\u202e'],
] as const) {
	test(`the comment ${template} with ${JSON.stringify(email)} is ${JSON.stringify(wanted)}`, () => {
		const described = { ...role('111111111111', 'Dev', 'Admin'), emailAddress: email };
		assert.is(filledComment(template, described), wanted);
	});
}

const needs = { option: 'template', hasNamesFile: false, regions: [] } as const;

for (const template of [
	'{account_name}',
	'{role_name}',
	'x',
	'{account_id}-{role_name}-{nope}',
	'{account_id} {role_name}',
	'{account_id}-{role_name}\n[x]',
	'$HOME-{account_id}-{role_name}',
	'{account_id|upper}-{role_name}',
	'{account_id|lower:x}-{role_name}',
	'{account_id|strip}-{role_name}',
	'{account_id|strip:}-{role_name}',
	'{account_id|}-{role_name}',
	'{account_id-{role_name}',
	'{account_email}-{role_name}',
	'{account_alias}-{role_name}',
	'{account_id}-{role_name}.{region}',
	'-{account_id}-{role_name}',
	'.{account_id}-{role_name}',
]) {
	test(`the template ${JSON.stringify(template)} is refused`, () => {
		assert.is(failureOf(() => checkTemplate(template, needs)).code, 'template-invalid');
	});
}

test('the message about a template says what is wrong with it, and its hint is a template that works', () => {
	const problems = {
		'{nope}-{role_name}': 'there is no placeholder "{nope}"',
		'{account_name|upper}-{role_name}': 'there is no filter "upper"',
		'{account_name|strip}-{role_name}': 'the filter "strip" needs a text: strip:TEXT',
		'{account_name|lower:x}-{role_name}': 'the filter "lower" takes no text',
		'{account_name}-{role_name}\n': 'it has characters that cannot be shown',
	};
	for (const [template, problem] of Object.entries(problems)) {
		assert.ok(failureOf(() => checkTemplate(template, needs)).message.endsWith(`: ${problem}`), template);
		assert.ok(failureOf(() => checkCommentTemplate(template)).message.endsWith(`: ${problem}`), template);
	}
	const two = { ...needs, option: 'single', regions: ['eu-west-1', 'us-east-1'] } as const;
	const { hints } = failureOf(() => checkTemplate('{account_name}', two));
	assert.is(hints[0], "ssoenv sync --single '{account_name}.{region}'");
});

test('templates need what the other options say', () => {
	const two = { ...needs, regions: ['eu-west-1', 'us-east-1'] };
	const plain = '{account_id}-{role_name}';
	assert.match(failureOf(() => checkTemplate(plain, two)).message, /several regions need \{region\} in it$/);
	assert.is(checkTemplate(`${plain}.{region}`, two), `${plain}.{region}`);
	assert.is(checkTemplate('{account_id}', { ...needs, option: 'single' }), '{account_id}');
	assert.is(failureOf(() => checkTemplate('{role_name}', { ...needs, option: 'single' })).code, 'template-invalid');
	assert.ok(checkTemplate('{account_alias}-{role_name}', { ...needs, hasNamesFile: true }));
	assert.is(
		checkCommentTemplate('any text: {account_email}, {account_name|lower}'),
		'any text: {account_email}, {account_name|lower}',
	);
	for (const bad of ['{nope}', 'a}', '{', 'a\nb', '\u202e']) {
		assert.is(failureOf(() => checkCommentTemplate(bad)).code, 'template-invalid');
	}
});

test.run();
