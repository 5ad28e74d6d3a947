/**
 * Formats and parses notes that record what the chain of a profile comes to: which cache entry has its role. While the
 * settings are the same, nothing of the chain has to be resolved again. Without the note, a warm `use` of such a profile
 * would take 5 % longer than that of another one.
 */

import { type Settings, type SharedConfig, settingText, text } from '../config/shared-config.ts';
import { assumesRole } from '../profile/credential-provider.ts';
import type { RoleOfProfile } from '../profile/role-of-profile.ts';
import { formatNote, parseNote } from '../text/note.ts';

/** Returns the key of the note for a profile. */
export const chainNoteKey = (profile: string): string => `chain ${profile}`;

/** The keys of sources whose credentials no setting tells. */
const UNNOTED = [
	'aws_access_key_id',
	'aws_secret_access_key',
	'credential_process',
	'credential_source',
	'login_session',
	'web_identity_token_file',
];

/** The keys whose values count. Of others only the names are noted, because a value may be secret. */
const COUNTS = /^(?:sso_\w+|role_arn|source_profile|role_session_name|external_id|duration_seconds|mfa_serial|region)$/;

const countingSettings = (settings: Settings): readonly unknown[] =>
	[...settings].map(([key, value]) => (COUNTS.test(key) ? [key, settingText(value)] : key));

/**
 * Returns a text of all settings that decide which role a profile is and who assumes it: those of each profile of its
 * chain, and of the sso-session at its root. Undefined for a profile that assumes no role, and for a chain whose root is
 * not a profile of Identity Center.
 * @param sessionName that of `SSOENV_ROLE_SESSION_NAME`
 */
export function chainText(config: SharedConfig, profile: string, sessionName: string | undefined): string | undefined {
	const first = config.profiles.get(profile);
	if (first === undefined || !assumesRole(first)) return undefined;
	const sections: unknown[] = [sessionName];
	const names = new Set<string>();
	for (let name: string | undefined = profile; name !== undefined && !names.has(name); ) {
		const settings = config.profiles.get(name);
		if (settings === undefined || UNNOTED.some((key) => settings.has(key))) return undefined;
		sections.push(name, countingSettings(settings));
		names.add(name);
		const session = text(settings, 'sso_session');
		if (session !== undefined) sections.push(session, countingSettings(config.ssoSessions.get(session) ?? new Map()));
		name = text(settings, 'source_profile');
	}
	return JSON.stringify(sections);
}

/** What a note says about a profile. */
export interface ChainNote extends Pick<RoleOfProfile, 'accountId' | 'roleName'> {
	/** `chainText` of the profile. */
	readonly chain: string;
	/** The text whose SHA-1 names the cache entry of the role. */
	readonly entryKey: string;
	/** The access key ID in the entry. If the entry has another one, it was replaced since. */
	readonly accessKeyId: string;
}

export const formatChainNote = ({ chain, entryKey, accessKeyId, accountId, roleName }: ChainNote): string =>
	formatNote({ chain, entryKey, accessKeyId, accountId, roleName });

/** Parses a note about a chain; undefined for any other note. */
export function parseChainNote(text: string): ChainNote | undefined {
	const { chain, entryKey, accessKeyId, accountId, roleName } = parseNote(text) ?? {};
	if (typeof chain !== 'string' || typeof entryKey !== 'string' || typeof accessKeyId !== 'string') return undefined;
	if (typeof accountId !== 'string' || typeof roleName !== 'string') return undefined;
	return { chain, entryKey, accessKeyId, accountId, roleName };
}
