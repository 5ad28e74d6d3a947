/** Status 4: somebody has to sign in, or was not let in; and what can go wrong with signing out. */

import { loginCommand, type SsoSession, signInName, tokenKey } from '../aws/sso-session.ts';
import { list, row } from './failure.ts';

interface SignIn {
	readonly session: SsoSession;
	/** A profile of it, where one is known: the legacy form can be named by nothing else. */
	readonly profile: string | undefined;
}

/** Of more it is only said how many there are. */
const MOST_NAMED = 5;

/** What AWS knows of a sign-out. @param told of each token whether AWS was told */
function toldWords(told: readonly boolean[]): string {
	const count = told.filter(Boolean).length;
	if (told.length === 0) return '';
	if (count === told.length) return '; AWS was told, and accepts the token no longer';
	return count === 0 ? '; AWS was not told' : `; AWS was told of ${count} of ${told.length} tokens`;
}

/** What programs and people are told to do about it. */
const remedy = ({ session, profile }: SignIn) => {
	const command = loginCommand(session, profile);
	return { session: tokenKey(session), command, hints: [command] };
};

/** What an answer means, where its name does not say it to everybody. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
	['InvalidClientException', 'AWS does not know the client registration any more; the next sign-in makes a new one'],
	['InvalidGrantException', 'the code was used before, or came too late'],
	['UnauthorizedClientException', 'the client is not registered for this way of signing in; --force registers it anew'],
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
		(f: SignIn & { endpoint: string; operation?: string; because: string; hint?: string }) => ({
			message: `${f.endpoint} ${f.operation === undefined ? 'does not accept' : `refused ${f.operation} with`} the access token of ${signInName(f.session)}: ${f.because}`,
			...remedy(f),
			...(f.hint !== undefined && { hints: [f.hint] }),
		}),
	),

	signInTimedOut: row('sign-in-timed-out', 4, (f: SignIn) => ({
		message: `nobody signed in to ${signInName(f.session)} in time`,
		...remedy(f),
	})),

	signInRefused: row('sign-in-refused', 4, (f: SignIn & { answer: string }) => ({
		message: `the sign-in to ${signInName(f.session)} was refused: ${f.answer}`,
		...remedy(f),
		hints: [...meaningOf(f.answer), ...remedy(f).hints],
	})),

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
				message: `not signed out altogether: cannot remove ${list(named)}${more}${toldWords(f.told)}`,
				hints: ['make those folders writable, and sign out again', f.command],
			};
		},
	),

	signInMismatch: row('sign-in-mismatch', 4, (f: SignIn) => ({
		message: `the browser brought an answer that belongs to another sign-in than this to ${signInName(f.session)}; it was not used`,
		...remedy(f),
	})),
};
