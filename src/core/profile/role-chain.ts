/** What a profile is that assumes a role, and what it is made of. chained-profile.ts resolves it. */

import type { RoleOfProfile } from './role-of-profile.ts';
import type { SsoProfile } from './sso-profile.ts';
import type { StaticKeys } from './static-keys.ts';

/** A profile whose role is assumed with the credentials of its source. `region` is its own, never its source's. */
export interface ChainedProfile extends RoleOfProfile {
	/** As configured, with its partition and its path. */
	readonly roleArn: string;
	/** `role_session_name`; botocore counts an empty one as absent. */
	readonly sessionName: string | undefined;
	readonly externalId: string | undefined;
	readonly durationSeconds: number | undefined;
	readonly mfaSerial: string | undefined;
	readonly source: RoleSource;
	/** For a role that was given with --role-arn, which has no settings of its own: the name of its source. */
	readonly givenSource?: string;
}

/** Where the credentials come from with which a role is assumed. */
export type RoleSource =
	| { readonly kind: 'sso'; readonly profile: SsoProfile }
	| { readonly kind: 'role'; readonly profile: ChainedProfile }
	| { readonly kind: 'static-keys'; readonly keys: StaticKeys }
	/** The environment variables of the keys, never those that `use` set. */
	| { readonly kind: 'environment' }
	/** The token in a file: the role is assumed with it alone, and without a signature. */
	| { readonly kind: 'web-identity'; readonly tokenFile: string }
	/** The program of a `credential_process`: its command line, which is not yet split into words. */
	| { readonly kind: 'process'; readonly profile: string; readonly command: string }
	/** The sign-in of `aws login` with this `login_session`, the ARN of the person. */
	| { readonly kind: 'login'; readonly profile: string; readonly session: string };

/** A profile that `use` can serve. */
export type ServedProfile = SsoProfile | ChainedProfile;

export const isChained = (profile: RoleOfProfile): profile is ChainedProfile => 'roleArn' in profile;

/** Returns the roles that are assumed for a profile, in the order in which they are assumed: the profile itself is last. */
export function assumedRoles(profile: ServedProfile): readonly ChainedProfile[] {
	const roles: ChainedProfile[] = [];
	for (let role: ServedProfile | undefined = profile; role !== undefined && isChained(role); ) {
		roles.unshift(role);
		role = role.source.kind === 'role' ? role.source.profile : undefined;
	}
	return roles;
}

/** Returns the Identity Center profile whose sign-in a profile needs; undefined if it needs none. */
export function rootOf(profile: ServedProfile): SsoProfile | undefined {
	if (!isChained(profile)) return profile;
	const source = assumedRoles(profile)[0]?.source;
	return source?.kind === 'sso' ? source.profile : undefined;
}

/** Returns the profile whose settings count for a role: its own, or if it has no profile, that of its source. */
export function settingsName(profile: RoleOfProfile): string {
	if (!isChained(profile) || profile.givenSource === undefined) return profile.name;
	return profile.source.kind === 'role' ? settingsName(profile.source.profile) : profile.givenSource;
}

/** Returns true if the first role of a profile is assumed with the keys of the environment. */
export const takesEnvironment = (profile: ServedProfile): boolean =>
	assumedRoles(profile)[0]?.source.kind === 'environment';
