/**
 * Formats and parses notes that record from which source the cache entry of an assumed role was made. The name of the
 * entry does not depend on the source, so without a note a role assumed with the credentials of one profile would be
 * used for another profile that may not assume it. Entries of the AWS CLI have no note.
 */

import type { RoleSource } from '../profile/role-chain.ts';
import { asciiJson, asRecord } from '../text/json.ts';
import { formatNote, parseNote } from '../text/note.ts';
import { type AssumedRoleArguments, argumentsOf, assumedRoleKey } from './assumed-role.ts';
import { type RoleOfSignIn, roleCredentialsKey } from './role-credentials.ts';

/** Who assumed a role: no secrets, and nothing that a renewal of the same source changes. */
export type SourceIdentity =
	| { readonly kind: 'sso'; readonly role: RoleOfSignIn }
	/** Another assumed role, and who assumed that one. */
	| { readonly kind: 'role'; readonly role: AssumedRoleArguments; readonly source: SourceIdentity }
	/** Static keys, or keys in the environment. */
	| { readonly kind: 'keys'; readonly accessKeyId: string }
	/** A web identity. The file gets a new token each hour, so its path has to do. */
	| { readonly kind: 'web-identity'; readonly tokenFile: string }
	/** A program. Its keys may differ each time, so its command line has to do: a digest of it, since it may hold secrets. */
	| { readonly kind: 'process'; readonly digest: string }
	/** The person who signed in with `aws login`. */
	| { readonly kind: 'login'; readonly session: string };

/** What decides who assumes a role, beside the config files. */
export interface SourceSettings {
	/** The session name of `SSOENV_ROLE_SESSION_NAME`. */
	readonly sessionName: string | undefined;
	/** The access key ID in the environment, else ''. */
	readonly environmentKeyId: string;
	/** Returns a short text that is the same for the same text, and does not tell it. */
	readonly digestOf: (text: string) => string;
}

/** Returns the identity of a source. */
export function identityOf(source: RoleSource, settings: SourceSettings): SourceIdentity {
	switch (source.kind) {
		case 'sso':
			return { kind: 'sso', role: source.profile };
		case 'role': {
			const role = argumentsOf(source.profile, settings.sessionName);
			return { kind: 'role', role, source: identityOf(source.profile.source, settings) };
		}
		case 'static-keys':
			return { kind: 'keys', accessKeyId: source.keys.accessKeyId };
		case 'environment':
			return { kind: 'keys', accessKeyId: settings.environmentKeyId };
		case 'process':
			return { kind: 'process', digest: settings.digestOf(source.command) };
		case 'login':
			return { kind: 'login', session: source.session };
		case 'web-identity':
			return source;
	}
}

/** Returns a line of text that is the same for the same source. */
export function sourceText(source: SourceIdentity): string {
	switch (source.kind) {
		case 'sso':
			return `sso ${roleCredentialsKey(source.role)}`;
		case 'role':
			return `role ${assumedRoleKey(source.role)} from ${sourceText(source.source)}`;
		case 'keys':
			return `keys ${asciiJson(source.accessKeyId)}`;
		case 'process':
			return `credential_process ${source.digest}`;
		case 'login':
			return `login_session ${asciiJson(source.session)}`;
		case 'web-identity':
			return `web_identity_token_file ${asciiJson(source.tokenFile)}`;
	}
}

/** Returns the sign-in at the root of a source; undefined for static keys, the environment and foreign sources. */
function rootRole(source: SourceIdentity): RoleOfSignIn | undefined {
	if (source.kind === 'role') return rootRole(source.source);
	return source.kind === 'sso' ? source.role : undefined;
}

/** Returns the key of the note for an entry. */
export const sourceNoteKey = (role: AssumedRoleArguments): string => `source ${assumedRoleKey(role)}`;

/** What a note says about an entry. */
export interface SourceNote {
	/** `sourceText` of the source. */
	readonly source: string;
	/** The access key ID of the entry that ssoenv wrote. If the entry has another one, another tool replaced it. */
	readonly accessKeyId: string;
	/** The text whose SHA-1 names the entry, so that a sign-out finds the entry. */
	readonly entryKey: string;
	/** The sign-in at the root of the source. */
	readonly signIn: Pick<RoleOfSignIn, 'ssoSession' | 'startUrl'> | undefined;
}

/** @param accessKeyId of the credentials in the entry */
export function formatSourceNote(role: AssumedRoleArguments, source: SourceIdentity, accessKeyId: string): string {
	const root = rootRole(source);
	return formatNote({
		entryKey: assumedRoleKey(role),
		source: sourceText(source),
		accessKeyId,
		...(root && { signIn: { ssoSession: root.ssoSession ?? null, startUrl: root.startUrl } }),
	});
}

/** Parses a note about the entry of an assumed role; undefined for any other note. */
export function parseSourceNote(text: string): SourceNote | undefined {
	const note = parseNote(text);
	const { entryKey, source, accessKeyId } = note ?? {};
	if (typeof entryKey !== 'string' || typeof source !== 'string' || typeof accessKeyId !== 'string') return undefined;
	const { ssoSession, startUrl } = asRecord(note?.signIn) ?? {};
	const isSession = typeof ssoSession === 'string';
	return {
		source,
		accessKeyId,
		entryKey,
		signIn:
			typeof startUrl === 'string' && (isSession || startUrl !== '')
				? { ssoSession: isSession ? ssoSession : undefined, startUrl }
				: undefined,
	};
}

/**
 * Returns false if an entry is known to be made from another source. An entry without a note, or one that another tool
 * wrote since, counts as made from this source, as it does for the AWS CLI.
 * @param accessKeyId of the credentials in the entry
 */
export const mayBeFrom = (source: SourceIdentity, note: SourceNote | undefined, accessKeyId: string): boolean =>
	note === undefined || note.accessKeyId !== accessKeyId || note.source === sourceText(source);
