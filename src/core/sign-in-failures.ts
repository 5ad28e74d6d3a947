/** Status 4: somebody has to sign in, or was not let in. */
import { row } from './failure.ts';
import { loginCommand, type SsoSession, signInName, tokenKey } from './sso-session.ts';

interface SignIn {
	readonly session: SsoSession;
	/** A profile of it, where one is known: the legacy form can be named by nothing else. */
	readonly profile: string | undefined;
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

	signInMismatch: row('sign-in-mismatch', 4, (f: SignIn) => ({
		message: `the browser brought an answer that belongs to another sign-in than this to ${signInName(f.session)}; it was not used`,
		...remedy(f),
	})),
};
