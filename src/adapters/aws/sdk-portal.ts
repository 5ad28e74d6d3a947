/**
 * The portal of IAM Identity Center over the AWS SDK. What comes back is our own records, answers that are refusals, or one of
 * the closed table of failures; no text of the service or of an SDK error ever reaches a message.
 */
import {
	GetRoleCredentialsCommand,
	ListAccountRolesCommand,
	ListAccountsCommand,
	LogoutCommand,
	SSOClient,
} from '@aws-sdk/client-sso';
import { parseRoleCredentials, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { parseAccountPage, parseRoleNamePage } from '../../core/discovery/assignments.ts';
import type { Problem } from '../../core/failure/service-answer.ts';
import type { Portal } from '../../ports/services.ts';
import { ANSWER_STEP, ATTEMPT_STEP, clientConfig, serviceRequests } from './sdk-request.ts';
import type { ServiceOptions } from './service-options.ts';

/** Far more pages than an account has roles for; a service that never ends its list is cut off here. */
const MAX_PAGES = 100;

/** The largest page that the service gives: the fewest calls. */
const FULL_PAGE = { maxResults: 100 } as const;

type PageFrom = (start: { readonly nextToken?: string }) => Promise<ReturnType<typeof parseRoleNamePage>>;

/** All pages of a list of roles, or the problem with one of them. */
async function allRoleNames(pageFrom: PageFrom): Promise<readonly string[] | Problem> {
	const roleNames: string[] = [];
	let start: { nextToken?: string } | undefined = {};
	for (let pages = 0; start !== undefined && pages < MAX_PAGES; pages += 1) {
		const page = await pageFrom(start);
		if ('problem' in page) return page;
		roleNames.push(...page.items);
		start = page.nextToken === undefined ? undefined : { nextToken: page.nextToken };
	}
	return roleNames;
}

export function createSdkPortal(options: ServiceOptions): Portal {
	const { attempt, answer, ask, clock } = serviceRequests(options);
	const clientOf = (maxAttempts: number): SSOClient => {
		const made = new SSOClient(clientConfig({ ...options, maxAttempts }));
		made.middlewareStack.add((next) => (args) => attempt(args.request, () => next(args)), ATTEMPT_STEP);
		made.middlewareStack.add((next) => (args) => answer(() => next(args)), ANSWER_STEP);
		return made;
	};
	const client = clientOf(options.maxAttempts);
	let paced: SSOClient | undefined;
	/** For requests that are sent at a pace: attempts of its own would not keep to it. */
	const pacedClient = (): SSOClient => {
		paced ??= clientOf(1);
		return paced;
	};

	return {
		listAccountsPage: (place) =>
			ask(
				'ListAccounts',
				async (limits) =>
					parseAccountPage(await pacedClient().send(new ListAccountsCommand({ ...place, ...FULL_PAGE }), limits)),
				'answer',
			),
		listAccountRolesPage: (place) =>
			ask(
				'ListAccountRoles',
				async (limits) =>
					parseRoleNamePage(await pacedClient().send(new ListAccountRolesCommand({ ...place, ...FULL_PAGE }), limits)),
				'answer',
			),
		getRoleCredentials: (role) =>
			ask<RoleCredentials>('GetRoleCredentials', async (limits) =>
				parseRoleCredentials(await client.send(new GetRoleCredentialsCommand(role), limits), options.now(), clock()),
			),
		listAccountRoles: (account) =>
			ask<readonly string[]>('ListAccountRoles', (limits) =>
				allRoleNames(async (start) =>
					parseRoleNamePage(await client.send(new ListAccountRolesCommand({ ...account, ...start }), limits)),
				),
			),
		logout: (accessToken) =>
			ask('Logout', async (limits) => {
				await client.send(new LogoutCommand({ accessToken }), limits);
				return {};
			}),
	};
}
