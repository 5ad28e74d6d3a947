/** Failures with exit status 5: AWS refused. Those with exit status 6 are in network-failures.ts. */

import { ACCOUNT_ACCESS_SCOPE, type SsoSession, signInName } from '../aws/sso-session.ts';
import { list, row } from './failure.ts';

const assignedRoles = (roles: readonly string[], accountId: string): string =>
	roles.length === 0
		? `no role in account ${accountId} is assigned to you: check sso_account_id`
		: `roles assigned to you in account ${accountId}: ${list(roles)}`;

/** The endpoint of a request, and the variable or key that sets it if it is not AWS's own. */
export interface EndpointFacts {
	readonly endpoint: string;
	readonly givenBy?: string;
}

interface ScopeFacts {
	readonly operation: string;
	readonly session: SsoSession;
	/** As configured. */
	readonly scopes: readonly string[];
	/** The header of the section in the config file at `path`. */
	readonly section: string;
	readonly path: string;
	/** The command that signs in. */
	readonly login: string;
}

/** Returns a hint to the setting of the endpoint, if it is not AWS's own. */
export const checkGiven = ({ givenBy }: EndpointFacts): readonly string[] =>
	givenBy === undefined ? [] : [`check ${givenBy}, which sets this endpoint`];

const refusedRequest = (f: EndpointFacts & { operation: string; answer: string; hint: string }) => ({
	message: `${f.endpoint} refused ${f.operation}: ${f.answer}`,
	hints: [f.hint, ...checkGiven(f)],
});

export const serviceFailures = {
	roleNotAssigned: row(
		'role-not-assigned',
		5,
		(f: { roleName: string; accountId: string; assigned: readonly string[] | undefined }) => ({
			message: `role "${f.roleName}" in account ${f.accountId}${f.assigned?.includes(f.roleName) === true ? ' is listed, but AWS refuses it: its assignment may be changing' : ' is not assigned to you'}`,
			hints: [f.assigned === undefined ? 'ssoenv list' : assignedRoles(f.assigned, f.accountId)],
		}),
	),

	noRoleAssigned: row('no-role-assigned', 5, (f: { accountId: string }) => ({
		message: `no role in account ${f.accountId} is assigned to you`,
		hints: ['ssoenv list'],
	})),

	scopesLacking: row('scopes-lacking', 5, (f: EndpointFacts & ScopeFacts) => ({
		message: `${f.endpoint} refused ${f.operation}: sso_registration_scopes of ${signInName(f.session)} (${list(f.scopes)}) lacks ${ACCOUNT_ACCESS_SCOPE}`,
		hints: [
			`set sso_registration_scopes = ${list([ACCOUNT_ACCESS_SCOPE, ...f.scopes])} in ${f.section} of ${f.path}`,
			`${f.login} --force`,
		],
	})),

	requestRefused: row('request-refused', 5, refusedRequest),
	/** Like `request-refused`, for a list that this person may not read (403). */
	listingForbidden: row('listing-forbidden', 5, refusedRequest),
};
