/** Formats and parses the note about which account has a name, so that `use --account NAME` asks AWS once a day. */
import { isAccountId } from '../aws/identifiers.ts';
import { type SsoSession, tokenKey } from '../aws/sso-session.ts';
import { formatNote, parseNote } from '../text/note.ts';

export const accountNoteKey = (name: string, session: SsoSession): string => `account ${name} of ${tokenKey(session)}`;

/** @param at when AWS gave the list that has the name, in epoch milliseconds */
export const formatAccountNote = (accountId: string, at: number): string => formatNote({ accountId, at });

/** Returns the account; undefined if the note is not about one, or is older than `notBefore`, or from the future. */
export function notedAccountId(note: string, notBefore: number, now: number): string | undefined {
	const { accountId, at } = parseNote(note) ?? {};
	if (!isAccountId(accountId) || typeof at !== 'number') return undefined;
	return at >= notBefore && at <= now ? accountId : undefined;
}
