/** Lists the Identity Center profiles, complete or not, for people and programs. */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { Failure } from '../failure/failure.ts';
import { profileNamed } from './chained-profile.ts';
import { assumesRole, mentionsSso } from './credential-provider.ts';
import { rootOf } from './role-chain.ts';
import { roleOfArn } from './role-of-profile.ts';
import { ssoProfile } from './sso-profile.ts';

export interface ListedProfile {
	readonly profile: string;
	readonly ssoSession: string | null;
	readonly startUrl: string | null;
	readonly ssoRegion: string | null;
	readonly accountId: string | null;
	readonly roleName: string | null;
	readonly region: string | null;
	/** Why `use` refuses it; null if `use` accepts it. */
	readonly problem: string | null;
}

/**
 * Returns the profiles in the order of the files.
 * @param path the config file, for the problems
 */
export function listProfiles(config: SharedConfig, path: string): readonly ListedProfile[] {
	return [...config.profiles.keys()]
		.filter((name) => mentionsSso(config.profiles.get(name) ?? new Map()))
		.map((name) => profileRow(config, name, path));
}

/**
 * Returns the same list with the profiles that assume a role. Such a row shows the sign-in at the root of the chain, if
 * there is one.
 * @param path the config file, for the problems
 */
export function listServedProfiles(config: SharedConfig, path: string): readonly ListedProfile[] {
	return [...config.profiles].flatMap(([name, settings]) => {
		if (assumesRole(settings)) return [chainRow(config, name, settings, path)];
		return mentionsSso(settings) ? [profileRow(config, name, path)] : [];
	});
}

function chainRow(config: SharedConfig, name: string, settings: Settings, path: string): ListedProfile {
	const served = outcomeOf(() => profileNamed(config, { profile: name, namedBy: 'argument' }, path));
	const root = served instanceof Failure ? undefined : rootOf(served);
	const { accountId, roleName } = roleOfArn(text(settings, 'role_arn') ?? '') ?? {};
	return {
		profile: name,
		ssoSession: root?.ssoSession ?? null,
		startUrl: root?.startUrl ?? null,
		ssoRegion: root?.ssoRegion ?? null,
		accountId: accountId ?? null,
		roleName: roleName ?? null,
		region: text(settings, 'region') ?? null,
		problem: served instanceof Failure ? served.message : null,
	};
}

function outcomeOf<Value>(work: () => Value): Value | Failure {
	try {
		return work();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
}

function profileRow(config: SharedConfig, name: string, path: string): ListedProfile {
	const settings = config.profiles.get(name);
	const ssoSession = text(settings, 'sso_session');
	const sessionSettings = ssoSession === undefined ? undefined : config.ssoSessions.get(ssoSession);
	const setting = (key: string) => text(settings, key) ?? text(sessionSettings, key) ?? null;
	return {
		profile: name,
		ssoSession: ssoSession ?? null,
		startUrl: setting('sso_start_url'),
		ssoRegion: setting('sso_region'),
		accountId: setting('sso_account_id'),
		roleName: setting('sso_role_name'),
		region: text(settings, 'region') ?? null,
		problem: problemOf(config, name, path),
	};
}

/** Returns why `use` refuses a profile of Identity Center; null if `use` accepts it. */
export function problemOf(config: SharedConfig, name: string, path: string): string | null {
	const outcome = outcomeOf(() => ssoProfile(config, { profile: name, namedBy: 'argument' }, path));
	return outcome instanceof Failure ? outcome.message : null;
}

/** Does the same for a profile of any kind. */
export function roleProblem(config: SharedConfig, name: string, path: string): string | null {
	const outcome = outcomeOf(() => profileNamed(config, { profile: name, namedBy: 'argument' }, path));
	return outcome instanceof Failure ? outcome.message : null;
}
