/** Roles given by account and role without a profile: their names, and the notes about them. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isAccountId, isRoleName } from '../../../src/core/aws/identifiers.ts';
import { formatGiven, parseGiven } from '../../../src/core/given-role/given-role.ts';
import { roleProfileName } from '../../../src/core/given-role/role-name.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const role = { ssoSession: 'corp', accountId: '111111111111', roleName: 'Read', region: undefined };
const name = 'Read-111111111111';
const profile = { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'Read' };
const other = { ...profile, sso_account_id: '222222222222' };

const names: readonly (readonly [
	what: string,
	profiles: Readonly<Record<string, Readonly<Record<string, string>>>>,
	expected: string,
])[] = [
	['no profile has it', {}, name],
	['a profile for the same', { [name]: profile }, name],
	['a profile for something else', { [name]: other }, `${name}-2`],
	['a profile that is no role at all', { [name]: { region: 'x' } }, `${name}-2`],
	['a profile of another sso-session', { [name]: { ...profile, sso_session: 'lab' } }, `${name}-2`],
	['two profiles', { [name]: other, [`${name}-2`]: other }, `${name}-3`],
];
for (const [what, profiles, expected] of names) {
	test(`name of a given role: ${what}`, () =>
		assert.is(
			roleProfileName(role, sharedConfigOf({ profiles, ssoSessions: {} }), () => false),
			expected,
		));
}

test('a name that stands for another role without a profile is not taken', () => {
	const isTaken = (taken: string) => taken === name;
	assert.is(roleProfileName(role, sharedConfigOf({}), isTaken), `${name}-2`);
});

test('notes are read back as they were written', () => {
	for (const given of [role, { ...role, region: 'eu-west-1' }]) assert.equal(parseGiven(formatGiven(given)), given);
});

const bad = ['', '[]', '{}', formatGiven({ ...role, accountId: '1' }), formatGiven({ ...role, roleName: 'a/b' })];
for (const note of bad) test(`not a note: ${note}`, () => assert.is(parseGiven(note), undefined));

test('which account ids and role names are allowed', () => {
	assert.equal(['111111111111', '11111111111', '1111111111111', '11111111111x', ''].map(isAccountId), [
		true,
		false,
		false,
		false,
		false,
	]);
	assert.equal(['A_b+=,.@-9', 'a'.repeat(64), 'a'.repeat(65), 'a b', 'a/b', 'é', ''].map(isRoleName), [
		true,
		true,
		false,
		false,
		false,
		false,
		false,
	]);
});

test.run();
