/**
 * Calls the portal of IAM Identity Center through the AWS SDK. Answers, refusals and failures are records of our own:
 * no text from the service or from an SDK error reaches a message.
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

/** The most pages read for one account. An account has far fewer, so this stops a list that never ends. */
const MAX_PAGES = 100;

/** The largest page that the service returns, for the fewest calls. */
const FULL_PAGE = { maxResults: 100 } as const;

type PageFrom = (start: { readonly nextToken?: string }) => Promise<ReturnType<typeof parseRoleNamePage>>;

/** Returns the role names on all pages, or the problem with the first page that has one. */
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

function limitedClient(options: ServiceOptions, { attempt, answer }: ReturnType<typeof serviceRequests>): SSOClient {
	const client = new SSOClient(clientConfig(options));
	client.middlewareStack.add((next) => (args) => attempt(args.request, () => next(args)), ATTEMPT_STEP);
	client.middlewareStack.add((next) => (args) => answer(() => next(args)), ANSWER_STEP);
	return client;
}

/** Returns a function that makes the client when it is first needed. */
function once(make: () => SSOClient): () => SSOClient {
	let client: SSOClient | undefined;
	return () => {
		client ??= make();
		return client;
	};
}

/** Returns the portal of one region. */
export function createSdkPortal(options: ServiceOptions): Portal {
	const requests = serviceRequests(options);
	const { ask, clock } = requests;
	const clientOf = (maxAttempts: number) => limitedClient({ ...options, maxAttempts }, requests);
	const client = clientOf(options.maxAttempts);
	/** Never retries by itself: its retries would not keep the caller's pace. */
	const pacedClient = once(() => clientOf(1));
	const credentialsBy =
		(chosen: () => SSOClient, throttling?: 'answer'): Portal['getRoleCredentials'] =>
		(role) =>
			ask<RoleCredentials>(
				'GetRoleCredentials',
				async (limits) =>
					parseRoleCredentials(
						await chosen().send(new GetRoleCredentialsCommand(role), limits),
						options.now(),
						clock(),
					),
				throttling,
			);

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
		getRoleCredentials: credentialsBy(() => client),
		getRoleCredentialsOnce: credentialsBy(pacedClient, 'answer'),
		listAccountRoles: (account) =>
			ask<readonly string[]>('ListAccountRoles', (limits) =>
				allRoleNames(async (start) =>
					parseRoleNamePage(await client.send(new ListAccountRolesCommand({ ...account, ...start }), limits)),
				),
			),
		logout: (accessToken) =>
			ask('Logout', async (limits) => {
				await client.send(new LogoutCommand({ accessToken }), limits);
				// The answer is empty, so a proxy's page with status 200 would look like success.
				return requests.isPage() ? { problem: 'it is a web page' } : {};
			}),
	};
}
