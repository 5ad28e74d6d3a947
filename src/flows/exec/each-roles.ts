/** Adds the roles that are assigned to the person and have no profile to those of `each`, for `--all-roles`. */
import type { SsoSession } from '../../core/aws/sso-session.ts';
import type { Candidate } from '../../core/exec/matching-profiles.ts';
import { type SessionAssignments, type UnprofiledRole, unprofiledRoles } from '../../core/exec/unprofiled-roles.ts';
import { eachFailures } from '../../core/failure/exec-failures.ts';
import { Failure } from '../../core/failure/failure.ts';
import { isChained, type ServedProfile } from '../../core/profile/role-chain.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { matchesGlob } from '../../core/text/glob.ts';
import { nearest } from '../../core/text/nearest.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { type DiscoverOptions, discover } from '../discovery/discover.ts';
import { discoveryFor } from '../discovery/discover-signed-in.ts';
import { roleOfSession } from '../given-role/given-role.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';

/** A profile that may match. */
export interface EachCandidate extends Candidate {
	/** Returns what `use` would take, or why it would refuse it. */
	readonly resolve: () => Promise<ServedProfile | Failure>;
}

/**
 * Returns the profiles with the names of their accounts, and then the other roles of all sso-sessions.
 * @param pattern leaves only the sso-sessions that match
 * @throws Failure `session-unmatched`, and those of `discover` and of signing in
 */
export async function withAllRoles(
	profiles: readonly EachCandidate[],
	pattern: string | undefined,
	choice: LoginChoice,
	loaded: LoadedConfig,
	context: Context,
): Promise<readonly EachCandidate[]> {
	const lists: SessionAssignments[] = [];
	for (const target of targetsFor(pattern, loaded)) {
		const work = (options: DiscoverOptions) => discover(target.session, options, context);
		const { assignments } = await discoveryFor({ ...target, loaded }, { refresh: false }, work, context, choice);
		lists.push({ session: target.session, assignments });
	}
	const accounts = lists.flatMap(({ assignments }) => assignments.map(({ account }) => account));
	const names = new Map(accounts.map(({ accountId, accountName }) => [accountId, accountName]));
	const named = profiles.map((profile) => ({ ...profile, accountName: names.get(profile.accountId ?? '') }));
	const served = await Promise.all(profiles.map(({ resolve }) => resolve()));
	const profiled = served.flatMap((role) => (role instanceof Failure || isChained(role) ? [] : [role]));
	const roles = unprofiledRoles(lists, profiled, loaded.config.profiles.keys());
	return [...named, ...roles.map((role) => candidateOf(role, loaded, context))];
}

interface Target {
	readonly session: SsoSession & { readonly ssoSession: string };
	readonly profile: string | undefined;
}

/** @throws Failure `session-unmatched` */
function targetsFor(pattern: string | undefined, { config, path }: LoadedConfig): readonly Target[] {
	const targets = configuredSessions(config, path).flatMap(({ session, profiles: [profile] }): readonly Target[] => {
		const { ssoSession } = session;
		return ssoSession === undefined ? [] : [{ session: { ...session, ssoSession }, profile }];
	});
	const names = targets.map(({ session }) => session.ssoSession);
	const wanted = targets.filter(({ session }) => matchesGlob(pattern ?? '*', session.ssoSession));
	if (wanted.length === 0) {
		throw eachFailures.sessionUnmatched({ pattern: pattern ?? '*', path, nearest: nearest(pattern ?? '*', names) });
	}
	return wanted;
}

const candidateOf = (
	{ label, session, accountId, accountName, roleName }: UnprofiledRole,
	loaded: LoadedConfig,
	context: Context,
): EachCandidate => ({
	profile: label,
	ssoSession: session.ssoSession,
	startUrl: session.startUrl,
	ssoRegion: session.ssoRegion,
	accountId,
	accountName,
	roleName,
	region: null,
	problem: null,
	resolve: () => roleOfSession(session, { accountId, roleName, region: undefined }, loaded, context),
});
