/** Finds out who assumes a role: STS knows, and the answer is noted. */

import { callerNoteKey, formatCallerNote, parseCallerNote, rootIdentity } from '../../core/credentials/caller-note.ts';
import type { SourceIdentity } from '../../core/credentials/source-note.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { Sts } from '../../ports/services.ts';
import type { RoleEntry } from './cached-role.ts';
import type { RoleCaller } from './chain-request.ts';

interface Caller {
	readonly entry: RoleEntry;
	readonly caller: RoleCaller;
}

/**
 * Returns the ARN of the caller at the root of the chain. The sessions get its name. STS is asked only for the first
 * role of a chain; a later one has the name of the role before it. Undefined if STS does not tell.
 */
export async function rootCaller(sts: Sts, { entry, caller }: Caller, context: Context): Promise<string | undefined> {
	const root = notable(rootIdentity(entry.source), caller);
	return notedCaller(root, context) ?? caller.arn ?? (await askedCaller(sts, { entry, caller }, context));
}

/** Returns the ARN of the caller itself; undefined if STS does not tell. */
export async function directCaller(sts: Sts, { entry, caller }: Caller, context: Context): Promise<string | undefined> {
	if (caller.arn !== undefined) return caller.arn;
	if (entry.source.kind === 'role') return undefined;
	return notedCaller(notable(entry.source, caller), context) ?? (await askedCaller(sts, { entry, caller }, context));
}

/** A program may print other keys each time, so what is noted about its caller belongs to the keys. */
const notable = (source: SourceIdentity, { keys }: RoleCaller): SourceIdentity =>
	source.kind === 'process' ? { kind: 'keys', accessKeyId: keys.accessKeyId } : source;

function notedCaller(root: SourceIdentity, { files: { notes } }: Ports<'files'>): string | undefined {
	const text = notes.read(callerNoteKey(root), (note) => parseCallerNote(note) !== undefined);
	return text === undefined ? undefined : parseCallerNote(text)?.arn;
}

async function askedCaller(sts: Sts, { entry, caller }: Caller, context: Context): Promise<string | undefined> {
	const answer = await sts.callerArn(caller.keys);
	if (!answer.ok) return undefined;
	// Temporary keys are others tomorrow: their notes would pile up.
	const isLasting = entry.source.kind === 'sso' || caller.keys.sessionToken === undefined;
	if (isLasting && entry.source.kind !== 'role') await noteCaller(notable(entry.source, caller), answer.value, context);
	return answer.value;
}

async function noteCaller(root: SourceIdentity, arn: string, { files: { notes } }: Ports<'files'>): Promise<void> {
	try {
		await notes.write(callerNoteKey(root), formatCallerNote(root, arn));
	} catch {
		// The next chain asks again.
	}
}
