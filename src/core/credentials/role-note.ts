/**
 * Which sign-in brought an entry of the AWS CLI's role cache. The entry says neither session nor start URL, and its name is a digest, so
 * ssoenv notes what it writes; the AWS CLI's own entries can only be recognised by kind.
 */
import { parseRecord } from '../text/json.ts';
import { formatNote, parseNote } from '../text/note.ts';
import { type RoleOfSignIn, roleCredentialsKey } from './role-credentials.ts';

/** The key of the note of one entry. */
export const roleNoteKey = (role: RoleOfSignIn): string => `entry ${roleCredentialsKey(role)}`;

export const formatRoleNote = ({ ssoSession, startUrl, accountId, roleName }: RoleOfSignIn): string =>
	formatNote({ ssoSession: ssoSession ?? null, startUrl, accountId, roleName });

/** The role in a note, also in one of a role that was given by hand; undefined for any other note. */
export function parseRoleNote(text: string): RoleOfSignIn | undefined {
	const { ssoSession, startUrl = '', accountId, roleName } = parseNote(text) ?? {};
	if (typeof accountId !== 'string' || typeof roleName !== 'string' || typeof startUrl !== 'string') return undefined;
	if (typeof ssoSession === 'string') return { ssoSession, startUrl, accountId, roleName };
	return startUrl === '' ? undefined : { ssoSession: undefined, startUrl, accountId, roleName };
}

/** How the AWS CLI and ssoenv begin an entry: of one that was cut short this may be all that can be told. */
const BEGINNING = /^\s*\{\s*"ProviderType"\s*:\s*"sso"/;

/** True for role credentials that came of a sign-in, whole or not. */
export const isSsoEntry = (text: string): boolean => {
	const record = parseRecord(text);
	return record === undefined ? BEGINNING.test(text) : record.ProviderType === 'sso';
};
