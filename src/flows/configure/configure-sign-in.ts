/** Finds the sign-in for `configure`: a new sso-session, an existing one, or the legacy form without one. */

import { ACCOUNT_ACCESS_SCOPE } from '../../core/aws/sso-session.ts';
import { type Settings, text } from '../../core/config/shared-config.ts';
import {
	type AnswerName,
	currentAnswer,
	type GivenAnswers,
	scopesText,
	wrongWith,
} from '../../core/configure/answers.ts';
import type { ConfiguredSignIn } from '../../core/configure/configured.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** The input of one `configure` run. */
export interface Configuring {
	readonly given: GivenAnswers;
	/** Whether `--legacy` was given. If not, the profile and the person decide. */
	readonly isLegacy: boolean;
	/** Configures only an sso-session, no profile. */
	readonly isSessionOnly: boolean;
	readonly loaded: LoadedConfig;
	/** Whether the person can be asked. */
	readonly isAsking: boolean;
	/** The flags that are missing and cannot be asked for, for the message. */
	readonly missing: string[];
	readonly context: Context;
}

interface Line {
	readonly answer: AnswerName;
	readonly question: string;
	/** The value in the config file. */
	readonly current: string | undefined;
	/** The answer that Enter gives, if not `current`. */
	readonly initial?: string | undefined;
	/** Uses `current` without asking. */
	readonly isTaken?: boolean;
}

/**
 * Returns the flag, else the answer of the person, else the current value. If there is none and it cannot ask, returns
 * an empty text and adds the flag to `missing`.
 */
export async function answerTo(line: Line, run: Configuring): Promise<string> {
	const { answer, question, current, initial = current, isTaken = false } = line;
	const given = run.given[answer];
	if (given !== undefined) return given;
	if (current !== undefined && (isTaken || !run.isAsking)) return current;
	if (run.isAsking) {
		const check = (value: string) => wrongWith(answer, value, run.loaded.config);
		return run.context.terminal.ask({ question, initial, check });
	}
	run.missing.push(answer === 'profile' ? 'PROFILE' : `--${answer}`);
	return '';
}

/** Returns the sign-in. @param own the settings of the profile, if it exists */
export async function signInFor(own: Settings | undefined, run: Configuring): Promise<ConfiguredSignIn> {
	const { config } = run.loaded;
	const ssoSession = await sessionName(own, run);
	const section = ssoSession === undefined ? undefined : config.ssoSessions.get(ssoSession);
	const settings = section ?? signInSettings(own, run);
	// Keep the values of an existing sso-session, and ask for them again only if the session itself is configured.
	const isTaken = section !== undefined && !run.isSessionOnly;
	const current = (answer: AnswerName, key: string) => currentAnswer(answer, settings, key, config);
	const startUrl = await answerTo(
		{ answer: 'start-url', question: 'start URL:', current: current('start-url', 'sso_start_url'), isTaken },
		run,
	);
	const ssoRegion = await answerTo(
		{
			answer: 'sso-region',
			question: 'region of Identity Center:',
			current: current('sso-region', 'sso_region'),
			isTaken,
		},
		run,
	);
	if (ssoSession === undefined) return { ssoSession, startUrl, ssoRegion, scopes: undefined };
	return { ssoSession, startUrl, ssoRegion, scopes: await scopesFor(section, isTaken, run) };
}

async function scopesFor(
	section: Settings | undefined,
	isTaken: boolean,
	run: Configuring,
): Promise<string | undefined> {
	const { given, isAsking } = run;
	const current = currentAnswer('scopes', section, 'sso_registration_scopes', run.loaded.config);
	// A section without scopes registers with none, which differs from the default scope.
	if (given.scopes === undefined && section !== undefined && (isTaken || !isAsking)) return undefined;
	const asked = isAsking || given.scopes !== undefined;
	const line = { answer: 'scopes', question: 'scopes:', current, initial: current ?? ACCOUNT_ACCESS_SCOPE } as const;
	const answer = asked ? await answerTo(line, run) : ACCOUNT_ACCESS_SCOPE;
	// Keep the spelling in the file.
	return answer === current ? current : scopesText(answer);
}

/**
 * Returns the settings that hold the start URL and SSO region: those of the profile's sso-session if it has one, else
 * its own.
 */
function signInSettings(own: Settings | undefined, { loaded }: Configuring): Settings | undefined {
	const name = text(own, 'sso_session');
	return (name === undefined ? undefined : loaded.config.ssoSessions.get(name)) ?? own;
}

const isLegacyForm = (own: Settings | undefined): boolean =>
	text(own, 'sso_session') === undefined && text(own, 'sso_start_url') !== undefined;

/** Returns the name of the sso-session; undefined for the legacy form. */
async function sessionName(own: Settings | undefined, run: Configuring): Promise<string | undefined> {
	const given = run.given['sso-session'];
	if (run.isLegacy || given !== undefined) return given;
	if (!run.isAsking) return isLegacyForm(own) ? undefined : newSession(own, run);
	if (run.loaded.config.ssoSessions.size === 0 && !isLegacyForm(own)) return newSession(own, run);
	const chosen = await chosenSession(own, run);
	return chosen === 'new' ? newSession(own, run) : chosen.ssoSession;
}

function newSession(own: Settings | undefined, run: Configuring): Promise<string> {
	const { config } = run.loaded;
	const known = currentAnswer('sso-session', own, 'sso_session', config);
	// If the profile names a session that does not exist, offer to make it.
	const initial = known !== undefined && config.ssoSessions.has(known) ? undefined : known;
	const question = run.isSessionOnly ? 'name of the sso-session:' : 'name of the new sso-session:';
	const line = { answer: 'sso-session', question, initial } as const;
	return answerTo({ ...line, current: run.isAsking ? undefined : known }, run);
}

interface Chosen {
	readonly ssoSession: string | undefined;
}

async function chosenSession(own: Settings | undefined, run: Configuring): Promise<Chosen | 'new'> {
	const { loaded, context, isSessionOnly } = run;
	const sessions = [...loaded.config.ssoSessions];
	const rows: (readonly [string, Chosen | 'new'])[] = sessions.map(([name, settings]) => {
		return [`${name}  ${text(settings, 'sso_start_url') ?? '(no start URL)'}`, { ssoSession: name }];
	});
	rows.push(['a new sso-session', 'new']);
	if (!isSessionOnly) rows.push(['no sso-session: the legacy form, which is never renewed', { ssoSession: undefined }]);
	const current = text(own, 'sso_session');
	const start = isLegacyForm(own) ? rows.length - 1 : sessions.findIndex(([name]) => name === current);
	const index = await context.terminal.menu(
		'sso-session',
		rows.map(([row]) => row),
		Math.max(0, start),
	);
	return rows[index]?.[1] ?? 'new';
}
