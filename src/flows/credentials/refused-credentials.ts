/**
 * Explains why AWS refused a request with an access token, as far as the answer and the files show it. docs/refusals.md
 * has the table.
 */

import { formatOffset } from '../../core/aws/clock-offset.ts';
import { loginCommand } from '../../core/aws/sso-session.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import type { SsoProfile } from '../../core/profile/sso-profile.ts';
import { type AccessToken, parseTokenFile } from '../../core/sign-in/access-token.ts';
import { DEFAULT_SCOPES, lacksAccountAccess, parseRegistrationFile } from '../../core/sign-in/client-registration.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { Portal, RefusedAnswer } from '../../ports/services.ts';
import { noteRefusal } from '../sign-in/cached-token.ts';
import { type SignInTarget, sectionOf } from '../sign-in/session-for.ts';

/** A refused request, and the token that was sent. */
interface RefusedRequest {
	readonly operation: string;
	readonly target: SignInTarget;
	readonly token: AccessToken;
}

/** Returns the failure for a 4xx answer to GetRoleCredentials. After a 403 it lists the assigned roles for the hint. */
export async function refusedCredentials(
	refusal: RefusedAnswer,
	profile: SsoProfile,
	request: Omit<RefusedRequest, 'operation'>,
	portal: Portal,
	context: Ports<'files' | 'machine'>,
): Promise<Failure> {
	const operation = 'GetRoleCredentials';
	const problem = await accessTokenProblem(refusal, { operation, ...request }, context);
	if (problem !== undefined) return problem;
	const { accountId, roleName } = profile;
	if (refusal.status === 403) {
		const assigned = await assignedRoles(accountId, request.token, portal);
		return failures.roleNotAssigned({ roleName, accountId, assigned });
	}
	const meaning = refusal.status === 404 ? `: there is no role "${roleName}" in account ${accountId}` : '';
	const hint = `check sso_account_id = ${accountId} and sso_role_name = ${roleName} in ${request.target.loaded.path}`;
	return failures.requestRefused({ ...origin(refusal), operation, answer: `${answerOf(refusal)}${meaning}`, hint });
}

/** Returns the failure for a 4xx answer to ListAccountRoles. */
export async function refusedRoles(
	refusal: RefusedAnswer,
	accountId: string,
	request: Omit<RefusedRequest, 'operation'>,
	context: Ports<'files' | 'machine'>,
): Promise<Failure> {
	const operation = 'ListAccountRoles';
	if (refusal.status === 401) await noteRefusal(request.target.session, request.token, 'token', context);
	const problem = await accessTokenProblem(refusal, { operation, ...request }, context);
	if (problem !== undefined) return problem;
	// The service answers 403 for an account without any assigned role.
	if (refusal.status === 403) return failures.noRoleAssigned({ accountId });
	const hint = `check --account ${accountId}`;
	return failures.requestRefused({ ...origin(refusal), operation, answer: answerOf(refusal), hint });
}

/** Returns the failure for a 4xx answer while listing accounts and roles. */
export async function refusedList(
	refusal: RefusedAnswer,
	request: RefusedRequest,
	context: Ports<'files' | 'machine'>,
): Promise<Failure> {
	const problem = await accessTokenProblem(refusal, request, context);
	if (problem !== undefined) return problem;
	const { session, loaded } = request.target;
	const hint = `check sso_region = ${session.ssoRegion} in ${loaded.path}`;
	const refused = refusal.status === 403 ? failures.listingForbidden : failures.requestRefused;
	return refused({ ...origin(refusal), operation: request.operation, answer: answerOf(refusal), hint });
}

const answerOf = ({ code, status }: RefusedAnswer): string => `${code} (${status})`;

const origin = ({ endpoint, givenBy }: RefusedAnswer) => ({ endpoint, ...(givenBy !== undefined && { givenBy }) });

/**
 * Returns the failure if the sign-in is the cause; else undefined. Compares the start URL, region and scopes that the
 * token was issued for with those in the config file. A 401 always means the sign-in.
 */
async function accessTokenProblem(
	refusal: RefusedAnswer,
	request: RefusedRequest,
	context: Ports<'files' | 'machine'>,
): Promise<Failure | undefined> {
	const { operation, target } = request;
	const { session, profile, loaded } = target;
	const login = loginCommand(session, profile);
	const refused = (because: string, ...hints: readonly string[]) =>
		accessTokenRefused(refusal, request, because, hints);
	const elsewhere = issuedElsewhere(refusal, request);
	if (elsewhere !== undefined) return refused(...elsewhere);
	const scopes = scopesOf(request, context);
	if (!lacksAccountAccess(scopes)) return refusal.status === 401 ? endedToken(refusal, request, context) : undefined;
	const configured = session.scopes ?? [];
	if (lacksAccountAccess(configured)) {
		const section = sectionOf(target);
		return failures.scopesLacking({
			...origin(refusal),
			operation,
			session,
			scopes: configured,
			section,
			path: loaded.path,
			login,
		});
	}
	// The token is alive but gives access to no role. Without the note the next run would use it again.
	await noteRefusal(session, request.token, 'token', context);
	const needed = DEFAULT_SCOPES.join(', ');
	return refused(`its scopes are ${scopes.join(', ')}, but roles need ${needed}`, login);
}

function accessTokenRefused(
	refusal: RefusedAnswer,
	{ operation, target }: RefusedRequest,
	because: string,
	hints: readonly string[],
): Failure {
	const { session, profile } = target;
	const facts = { ...origin(refusal), session, profile, because, hints };
	return failures.accessTokenRefused(refusal.status === 401 ? facts : { ...facts, operation });
}

/** Normalizes a start URL: https://H/start, https://H/start/ and https://H/start#/ are the same portal. */
const normalizedUrl = (startUrl: string): string => startUrl.replace(/[#/]*$/, '').toLowerCase();

/** Returns the reason and the hint if the token was issued by another IAM Identity Center than the configured one. */
function issuedElsewhere(
	{ status }: RefusedAnswer,
	{ target, token }: RefusedRequest,
): readonly [because: string, ...hints: string[]] | undefined {
	const { session, profile, loaded } = target;
	const login = loginCommand(session, profile);
	const { region, startUrl } = token;
	if (region !== undefined && region !== session.ssoRegion) {
		return [
			`it was issued in ${region}, but sso_region is ${session.ssoRegion}`,
			`set sso_region = ${region} in ${sectionOf(target)} of ${loaded.path}`,
			login,
		];
	}
	// If the token itself is refused, even a difference in spelling may be the reason.
	const isOther =
		status === 401 ? startUrl !== session.startUrl : normalizedUrl(startUrl ?? '') !== normalizedUrl(session.startUrl);
	return startUrl !== undefined && isOther
		? [`it was issued for ${startUrl}, but sso_start_url is ${session.startUrl}`, login]
		: undefined;
}

/** Returns the scopes that the token was requested with: those of its client registration, else the configured ones. */
function scopesOf({ target, token }: RefusedRequest, { files: { accessTokens } }: Ports<'files'>): readonly string[] {
	const { clientId } = token.record;
	const registration = accessTokens
		.entries()
		// Token files also name the client, but not its scopes.
		.flatMap(({ text }) => (parseTokenFile(text).kind === 'registration' ? [parseRegistrationFile(text)] : []))
		.find((candidate) => candidate !== undefined && candidate.clientId === clientId);
	return (registration === undefined ? target.session.scopes : registration.scopes) ?? [];
}

/** Returns the failure for a 401 without a difference in the files. It lists what may be the reason. */
function endedToken(refusal: RefusedAnswer, request: RefusedRequest, context: Ports<'machine'>): Failure {
	const { target, token } = request;
	const until = formatTimestamp(token.expiresAt);
	const { clock, givenBy } = refusal;
	const login = loginCommand(target.session, target.profile);
	const isOver = clock !== undefined && token.expiresAt <= context.machine.now() - clock.seconds * 1000;
	if (isOver) {
		const because = `it expired at ${until}, and this machine's clock is ${formatOffset(clock.seconds)}`;
		return accessTokenRefused(refusal, request, because, [login]);
	}
	const others = [
		...(token.region === undefined ? [`sso_region ${target.session.ssoRegion} is wrong`] : []),
		...(givenBy === undefined ? [] : [`${givenBy} points to another Identity Center`]),
	];
	const ended = `it should be valid until ${until}, so a sign-out or an administrator revoked it`;
	return accessTokenRefused(refusal, request, [ended, ...others].join(', or '), [login]);
}

/** Returns the assigned roles for the hint; undefined if they cannot be listed, because the refusal matters more. */
async function assignedRoles(accountId: string, { accessToken }: AccessToken, portal: Portal) {
	try {
		const answer = await portal.listAccountRoles({ accessToken, accountId });
		// The service answers 403 for an account without any assigned role.
		return answer.ok ? answer.value : answer.status === 403 ? [] : undefined;
	} catch {
		return undefined;
	}
}
