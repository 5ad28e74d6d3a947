/** Chooses the profiles of `each`: by patterns of their names, and by account, role and sso-session. */
import { eachFailures } from '../failure/each-failures.ts';
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

const FILTERS = [
	['account', ({ accountId }: ListedProfile) => accountId],
	['role', ({ roleName }: ListedProfile) => roleName],
	['sso-session', ({ ssoSession }: ListedProfile) => ssoSession],
] as const;

const MOST_NEAREST = 3;

/**
 * Returns the profiles that match, in the order of the files.
 * @param path the config file, for messages
 * @throws Failure `pattern-unmatched`, `filter-unmatched`
 */
export function matchingProfiles(
	profiles: readonly ListedProfile[],
	selection: ProfileSelection,
	path: string,
): readonly ListedProfile[] {
	const all = profiles.map(({ profile }) => profile);
	for (const pattern of selection.names) {
		if (all.some((name) => matchesGlob(pattern, name))) continue;
		throw eachFailures.patternUnmatched({ pattern, nearest: nearestNames(pattern, all), path });
	}
	let left = profiles.filter(({ profile }) => selection.names.some((pattern) => matchesGlob(pattern, profile)));
	for (const [option, settingOf] of FILTERS) {
		const pattern = selection[option];
		if (pattern === undefined) continue;
		const values = left.flatMap((profile) => settingOf(profile) ?? []);
		const kept = left.filter(
			(profile) => matchesGlob(pattern, settingOf(profile) ?? '') && settingOf(profile) !== null,
		);
		if (kept.length === 0) {
			throw eachFailures.filterUnmatched({ option, pattern, count: left.length, nearest: nearest(pattern, values) });
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
