/** Failures with exit status 4 (a sign-in is needed, was refused or timed out), and the failure of a sign-out. */

import { loginCommand, type SsoSession, signInName, tokenKey } from '../aws/sso-session.ts';
import { list, row } from './failure.ts';

interface SignIn {
	readonly session: SsoSession;
	/** A profile that uses it, if known: it is the only way to name a legacy sign-in in a command. */
	readonly profile: string | undefined;
	/** Whether the person asked for a device code, which the command then repeats. */
	readonly isDeviceCode?: boolean;
}

/** The most token files that a message names; the others are only counted. */
const MOST_NAMED = 5;

/**
 * Describes how many of the tokens AWS has revoked.
 * @param revoked for each token, true if AWS has revoked it
 */
function revocationText(revoked: readonly boolean[]): string {
	const count = revoked.filter(Boolean).length;
	if (revoked.length === 0) return '';
	if (revoked.length === 1) return count === 1 ? '; AWS has revoked the token' : '; AWS has not revoked the token';
	if (count === revoked.length) return '; AWS has revoked the tokens';
	return count === 0
		? '; AWS has not revoked the tokens'
		: `; AWS has revoked ${count} of the ${revoked.length} tokens`;
}

/** Returns the command that fixes the failure, for programs and for people. @param option such as ` --force` */
const remedy = ({ session, profile, isDeviceCode }: SignIn, option = '') => {
	const command = `${loginCommand(session, profile)}${isDeviceCode ? ' --device-code' : ''}${option}`;
	return { session: tokenKey(session), command, hints: [command] };
};

/** The registration is valid, so that only --force replaces it. */
const UNAUTHORIZED_CLIENT = 'UnauthorizedClientException';

/** Explanations of exceptions whose names are not clear by themselves. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
	['InvalidClientException', 'AWS no longer knows the client registration; the next sign-in creates a new one'],
	['InvalidGrantException', 'the code was already used or has expired'],
	[UNAUTHORIZED_CLIENT, 'the client is not registered for this way of signing in; --force registers a new one'],
]);

const meaningOf = (answer: string): readonly string[] => {
	const meaning = MEANINGS.get(answer);
	return meaning === undefined ? [] : [meaning];
};

export const signInFailures = {
	signInNeeded: row('sign-in-needed', 4, (f: SignIn & { because: string }) => ({
		message: `${signInName(f.session)}: ${f.because}`,
		...remedy(f),
	})),

	signInCheckFailed: row('sign-in-check-failed', 4, (f: SignIn) => ({
		message: `${signInName(f.session)}: a sign-in is needed`,
		...remedy(f),
		isQuiet: true,
	})),

	accessTokenRefused: row(
		'access-token-refused',
		4,
		(f: SignIn & { endpoint: string; operation?: string; because: string; hints?: readonly string[] }) => ({
			message: `${f.endpoint} ${f.operation === undefined ? 'does not accept' : `refused ${f.operation} with`} the access token of ${signInName(f.session)}: ${f.because}`,
			...remedy(f),
			...(f.hints !== undefined && { hints: f.hints }),
		}),
	),

	signInTimedOut: row('sign-in-timed-out', 4, (f: SignIn) => ({
		message: `timed out waiting for a sign-in to ${signInName(f.session)}`,
		...remedy(f),
	})),

	signInRefused: row('sign-in-refused', 4, (f: SignIn & { answer: string }) => {
		const login = remedy(f, f.answer === UNAUTHORIZED_CLIENT ? ' --force' : '');
		return {
			message: `the sign-in to ${signInName(f.session)} was refused: ${f.answer}`,
			...login,
			hints: [...meaningOf(f.answer), ...login.hints],
		};
	}),

	signOutIncomplete: row(
		'sign-out-incomplete',
		3,
		(f: {
			left: readonly { readonly path: string; readonly reason: string }[];
			told: readonly boolean[];
			command: string;
		}) => {
			const named = f.left.slice(0, MOST_NAMED).map(({ path, reason }) => `${path} (${reason})`);
			const more = f.left.length > MOST_NAMED ? ` and ${f.left.length - MOST_NAMED} more` : '';
			return {
				message: `the sign-out is incomplete: cannot remove ${list(named)}${more}${revocationText(f.told)}`,
				hints: ['make the folders of these files writable, then run the command below', f.command],
			};
		},
	),

	signInMismatch: row('sign-in-mismatch', 4, (f: SignIn) => ({
		message: `the answer from the browser belongs to another sign-in, so ssoenv did not sign in to ${signInName(f.session)}`,
		...remedy(f),
	})),
};
