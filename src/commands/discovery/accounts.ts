/** `ssoenv accounts`: lists the accounts of a sign-in, with their roles. */

import { signInName } from '../../core/aws/sso-session.ts';
import type { Account } from '../../core/discovery/assignments.ts';
import { isSelective, type RoleSelection, roleSelector } from '../../core/discovery/role-patterns.ts';
import { asciiJson } from '../../core/text/json.ts';
import { inReadingOrder } from '../../core/text/reading-order.ts';
import { type DiscoverOptions, type Discovery, discover } from '../../flows/discovery/discover.ts';
import { discoveryFor } from '../../flows/discovery/discover-signed-in.ts';
import { sessionFor } from '../../flows/sign-in/session-for.ts';
import { leftOutOf } from '../../flows/sync/left-out.ts';
import type { Context } from '../../ports/context.ts';

interface AccountsArguments extends RoleSelection {
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly json: boolean;
	readonly refresh: boolean;
}

interface Row {
	readonly account: Account;
	/** Null if they could not be listed. */
	readonly roleNames: readonly string[] | null;
	readonly problem: string | null;
}

const HEADINGS = ['ACCOUNT', 'NAME', 'EMAIL', 'ROLES'] as const;

export async function run(args: AccountsArguments, context: Context): Promise<void> {
	const target = await sessionFor({ profile: args.profile, ssoSession: args['sso-session'] }, 'accounts', context);
	const work = (options: DiscoverOptions) => discover(target.session, options, context);
	const rows = selectedRows(rowsOf(await discoveryFor(target, args, work, context)), args);
	if (args.json) {
		context.terminal.stdout(`${asciiJson(rows.map(forPrograms), 2)}\n`);
	} else if (rows.length === 0) {
		const which = isSelective(args) ? 'no role that matches' : 'no account';
		context.terminal.say(`${which} is assigned to you with ${signInName(target.session)}`);
	} else {
		const isLeftOut = await leftOutOf(target.session.ssoSession, context);
		const shown = rows.map((row) => forPeople(row, isLeftOut));
		await context.terminal.showTable([HEADINGS, ...shown]);
	}
}

/** Sorts behind all names: accounts of which only the ID is known come last, as in the menus of the AWS CLI. */
const LAST = '\uffff';

function rowsOf({ assignments, unreadable }: Discovery): readonly Row[] {
	const rows = new Map<string, Row>();
	for (const { account, roleNames } of assignments) {
		const inOrder = inReadingOrder(roleNames, (roleName) => roleName);
		rows.set(account.accountId, { account, roleNames: inOrder, problem: null });
	}
	for (const { reason, ...account } of unreadable) {
		rows.set(account.accountId, { account, roleNames: null, problem: reason });
	}
	const byId = inReadingOrder(rows.values(), ({ account }) => account.accountId);
	return inReadingOrder(byId, ({ account: { accountName, emailAddress } }) => accountName ?? emailAddress ?? LAST);
}

/** Returns the rows with the roles that are wanted. Accounts whose roles are not known stay only if all are wanted. */
function selectedRows(rows: readonly Row[], selection: RoleSelection): readonly Row[] {
	if (!isSelective(selection)) return rows;
	const isWanted = roleSelector(selection);
	return rows.flatMap((row) => {
		const { accountId, accountName } = row.account;
		const roleNames = (row.roleNames ?? []).filter((roleName) => isWanted({ accountId, accountName, roleName }));
		return roleNames.length === 0 ? [] : [{ ...row, roleNames }];
	});
}

const forPrograms = ({ account, roleNames, problem }: Row) => ({
	accountId: account.accountId,
	accountName: account.accountName ?? null,
	emailAddress: account.emailAddress ?? null,
	roleNames,
	problem,
});

type IsLeftOut = Awaited<ReturnType<typeof leftOutOf>>;

function forPeople({ account, roleNames }: Row, isLeftOut: IsLeftOut): readonly string[] {
	const { accountId, accountName, emailAddress } = account;
	const roles = (roleNames ?? []).map((roleName) =>
		isLeftOut({ accountId, accountName, roleName }) ? `${roleName} (left out by sync)` : roleName,
	);
	return [
		accountId,
		accountName ?? '-',
		emailAddress ?? '-',
		roleNames === null ? '! unknown' : roles.length === 0 ? '-' : roles.join(', '),
	];
}
