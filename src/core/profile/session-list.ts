/** The sign-ins that a config file knows: its sso-sessions, and the start URLs of legacy profiles. */

import { type SsoSession, tokenKey } from '../aws/sso-session.ts';
import type { SharedConfig } from '../config/shared-config.ts';
import { Failure } from '../failure/failure.ts';
import { mentionsSso, sessionNamed, sessionOfProfile } from './sso-profile.ts';

export interface ConfiguredSession {
	readonly session: SsoSession;
	/** The profiles that use it, in the order of the file. */
	readonly profiles: readonly string[];
}

function ifUsable(find: () => SsoSession): SsoSession | undefined {
	try {
		return find();
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/** sso-sessions first, then the legacy ones, each in the order of the file. What is incomplete cannot be signed in to and is left out. */
export function configuredSessions(config: SharedConfig, path: string): readonly ConfiguredSession[] {
	const found = new Map<string, { readonly session: SsoSession; readonly profiles: string[] }>();
	for (const name of config.ssoSessions.keys()) {
		const session = ifUsable(() => sessionNamed(config, name, path));
		if (session !== undefined) found.set(tokenKey(session), { session, profiles: [] });
	}
	for (const [profile, own] of config.profiles) {
		if (!mentionsSso(own)) continue;
		const session = ifUsable(() => sessionOfProfile(config, { profile, namedBy: 'argument' }, path, () => ''));
		if (session === undefined) continue;
		const known = found.get(tokenKey(session)) ?? { session, profiles: [] };
		known.profiles.push(profile);
		found.set(tokenKey(session), known);
	}
	return [...found.values()];
}
