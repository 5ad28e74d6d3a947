/** The picker: every profile that `use` can take, the most used first, with what is known of it from files alone. */

import { failures } from '../core/failures.ts';
import { byUse } from '../core/frecency.ts';
import { type Found, parseFound } from '../core/kept-discovery.ts';
import { misreadLines } from '../core/misread-text.ts';
import type { PickRow } from '../core/pick-row.ts';
import { endsAt, isAlive } from '../core/role-credentials.ts';
import { mentionsSso, profileOfSession, type SsoProfile } from '../core/sso-profile.ts';
import { tokenKey } from '../core/sso-session.ts';
import { stateWords } from '../core/status-text.ts';
import { formatDuration } from '../core/timestamp.ts';
import type { Context, Discoveries, LoadedConfig } from '../ports.ts';
import { cachedCredentials } from './credentials-for.ts';
import { stateOf } from './status-for.ts';
import { knownUses } from './uses.ts';

/** The chosen profile; undefined when there is none to choose. @throws Failure `nothing-picked` */
export async function pickProfile({ config, path }: LoadedConfig, context: Context): Promise<string | undefined> {
	const profiles = [...config.profiles].flatMap(([name, own]) => {
		const profile = mentionsSso(own) ? profileOfSession(config, name, path) : undefined;
		return profile === undefined ? [] : [profile];
	});
	if (profiles.length === 0) return undefined;
	const ordered = byUse(profiles, ({ name }) => name, knownUses(context));
	const states = sessionStates(context);
	const accountName = accountNames(await context.discoveries());
	const rows = ordered.map((profile) => pickRow(profile, accountName(profile), states, context));
	for (const line of misreadLines(config)) context.say(line);
	const picked = await context.pick(rows);
	const profile = picked === undefined ? undefined : ordered[picked];
	if (profile === undefined) throw failures.nothingPicked(undefined);
	return profile.name;
}

const pickRow = (
	profile: SsoProfile,
	accountName: string | undefined,
	states: (profile: SsoProfile) => string,
	context: Context,
): PickRow => ({
	accountName,
	name: profile.name,
	roleName: profile.roleName,
	accountId: profile.accountId,
	session: profile.ssoSession ?? profile.startUrl,
	// Thousands of files are not read for the ten rows that are seen.
	state: () => {
		const cached = cachedCredentials(profile, context);
		const now = context.now();
		return cached !== undefined && isAlive(cached, now)
			? `${formatDuration(endsAt(cached) - now)} left`
			: states(profile);
	},
});

/** The names of accounts that `accounts` or `sync` has found; each sign-in is looked up once. */
function accountNames(store: Discoveries): (profile: SsoProfile) => string | undefined {
	const known = new Map<string, Found | undefined>();
	return (profile) => {
		const key = tokenKey(profile);
		if (!known.has(key)) known.set(key, parseFound(store.readWhole(key) ?? '', profile));
		return known.get(key)?.accounts.get(profile.accountId)?.accountName;
	};
}

/** Each sign-in is looked up once. */
function sessionStates(context: Context): (profile: SsoProfile) => string {
	const known = new Map<string, string>();
	return (profile) => {
		const key = tokenKey(profile);
		const words = known.get(key) ?? stateWords[stateOf(profile, context)];
		known.set(key, words);
		return words;
	};
}
