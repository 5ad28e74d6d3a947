/**
 * Names a role that was given with --role-arn instead of a profile, and formats and parses the note about it. The role
 * behaves as a profile with `role_arn`, `source_profile` and `external_id` would; all other settings are those of its
 * source.
 */

import { isExternalId, isRegion } from '../aws/identifiers.ts';
import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';
import { roleOfArn } from '../profile/role-of-profile.ts';
import { formatNote, parseNote } from '../text/note.ts';
import { parseGiven, roleProfileKey } from './given-role.ts';
import { numberedName } from './role-name.ts';

export interface GivenChain {
	readonly roleArn: string;
	/** The name of a profile, or of a role without a profile. */
	readonly source: string;
	readonly externalId: string | undefined;
	/** Undefined: that of the source. */
	readonly region: string | undefined;
}

/** Returns the text of the note under a key; undefined if there is none. */
export type ReadNote = (key: string) => string | undefined;

/** Only the region may differ: it does not decide who assumes which role. */
const isSame = (one: GivenChain, other: GivenChain): boolean =>
	one.roleArn === other.roleArn && one.source === other.source && one.externalId === other.externalId;

/** The settings that a profile has, and a role of --role-arn cannot have. */
const FURTHER_SETTINGS = ['role_session_name', 'duration_seconds', 'mfa_serial'] as const;

const isProfileOf = (settings: Settings, role: GivenChain): boolean =>
	text(settings, 'role_arn') === role.roleArn &&
	text(settings, 'source_profile') === role.source &&
	text(settings, 'external_id') === role.externalId &&
	FURTHER_SETTINGS.every((key) => text(settings, key) === undefined);

/**
 * Returns a name like that of a role of --account, `ROLE-ACCOUNT`, with a number if it is the name of another profile,
 * or stands for another role. The same role from another source is another role: two shells may renew both.
 */
export function chainName(role: GivenChain, config: SharedConfig, readNote: ReadNote): string {
	const { accountId, roleName } = roleOfArn(role.roleArn) ?? {};
	return numberedName(`${roleName}-${accountId}`, (name) => {
		const settings = config.profiles.get(name);
		if (settings !== undefined) return isProfileOf(settings, role);
		const note = readNote(roleProfileKey(name)) ?? '';
		const noted = parseGivenChain(note);
		return noted === undefined ? parseGiven(note) === undefined : isSame(noted, role);
	});
}

/** The external ID is no secret, but it is never shown. */
export const formatGivenChain = ({ roleArn, source, externalId, region }: GivenChain): string =>
	formatNote({ roleArn, sourceProfile: source, externalId: externalId ?? null, region: region ?? null });

/** Parses a note; undefined if it is not about a role of --role-arn. */
export function parseGivenChain(note: string): GivenChain | undefined {
	const { roleArn, sourceProfile: source, externalId, region } = parseNote(note) ?? {};
	if (typeof roleArn !== 'string' || typeof source !== 'string' || roleOfArn(roleArn) === undefined) return undefined;
	const hasId = externalId !== null && externalId !== undefined;
	if (hasId && (typeof externalId !== 'string' || !isExternalId(externalId))) return undefined;
	return {
		roleArn,
		source,
		externalId: hasId ? externalId : undefined,
		region: typeof region === 'string' && isRegion(region) ? region : undefined,
	};
}

/**
 * Returns the source of a role for which none is named.
 * @param chosen the profile that is set or active. If it assumes the same role, its source is meant: a role is not
 * assumed with its own credentials.
 */
export function sourceFor(roleArn: string, chosen: string, config: SharedConfig, readNote: ReadNote): string {
	const settings = config.profiles.get(chosen);
	const noted = settings === undefined ? parseGivenChain(readNote(roleProfileKey(chosen)) ?? '') : undefined;
	const own = { roleArn: text(settings, 'role_arn'), source: text(settings, 'source_profile'), ...noted };
	return own.roleArn === roleArn && own.source !== undefined ? own.source : chosen;
}
