/** What is kept of a discovery: lines of text, and the reading of them. */

import { isRoleName } from '../aws/identifiers.ts';
import type { SsoSession } from '../aws/sso-session.ts';
import { asciiJson, type JsonRecord, parseRecord } from '../text/json.ts';
import { type Account, type AccountPage, accountOf, pageOf } from './assignments.ts';

/** What has been found so far. It grows line by line, so that an interrupted discovery goes on where it was. */
export interface FoundAssignments {
	/** Epoch milliseconds at which the discovery began: nothing in it is older. */
	readonly begunAt: number;
	readonly accounts: ReadonlyMap<string, Account>;
	/** True when no further page of accounts is to come. */
	readonly isListed: boolean;
	/** Names of roles by the ids of the accounts that are done. */
	readonly roles: ReadonlyMap<string, readonly string[]>;
	readonly leftOut: number;
}

const FORMAT = 1;

const line = (record: Parameters<typeof asciiJson>[0]): string => `${asciiJson(record)}\n`;

/** The first line: whose accounts these are. */
export const beginLine = ({ startUrl, ssoRegion }: SsoSession, begunAt: number): string =>
	line({ format: FORMAT, startUrl, ssoRegion, begunAt });

export const accountsLine = ({ items, leftOut, nextToken }: AccountPage, isFirst: boolean): string =>
	line({
		isFirst,
		accounts: items.map(({ accountId, accountName = null, emailAddress = null }) => ({
			accountId,
			accountName,
			emailAddress,
		})),
		leftOut,
		isLast: nextToken === undefined,
	});

export const rolesLine = (accountId: string, roleNames: readonly string[], leftOut: number): string =>
	line({ accountId, roles: roleNames.map((roleName) => ({ roleName })), leftOut });

/**
 * What a kept text holds; undefined when it is not of this session as it is configured now. A line that is torn, as the last
 * one of a killed process may be, is passed over: what it said is asked for again.
 */
export function parseDiscovery(text: string, { startUrl, ssoRegion }: SsoSession): FoundAssignments | undefined {
	const [first = '', ...lines] = text.split('\n');
	const about = parseRecord(first);
	const begunAt = about?.begunAt;
	const isOurs = about?.format === FORMAT && about.startUrl === startUrl && about.ssoRegion === ssoRegion;
	if (!isOurs || typeof begunAt !== 'number') return undefined;
	const found = {
		begunAt,
		accounts: new Map<string, Account>(),
		isListed: false,
		roles: new Map<string, readonly string[]>(),
		leftOut: 0,
	};
	for (const record of lines.map(parseRecord)) {
		if (record === undefined) continue;
		found.leftOut += typeof record.leftOut === 'number' ? record.leftOut : 0;
		found.isListed ||= record.isLast === true;
		// A list that broke off begins anew; what was learnt of its accounts stays.
		if (record.isFirst === true) found.accounts.clear();
		takeLine(record, found);
	}
	return found;
}

interface Taken {
	readonly accounts: Map<string, Account>;
	readonly roles: Map<string, readonly string[]>;
}

function takeLine(record: JsonRecord, { accounts, roles }: Taken): void {
	const page = pageOf(record, 'accounts', accountOf);
	const named = pageOf(record, 'roles', ({ roleName }) => (isRoleName(roleName) ? roleName : undefined));
	if ('items' in page) for (const account of page.items) accounts.set(account.accountId, account);
	if ('items' in named && typeof record.accountId === 'string') roles.set(record.accountId, named.items);
}

/** True when nothing is left to ask. */
export const isDiscoveryComplete = ({ accounts, isListed, roles }: FoundAssignments): boolean =>
	isListed && [...accounts.keys()].every((accountId) => roles.has(accountId));
