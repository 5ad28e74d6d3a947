/** Finds the sign-in for `configure`: a new sso-session, an existing one, or the legacy form without one. */

import { ACCOUNT_ACCESS_SCOPE } from '../../core/aws/sso-session.ts';
import { type Settings, text } from '../../core/config/shared-config.ts';
import {
	type AnswerName,
	currentAnswer,
	type GivenAnswers,
	problemWithAnswer,
	scopesText,
} from '../../core/configure/answers.ts';
import type { ConfiguredSignIn } from '../../core/configure/configured-settings.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { regionBehind } from './start-url-region.ts';

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

interface Prompt {
	readonly answer: AnswerName;
	readonly question: string;
	/** The value in the config file. */
	readonly current: string | undefined;
	/** The answer that Enter gives, if not `current`. */
	readonly initial?: string | undefined;
	/** Uses `current` without asking. */
	readonly isKept?: boolean;
}

/**
 * Returns the flag, else the answer of the person, else the current value. Returns an empty text and
 * adds the flag to `missing` if all three are missing and the person cannot be asked.
 */
export async function answerTo(prompt: Prompt, run: Configuring): Promise<string> {
	const { answer, question, current, initial = current, isKept = false } = prompt;
	const given = run.given[answer];
	if (given !== undefined) return given;
	if (current !== undefined && (isKept || !run.isAsking)) return current;
	if (run.isAsking) {
		const check = (value: string) => problemWithAnswer(answer, value, run.loaded.config);
		return run.context.terminal.ask({ question, initial, check });
	}
	run.missing.push(answer === 'profile' ? 'PROFILE' : `--${answer}`);
	return '';
}

/** Returns the sign-in. @param existing the settings of the profile, if it exists */
export async function signInFor(existing: Settings | undefined, run: Configuring): Promise<ConfiguredSignIn> {
	const { config } = run.loaded;
	const ssoSession = await sessionName(existing, run);
	const section = ssoSession === undefined ? undefined : config.ssoSessions.get(ssoSession);
	const settings = section ?? signInSettings(existing, run);
	// Keep the values of an existing sso-session, and ask for them again only if the session itself is configured.
	const isKept = section !== undefined && !run.isSessionOnly;
	const current = (answer: AnswerName, key: string) => currentAnswer(answer, settings, key, config);
	const startUrl = await answerTo(
		{ answer: 'start-url', question: 'start URL:', current: current('start-url', 'sso_start_url'), isKept },
		run,
	);
	const isNew = startUrl !== current('start-url', 'sso_start_url');
	const behind = isNew ? await regionBehind(startUrl, existing, run) : undefined;
	const ssoRegion = await answerTo(
		{
			answer: 'sso-region',
			question: 'SSO region:',
			current: behind?.region ?? current('sso-region', 'sso_region'),
			isKept: isKept || behind?.isCertain === true,
		},
		run,
	);
	if (ssoSession === undefined) return { ssoSession, startUrl, ssoRegion, scopes: undefined };
	return { ssoSession, startUrl, ssoRegion, scopes: await scopesFor(section, isKept, run) };
}

async function scopesFor(
	section: Settings | undefined,
	isKept: boolean,
	run: Configuring,
): Promise<string | undefined> {
	const { given, isAsking } = run;
	const current = currentAnswer('scopes', section, 'sso_registration_scopes', run.loaded.config);
	// A section without scopes registers with none, which differs from the default scope.
	if (given.scopes === undefined && section !== undefined && (isKept || !isAsking)) return undefined;
	const asked = isAsking || given.scopes !== undefined;
	const prompt = { answer: 'scopes', question: 'scopes:', current, initial: current ?? ACCOUNT_ACCESS_SCOPE } as const;
	const answer = asked ? await answerTo(prompt, run) : ACCOUNT_ACCESS_SCOPE;
	// Keep the spelling in the file.
	return answer === current ? current : scopesText(answer);
}

/**
 * Returns the settings that hold the start URL and SSO region: those of the profile's sso-session if it has one, else
 * its own.
 */
function signInSettings(existing: Settings | undefined, { loaded }: Configuring): Settings | undefined {
	const name = text(existing, 'sso_session');
	return (name === undefined ? undefined : loaded.config.ssoSessions.get(name)) ?? existing;
}

const isLegacyForm = (existing: Settings | undefined): boolean =>
	text(existing, 'sso_session') === undefined && text(existing, 'sso_start_url') !== undefined;

/** Returns the name of the sso-session; undefined for the legacy form. */
async function sessionName(existing: Settings | undefined, run: Configuring): Promise<string | undefined> {
	const given = run.given['sso-session'];
	if (run.isLegacy || given !== undefined) return given;
	if (!run.isAsking) return isLegacyForm(existing) ? undefined : newSession(existing, run);
	if (run.loaded.config.ssoSessions.size === 0 && !isLegacyForm(existing)) return newSession(existing, run);
	const chosen = await chosenSession(existing, run);
	return chosen === 'new' ? newSession(existing, run) : chosen.ssoSession;
}

function newSession(existing: Settings | undefined, run: Configuring): Promise<string> {
	const { config } = run.loaded;
	const known = currentAnswer('sso-session', existing, 'sso_session', config);
	// If the profile names a session that does not exist, offer to make it.
	const initial = known !== undefined && config.ssoSessions.has(known) ? undefined : known;
	const question = run.isSessionOnly ? 'name of the sso-session:' : 'name of the new sso-session:';
	const prompt = { answer: 'sso-session', question, initial } as const;
	return answerTo({ ...prompt, current: run.isAsking ? undefined : known }, run);
}

interface Chosen {
	readonly ssoSession: string | undefined;
}

async function chosenSession(existing: Settings | undefined, run: Configuring): Promise<Chosen | 'new'> {
	const { loaded, context, isSessionOnly } = run;
	const sessions = [...loaded.config.ssoSessions];
	const rows: (readonly [string, Chosen | 'new'])[] = sessions.map(([name, settings]) => {
		return [`${name}  ${text(settings, 'sso_start_url') ?? '(no start URL)'}`, { ssoSession: name }];
	});
	rows.push(['a new sso-session', 'new']);
	if (!isSessionOnly)
		rows.push(['no sso-session (legacy form: cannot renew the access token)', { ssoSession: undefined }]);
	const current = text(existing, 'sso_session');
	const start = isLegacyForm(existing) ? rows.length - 1 : sessions.findIndex(([name]) => name === current);
	const index = await context.terminal.menu(
		'sso-session',
		rows.map(([row]) => row),
		Math.max(0, start),
	);
	return rows[index]?.[1] ?? 'new';
}
