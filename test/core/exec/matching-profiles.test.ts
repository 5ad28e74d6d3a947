/** Which profiles `each` takes, and what a pattern or a filter that matches nothing is told. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { matchingProfiles } from '../../../src/core/exec/matching-profiles.ts';
import type { ListedProfile } from '../../../src/core/profile/profile-list.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const profile = (name: string, accountId: string | null, roleName: string | null, ssoSession: string | null) => ({
	profile: name,
	ssoSession,
	startUrl: null,
	ssoRegion: null,
	accountId,
	roleName,
	region: null,
	problem: null,
});

const profiles: readonly ListedProfile[] = [
	profile('prod-a', '111111111111', 'Admin', 'corp'),
	profile('prod-b', '222222222222', 'ReadOnly', 'corp'),
	profile('dev', '333333333333', 'Admin', 'lab'),
	profile('two words', '333333333333', 'ReadOnly', null),
	profile('half', null, null, 'corp'),
];

interface Chosen {
	readonly account?: string;
	readonly role?: string;
	readonly 'sso-session'?: string;
}

const matching = (names: readonly string[], filters: Chosen = {}) =>
	matchingProfiles(
		profiles,
		{ account: undefined, role: undefined, 'sso-session': undefined, ...filters, names },
		{ path: '/config', hasAllRoles: false },
	).map((found) => found.profile);

const rows: readonly (readonly [names: readonly string[], filters: Chosen, found: readonly string[]])[] = [
	[['*'], {}, ['prod-a', 'prod-b', 'dev', 'two words', 'half']],
	[['dev', 'prod-*', 'd*'], {}, ['prod-a', 'prod-b', 'dev']],
	[['prod-[!a]', 'two?words'], {}, ['prod-b', 'two words']],
	[['*'], { account: '333333333333' }, ['dev', 'two words']],
	[['*'], { account: '*' }, ['prod-a', 'prod-b', 'dev', 'two words']],
	[['*'], { role: 'Read*', 'sso-session': 'corp' }, ['prod-b']],
	[['*'], { 'sso-session': '*' }, ['prod-a', 'prod-b', 'dev', 'half']],
];

for (const [names, filters, found] of rows) {
	test(`${names.join(' ')} ${JSON.stringify(filters)}`, () => assert.equal(matching(names, filters), found));
}

const refused: readonly (readonly [names: readonly string[], filters: Chosen, message: string])[] = [
	[['prd-a'], {}, 'no profile in /config matches "prd-a"; the nearest: "prod-a"'],
	[['*', 'prd-*'], {}, 'no profile in /config matches "prd-*"; the nearest: "prod-a", "prod-b"'],
	[['PROD-*'], {}, 'no profile in /config matches "PROD-*"; the nearest: "prod-a", "prod-b"'],
	[['prod-'], {}, 'no profile in /config matches "prod-"; the nearest: "prod-a", "prod-b"'],
	[['zzzzzz'], {}, 'no profile in /config matches "zzzzzz"'],
	[['[x]*'], {}, 'no profile in /config matches "[x]*"'],
	[['*'], { role: 'admin' }, 'none of the 5 profiles has --role admin; did you mean "Admin"?'],
	[['p*'], { 'sso-session': 'lab' }, 'none of the 2 profiles has --sso-session lab'],
];

for (const [names, filters, message] of refused) {
	test(`${names.join(' ')} ${JSON.stringify(filters)} is refused`, () => {
		const failure = failureOf(() => matching(names, filters));
		assert.is(failure.message, message);
		assert.is(failure.status, 3);
	});
}

test.run();
