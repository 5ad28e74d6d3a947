/** Gathering accounts and roles: where it starts, what it requests and keeps, and which refusals end it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Account } from '../../../src/core/discovery/assignments.ts';
import type { FoundAssignments } from '../../../src/core/discovery/kept-discovery.ts';
import { gatherAssignments } from '../../../src/flows/discovery/gather-assignments.ts';
import type { Answer } from '../../../src/ports/services.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { dev, NOW, tokenText } from '../../support/context/sample.ts';
import { granted, type PortalScript, refusal } from '../../support/context/scripted-portal.ts';

const account = (accountId: string): Account => ({ accountId, accountName: undefined, emailAddress: undefined });
const A = account('111111111111');
const B = account('222222222222');
const C = account('333333333333');

const nothing: FoundAssignments = {
	begunAt: NOW,
	accounts: new Map(),
	isListed: false,
	roles: new Map(),
	leftOut: 0,
};
const known = (
	accounts: readonly Account[],
	roles: Readonly<Record<string, readonly string[]>>,
	isListed: boolean,
) => ({
	...nothing,
	accounts: new Map(accounts.map((one) => [one.accountId, one])),
	roles: new Map(Object.entries(roles)),
	isListed,
});

/** A page of a list, with the token of the next one. */
const page = <Item>(items: readonly Item[], nextToken?: string, leftOut = 0) => granted({ items, leftOut, nextToken });

type RolesAnswer = Answer<{
	readonly items: readonly string[];
	readonly leftOut: number;
	readonly nextToken: string | undefined;
}>;

interface Row {
	readonly known?: FoundAssignments;
	readonly accounts?: PortalScript['listAccountsPage'];
	/** Answers to the role requests of each account, in order. */
	readonly roles?: Readonly<Record<string, readonly RolesAnswer[]>>;
	readonly wants?: (account: Account) => boolean;
	/** The resulting roles, by account. */
	readonly found: Readonly<Record<string, readonly string[]>>;
	readonly unreadable?: readonly string[];
	/** The number of requests. */
	readonly calls: number;
	readonly leftOut?: number;
}

const rows: Readonly<Record<string, Row>> = {
	'all pages of accounts and of roles': {
		accounts: [page([A], 't'), page([B])],
		roles: { [A.accountId]: [page(['b'], 'more'), page(['A'])], [B.accountId]: [page(['c'])] },
		found: { [A.accountId]: ['A', 'b'], [B.accountId]: ['c'] },
		calls: 5,
	},
	'an account on two pages is requested once': {
		accounts: [page([A], 't'), page([A, B])],
		roles: { [A.accountId]: [page(['a'])], [B.accountId]: [page(['b'])] },
		found: { [A.accountId]: ['a'], [B.accountId]: ['b'] },
		calls: 4,
	},
	'neither a complete list nor known roles are requested again': {
		known: known([A, B], { [A.accountId]: ['a'] }, true),
		roles: { [B.accountId]: [page(['b'])] },
		found: { [A.accountId]: ['a'], [B.accountId]: ['b'] },
		calls: 1,
	},
	'an incomplete list starts again and keeps the roles': {
		known: known([A], { [A.accountId]: ['a'] }, false),
		accounts: [page([A, B])],
		roles: { [B.accountId]: [page(['b'])] },
		found: { [A.accountId]: ['a'], [B.accountId]: ['b'] },
		calls: 2,
	},
	'only the wanted accounts are requested': {
		accounts: [page([A, B])],
		roles: { [B.accountId]: [page(['b'])] },
		wants: ({ accountId }) => accountId === B.accountId,
		found: { [B.accountId]: ['b'] },
		calls: 2,
	},
	'a 403 for an account means that it has no roles': {
		accounts: [page([A])],
		roles: { [A.accountId]: [refusal(403, 'ForbiddenException')] },
		found: { [A.accountId]: [] },
		calls: 2,
	},
	'an account that cannot be read is reported, and the others are complete': {
		accounts: [page([A, B, C])],
		roles: {
			[A.accountId]: [page(['a'])],
			[B.accountId]: [refusal(404, 'ResourceNotFoundException')],
			[C.accountId]: [page(['c'])],
		},
		found: { [A.accountId]: ['a'], [C.accountId]: ['c'] },
		unreadable: [B.accountId],
		calls: 4,
	},
	'entries left out of pages are counted': {
		accounts: [page([A], undefined, 2)],
		roles: { [A.accountId]: [page(['a'], 't', 1), page(['b'], undefined, 3)] },
		found: { [A.accountId]: ['a', 'b'] },
		calls: 3,
		leftOut: 6,
	},
};

function gather({ known: before = nothing, accounts, roles = {}, wants = () => true }: Partial<Row>, isStrict = false) {
	const answers = new Map(Object.entries(roles).map(([id, list]) => [id, [...list]]));
	const fake = fakeContext({
		tokens: { corp: tokenText() },
		portal: {
			...(accounts && { listAccountsPage: accounts }),
			listAccountRolesPage: (request: unknown) => {
				const { accountId } = Object(request);
				const answer = answers.get(String(accountId))?.shift();
				if (answer === undefined) throw new Error(`nobody was to ask for ${accountId}`);
				return answer;
			},
		},
	});
	const kept: string[] = [];
	const wishes = { wants, isStrict, keep: (line: string) => kept.push(line) };
	const session = { session: dev, profile: undefined, loaded: fake.context.files.loadConfig() };
	return { fake, kept, gathered: gatherAssignments(before, wishes, session, fake.context) };
}

for (const [name, row] of Object.entries(rows)) {
	test(name, async () => {
		const { fake, gathered } = gather(row);
		const { found, unreadable } = await gathered;
		assert.equal(Object.fromEntries(found.roles), row.found);
		assert.equal(
			unreadable.map(({ accountId }) => accountId),
			row.unreadable ?? [],
		);
		assert.is(found.leftOut, row.leftOut ?? 0);
		assert.is(found.isListed, true);
		assert.is(fake.portal.calls.length, row.calls);
	});
}

test('each page of accounts and each completed account is kept as one line as soon as it arrives', async () => {
	const { kept, gathered } = gather({
		accounts: [page([A], 't'), page([B])],
		roles: { [A.accountId]: [page(['a'])], [B.accountId]: [page(['b'], 'more'), page(['c'])] },
	});
	await gathered;
	assert.is(kept.length, 4);
	assert.is(kept.filter((line) => line.includes('"roles"')).length, 2);
});

const ends: Readonly<Record<string, readonly [row: Partial<Row>, isStrict: boolean, code: string]>> = {
	'a refused list of accounts': [{ accounts: [refusal(403, 'ForbiddenException')] }, false, 'listing-forbidden'],
	'an account that cannot be read, if every account is needed': [
		{ accounts: [page([A])], roles: { [A.accountId]: [refusal(404, 'ResourceNotFoundException')] } },
		true,
		'request-refused',
	],
	'a list of accounts with circular pages': [{ accounts: () => page([], 't') }, false, 'unexpected-answer'],
	'a list of roles with circular pages': [
		{ accounts: [page([A])], roles: { [A.accountId]: Array.from({ length: 4 }, () => page(['a'], 't')) } },
		true,
		'unexpected-answer',
	],
};

for (const [name, [row, isStrict, code]] of Object.entries(ends)) {
	test(`${name} ends the discovery`, async () => {
		assert.is((await failureFrom(gather(row, isStrict).gathered)).code, code);
	});
}

test.run();
