/** The names of roles without a profile. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { unprofiledRoles } from '../../../src/core/exec/unprofiled-roles.ts';

const session = (ssoSession: string, startUrl = 'https://d.awsapps.com/start') => ({
	ssoSession,
	startUrl,
	ssoRegion: 'us-east-1',
	scopes: undefined,
});
const assigned = (accountId: string, accountName: string | undefined, ...roleNames: readonly string[]) => ({
	account: { accountId, accountName, emailAddress: undefined },
	roleNames,
});
const profiled = (accountId: string, roleName: string) => ({
	startUrl: 'https://d.awsapps.com/start/#/',
	accountId,
	roleName,
});

const labels = (...given: Parameters<typeof unprofiledRoles>) => unprofiledRoles(...given).map(({ label }) => label);

test('a role with a profile is left out, whatever the end of its start URL', () => {
	const lists = [{ session: session('a'), assignments: [assigned('111111111111', 'Shop', 'Admin', 'Audit')] }];
	assert.equal(labels(lists, [profiled('111111111111', 'Admin')], []), ['Shop/Audit']);
	assert.equal(labels(lists, [profiled('222222222222', 'Admin')], []), ['Shop/Admin', 'Shop/Audit']);
});

test('an account whose name is not its own, or has none, is named by its ID', () => {
	const lists = [
		{
			session: session('a'),
			assignments: [
				assigned('111111111111', 'Shop', 'Admin'),
				assigned('222222222222', 'Shop', 'Admin'),
				assigned('333333333333', undefined, 'Admin'),
				assigned('444444444444', 'Lab', 'Admin'),
			],
		},
	];
	assert.equal(labels(lists, [], ['Lab/Admin', '111111111111/Admin']), [
		'111111111111/Admin-2',
		'222222222222/Admin',
		'333333333333/Admin',
		'444444444444/Admin',
	]);
});

test('a role that two sso-sessions have is taken once; another organization has its own', () => {
	const assignments = [assigned('111111111111', 'Shop', 'Admin')];
	const lists = [
		{ session: session('a'), assignments },
		{ session: session('b'), assignments },
		{ session: session('c', 'https://e.awsapps.com/start'), assignments },
	];
	const roles = unprofiledRoles(lists, [], []);
	assert.equal(
		roles.map(({ label, session: { ssoSession } }) => [label, ssoSession]),
		[
			['Shop/Admin', 'a'],
			['111111111111/Admin', 'c'],
		],
	);
});

test.run();
