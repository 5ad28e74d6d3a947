/** What is noted of the entries in the AWS CLI's role cache, and how those of a sign-in are told from others. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	formatRoleNote,
	isSsoEntry,
	parseRoleNote,
	roleNoteKey,
} from '../../../src/core/credentials/cache-entry-origin.ts';
import { formatCacheEntry } from '../../../src/core/credentials/role-credentials.ts';
import { formatGiven } from '../../../src/core/profile/given-role.ts';
import { credentialsUntil, dev, legacy, NOW, START_URL } from '../../support/context/sample.ts';

const role = { ssoSession: 'corp', startUrl: START_URL, accountId: '111111111111', roleName: 'ReadOnly' };

test('a note says whose the entry is, in either form', () => {
	assert.equal(parseRoleNote(formatRoleNote(dev)), role);
	assert.equal(parseRoleNote(formatRoleNote(legacy)), { ...role, ssoSession: undefined });
	assert.not.equal(roleNoteKey(dev), roleNoteKey(legacy));
});

test('the note of a role that was given by hand says it as well', () => {
	assert.equal(parseRoleNote(formatGiven({ ...dev, ssoSession: 'corp' })), { ...role, startUrl: '' });
});

for (const text of [
	'',
	'{',
	'[]',
	'{"format": 1}',
	'{"format": 1, "expiresAt": "x", "refused": "token"}',
	'{"format": 1, "accountId": "1", "roleName": "R"}',
	'{"format": 1, "accountId": "1", "roleName": "R", "ssoSession": null, "startUrl": ""}',
	'{"format": 1, "accountId": 1, "roleName": "R", "ssoSession": "corp"}',
	formatRoleNote(dev).replace('"format": 1', '"format": 2'),
]) {
	test(`no note of a role: ${text}`, () => assert.is(parseRoleNote(text), undefined));
}

const whole = formatCacheEntry(credentialsUntil(NOW), dev.accountId);
const kinds: Readonly<Record<string, boolean>> = {
	[whole]: true,
	[whole.slice(0, 60)]: true,
	'{"ProviderType":"sso"}': true,
	'{"Credentials": {}, "ProviderType": "sso"}': true,
	'': false,
	'{"Credentials": {"AccessKeyId": "A"}, "AssumedRoleUser": {}}': false,
	'{"ProviderType": "assume-role", "Credentials": {}}': false,
	'{"ProviderType": "sso-': false,
	'SQLite format 3': false,
};

for (const [text, expected] of Object.entries(kinds)) {
	test(`${expected ? 'of a sign-in' : 'of something else'}: ${text.slice(0, 40)}`, () =>
		assert.is(isSsoEntry(text), expected));
}

test.run();
