/** The check of what the service answers to ListAccountRoles. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseRolePage } from '../../../src/core/discovery/role-list.ts';

const role = (roleName: unknown) => ({ roleName, accountId: '111111111111' });
const LIST = 'roleList is missing';
const NAME = 'a roleName is missing';

const pages: Readonly<Record<string, readonly [answer: unknown, page: object]>> = {
	'one page': [{ roleList: [role('A'), role('B')] }, { roleNames: ['A', 'B'], nextToken: undefined }],
	'a page with more to come': [
		{ roleList: [role('A')], nextToken: 't' },
		{ roleNames: ['A'], nextToken: 't' },
	],
	'nextToken null': [
		{ roleList: [], nextToken: null },
		{ roleNames: [], nextToken: undefined },
	],
	'nextToken empty': [
		{ roleList: [], nextToken: '' },
		{ roleNames: [], nextToken: undefined },
	],
	'nextToken of a wrong type': [
		{ roleList: [], nextToken: 5 },
		{ roleNames: [], nextToken: undefined },
	],
	'unknown fields': [
		{ roleList: [{ ...role('A'), x: 1 }], y: 2 },
		{ roleNames: ['A'], nextToken: undefined },
	],
	'an odd name': [{ roleList: [role('\u001b[31m\n')] }, { roleNames: ['\u001b[31m\n'], nextToken: undefined }],
	nothing: [undefined, { problem: LIST }],
	null: [null, { problem: LIST }],
	'a list': [[role('A')], { problem: LIST }],
	'an empty object': [{}, { problem: LIST }],
	'roleList null': [{ roleList: null }, { problem: LIST }],
	'roleList an object': [{ roleList: { 0: role('A'), length: 1 } }, { problem: LIST }],
	'roleList a text': [{ roleList: 'A' }, { problem: LIST }],
	'a role is null': [{ roleList: [null] }, { problem: NAME }],
	'a role is a text': [{ roleList: ['A'] }, { problem: NAME }],
	'a role without a name': [{ roleList: [role('A'), {}] }, { problem: NAME }],
	'a name that is no text': [{ roleList: [role(5)] }, { problem: NAME }],
};

for (const [name, [answer, page]] of Object.entries(pages)) {
	test(name, () => {
		assert.equal(parseRolePage(answer), page);
	});
}

test.run();
