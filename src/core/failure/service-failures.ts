/** Failures with exit status 5 (AWS refused) and 6 (AWS is unreachable, throttles, or returns errors). */

import { ACCOUNT_ACCESS_SCOPE, type SsoSession, signInName } from '../aws/sso-session.ts';
import { list, row } from './failure.ts';

const assignedRoles = (roles: readonly string[], accountId: string): string =>
	roles.length === 0
		? `no role in account ${accountId} is assigned to you: check sso_account_id`
		: `roles assigned to you in account ${accountId}: ${list(roles)}`;

/** The endpoint of a request, and the variable or key that sets it if it is not AWS's own. */
interface EndpointFacts {
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

const checkGiven = ({ givenBy }: EndpointFacts): readonly string[] =>
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

	unreachable: row('unreachable', 6, (f: EndpointFacts & { reason: string }) => ({
		message: `cannot reach ${f.endpoint}: ${f.reason}`,
		hints: [
			f.givenBy === undefined
				? 'check the network and sso_region, then run the command again'
				: `check the network and ${f.givenBy}, which sets this endpoint`,
		],
	})),

	throttled: row('throttled', 6, (f: EndpointFacts) => ({
		message: `${f.endpoint} is throttling requests (429)`,
		hints: ['wait a minute and run the command again', ...checkGiven(f)],
	})),

	serviceBroken: row('service-broken', 6, (f: EndpointFacts & { status: number }) => ({
		message: `${f.endpoint} failed with status ${f.status}`,
		hints: ['run the command again in a moment', ...checkGiven(f)],
	})),

	unexpectedAnswer: row(
		'unexpected-answer',
		6,
		(f: EndpointFacts & { operation: string; problem: string; hint?: string }) => ({
			message: `cannot use the response of ${f.endpoint} to ${f.operation}: ${f.problem}`,
			hints: [f.hint ?? 'a proxy or the sign-in page of a network may have answered instead of AWS', ...checkGiven(f)],
		}),
	),
};
