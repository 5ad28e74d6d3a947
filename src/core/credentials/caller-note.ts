/**
 * Formats and parses notes with the ARN of the caller at the root of a chain. GetRoleCredentials does not say who the
 * caller is, so STS is asked once, and the answer is noted. The note of a sign-in names it: after the next one, the
 * caller may be another person.
 */

import { asRecord } from '../text/json.ts';
import { formatNote, parseNote } from '../text/note.ts';
import type { RoleOfSignIn } from './role-credentials.ts';
import { type SourceIdentity, sourceText } from './source-note.ts';

/** Returns the identity at the root of a source. */
export const rootIdentity = (source: SourceIdentity): SourceIdentity =>
	source.kind === 'role' ? rootIdentity(source.source) : source;

/** Returns the key of the note. @param root whose ARN it is */
export const callerNoteKey = (root: SourceIdentity): string => `caller ${sourceText(root)}`;

export interface CallerNote {
	readonly arn: string;
	/** Undefined for keys that belong to no sign-in. */
	readonly signIn: Pick<RoleOfSignIn, 'ssoSession' | 'startUrl'> | undefined;
}

export const formatCallerNote = (root: SourceIdentity, callerArn: string): string =>
	formatNote({
		callerArn,
		...(root.kind === 'sso' && { signIn: { ssoSession: root.role.ssoSession ?? null, startUrl: root.role.startUrl } }),
	});

/** Parses a note about a caller; undefined for any other note. */
export function parseCallerNote(text: string): CallerNote | undefined {
	const note = parseNote(text);
	const arn = note?.callerArn;
	if (typeof arn !== 'string') return undefined;
	const { ssoSession, startUrl } = asRecord(note?.signIn) ?? {};
	if (typeof startUrl !== 'string') return { arn, signIn: undefined };
	return { arn, signIn: { ssoSession: typeof ssoSession === 'string' ? ssoSession : undefined, startUrl } };
}
