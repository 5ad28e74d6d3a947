/** `ssoenv roles`: lists the roles in one account. */

import { signInCommand } from '../../core/aws/sso-session.ts';
import { accountNamed } from '../../core/discovery/assignments.ts';
import { failures } from '../../core/failure/failures.ts';
import { asciiJson } from '../../core/text/json.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { inReadingOrder } from '../../core/text/reading-order.ts';
import { type DiscoverOptions, discoverOne } from '../../flows/discovery/discover.ts';
import { discoveryFor, refreshCommand } from '../../flows/discovery/discover-signed-in.ts';
import { sessionFor } from '../../flows/sign-in/session-for.ts';
import type { Context } from '../../ports/context.ts';

interface RolesArguments {
	readonly account: string | undefined;
	readonly profile: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly json: boolean;
}

export async function run(args: RolesArguments, context: Context): Promise<void> {
	const { account } = args;
	if (account === undefined) throw failures.usage({ problem: 'ACCOUNT is missing', command: 'roles' });
	const rolesOf = (word: string) => `roles ${argumentWord(word)}`;
	const named = { profile: args.profile, ssoSession: args['sso-session'] };
	const target = await sessionFor(named, rolesOf(account), context);
	const hints = {
		retry: (word: string) => signInCommand(rolesOf(word), target.session, target.profile),
		otherwise: refreshCommand(target),
	};
	const work = (options: DiscoverOptions) =>
		discoverOne(target.session, (accounts) => accountNamed(account, accounts, hints), options, context);
	const { assignment } = await discoveryFor(target, { refresh: false }, work, context);
	const roleNames = inReadingOrder(assignment.roleNames, (roleName) => roleName);
	if (args.json) context.terminal.stdout(`${asciiJson(roleNames)}\n`);
	else if (roleNames.length === 0)
		context.terminal.say(`no role in account ${assignment.account.accountId} is assigned to you`);
	else context.terminal.stdout(roleNames.map((roleName) => `${roleName}\n`).join(''));
}
