/** The profiles that have to do with Identity Center, complete or broken, as rows for people and programs. */

import { type SharedConfig, text } from '../config/shared-config.ts';
import { Failure } from '../failure/failure.ts';
import { mentionsSso, ssoProfile } from './sso-profile.ts';

export interface ListedProfile {
	readonly profile: string;
	readonly ssoSession: string | null;
	readonly startUrl: string | null;
	readonly ssoRegion: string | null;
	readonly accountId: string | null;
	readonly roleName: string | null;
	readonly region: string | null;
	/** Why `use` cannot take it; null when it can. */
	readonly problem: string | null;
}

/** In the order of the files. @param path of the config file, for the problems */
export function listProfiles(config: SharedConfig, path: string): readonly ListedProfile[] {
	return [...config.profiles.keys()]
		.filter((name) => mentionsSso(config.profiles.get(name) ?? new Map()))
		.map((name) => listed(config, name, path));
}

function listed(config: SharedConfig, name: string, path: string): ListedProfile {
	const own = config.profiles.get(name);
	const session = text(own, 'sso_session');
	const shared = session === undefined ? undefined : config.ssoSessions.get(session);
	const setting = (key: string) => text(own, key) ?? text(shared, key) ?? null;
	return {
		profile: name,
		ssoSession: session ?? null,
		startUrl: setting('sso_start_url'),
		ssoRegion: setting('sso_region'),
		accountId: setting('sso_account_id'),
		roleName: setting('sso_role_name'),
		region: text(own, 'region') ?? null,
		problem: problemOf(config, name, path),
	};
}

/** Why `use` cannot take the profile; null when it can. */
export function problemOf(config: SharedConfig, name: string, path: string): string | null {
	try {
		ssoProfile(config, { profile: name, namedBy: 'argument' }, path);
		return null;
	} catch (error) {
		if (error instanceof Failure) return error.message;
		throw error;
	}
}
