import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkTemplate, DEFAULT_TEMPLATE, nameRoles, slug } from '../../../src/core/sync/profile-names.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const role = (accountId: string, accountName: string | undefined, roleName: string) => ({
	accountId,
	accountName,
	roleName,
});
const names = (
	roles: Parameters<typeof nameRoles>[0],
	{ template = DEFAULT_TEMPLATE, taken = [] as readonly string[] } = {},
) => nameRoles(roles, template, 'corp', new Set(taken));

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

for (const template of [
	'{account_name}',
	'{role_name}',
	'x',
	'{account_id}-{role_name}-{nope}',
	'{account_id} {role_name}',
	'{account_id}-{role_name}\n[x]',
	'$HOME-{account_id}-{role_name}',
]) {
	test(`the template ${JSON.stringify(template)} is refused`, () => {
		assert.is(failureOf(() => checkTemplate(template)).code, 'template-invalid');
	});
}

test.run();
