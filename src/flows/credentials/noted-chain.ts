/**
 * Finds the role of a profile that assumes one: without resolving its chain, if a note says which cache entry has it. On
 * the warm path.
 */

import { roleSessionName } from '../../core/command-line/settings.ts';
import { text as settingText } from '../../core/config/shared-config.ts';
import { chainNoteKey, chainText, parseChainNote } from '../../core/credentials/chain-note.ts';
import { areCredentialsFresh, parseCacheEntry, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import type { RoleOfProfile } from '../../core/profile/role-of-profile.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { byThisClock } from '../aws/noted-clock.ts';

/** A role with its fresh credentials. */
export interface NotedChain extends RoleOfProfile {
	readonly credentials: RoleCredentials;
}

/**
 * Returns the role of a profile. Undefined if it has no note, if its settings are others than those of the note, or if
 * the cache does not have the same credentials any more, or has them for less than 15 minutes.
 * @throws Failure `setting-invalid`
 */
export function notedChain(
	name: string,
	{ config }: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): NotedChain | undefined {
	const { notes, roleCredentials } = context.files;
	const chain = chainText(config, name, roleSessionName(context.machine.env));
	if (chain === undefined) return undefined;
	const note = parseChainNote(notes.read(chainNoteKey(name), (text) => parseChainNote(text) !== undefined) ?? '');
	if (note === undefined || note.chain !== chain) return undefined;
	const parse = (text: string) => parseCacheEntry(text, note.accountId);
	const entry = roleCredentials.read(note.entryKey, (text) => parse(text) !== undefined);
	const cached = entry === undefined ? undefined : parse(entry);
	if (cached?.accessKeyId !== note.accessKeyId) return undefined;
	const credentials = byThisClock(cached, context);
	if (credentials === undefined || !areCredentialsFresh(credentials, context.machine.now())) return undefined;
	const { accountId, roleName } = note;
	return { name, accountId, roleName, region: settingText(config.profiles.get(name), 'region'), credentials };
}
