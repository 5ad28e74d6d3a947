/** Signs out at AWS and deletes the files of the sign-in, and nothing else. */

import { signInCommand, tokenKey } from '../../core/aws/sso-session.ts';
import { parseSourceNote } from '../../core/credentials/source-note.ts';
import { failures } from '../../core/failure/failures.ts';
import { serviceAddress } from '../../core/profile/endpoints.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { type AccessToken, parseTokenFile } from '../../core/sign-in/access-token.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { FolderFile, LoadedConfig, NotRemoved } from '../../ports/files.ts';
import { forgetWritten } from '../config-edit/forget-written.ts';
import type { SignInTarget } from '../sign-in/session-for.ts';
import { signOutKey } from '../sign-in/sign-out-watch.ts';
import { type Ending, endSignIn, tellAws } from './end-sign-in.ts';
import { forgetRoles, remainsOf } from './forget-roles.ts';

/** Ends one sign-in. Returns whether there was one. @throws Failure `sign-out-incomplete` */
export async function signOut(target: SignInTarget, context: Context): Promise<boolean> {
	const { session, profile, loaded } = target;
	const key = tokenKey(session);
	const ending = await underRefreshLock(key, context, async () => {
		const { left, ...end } = await endSignIn(target, context);
		const roles = await forgetRoles((other) => other === key, loaded, context);
		const written = await forgetWritten((other) => other === key, context);
		// The next sign-in may be for another person, with other accounts.
		const discovered = (await context.files.discoveries()).forget(key);
		return { ...end, left: [...left, ...roles, ...written, ...remainsOf(discovered)] };
	});
	throwIfIncomplete([ending], [], signInCommand('logout', session, profile));
	return ending.hadToken;
}

/** Takes the lock of the refresh: one that is running would write the token again. */
const underRefreshLock = (key: string, context: Ports<'machine'>, work: () => Promise<Ending>): Promise<Ending> =>
	context.machine.singleFlight(`refresh ${key}`, { ready: () => undefined, work });

/** Deletes role credentials that outlived every sign-in. @throws Failure `sign-out-incomplete` */
export async function forgetAllRoles(loaded: LoadedConfig, context: Ports<'files'>): Promise<void> {
	const left = [...(await forgetRoles(() => false, loaded, context)), ...(await forgetWritten(() => false, context))];
	throwIfIncomplete([], left, 'ssoenv logout');
}

/**
 * Ends every sign-in in the cache, even those that the config file does not name, like `aws sso logout`. Returns how
 * many there were.
 * @throws Failure `sign-out-incomplete`
 */
export async function signOutEverywhere(loaded: LoadedConfig, context: Context): Promise<number> {
	const left: NotRemoved[] = [];
	const sessions = configuredSessions(loaded.config, loaded.path);
	const files = await context.files.accessTokens.files((problem) => left.push(problem));
	const tokenPaths = new Set(files.map(({ entry }) => entry));
	const endings: Ending[] = [];
	for (const { session, profiles } of sessions) {
		const key = tokenKey(session);
		if (!tokenPaths.has(context.files.accessTokens.path(key))) continue;
		const target = { session, profile: profiles[0], loaded };
		endings.push(await underRefreshLock(key, context, () => endSignIn(target, context)));
	}
	const configuredPaths = new Set(sessions.map(({ session }) => context.files.accessTokens.path(tokenKey(session))));
	endings.push(...(await endUnconfigured(configuredPaths, loaded, context)));
	left.push(...(await forgetRoles(() => true, loaded, context)), ...(await forgetWritten(undefined, context)));
	left.push(...remainsOf([(await context.files.discoveries()).forgetAll()]));
	await context.files.shellCopies.forgetLists();
	forgetNotes(new Set(sessions.map(({ session }) => context.files.notes.path(signOutKey(session)))), context);
	throwIfIncomplete(endings, left, 'ssoenv logout --all');
	return endings.filter(({ hadToken }) => hadToken).length;
}

/**
 * Deletes the notes, except the marks of the sign-outs, which running commands still need, and the notes with the source
 * of a role that stays: without its note it would serve any source.
 */
function forgetNotes(marks: ReadonlySet<string>, { files: { notes, roleCredentials } }: Ports<'files'>): void {
	for (const { path, text } of notes.entries()) {
		const entryKey = parseSourceNote(text)?.entryKey;
		const isOfRole = entryKey !== undefined && roleCredentials.read(entryKey, () => true) !== undefined;
		if (!marks.has(path) && !isOfRole) notes.remove(path);
	}
}

/** How token files of the AWS CLI and ssoenv begin. It identifies one that was cut off. */
const TOKEN_FILE_START = /^\s*\{\s*"startUrl"\s*:\s*"/;

/**
 * Ends the sign-ins that the config file does not name. A token without a start URL is not one of IAM Identity Center.
 */
async function endUnconfigured(
	configuredPaths: ReadonlySet<string>,
	loaded: LoadedConfig,
	context: Context,
): Promise<readonly Ending[]> {
	const endings = new Map<string, Ending>();
	// The names of all sso-sessions, including those with too few settings to sign in.
	const namedPaths = new Set([...loaded.config.ssoSessions.keys()].map(context.files.accessTokens.path));
	for (const file of await context.files.accessTokens.files(() => undefined)) {
		const ending = configuredPaths.has(file.entry)
			? undefined
			: await endFile(file, namedPaths.has(file.entry), loaded, context);
		if (ending === undefined) continue;
		const { told, left } = endings.get(file.entry) ?? { told: [], left: [] };
		endings.set(file.entry, { hadToken: true, told: [...told, ...ending.told], left: [...left, ...ending.left] });
	}
	return [...endings.values()];
}

async function endFile(
	file: FolderFile,
	isNamed: boolean,
	loaded: LoadedConfig,
	context: Context,
): Promise<Ending | undefined> {
	const text = file.text() ?? '';
	const parsed = parseTokenFile(text);
	const isCut = parsed.kind === 'unusable' && TOKEN_FILE_START.test(text);
	const isWhole = parsed.kind === 'token' && parsed.token.startUrl !== undefined;
	if (!isNamed && !isCut && !isWhole) return undefined;
	const told = parsed.kind === 'token' ? [await signOutAtAws(parsed.token, file.path, loaded, context)] : [];
	const removal = context.files.accessTokens.remove(file.path);
	return { hadToken: true, told, left: remainsOf([removal]) };
}

async function signOutAtAws(
	token: AccessToken,
	path: string,
	loaded: LoadedConfig,
	context: Ports<'terminal' | 'services' | 'machine'>,
): Promise<boolean> {
	const { region } = token;
	if (region === undefined) {
		const until = formatTimestamp(token.expiresAt);
		context.terminal.say(
			`warning: ${path} has no region, so ssoenv could not ask AWS to revoke the token, which is valid until ${until}`,
		);
		return false;
	}
	const address = () => serviceAddress('sso', loaded.config, undefined, context.machine.env, loaded.path);
	return tellAws(token, () => context.services.portal(region, address()), context);
}

/**
 * Throws if anything is left: never report a sign-out as complete when it is not.
 * @param command tries again
 * @throws Failure `sign-out-incomplete`
 */
function throwIfIncomplete(endings: readonly Ending[], others: readonly NotRemoved[], command: string): void {
	const left = new Map(
		[...endings.flatMap((ending) => ending.left), ...others].map((remains) => [remains.path, remains]),
	);
	if (left.size === 0) return;
	const told = endings.flatMap((ending) => ending.told);
	throw failures.signOutIncomplete({ left: [...left.values()], told, command });
}
