/** Collects the roles known on this machine, by sign-in. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { parseRoleNote } from '../../core/credentials/cache-entry-origin.ts';
import type { RoleOfSignIn } from '../../core/credentials/role-credentials.ts';
import { parseDiscovery } from '../../core/discovery/kept-discovery.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { profileOfSession } from '../../core/profile/sso-profile.ts';
import type { Ports } from '../../ports/context.ts';
import type { Discoveries, LoadedConfig } from '../../ports/files.ts';

/** Returns roles by token key: those of profiles, those from notes of earlier runs, and those discovered. */
export async function knownRoles(
	loaded: LoadedConfig,
	context: Ports<'files'>,
): Promise<ReadonlyMap<string, readonly RoleOfSignIn[]>> {
	const known = new Map<string, RoleOfSignIn[]>();
	const add = (role: RoleOfSignIn): void => {
		const roles = known.get(tokenKey(role));
		if (roles === undefined) known.set(tokenKey(role), [role]);
		else roles.push(role);
	};
	const discoveries = await context.files.discoveries();
	for (const { session, profiles } of configuredSessions(loaded.config, loaded.path)) {
		for (const name of profiles) {
			const profile = profileOfSession(loaded.config, name, loaded.path);
			if (profile !== undefined) add(profile);
		}
		for (const role of discoveredRoles(session, discoveries)) add(role);
	}
	for (const { text } of context.files.notes.entries()) {
		const role = parseRoleNote(text);
		if (role !== undefined) add(role);
	}
	return known;
}

function discoveredRoles(session: SsoSession, discoveries: Discoveries): readonly RoleOfSignIn[] {
	const key = tokenKey(session);
	const { ssoSession, startUrl } = session;
	return [discoveries.readComplete(key), discoveries.readPartial(key)].flatMap((text) => {
		const discovery = text === undefined ? undefined : parseDiscovery(text, session);
		return [...(discovery?.roles ?? [])].flatMap(([accountId, roleNames]) =>
			roleNames.map((roleName) => ({ ssoSession, startUrl, accountId, roleName })),
		);
	});
}
