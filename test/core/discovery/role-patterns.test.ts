/** Which roles a pattern chooses. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rolePattern, roleSelector } from '../../../src/core/discovery/role-patterns.ts';

const role = (accountName: string | undefined, roleName: string, accountId = '111111111111') => ({
	accountId,
	accountName,
	roleName,
});

for (const [pattern, accountName, roleName, isMatch] of [
	['*', 'dev', 'Admin', true],
	['dev', 'dev', 'Admin', true],
	['dev', 'dev-2', 'Admin', false],
	['dev*', 'dev-2', 'Admin', true],
	['DEV/admin', 'dev', 'Admin', true],
	['Admin', 'dev', 'Admin', false],
	['*/Admin', 'dev', 'Admin', true],
	['*/Admin', 'dev', 'AdminOfLogs', false],
	['*/*Admin*', 'dev', 'AdminOfLogs', true],
	['/Admin', 'dev', 'Admin', true],
	['dev/', 'dev', 'Admin', true],
	['dev/', 'prod', 'Admin', false],
	['1111*', 'dev', 'Admin', true],
	['111111111111/Admin', 'dev', 'Admin', true],
	['111111111111/Admin', undefined, 'Admin', true],
	['222222222222/Admin', 'dev', 'Admin', false],
	['?*/Admin', undefined, 'Admin', true],
	['Dev Team/*', 'Dev Team', 'Admin', true],
	['Bü*/Admin', 'BÜRO', 'Admin', true],
	['Bu\u0308ro', 'Büro', 'Admin', true],
	['R&D/*', 'r&d', 'Admin', true],
	['team/prod/Admin', 'team/prod', 'Admin', true],
	['team/*', 'team/prod', 'Admin', false],
	['[dp]*/[!A]*', 'dev', 'ReadOnly', true],
	['[dp]*/[!A]*', 'dev', 'Admin', false],
	['de\\v', 'dev', 'Admin', true],
	['d\\*v', 'd*v', 'Admin', true],
	['d\\*v', 'dev', 'Admin', false],
	['$(id)', '$(id)', 'Admin', true],
	['.*', 'dev', 'Admin', false],
] as const) {
	test(`"${pattern}" ${isMatch ? 'matches' : 'does not match'} ${accountName}/${roleName}`, () => {
		assert.is(rolePattern(pattern).matches(role(accountName, roleName)), isMatch);
	});
}

for (const [include, exclude, wanted] of [
	[[], [], ['dev/Admin', 'dev/Read', 'prod/Admin', 'prod/Read']],
	[['*/Read'], [], ['dev/Read', 'prod/Read']],
	[['*/Read', 'dev'], [], ['dev/Admin', 'dev/Read', 'prod/Read']],
	[[], ['prod/Admin'], ['dev/Admin', 'dev/Read', 'prod/Read']],
	[['prod'], ['*/Admin'], ['prod/Read']],
	[['prod/Admin'], ['prod/*'], []],
] as const) {
	test(`include [${include}] and exclude [${exclude}] choose [${wanted}]`, () => {
		const roles = ['dev', 'prod'].flatMap((name) => [role(name, 'Admin'), role(name, 'Read')]);
		const isWanted = roleSelector({ include, exclude });
		assert.equal(
			roles.filter(isWanted).map(({ accountName, roleName }) => `${accountName}/${roleName}`),
			wanted,
		);
	});
}

test.run();
