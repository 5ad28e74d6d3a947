/** Notes about entries in the AWS CLI's role cache, and which entries come from a sign-in. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	formatRoleNote,
	isSsoEntry,
	parseRoleNote,
	roleNoteKey,
} from '../../../src/core/credentials/cache-entry-origin.ts';
import { formatCacheEntry } from '../../../src/core/credentials/role-credentials.ts';
import { formatGiven } from '../../../src/core/given-role/given-role.ts';
import { credentialsUntil, dev, legacy, NOW, START_URL } from '../../support/context/sample.ts';

const role = { ssoSession: 'corp', startUrl: START_URL, accountId: '111111111111', roleName: 'ReadOnly' };

test('a note says which sign-in an entry belongs to, in either form', () => {
	assert.equal(parseRoleNote(formatRoleNote(dev)), role);
	assert.equal(parseRoleNote(formatRoleNote(legacy)), { ...role, ssoSession: undefined });
	assert.not.equal(roleNoteKey(dev), roleNoteKey(legacy));
});

test('the note of a role given by account and role says so too', () => {
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
	test(`not a note: ${text}`, () => assert.is(parseRoleNote(text), undefined));
}

const entry = formatCacheEntry(credentialsUntil(NOW), dev.accountId);
const kinds: Readonly<Record<string, boolean>> = {
	[entry]: true,
	[entry.slice(0, 60)]: true,
	'{"ProviderType":"sso"}': true,
	'{"Credentials": {}, "ProviderType": "sso"}': true,
	'': false,
	'{"Credentials": {"AccessKeyId": "A"}, "AssumedRoleUser": {}}': false,
	'{"ProviderType": "assume-role", "Credentials": {}}': false,
	'{"ProviderType": "sso-': false,
	'SQLite format 3': false,
};

for (const [text, expected] of Object.entries(kinds)) {
	test(`${expected ? 'from a sign-in' : 'from something else'}: ${text.slice(0, 40)}`, () =>
		assert.is(isSsoEntry(text), expected));
}

test.run();
