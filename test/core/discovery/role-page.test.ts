/** The check of the service's answer to ListAccountRoles. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseRoleNamePage } from '../../../src/core/discovery/assignments.ts';

const role = (roleName: unknown) => ({ roleName, accountId: '111111111111' });
const LIST = 'roleList is missing';
const page = (items: readonly string[], nextToken: string | undefined, leftOut = 0) => ({ items, leftOut, nextToken });

const pages: Readonly<Record<string, readonly [answer: unknown, page: object]>> = {
	'one page': [{ roleList: [role('A'), role('B')] }, page(['A', 'B'], undefined)],
	'a page with another page after it': [{ roleList: [role('A')], nextToken: 't' }, page(['A'], 't')],
	'nextToken null': [{ roleList: [], nextToken: null }, page([], undefined)],
	'nextToken empty': [{ roleList: [], nextToken: '' }, page([], undefined)],
	'nextToken of the wrong type': [{ roleList: [], nextToken: 5 }, page([], undefined)],
	'unknown fields': [{ roleList: [{ ...role('A'), x: 1 }], y: 2 }, page(['A'], undefined)],
	'an unusual name': [{ roleList: [role('\u001b[31m\n')] }, page([], undefined, 1)],
	nothing: [undefined, { problem: LIST }],
	null: [null, { problem: LIST }],
	'a list': [[role('A')], { problem: LIST }],
	'an empty object': [{}, { problem: LIST }],
	'roleList null': [{ roleList: null }, { problem: LIST }],
	'roleList is an object': [{ roleList: { 0: role('A'), length: 1 } }, { problem: LIST }],
	'roleList is a string': [{ roleList: 'A' }, { problem: LIST }],
	'a role is null': [{ roleList: [null] }, page([], undefined, 1)],
	'a role is a string': [{ roleList: ['A'] }, page([], undefined, 1)],
	'a role without a name': [{ roleList: [role('A'), {}] }, page(['A'], undefined, 1)],
	'a name that is not a string': [{ roleList: [role(5)] }, page([], undefined, 1)],
};

for (const [name, [answer, page]] of Object.entries(pages)) {
	test(name, () => {
		assert.equal(parseRoleNamePage(answer), page);
	});
}

test.run();
