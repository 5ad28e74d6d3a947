/** Signing out: AWS is told, and the token and role credentials of that sign-in go; everything else stays. */
import { type AccessToken, parseTokenFile } from '../core/access-token.ts';
import { serviceAddress } from '../core/endpoints.ts';
import { Failure } from '../core/failure.ts';
import { parseRecord } from '../core/json.ts';
import { roleCredentialsKey } from '../core/role-credentials.ts';
import { configuredSessions } from '../core/session-list.ts';
import { fieldsFile } from '../core/shell-fields.ts';
import { profileOfSession } from '../core/sso-profile.ts';
import { tokenKey } from '../core/sso-session.ts';
import { formatTimestamp } from '../core/timestamp.ts';
import type { Context, LoadedConfig, Portal } from '../ports.ts';
import { readAccessToken, refusalKey } from './cached-token.ts';
import { type FoundSession, portalOf } from './session-for.ts';

/** Ends one sign-in. True when there was one. */
export function signOut(found: FoundSession, context: Context): Promise<boolean> {
	const { session } = found;
	// Under the lock of its refresh: a refresh that is under way would write the token again.
	return context.alone(`refresh ${tokenKey(session)}`, {
		ready: () => undefined,
		work: async () => {
			const cached = readAccessToken(session, context);
			if ('token' in cached) {
				// The token says better than the config file where it was issued.
				const at = { ...found, session: { ...session, ssoRegion: cached.token.region ?? session.ssoRegion } };
				await tellAws(cached.token, () => portalOf(at, context), context);
			}
			forgetRoles(found, context);
			// Who signs in next may be somebody else, with other accounts.
			(await context.discoveries()).forget(tokenKey(session));
			context.notes.remove(context.notes.path(refusalKey(session)));
			return context.accessTokens.remove(context.accessTokens.path(tokenKey(session)));
		},
	});
}

/** Ends every sign-in of this cache, whatever the config file knows of it, like `aws sso logout`. Returns how many. */
export async function signOutEverywhere(loaded: LoadedConfig, context: Context): Promise<number> {
	const address = () => serviceAddress('sso', loaded.config, undefined, context.env, loaded.path);
	let count = 0;
	for (const { path, text } of context.accessTokens.entries()) {
		const file = parseTokenFile(text);
		// Tokens of other tools, which are not of Identity Center, have no start URL.
		if (file.kind !== 'token' || file.token.startUrl === undefined) continue;
		const { region } = file.token;
		if (region !== undefined) await tellAws(file.token, () => context.portal(region, address()), context);
		if (context.accessTokens.remove(path)) count += 1;
	}
	for (const { path, text } of context.roleCredentials.entries()) {
		if (parseRecord(text)?.ProviderType === 'sso') context.roleCredentials.remove(path);
	}
	context.shellCopies.forgetAll();
	(await context.discoveries()).forgetAll();
	for (const { path } of context.notes.entries()) context.notes.remove(path);
	return count;
}

/** A token that AWS no longer knows is as good as signed out; AWS out of reach keeps nobody from signing out here. */
async function tellAws(token: AccessToken, open: () => Promise<Portal>, context: Context): Promise<void> {
	try {
		const portal = await open();
		await portal.logout(token.accessToken);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		const until = formatTimestamp(token.expiresAt);
		context.say(`warning: ${error.message}; AWS was not told, and would accept the token until ${until}`);
	}
}

/** The role credentials of all profiles of the sign-in, whoever fetched them (the AWS CLI shares the cache), and the shells' copies. */
function forgetRoles({ session, loaded }: FoundSession, context: Context): void {
	const known = configuredSessions(loaded.config, loaded.path).find(
		(one) => tokenKey(one.session) === tokenKey(session),
	);
	for (const name of known?.profiles ?? []) {
		const profile = profileOfSession(loaded.config, name, loaded.path);
		const copy = fieldsFile(name);
		if (copy !== undefined) context.shellCopies.forget(copy);
		if (profile === undefined) continue;
		context.roleCredentials.remove(context.roleCredentials.path(roleCredentialsKey(profile)));
	}
}
