/**
 * The portal of IAM Identity Center over the AWS SDK. What comes back is our own records, answers that are refusals, or one of
 * the closed table of failures; no text of the service or of an SDK error ever reaches a message.
 */
import { GetRoleCredentialsCommand, ListAccountRolesCommand, LogoutCommand, SSOClient } from '@aws-sdk/client-sso';
import { parseRoleCredentials } from '../core/role-credentials.ts';
import { parseRolePage } from '../core/role-list.ts';
import type { Portal } from '../ports.ts';
import { ANSWER_STEP, ATTEMPT_STEP, clientConfig, type ServiceOptions, serviceRequests } from './sdk-request.ts';

/** Far more pages than an account has roles for; a service that never ends its list is cut off here. */
const MAX_PAGES = 100;

export function createPortal(options: ServiceOptions): Portal {
	const { attempt, answer, ask } = serviceRequests(options);
	const client = new SSOClient(clientConfig(options));
	client.middlewareStack.add((next) => (args) => attempt(args.request, () => next(args)), ATTEMPT_STEP);
	client.middlewareStack.add((next) => (args) => answer(() => next(args)), ANSWER_STEP);

	return {
		getRoleCredentials: (role) =>
			ask('GetRoleCredentials', async (limits) =>
				parseRoleCredentials(await client.send(new GetRoleCredentialsCommand(role), limits), options.now()),
			),
		listAccountRoles: (account) =>
			ask('ListAccountRoles', async (limits) => {
				const roleNames: string[] = [];
				let start: { nextToken?: string } | undefined = {};
				for (let pages = 0; start !== undefined && pages < MAX_PAGES; pages += 1) {
					const page = parseRolePage(await client.send(new ListAccountRolesCommand({ ...account, ...start }), limits));
					if ('problem' in page) return page;
					roleNames.push(...page.roleNames);
					start = page.nextToken === undefined ? undefined : { nextToken: page.nextToken };
				}
				return roleNames;
			}),
		logout: (accessToken) =>
			ask('Logout', async (limits) => {
				await client.send(new LogoutCommand({ accessToken }), limits);
				return {};
			}),
	};
}
