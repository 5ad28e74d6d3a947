/** The sign-in of a profile that is being configured: a new sso-session, an existing one, or the legacy form. */

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

/** One run of `configure`. */
export interface Configuring {
	readonly given: GivenAnswers;
	/** The form that was asked for; undefined leaves it to the profile and the person. */
	readonly isLegacy: boolean;
	/** No profile, only an sso-session. */
	readonly isSessionOnly: boolean;
	readonly loaded: LoadedConfig;
	/** Whether there is somebody to ask. */
	readonly isAsking: boolean;
	/** What nobody has said, and nobody can be asked for: flags, for the message. */
	readonly missing: string[];
	readonly context: Context;
}

interface Line {
	readonly answer: AnswerName;
	readonly question: string;
	/** What is there already. */
	readonly current: string | undefined;
	/** What Enter stands for, where that is not `current`. */
	readonly initial?: string | undefined;
	/** Whether what is there is taken without asking. */
	readonly isTaken?: boolean;
}

/** The flag, else what the person says, else what is there. Empty where nothing is known and nobody can be asked; that is noted. */
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

/** @param own the settings of the profile, where it exists */
export async function signInFor(own: Settings | undefined, run: Configuring): Promise<ConfiguredSignIn> {
	const { config } = run.loaded;
	const ssoSession = await sessionName(own, run);
	const section = ssoSession === undefined ? undefined : config.ssoSessions.get(ssoSession);
	const settings = section ?? signInSettings(own, run);
	// What stands in the file was answered once: only who configures the sso-session itself is asked again.
	const isTaken = section !== undefined && !run.isSessionOnly;
	const current = (answer: AnswerName, key: string) => currentAnswer(answer, settings, key, config);
	const startUrl = await answerTo(
		{ answer: 'start-url', question: 'start URL:', current: current('start-url', 'sso_start_url'), isTaken },
		run,
	);
	const ssoRegion = await answerTo(
		{
			answer: 'sso-region',
			question: 'SSO region:',
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
	// A section without scopes registers with none, which is not the same as with the default.
	if (given.scopes === undefined && section !== undefined && (isTaken || !isAsking)) return undefined;
	const asked = isAsking || given.scopes !== undefined;
	const line = { answer: 'scopes', question: 'scopes:', current, initial: current ?? ACCOUNT_ACCESS_SCOPE } as const;
	const answer = asked ? await answerTo(line, run) : ACCOUNT_ACCESS_SCOPE;
	// What is there stays as it is spelt.
	return answer === current ? current : scopesText(answer);
}

/** Where a profile without an sso-session has its own: those of the session it has now serve for the legacy form. */
function signInSettings(own: Settings | undefined, { loaded }: Configuring): Settings | undefined {
	const name = text(own, 'sso_session');
	return (name === undefined ? undefined : loaded.config.ssoSessions.get(name)) ?? own;
}

const isLegacyForm = (own: Settings | undefined): boolean =>
	text(own, 'sso_session') === undefined && text(own, 'sso_start_url') !== undefined;

/** Undefined for the legacy form. */
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
	// A session that the profile names and that is nowhere can be made.
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
	if (!isSessionOnly)
		rows.push(['no sso-session (legacy form: cannot renew the access token)', { ssoSession: undefined }]);
	const current = text(own, 'sso_session');
	const start = isLegacyForm(own) ? rows.length - 1 : sessions.findIndex(([name]) => name === current);
	const index = await context.terminal.menu(
		'sso-session',
		rows.map(([row]) => row),
		Math.max(0, start),
	);
	return rows[index]?.[1] ?? 'new';
}
