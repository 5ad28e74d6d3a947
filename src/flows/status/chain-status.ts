/** Collects what `ssoenv status` shows about profiles that assume a role. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { endsAt } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { notedRole } from '../../core/given-role/noted-role.ts';
import { servedProfile } from '../../core/profile/chained-profile.ts';
import { assumesRole } from '../../core/profile/credential-provider.ts';
import {
	assumedRoles,
	type ChainedProfile,
	isChained,
	rootOf,
	type ServedProfile,
} from '../../core/profile/role-chain.ts';
import { type AssumedRoleStatus, type ChainStatus, clock } from '../../core/status/status.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { cachedRole, entryOf } from '../credentials/cached-role.ts';

/** What to report: one sign-in, one of its profiles, or everything. */
export interface Subject {
	readonly session: SsoSession | undefined;
	readonly profile: string | undefined;
}

/**
 * Returns the chains of the profile, else those with the sign-in at their root, else all. Of the roles without a profile
 * only the one that is named or active: the others are of no use any more, as far as is known.
 */
export function chainsOf(
	{ session, profile: only }: Subject,
	{ config, path }: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): readonly ChainStatus[] {
	const configured = [...config.profiles].flatMap(([name, settings]) =>
		assumesRole(settings) && (only ?? name) === name ? servedProfile(config, name, path) : undefined,
	);
	const noted = roleWithoutProfile(only ?? context.machine.env.SSOENV_PROFILE, { config, path }, context);
	return [...configured, noted].flatMap((profile) => {
		if (profile === undefined || !isChained(profile)) return [];
		const root = rootOf(profile);
		const isOther = session !== undefined && (root === undefined || tokenKey(root) !== tokenKey(session));
		const roles = assumedRoles(profile).map((role) => statusOf(role, context));
		return isOther ? [] : [{ profile: profile.name, roles }];
	});
}

/** Returns the role that a note describes; undefined if there is none, or `use` refuses it. */
export function roleWithoutProfile(
	name: string | undefined,
	{ config, path }: Pick<LoadedConfig, 'config' | 'path'>,
	{ files: { notes } }: Ports<'files'>,
): ServedProfile | undefined {
	if (name === undefined) return undefined;
	try {
		return notedRole(name, { config, path, readNote: (key) => notes.read(key, () => true) });
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
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
