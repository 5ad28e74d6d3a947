/** Why AWS refused what was asked with an access token, told apart as far as files and answers allow. docs/refusals.md has the table. */

import { offsetWords } from '../../core/aws/clock-offset.ts';
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
import type { FoundSession } from '../sign-in/session-for.ts';

/** What was asked, and with what. */
interface RefusedQuestion {
	readonly operation: string;
	readonly found: FoundSession;
	readonly token: AccessToken;
}

/** The failure behind a 4xx answer to GetRoleCredentials; on 403 and 404 it asks which roles are assigned. */
export async function refusedCredentials(
	refusal: RefusedAnswer,
	profile: SsoProfile,
	question: Omit<RefusedQuestion, 'operation'>,
	portal: Portal,
	context: Ports<'files' | 'machine'>,
): Promise<Failure> {
	const operation = 'GetRoleCredentials';
	const known = await accessTokenProblem(refusal, { operation, ...question }, context);
	if (known !== undefined) return known;
	const { accountId, roleName } = profile;
	if (refusal.status === 403) {
		const assigned = await assignedRoles(accountId, question.token, portal);
		return failures.roleNotAssigned({ roleName, accountId, assigned });
	}
	const meaning = refusal.status === 404 ? `: there is no role "${roleName}" in account ${accountId}` : '';
	const hint = `check sso_account_id = ${accountId} and sso_role_name = ${roleName} in ${question.found.loaded.path}`;
	return failures.requestRefused({ ...asked(refusal), operation, answer: `${answerOf(refusal)}${meaning}`, hint });
}

/** The failure behind a 4xx answer to ListAccountRoles for one account. */
export async function refusedRoles(
	refusal: RefusedAnswer,
	accountId: string,
	question: Omit<RefusedQuestion, 'operation'>,
	context: Ports<'files' | 'machine'>,
): Promise<Failure> {
	const operation = 'ListAccountRoles';
	if (refusal.status === 401) await noteRefusal(question.found.session, question.token, 'token', context);
	const known = await accessTokenProblem(refusal, { operation, ...question }, context);
	if (known !== undefined) return known;
	// An account without any assignment is refused as a whole.
	if (refusal.status === 403) return failures.noRoleAssigned({ accountId });
	const hint = `check --account ${accountId}`;
	return failures.requestRefused({ ...asked(refusal), operation, answer: answerOf(refusal), hint });
}

/** The failure behind a 4xx answer while accounts and roles are listed. */
export async function refusedList(
	refusal: RefusedAnswer,
	question: RefusedQuestion,
	context: Ports<'files' | 'machine'>,
): Promise<Failure> {
	const known = await accessTokenProblem(refusal, question, context);
	if (known !== undefined) return known;
	const { session, loaded } = question.found;
	const hint = `check sso_region = ${session.ssoRegion} in ${loaded.path}`;
	const refused = refusal.status === 403 ? failures.listingForbidden : failures.requestRefused;
	return refused({ ...asked(refusal), operation: question.operation, answer: answerOf(refusal), hint });
}

const answerOf = ({ code, status }: RefusedAnswer): string => `${code} (${status})`;

const asked = ({ endpoint, givenBy }: RefusedAnswer) => ({ endpoint, ...(givenBy !== undefined && { givenBy }) });

/**
 * The failure, where it is the sign-in that does not serve: where and for whom the token was issued, and with which scopes, is
 * compared with what is configured now. Undefined where that shows nothing and the service does not say so itself, with 401.
 */
async function accessTokenProblem(
	refusal: RefusedAnswer,
	question: RefusedQuestion,
	context: Ports<'files' | 'machine'>,
): Promise<Failure | undefined> {
	const { operation, found } = question;
	const { session, profile, loaded } = found;
	const login = loginCommand(session, profile);
	const refused = (because: string, ...hints: readonly string[]) =>
		accessTokenRefused(refusal, question, because, hints);
	const elsewhere = issuedElsewhere(refusal, question);
	if (elsewhere !== undefined) return refused(...elsewhere);
	const scopes = scopesOf(question, context);
	if (!lacksAccountAccess(scopes)) return refusal.status === 401 ? endedToken(refusal, question, context) : undefined;
	const configured = session.scopes ?? [];
	if (lacksAccountAccess(configured)) {
		const section = sectionOf(found);
		return failures.scopesLacking({
			...asked(refusal),
			operation,
			session,
			scopes: configured,
			section,
			path: loaded.path,
			login,
		});
	}
	// It lives, but no role can be had with it: without the note, nobody would be asked to sign in again.
	await noteRefusal(session, question.token, 'token', context);
	const needed = DEFAULT_SCOPES.join(', ');
	return refused(`its scopes are ${scopes.join(', ')}, but roles need ${needed}`, login);
}

function accessTokenRefused(
	refusal: RefusedAnswer,
	{ operation, found }: RefusedQuestion,
	because: string,
	hints: readonly string[],
): Failure {
	const { session, profile } = found;
	const facts = { ...asked(refusal), session, profile, because, hints };
	return failures.accessTokenRefused(refusal.status === 401 ? facts : { ...facts, operation });
}

const sectionOf = ({ session, profile }: FoundSession): string =>
	session.ssoSession === undefined ? `[profile ${profile ?? 'NAME'}]` : `[sso-session ${session.ssoSession}]`;

/** Spellings of one start URL: https://H/start, https://H/start/ and https://H/start#/ are the same portal. */
const portalAt = (startUrl: string): string => startUrl.replace(/[#/]*$/, '').toLowerCase();

/** The reason and the hints, where the token was issued by another Identity Center than the configured one. */
function issuedElsewhere(
	{ status }: RefusedAnswer,
	{ found, token }: RefusedQuestion,
): readonly [because: string, ...hints: string[]] | undefined {
	const { session, profile, loaded } = found;
	const login = loginCommand(session, profile);
	const { region, startUrl } = token;
	if (region !== undefined && region !== session.ssoRegion) {
		return [
			`it was issued in ${region}, but sso_region is ${session.ssoRegion}`,
			`set sso_region = ${region} in ${sectionOf(found)} of ${loaded.path}`,
			login,
		];
	}
	// With a token that is refused as such, any difference is worth telling.
	const isOther =
		status === 401 ? startUrl !== session.startUrl : portalAt(startUrl ?? '') !== portalAt(session.startUrl);
	return startUrl !== undefined && isOther
		? [`it was issued for ${startUrl}, but sso_start_url is ${session.startUrl}`, login]
		: undefined;
}

/** With which scopes the token was asked for: as its registration says, wherever that lies, else as they are configured. */
function scopesOf({ found, token }: RefusedQuestion, { files: { accessTokens } }: Ports<'files'>): readonly string[] {
	const { clientId } = token.record;
	const registration = accessTokens
		.entries()
		// Token files hold the client as well, but not its scopes.
		.flatMap(({ text }) => (parseTokenFile(text).kind === 'registration' ? [parseRegistrationFile(text)] : []))
		.find((one) => one !== undefined && one.clientId === clientId);
	return (registration === undefined ? found.session.scopes : registration.scopes) ?? [];
}

/** The service says the same on every 401; without a difference in the files only these are left. */
function endedToken(refusal: RefusedAnswer, question: RefusedQuestion, context: Ports<'machine'>): Failure {
	const { found, token } = question;
	const until = formatTimestamp(token.expiresAt);
	const { clock, givenBy } = refusal;
	const login = loginCommand(found.session, found.profile);
	const isOver = clock !== undefined && token.expiresAt <= context.machine.now() - clock.seconds * 1000;
	if (isOver) {
		const because = `it expired at ${until}, and this machine's clock is ${offsetWords(clock.seconds)}`;
		return accessTokenRefused(refusal, question, because, [login]);
	}
	const others = [
		...(token.region === undefined ? [`sso_region ${found.session.ssoRegion} is wrong`] : []),
		...(givenBy === undefined ? [] : [`${givenBy} points to another Identity Center`]),
	];
	const ended = `it does not expire until ${until}, so it was revoked by a sign-out or an administrator`;
	return accessTokenRefused(refusal, question, [ended, ...others].join(', or '), [login]);
}

/** Undefined where they are not to be had: the list only serves the hint, and the refusal itself is what counts. */
async function assignedRoles(accountId: string, { accessToken }: AccessToken, portal: Portal) {
	try {
		const answer = await portal.listAccountRoles({ accessToken, accountId });
		// An account without any assignment is refused as a whole.
		return answer.ok ? answer.value : answer.status === 403 ? [] : undefined;
	} catch {
		return undefined;
	}
}
