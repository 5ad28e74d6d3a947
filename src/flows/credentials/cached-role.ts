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
import type { Environment } from '../../core/machine/environment.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import { byThisClock } from '../aws/noted-clock.ts';

/** Names a cache entry, and says who assumes the role. */
export interface RoleEntry {
	readonly arguments: AssumedRoleArguments;
	/** The text whose SHA-1 names the entry. */
	readonly key: string;
	readonly source: SourceIdentity;
}

/** Returns the entry of a role. @throws Failure `setting-invalid` */
export function entryOf(role: ChainedProfile, env: Environment): RoleEntry {
	const sessionName = roleSessionName(env);
	const roleArguments = argumentsOf(role, sessionName);
	return {
		arguments: roleArguments,
		key: assumedRoleKey(roleArguments),
		source: identityOf(role.source, { sessionName, environmentKeyId: environmentKeyId(env) }),
	};
}

/**
 * Returns the cached role, expired or not; undefined if there is none, if it is known to be assumed from another source,
 * or if the clock has been set since it was cached.
 * @throws Failure `setting-invalid`
 */
export function cachedRole(role: ChainedProfile, context: Ports<'files' | 'machine'>): AssumedRole | undefined {
	const entry = entryOf(role, context.machine.env);
	const { roleCredentials, notes } = context.files;
	const text = roleCredentials.read(entry.key, (whole) => parseAssumedRole(whole, role.accountId) !== undefined);
	const cached = text === undefined ? undefined : parseAssumedRole(text, role.accountId);
	const credentials = cached === undefined ? undefined : byThisClock(cached.credentials, entry.key, context);
	if (cached === undefined || credentials === undefined) return undefined;
	const noted = notes.read(sourceNoteKey(entry.arguments), (note) => parseSourceNote(note) !== undefined);
	const note = noted === undefined ? undefined : parseSourceNote(noted);
	return mayBeFrom(entry.source, note, credentials.accessKeyId) ? { ...cached, credentials } : undefined;
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
