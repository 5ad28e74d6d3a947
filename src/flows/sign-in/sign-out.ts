/** Signing out: AWS is told, and everything goes that the sign-in brought; all else stays. */

import { signInCommand, tokenKey } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { serviceAddress } from '../../core/profile/endpoints.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { type AccessToken, parseTokenFile } from '../../core/sign-in/access-token.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { FolderFile, LoadedConfig, Remains } from '../../ports/files.ts';
import { type Ending, endSignIn, tellAws } from './end-sign-in.ts';
import { forgetRoles, remainsOf } from './forget-roles.ts';
import type { FoundSession } from './session-for.ts';
import { signOutKey } from './sign-out-watch.ts';

/** Ends one sign-in. True when there was one. @throws Failure `sign-out-incomplete` */
export async function signOut(found: FoundSession, context: Context): Promise<boolean> {
	const { session, profile, loaded } = found;
	const key = tokenKey(session);
	const ending = await withoutRefresh(key, context, async () => {
		const { left, ...end } = await endSignIn(found, context);
		const roles = await forgetRoles((other) => other === key, loaded, context);
		// The next sign-in may be another person's, with other accounts.
		const discovered = (await context.files.discoveries()).forget(key);
		return { ...end, left: [...left, ...roles, ...remainsOf(discovered)] };
	});
	refuseRemains([ending], [], signInCommand('logout', session, profile));
	return ending.hadToken;
}

/** Under the lock of its refresh: a refresh that is under way would write the token again. */
const withoutRefresh = (key: string, context: Ports<'machine'>, work: () => Promise<Ending>): Promise<Ending> =>
	context.machine.singleFlight(`refresh ${key}`, { ready: () => undefined, work });

/** For when nobody is signed in: role credentials may outlive a sign-in. @throws Failure `sign-out-incomplete` */
export async function forgetAllRoles(loaded: LoadedConfig, context: Ports<'files'>): Promise<void> {
	const left = await forgetRoles(() => false, loaded, context);
	refuseRemains([], left, 'ssoenv logout');
}

/**
 * Ends every sign-in of this cache, whatever the config file knows of it, like `aws sso logout`. Returns how many.
 * @throws Failure `sign-out-incomplete`
 */
export async function signOutEverywhere(loaded: LoadedConfig, context: Context): Promise<number> {
	const left: Remains[] = [];
	const sessions = configuredSessions(loaded.config, loaded.path);
	const files = await context.files.accessTokens.files((problem) => left.push(problem));
	const there = new Set(files.map(({ entry }) => entry));
	const endings: Ending[] = [];
	for (const { session, profiles } of sessions) {
		const key = tokenKey(session);
		if (!there.has(context.files.accessTokens.path(key))) continue;
		const found = { session, profile: profiles[0], loaded };
		endings.push(await withoutRefresh(key, context, () => endSignIn(found, context)));
	}
	const known = new Set(sessions.map(({ session }) => context.files.accessTokens.path(tokenKey(session))));
	endings.push(...(await endUnknown(known, loaded, context)));
	left.push(...(await forgetRoles(() => true, loaded, context)));
	left.push(...remainsOf([(await context.files.discoveries()).forgetAll()]));
	await context.files.shellCopies.forgetLists();
	forgetNotes(new Set(sessions.map(({ session }) => context.files.notes.path(signOutKey(session)))), context);
	refuseRemains(endings, left, 'ssoenv logout --all');
	return endings.filter(({ hadToken }) => hadToken).length;
}

/** The mark of a sign-out is for those who are at work, and stays. */
function forgetNotes(marks: ReadonlySet<string>, { files: { notes } }: Ports<'files'>): void {
	for (const { path } of notes.entries()) if (!marks.has(path)) notes.remove(path);
}

/** How the AWS CLI and ssoenv begin a token file: of one that was cut short this may be all that can be told. */
const BEGINNING = /^\s*\{\s*"startUrl"\s*:\s*"/;

/** Sign-ins that the config file does not know. Tokens of other tools, which are not of Identity Center, have no start URL. */
async function endUnknown(
	known: ReadonlySet<string>,
	loaded: LoadedConfig,
	context: Context,
): Promise<readonly Ending[]> {
	const endings = new Map<string, Ending>();
	// Also of sections that say too little to sign in by.
	const named = new Set([...loaded.config.ssoSessions.keys()].map(context.files.accessTokens.path));
	for (const file of await context.files.accessTokens.files(() => undefined)) {
		const ending = known.has(file.entry) ? undefined : await endFile(file, named.has(file.entry), loaded, context);
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
	const kept = parseTokenFile(text);
	const isCut = kept.kind === 'unusable' && BEGINNING.test(text);
	const isWhole = kept.kind === 'token' && kept.token.startUrl !== undefined;
	if (!isNamed && !isCut && !isWhole) return undefined;
	const told = kept.kind === 'token' ? [await tellOf(kept.token, file.path, loaded, context)] : [];
	const removal = context.files.accessTokens.remove(file.path);
	return { hadToken: true, told, left: remainsOf([removal]) };
}

async function tellOf(
	token: AccessToken,
	path: string,
	loaded: LoadedConfig,
	context: Ports<'terminal' | 'services' | 'machine'>,
): Promise<boolean> {
	const { region } = token;
	if (region === undefined) {
		const until = formatTimestamp(token.expiresAt);
		context.terminal.say(
			`warning: ${path} has no region, so ssoenv could not revoke the token at AWS; it is valid until ${until}`,
		);
		return false;
	}
	const address = () => serviceAddress('sso', loaded.config, undefined, context.machine.env, loaded.path);
	return tellAws(token, () => context.services.portal(region, address()), context);
}

/** Nothing is said to be done that is not. @param command that tries again */
function refuseRemains(endings: readonly Ending[], others: readonly Remains[], command: string): void {
	const left = new Map([...endings.flatMap((ending) => ending.left), ...others].map((one) => [one.path, one]));
	if (left.size === 0) return;
	const told = endings.flatMap((ending) => ending.told);
	throw failures.signOutIncomplete({ left: [...left.values()], told, command });
}
