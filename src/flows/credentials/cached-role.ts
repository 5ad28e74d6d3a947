/** Reads the cache entries of assumed roles, which the AWS CLI writes too. */

import { roleSessionName } from '../../core/command-line/settings.ts';
import {
	type AssumedRole,
	type AssumedRoleArguments,
	argumentsOf,
	assumedRoleKey,
	parseAssumedRole,
} from '../../core/credentials/assumed-role.ts';
import { environmentKeyId } from '../../core/credentials/environment-keys.ts';
import { areCredentialsAlive, areCredentialsFresh } from '../../core/credentials/role-credentials.ts';
import {
	identityOf,
	mayBeFrom,
	parseSourceNote,
	type SourceIdentity,
	sourceNoteKey,
} from '../../core/credentials/source-note.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import type { FileCache } from '../../ports/files.ts';
import type { Machine } from '../../ports/machine.ts';
import { byThisClock } from '../aws/noted-clock.ts';

/** Names a cache entry, and says who assumes the role. */
export interface RoleEntry {
	readonly arguments: AssumedRoleArguments;
	/** The text whose SHA-1 names the entry. */
	readonly key: string;
	readonly source: SourceIdentity;
}

/** Returns the entry of a role. @throws Failure `setting-invalid` */
export function entryOf(role: ChainedProfile, { env, digestOf }: Pick<Machine, 'env' | 'digestOf'>): RoleEntry {
	const sessionName = roleSessionName(env);
	const roleArguments = argumentsOf(role, sessionName);
	return {
		arguments: roleArguments,
		key: assumedRoleKey(roleArguments),
		source: identityOf(role.source, { sessionName, environmentKeyId: environmentKeyId(env), digestOf }),
	};
}

/**
 * Returns the cached role, expired or not; undefined if there is none, if it is known to be assumed from another source,
 * or if the clock has been set since it was cached.
 * @throws Failure `setting-invalid`
 */
export function cachedRole(role: ChainedProfile, context: Ports<'files' | 'machine'>): AssumedRole | undefined {
	const entry = entryOf(role, context.machine);
	const { roleCredentials, notes } = context.files;
	const readEntry = () => parsedOf(roleCredentials, entry.key, (text) => parseAssumedRole(text, role.accountId));
	const cached = readEntry();
	const credentials = cached === undefined ? undefined : byThisClock(cached.credentials, context);
	if (cached === undefined || credentials === undefined) return undefined;
	const note = parsedOf(notes, sourceNoteKey(entry.arguments), parseSourceNote);
	const { accessKeyId } = credentials;
	// A note about another entry can be newer than the entry that was read: then it says nothing about that one.
	const isNoteOfOther = note !== undefined && note.accessKeyId !== accessKeyId;
	if (isNoteOfOther && readEntry()?.credentials.accessKeyId !== accessKeyId) return cachedRole(role, context);
	return mayBeFrom(entry.source, note, accessKeyId) ? { ...cached, credentials } : undefined;
}

/** Reads a file and parses its text once, if it is whole. */
function parsedOf<Value>(
	cache: Pick<FileCache, 'read'>,
	key: string,
	parse: (text: string) => Value | undefined,
): Value | undefined {
	let parsed: Value | undefined;
	const text = cache.read(key, (whole) => {
		parsed = parse(whole);
		return parsed !== undefined;
	});
	// `read` may give a text that it did not find whole.
	return text === undefined ? undefined : (parsed ?? parse(text));
}

/**
 * Returns a role that another process assumed in the meantime. It need not be fresh, because a role may allow only short
 * sessions.
 */
export function newerRole(
	old: AssumedRole | undefined,
	role: ChainedProfile,
	context: Ports<'files' | 'machine'>,
): AssumedRole | undefined {
	const cached = cachedRole(role, context);
	if (cached === undefined || !areCredentialsAlive(cached.credentials, context.machine.now())) return undefined;
	const isNew = cached.credentials.accessKeyId !== old?.credentials.accessKeyId;
	return isNew || areCredentialsFresh(cached.credentials, context.machine.now()) ? cached : undefined;
}
