/** Chooses the profiles of `each`: by patterns of their names, and by account, role and sso-session. */
import { eachFailures } from '../failure/exec-failures.ts';
import type { ListedProfile } from '../profile/profile-list.ts';
import { literalStart, matchesGlob } from '../text/glob.ts';
import { nearest } from '../text/nearest.ts';

/** All of them are patterns. A profile has to match one of the names, and every filter that is given. */
export interface ProfileSelection {
	readonly names: readonly string[];
	readonly account: string | undefined;
	readonly role: string | undefined;
	readonly 'sso-session': string | undefined;
}

/** A profile, or a role without one. */
export interface Candidate extends ListedProfile {
	/** Only known after a discovery. */
	readonly accountName?: string | undefined;
}

const FILTERS = [
	['account', ({ accountId, accountName }: Candidate) => [accountId, accountName]],
	['role', ({ roleName }: Candidate) => [roleName]],
	['sso-session', ({ ssoSession }: Candidate) => [ssoSession]],
] as const;

const MOST_NEAREST = 3;

/**
 * Returns the profiles that match, in their order.
 * @param source the config file, and whether roles without a profile are among them: for messages
 * @throws Failure `pattern-unmatched`, `filter-unmatched`
 */
export function matchingProfiles<Profile extends Candidate>(
	profiles: readonly Profile[],
	selection: ProfileSelection,
	source: { readonly path: string; readonly hasAllRoles: boolean },
): readonly Profile[] {
	const all = profiles.map(({ profile }) => profile);
	for (const pattern of selection.names) {
		if (all.some((name) => matchesGlob(pattern, name))) continue;
		throw eachFailures.patternUnmatched({ pattern, nearest: nearestNames(pattern, all), ...source });
	}
	let left = profiles.filter(({ profile }) => selection.names.some((pattern) => matchesGlob(pattern, profile)));
	for (const [option, settingsOf] of FILTERS) {
		const pattern = selection[option];
		if (pattern === undefined) continue;
		const valuesOf = (profile: Profile) => settingsOf(profile).flatMap((value) => value ?? []);
		const kept = left.filter((profile) => valuesOf(profile).some((value) => matchesGlob(pattern, value)));
		if (kept.length === 0) {
			const close = nearest(pattern, left.flatMap(valuesOf));
			throw eachFailures.filterUnmatched({ option, pattern, count: left.length, nearest: close, ...source });
		}
		left = kept;
	}
	return left;
}

/** Returns the names that the person most likely meant, the closest first. */
function nearestNames(pattern: string, names: readonly string[]): readonly string[] {
	const wanted = literalStart(pattern);
	if (wanted !== pattern) return nearestStarts(wanted, names);
	const found: string[] = [];
	for (let at = 0; at < MOST_NEAREST; at += 1) {
		const closest = nearest(
			wanted,
			names.filter((name) => !found.includes(name)),
		);
		if (closest === undefined) break;
		found.push(closest);
	}
	return found;
}

/** Returns names that begin nearly like the text in front of the first `*`: a letter may be missing or too many. */
function nearestStarts(wanted: string, names: readonly string[]): readonly string[] {
	const starts = names.flatMap((name) => [-1, 0, 1].map((more) => name.slice(0, wanted.length + more)));
	const closest = nearest(wanted, starts);
	return closest === undefined ? [] : names.filter((name) => name.startsWith(closest)).slice(0, MOST_NEAREST);
}
