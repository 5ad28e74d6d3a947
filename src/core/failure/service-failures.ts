/** Status 5: AWS refused. Status 6: AWS could not be reached, or is not itself at the moment. */

import { ACCOUNT_ACCESS_SCOPE, type SsoSession, signInName } from '../aws/sso-session.ts';
import { list, row } from './failure.ts';

const assignedRoles = (roles: readonly string[], accountId: string): string =>
	roles.length === 0
		? `no role in account ${accountId} is assigned to you: check sso_account_id`
		: `assigned to you in ${accountId}: ${list(roles)}`;

/** The service that was asked, and where it is not AWS's own, the variable or key that says so. */
interface Asked {
	readonly endpoint: string;
	readonly givenBy?: string;
}

interface ScopesLacking {
	readonly operation: string;
	readonly session: SsoSession;
	/** As configured. */
	readonly scopes: readonly string[];
	/** Of the config file at `path`. */
	readonly section: string;
	readonly path: string;
	/** The command that signs in. */
	readonly login: string;
}

/** The scope without which no account and no role can be asked for. */

const checkGiven = ({ givenBy }: Asked): readonly string[] =>
	givenBy === undefined ? [] : [`check ${givenBy}, which gives this endpoint`];

const refusedRequest = (f: Asked & { operation: string; answer: string; hint: string }) => ({
	message: `${f.endpoint} refused ${f.operation}: ${f.answer}`,
	hints: [f.hint, ...checkGiven(f)],
});

export const serviceFailures = {
	roleNotAssigned: row(
		'role-not-assigned',
		5,
		(f: { roleName: string; accountId: string; assigned: readonly string[] | undefined }) => ({
			message: `role "${f.roleName}" in account ${f.accountId} is not assigned to you${f.assigned?.includes(f.roleName) === true ? ' any more, or not yet, although it is listed' : ''}`,
			hints: [f.assigned === undefined ? 'ssoenv list' : assignedRoles(f.assigned, f.accountId)],
		}),
	),

	noRoleAssigned: row('no-role-assigned', 5, (f: { accountId: string }) => ({
		message: `no role in account ${f.accountId} is assigned to you`,
		hints: ['ssoenv list'],
	})),

	scopesLacking: row('scopes-lacking', 5, (f: Asked & ScopesLacking) => ({
		message: `${f.endpoint} refused ${f.operation}: sso_registration_scopes of ${signInName(f.session)} is ${list(f.scopes)}, which lacks ${ACCOUNT_ACCESS_SCOPE}`,
		hints: [
			`set sso_registration_scopes = ${list([ACCOUNT_ACCESS_SCOPE, ...f.scopes])} in ${f.section} of ${f.path}, then sign in again`,
			`${f.login} --force`,
		],
	})),

	requestRefused: row('request-refused', 5, refusedRequest),
	/** The same for a list that is closed to this person (403). */
	listingForbidden: row('listing-forbidden', 5, refusedRequest),

	unreachable: row('unreachable', 6, (f: Asked & { reason: string }) => ({
		message: `cannot reach ${f.endpoint}: ${f.reason}`,
		hints: [
			f.givenBy === undefined
				? 'check the network and sso_region, then run the command again'
				: `check the network and ${f.givenBy}, which gives this endpoint`,
		],
	})),

	throttled: row('throttled', 6, (f: Asked) => ({
		message: `${f.endpoint} is throttling requests (429)`,
		hints: ['wait a minute and run the command again', ...checkGiven(f)],
	})),

	serviceBroken: row('service-broken', 6, (f: Asked & { status: number }) => ({
		message: `${f.endpoint} failed with status ${f.status}`,
		hints: ['run the command again in a moment', ...checkGiven(f)],
	})),

	unexpectedAnswer: row('unexpected-answer', 6, (f: Asked & { operation: string; problem: string; hint?: string }) => ({
		message: `${f.endpoint} gave an answer to ${f.operation} that cannot be used: ${f.problem}`,
		hints: [f.hint ?? 'a proxy or a network sign-in page may be answering in place of AWS', ...checkGiven(f)],
	})),
};
