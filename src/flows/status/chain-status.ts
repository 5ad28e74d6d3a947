/** Collects what `ssoenv status` shows about profiles that assume a role. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { endsAt } from '../../core/credentials/role-credentials.ts';
import { servedProfile } from '../../core/profile/chained-profile.ts';
import { assumesRole } from '../../core/profile/credential-provider.ts';
import { assumedRoles, type ChainedProfile, isChained, rootOf } from '../../core/profile/role-chain.ts';
import { type AssumedRoleStatus, type ChainStatus, clock } from '../../core/status/status.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { cachedRole, entryOf } from '../credentials/cached-role.ts';

/** What to report: one sign-in, one of its profiles, or everything. */
export interface Subject {
	readonly session: SsoSession | undefined;
	readonly profile: string | undefined;
}

/** Returns the chains of the profile, else those with the sign-in at their root, else all. */
export function chainsOf(
	{ session, profile: only }: Subject,
	{ config, path }: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): readonly ChainStatus[] {
	return [...config.profiles].flatMap(([name, settings]) => {
		if (!assumesRole(settings) || (only !== undefined && only !== name)) return [];
		const profile = servedProfile(config, name, path);
		if (profile === undefined || !isChained(profile)) return [];
		const root = rootOf(profile);
		const isOther = session !== undefined && (root === undefined || tokenKey(root) !== tokenKey(session));
		return isOther ? [] : [{ profile: name, roles: assumedRoles(profile).map((role) => statusOf(role, context)) }];
	});
}

function statusOf(role: ChainedProfile, context: Ports<'files' | 'machine'>): AssumedRoleStatus {
	const { name, accountId, roleName, roleArn } = role;
	const cached = cachedRole(role, context);
	return {
		profile: name,
		accountId,
		roleName,
		roleArn,
		source: sourceName(role),
		credentials: cached === undefined ? null : clock(endsAt(cached.credentials), context.machine.now()),
		credentialsFile: context.files.roleCredentials.path(entryOf(role, context.machine).key),
	};
}

function sourceName({ source }: ChainedProfile): string {
	switch (source.kind) {
		case 'environment':
			return 'the environment';
		case 'static-keys':
			return `profile "${source.keys.profile}"`;
		case 'process':
		case 'login':
			return `profile "${source.profile}"`;
		case 'web-identity':
			return `the web identity token in ${source.tokenFile}`;
		default:
			return `profile "${source.profile.name}"`;
	}
}
