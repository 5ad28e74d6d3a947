/**
 * Plans what happens to profiles of other tools that assume a role with the credentials of another profile: which
 * settings they get, and whether `use` will accept them once all profiles are migrated.
 */

import { type Settings, type SettingValue, type SharedConfig, text } from '../config/shared-config.ts';
import { type ChangedSettings, isWritableValue, type NewSettings } from '../config-edit/section-edit.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import { roleProblem } from '../profile/profile-list.ts';
import { type RoleOfProfile, roleOfArn } from '../profile/role-of-profile.ts';

/** A profile that assumes a role, and the changes that it needs, if any. */
export interface PlannedChain {
	readonly name: string;
	readonly settings: ChangedSettings;
}

/** A profile that is changed. */
export interface MovedProfile extends Pick<RoleOfProfile, 'name' | 'accountId' | 'roleName'> {
	/** The sso-session or the profile that gives the credentials, in words. */
	readonly through: string;
	readonly settings: ChangedSettings;
}

/** The changes to a config file. */
interface Changes {
	readonly profiles: ReadonlyMap<string, ChangedSettings>;
	readonly newSessions: ReadonlyMap<string, NewSettings>;
}

interface PlannedChains {
	readonly moved: readonly MovedProfile[];
	/** Profiles that need no change. */
	readonly working: readonly string[];
	readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** Returns the changes that give a profile these settings; undefined removes one. */
export const changesTo = (current: Settings, wanted: ChangedSettings): ChangedSettings =>
	new Map([...wanted].filter(([key, value]) => current.get(key) !== value));

/**
 * Sorts the chains by what happens to them.
 * @param others the changes to profiles that are no chains, and the new sso-sessions
 * @param path the config file, for the reasons
 */
export function planChains(
	chains: readonly PlannedChain[],
	others: Changes,
	config: SharedConfig,
	path: string,
): PlannedChains {
	const reasons = new Map<string, string>();
	for (const { name, settings } of chains) {
		const reason = unwritableReason(settings);
		if (reason !== undefined) reasons.set(name, reason);
	}
	const { kept, after } = keptChains(chains, reasons, others, config, path);
	return {
		moved: kept.filter(({ settings }) => settings.size > 0).map((chain) => movedChain(chain, after)),
		working: kept.filter(({ settings }) => settings.size === 0).map(({ name }) => name),
		refused: [...reasons].map(([name, reason]) => ({ name, reason })),
	};
}

/**
 * Leaves out the chains that `use` would refuse, and adds the reasons. If a chain stays as it is, those that begin with
 * it are looked at once more.
 */
function keptChains(
	chains: readonly PlannedChain[],
	reasons: Map<string, string>,
	others: Changes,
	config: SharedConfig,
	path: string,
) {
	for (;;) {
		const kept = chains.filter(({ name }) => !reasons.has(name));
		const profiles = new Map([...others.profiles, ...kept.map(({ name, settings }) => [name, settings] as const)]);
		const after = configAfter(config, { ...others, profiles });
		const known = reasons.size;
		for (const { name } of kept) {
			const problem = roleProblem(after, name, path);
			if (problem !== null) reasons.set(name, problem);
		}
		if (reasons.size === known) return { kept, after };
	}
}

/** Returns why the settings cannot be written; undefined if they can. */
function unwritableReason(settings: ChangedSettings): string | undefined {
	const key = [...settings].find(([, value]) => value !== undefined && !isWritableValue(value))?.[0];
	return key === undefined ? undefined : `AWS tools read the value of its ${key} in different ways`;
}

/** Returns the config as it will be. */
function configAfter(config: SharedConfig, { profiles: changes, newSessions }: Changes): SharedConfig {
	const profiles = new Map(config.profiles);
	for (const [name, changed] of changes) {
		const settings = new Map<string, SettingValue>(config.profiles.get(name));
		for (const [key, value] of changed) {
			if (value === undefined) settings.delete(key);
			else settings.set(key, value);
		}
		profiles.set(name, settings);
	}
	return { ...config, profiles, ssoSessions: new Map<string, Settings>([...config.ssoSessions, ...newSessions]) };
}

function movedChain({ name, settings }: PlannedChain, after: SharedConfig): MovedProfile {
	const now = after.profiles.get(name);
	const { accountId = '', roleName = '' } = roleOfArn(text(now, 'role_arn') ?? '') ?? {};
	const source = text(now, 'source_profile');
	const through = source === undefined ? 'the keys of the environment' : `profile ${source}`;
	return { name, accountId, roleName, through, settings };
}

/** Follows `source_profile` from a profile, and returns each profile on the way, once. */
export function sourcesOf(config: SharedConfig, name: string): readonly string[] {
	const found: string[] = [];
	let next = sourceIn(config, name);
	while (next !== undefined && next !== name && !found.includes(next) && config.profiles.has(next)) {
		found.push(next);
		next = sourceIn(config, next);
	}
	return found;
}

function sourceIn(config: SharedConfig, name: string): string | undefined {
	const settings = config.profiles.get(name);
	return settings !== undefined && assumesRole(settings) ? text(settings, 'source_profile') : undefined;
}
