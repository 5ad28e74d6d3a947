/** Formats and parses the cached discovery of a session, which is lines of JSON. */

import { isRoleName } from '../aws/identifiers.ts';
import type { SsoSession } from '../aws/sso-session.ts';
import { asciiJson, type JsonRecord, parseRecord } from '../text/json.ts';
import { type Account, type AccountPage, accountOf, pageOf } from './assignments.ts';

/** The accounts and roles found so far. The file grows line by line, so that an interrupted discovery can resume. */
export interface FoundAssignments {
	/** When the discovery began, in epoch milliseconds: nothing in it is older. */
	readonly begunAt: number;
	readonly accounts: ReadonlyMap<string, Account>;
	/** True if all pages of accounts have been received. */
	readonly isListed: boolean;
	/** Role names by account ID, for the accounts whose roles have been received. */
	readonly roles: ReadonlyMap<string, readonly string[]>;
	readonly leftOut: number;
}

const FORMAT = 1;

const line = (record: Parameters<typeof asciiJson>[0]): string => `${asciiJson(record)}\n`;

/** Formats the first line, which identifies the session. */
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
 * Parses a cached discovery. Returns undefined if it belongs to another session, or the session has been configured
 * differently since. Skips torn lines, such as the last line of a killed process: their content is then requested
 * again.
 */
export function parseDiscovery(text: string, { startUrl, ssoRegion }: SsoSession): FoundAssignments | undefined {
	const [first = '', ...lines] = text.split('\n');
	const header = parseRecord(first);
	const begunAt = header?.begunAt;
	const isOurs = header?.format === FORMAT && header.startUrl === startUrl && header.ssoRegion === ssoRegion;
	if (!isOurs || typeof begunAt !== 'number') return undefined;
	const discovery = {
		begunAt,
		accounts: new Map<string, Account>(),
		isListed: false,
		roles: new Map<string, readonly string[]>(),
		leftOut: 0,
	};
	for (const record of lines.map(parseRecord)) {
		if (record === undefined) continue;
		discovery.leftOut += typeof record.leftOut === 'number' ? record.leftOut : 0;
		discovery.isListed ||= record.isLast === true;
		// A new list of accounts replaces one that broke off; the roles that were found stay valid.
		if (record.isFirst === true) discovery.accounts.clear();
		addLine(record, discovery);
	}
	return discovery;
}

interface FoundMaps {
	readonly accounts: Map<string, Account>;
	readonly roles: Map<string, readonly string[]>;
}

function addLine(record: JsonRecord, { accounts, roles }: FoundMaps): void {
	const accountPage = pageOf(record, 'accounts', accountOf);
	const rolePage = pageOf(record, 'roles', ({ roleName }) => (isRoleName(roleName) ? roleName : undefined));
	if ('items' in accountPage) for (const account of accountPage.items) accounts.set(account.accountId, account);
	if ('items' in rolePage && typeof record.accountId === 'string') roles.set(record.accountId, rolePage.items);
}

/** Returns true if all accounts and their roles have been received. */
export const isDiscoveryComplete = ({ accounts, isListed, roles }: FoundAssignments): boolean =>
	isListed && [...accounts.keys()].every((accountId) => roles.has(accountId));
