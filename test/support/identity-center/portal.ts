/** The portal (service `sso`): the accounts, roles and credentials of a signed-in person. */

import type { Call } from './call.ts';
import type { Center } from './center.ts';
import { isObject, parseJson } from './json.ts';
import type { Handler, PortalOperation } from './operations.ts';
import { type Page, pageOf } from './paging.ts';
import { json, portalRefusal, type Reply } from './reply.ts';
import { portalRole } from './role-credentials.ts';
import type { Session } from './sessions.ts';
import { portalSession } from './sts/principals.ts';

export const portal: Readonly<Record<PortalOperation, Handler>> = {
	GetRoleCredentials: getRoleCredentials,
	ListAccounts: listAccounts,
	ListAccountRoles: listAccountRoles,
	Logout: logout,
};

function getRoleCredentials(call: Call, center: Center): Reply {
	signedIn(call, center);
	const accountId = requiredAccountId(call);
	const roleName = required(call, 'role_name');
	if (!rolesOf(accountId, center).includes(roleName)) {
		throw noAccess();
	}
	const expiration = center.now() + center.directory.roleCredentialsSeconds * 1000;
	const roleCredentials = center.roleCredentials.issue(portalRole(accountId, roleName), expiration, call.fields ?? {});
	const { partition, userName } = center.directory;
	center.keys.add(roleCredentials, portalSession({ partition, accountId, name: roleName }, userName));
	return json(200, { roleCredentials });
}

function listAccounts(call: Call, center: Center): Reply {
	signedIn(call, center);
	const assigned = center.directory.accounts.filter((account) => account.roles.length > 0);
	const { items, nextToken } = requestedPage(assigned, 'accounts', call, center);
	// Field by field: JSON drops a name that is undefined, and this list does not include roles.
	const accountList = items.map(({ accountId, accountName, emailAddress }) => ({
		accountId,
		accountName,
		emailAddress,
	}));
	return json(200, { accountList, nextToken });
}

function listAccountRoles(call: Call, center: Center): Reply {
	signedIn(call, center);
	const accountId = requiredAccountId(call);
	const roles = rolesOf(accountId, center);
	if (roles.length === 0) {
		throw noAccess();
	}
	const { items, nextToken } = requestedPage(roles, accountId, call, center);
	return json(200, { roleList: items.map((roleName) => ({ roleName, accountId })), nextToken });
}

function logout(call: Call, center: Center): Reply {
	const { accessToken, refreshToken } = signedIn(call, center);
	if (call.body !== '' && !isObject(parseJson(call.body))) {
		throw badRequest('Could not parse the request body');
	}
	center.sessions.revoke(accessToken);
	if (refreshToken !== undefined) {
		center.sessions.revoke(refreshToken);
	}
	return { status: 200, headers: {}, body: '' };
}

/** AWS's header name has the underscore. */
function signedIn(call: Call, center: Center): Session {
	const token = call.headers['x-amz-sso_bearer_token'];
	const session = typeof token === 'string' ? center.sessions.byAccessToken(token) : undefined;
	if (session === undefined) {
		throw portalRefusal(401, 'UnauthorizedException', 'Session token not found or invalid');
	}
	return session;
}

function rolesOf(accountId: string, center: Center): readonly string[] {
	return center.directory.accounts.find((account) => account.accountId === accountId)?.roles ?? [];
}

function requestedPage<Item>(items: readonly Item[], list: string, call: Call, center: Center): Page<Item> {
	const size = optional(call, 'max_result') ?? String(center.directory.pageSize);
	if (!/^([1-9]|[1-9]\d|100)$/.test(size)) {
		throw badRequest('max_result must be from 1 to 100');
	}
	const token = optional(call, 'next_token');
	const offset = token === undefined ? 0 : center.bookmarks.find(list, token);
	if (offset === undefined) {
		throw badRequest('Invalid next token');
	}
	return pageOf(items, offset, Number(size), (next) => center.bookmarks.place(list, next));
}

function requiredAccountId(call: Call): string {
	const accountId = required(call, 'account_id');
	if (!/^\d{12}$/.test(accountId)) {
		throw badRequest('account_id must have 12 digits');
	}
	return accountId;
}

function required(call: Call, name: string): string {
	const value = optional(call, name);
	if (value === undefined || value === '') {
		throw badRequest(`${name} is required`);
	}
	return value;
}

function optional(call: Call, name: string): string | undefined {
	const [value, ...more] = call.query.getAll(name);
	if (more.length > 0) {
		throw badRequest(`${name} was given more than once`);
	}
	return value;
}

function badRequest(message: string): Error {
	return portalRefusal(400, 'InvalidRequestException', message);
}

/** Not in the service model, but the real portal answers this for a role that is not assigned. */
function noAccess(): Error {
	return portalRefusal(403, 'ForbiddenException', 'No access');
}
