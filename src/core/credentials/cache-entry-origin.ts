/**
 * Formats and parses notes that record the sign-in of each entry in the AWS CLI's role cache. An entry contains neither
 * session nor start URL, and its name is a hash, so ssoenv writes a note for each entry that it writes. Entries of the
 * AWS CLI have no note; they can only be recognized as SSO entries.
 */
import { parseRecord } from '../text/json.ts';
import { formatNote, parseNote } from '../text/note.ts';
import { type RoleOfSignIn, roleCredentialsKey } from './role-credentials.ts';

/** Returns the key of the note for an entry. */
export const roleNoteKey = (role: RoleOfSignIn): string => `entry ${roleCredentialsKey(role)}`;

export const formatRoleNote = ({ ssoSession, startUrl, accountId, roleName }: RoleOfSignIn): string =>
	formatNote({ ssoSession: ssoSession ?? null, startUrl, accountId, roleName });

/**
 * Parses a note about an entry, or about a role that was given with --account and --role; undefined for any other note.
 */
export function parseRoleNote(text: string): RoleOfSignIn | undefined {
	const { ssoSession, startUrl = '', accountId, roleName } = parseNote(text) ?? {};
	if (typeof accountId !== 'string' || typeof roleName !== 'string' || typeof startUrl !== 'string') return undefined;
	if (typeof ssoSession === 'string') return { ssoSession, startUrl, accountId, roleName };
	return startUrl === '' ? undefined : { ssoSession: undefined, startUrl, accountId, roleName };
}

/** The start of an SSO entry as the AWS CLI and ssoenv write it: a truncated entry may have nothing else. */
const BEGINNING = /^\s*\{\s*"ProviderType"\s*:\s*"sso"/;

/** Returns true for role credentials of a sign-in, complete or truncated. */
export const isSsoEntry = (text: string): boolean => {
	const record = parseRecord(text);
	return record === undefined ? BEGINNING.test(text) : record.ProviderType === 'sso';
};
