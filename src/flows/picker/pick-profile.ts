/**
 * Lets the person pick a profile. Lists every profile that `use` can take, the favorites and the most used first, with
 * what files alone show about it.
 */

import { tokenKey } from '../../core/aws/sso-session.ts';
import { misreadLines } from '../../core/config/misread-text.ts';
import { areCredentialsAlive, endsAt } from '../../core/credentials/role-credentials.ts';
import { failures } from '../../core/failure/failures.ts';
import { pickerGroups } from '../../core/picker/order.ts';
import type { PickRow } from '../../core/picker/row.ts';
import { servedProfile } from '../../core/profile/chained-profile.ts';
import { isListed } from '../../core/profile/credential-provider.ts';
import { isChained, rootOf, type ServedProfile } from '../../core/profile/role-chain.ts';
import { stateWords } from '../../core/status/status-text.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { cachedRole } from '../credentials/cached-role.ts';
import { cachedCredentials } from '../credentials/credentials-for.ts';
import { knownAccountNames } from '../discovery/known-account-names.ts';
import { stateOf } from '../status/status-for.ts';
import { recentProfiles } from './recent-profiles.ts';

/** Returns the name of the chosen profile; undefined if no profile can be chosen. @throws Failure `nothing-picked` */
export async function pickProfile(
	{ config, path }: LoadedConfig,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<string | undefined> {
	const profiles = [...config.profiles].flatMap(([name, settings]) => {
		const profile = isListed(settings) ? servedProfile(config, name, path) : undefined;
		return profile === undefined ? [] : [profile];
	});
	if (profiles.length === 0) return undefined;
	const accountName = knownAccountNames(await context.files.discoveries());
	const named = profiles.map((profile) => ({ profile, ...placeOf(profile), accountName: accountName(profile) }));
	const groups = pickerGroups(named, context.machine.env.SSOENV_FAVORITES, recentProfiles(context));
	const states = sessionStates(context);
	const rows = groups.flatMap(({ title, rows: members }) =>
		members.map((member) =>
			pickRow(member.profile, { group: title, accountName: member.accountName }, states, context),
		),
	);
	for (const line of misreadLines(config)) context.terminal.say(line);
	const picked = await context.terminal.pick(rows);
	const row = picked === undefined ? undefined : rows[picked];
	if (row === undefined) throw failures.nothingPicked(undefined);
	return row.name;
}

const placeOf = ({ name, accountId }: ServedProfile) => ({ name, accountId });

const pickRow = (
	profile: ServedProfile,
	known: Pick<PickRow, 'group' | 'accountName'>,
	states: (profile: ServedProfile) => string,
	context: Ports<'files' | 'machine'>,
): PickRow => ({
	...known,
	...placeOf(profile),
	roleName: profile.roleName,
	session: sessionName(profile),
	// Called only for rows on the screen, so that thousands of files are not read.
	state: () => {
		const cached = isChained(profile) ? cachedRole(profile, context)?.credentials : cachedCredentials(profile, context);
		const now = context.machine.now();
		return cached !== undefined && areCredentialsAlive(cached, now)
			? `${formatDuration(endsAt(cached) - now)} left`
			: states(profile);
	},
});

/** Returns the name of the sign-in that a profile needs; empty if it needs none. */
function sessionName(profile: ServedProfile): string {
	const root = rootOf(profile);
	return root === undefined ? '' : (root.ssoSession ?? root.startUrl);
}

/** Returns a function that describes the sign-in of a profile. It reads each sign-in's files once. */
function sessionStates(context: Ports<'files' | 'machine'>): (profile: ServedProfile) => string {
	const known = new Map<string, string>();
	return (profile) => {
		const root = rootOf(profile);
		if (root === undefined) return '';
		const key = tokenKey(root);
		const words = known.get(key) ?? stateWords[stateOf(root, context)];
		known.set(key, words);
		return words;
	};
}
