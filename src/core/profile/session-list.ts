/** Lists the sign-ins of a config file: its sso-sessions, and the start URLs of legacy profiles. */

import { type SsoSession, tokenKey } from '../aws/sso-session.ts';
import { type SettingsLookup, type SharedConfig, text } from '../config/shared-config.ts';
import { Failure } from '../failure/failure.ts';
import { mentionsSso } from './credential-provider.ts';
import { sessionNamed, sessionOfProfile } from './sso-profile.ts';

export interface ConfiguredSession {
	readonly session: SsoSession;
	/**
	 * Profiles that use it, in the order of the file, those with an endpoint of their own last: requests for the whole
	 * session follow the settings of the first one, and must not take the token elsewhere.
	 */
	readonly profiles: readonly string[];
}

/** Returns whether the services of a profile may be elsewhere than those of other profiles of its session. */
const hasEndpoint = (settings: SettingsLookup | undefined): boolean =>
	text(settings, 'endpoint_url') !== undefined || text(settings, 'services') !== undefined;

function ifUsable(find: () => SsoSession): SsoSession | undefined {
	try {
		return find();
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/**
 * Returns the sso-sessions, then the legacy sign-ins, each in the order of the file. Omits those that are incomplete,
 * because a sign-in to them is impossible.
 */
export function configuredSessions(config: SharedConfig, path: string): readonly ConfiguredSession[] {
	const byTokenKey = new Map<string, { readonly session: SsoSession; readonly profiles: string[] }>();
	for (const name of config.ssoSessions.keys()) {
		const session = ifUsable(() => sessionNamed(config, name, path));
		if (session !== undefined) byTokenKey.set(tokenKey(session), { session, profiles: [] });
	}
	for (const [profile, settings] of config.profiles) {
		if (!mentionsSso(settings)) continue;
		const session = ifUsable(() => sessionOfProfile(config, { profile, namedBy: 'argument' }, path, () => ''));
		if (session === undefined) continue;
		const entry = byTokenKey.get(tokenKey(session)) ?? { session, profiles: [] };
		entry.profiles.push(profile);
		byTokenKey.set(tokenKey(session), entry);
	}
	const isApart = (profile: string) => hasEndpoint(config.profiles.get(profile));
	return [...byTokenKey.values()].map(({ session, profiles }) => ({
		session,
		profiles: [...profiles.filter((profile) => !isApart(profile)), ...profiles.filter(isApart)],
	}));
}
