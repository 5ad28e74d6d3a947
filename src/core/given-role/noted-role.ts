/** Resolves the roles without a profile, those of `use --account` and `use --role-arn`, by the names in their notes. */

import { isRegion } from '../aws/identifiers.ts';
import { type SharedConfig, text } from '../config/shared-config.ts';
import { sourceNamed } from '../profile/chained-profile.ts';
import { type ChainedProfile, isChained, type RoleSource, type ServedProfile } from '../profile/role-chain.ts';
import { roleOfArn } from '../profile/role-of-profile.ts';
import { type GivenChain, parseGivenChain, type ReadNote } from './given-chain.ts';
import { parseGiven, roleOfAccount, roleProfileKey } from './given-role.ts';

/** Where profiles and notes are. */
export interface NamedRoles {
	readonly config: SharedConfig;
	/** The config file, for messages. */
	readonly path: string;
	readonly readNote: ReadNote;
}

/**
 * Returns the role that a note describes under this name. Undefined if it is the name of a profile, if there is no note,
 * or if the sso-session or the source is gone.
 * @param visited names that may not be the source, because they lead to this one
 * @throws Failure of `sessionNamed` and `chainOf`
 */
export function notedRole(name: string, roles: NamedRoles, visited: readonly string[] = []): ServedProfile | undefined {
	const { config, path, readNote } = roles;
	if (config.profiles.has(name) || visited.includes(name)) return undefined;
	const note = readNote(roleProfileKey(name)) ?? '';
	const ofAccount = parseGiven(note);
	if (ofAccount !== undefined) return roleOfAccount(name, ofAccount, config, path);
	const chain = parseGivenChain(note);
	return chain === undefined ? undefined : chainOf(name, chain, roles, visited);
}

/**
 * Returns what serves a role of --role-arn; undefined if there is no source of that name.
 * @throws Failure `source-profile-empty`, `static-keys-incomplete`, and those of the source
 */
export function chainOf(
	name: string,
	{ roleArn, source: sourceName, externalId, region }: GivenChain,
	roles: NamedRoles,
	visited: readonly string[] = [],
): ChainedProfile | undefined {
	const source = sourceOf(sourceName, roles, [...visited, name]);
	if (source === undefined) return undefined;
	const { accountId = '', roleName = '' } = roleOfArn(roleArn) ?? {};
	const chain = {
		name,
		accountId,
		roleName,
		region: region ?? regionOf(sourceName, source, roles.config),
		roleArn,
		sessionName: undefined,
		externalId,
		durationSeconds: undefined,
		mfaSerial: undefined,
		source,
		givenSource: sourceName,
	};
	return chain;
}

/** @param visited names from the role that was asked for to the one with this source */
function sourceOf(name: string, roles: NamedRoles, visited: readonly string[]): RoleSource | undefined {
	const { config, path } = roles;
	const settings = config.profiles.get(name);
	if (settings !== undefined) {
		return sourceNamed(name, settings, { config, path, profile: visited.at(-1) ?? name, session: undefined });
	}
	const noted = notedRole(name, roles, visited);
	if (noted === undefined) return undefined;
	return isChained(noted) ? { kind: 'role', profile: noted } : { kind: 'sso', profile: noted };
}

function regionOf(name: string, source: RoleSource, config: SharedConfig): string | undefined {
	if (source.kind === 'sso' || source.kind === 'role') return source.profile.region;
	const region = text(config.profiles.get(name), 'region');
	return region !== undefined && isRegion(region) ? region : undefined;
}
