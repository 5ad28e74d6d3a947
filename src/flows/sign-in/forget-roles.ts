/** Removes the role credentials that a sign-in brought, also those that other tools fetched, and the shells' copies. */

import { type RoleOfSignIn, roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { isSsoEntry, roleNoteKey } from '../../core/credentials/role-note.ts';
import { isCopy } from '../../core/shell/role-copy.ts';
import { asRecord, parseRecord } from '../../core/text/json.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig, Remains, Removal } from '../../ports/files.ts';
import { knownRoles } from './known-roles.ts';

/** What is still there of all that was to go. */
export const remainsOf = (removals: readonly Removal[]): readonly Remains[] =>
	removals.flatMap((removal) => (typeof removal === 'object' ? [removal] : []));

/**
 * Removes the entries of the sign-ins that end, and with them those of no other sign-in that has a token: the AWS CLI's do not say whose
 * they are, and `aws sso logout` removes them all. What did not come of a sign-in stays.
 * @param isEnded tells of a token key whether that sign-in ends
 */
export async function forgetRoles(
	isEnded: (key: string) => boolean,
	loaded: LoadedConfig,
	context: Ports<'files'>,
): Promise<readonly Remains[]> {
	const known = await knownRoles(loaded, context);
	const pathsOf = (isMeant: (key: string) => boolean) =>
		new Set(rolesOf(known, isMeant).map((role) => context.files.roleCredentials.path(roleCredentialsKey(role))));
	const ended = pathsOf(isEnded);
	const explained = pathsOf((key) => !isEnded(key) && context.files.accessTokens.read(key, () => true) !== undefined);
	const left: Remains[] = [];
	const kept = new Set<string>();
	for (const file of await context.files.roleCredentials.files((problem) => left.push(problem))) {
		const text = file.text() ?? '';
		const isSso = isSsoEntry(text);
		if (ended.has(file.entry) || (isSso && !explained.has(file.entry))) {
			left.push(...remainsOf([context.files.roleCredentials.remove(file.path)]));
		} else if (isSso) kept.add(accessKeyIdIn(text));
	}
	left.push(...(await forgetCopies(kept, context)));
	if (left.length === 0) forgetNotes(rolesOf(known, isEnded), context);
	return left;
}

const rolesOf = (known: ReadonlyMap<string, readonly RoleOfSignIn[]>, isMeant: (key: string) => boolean) =>
	[...known].flatMap(([key, roles]) => (isMeant(key) ? roles : []));

const accessKeyIdIn = (text: string): string => String(asRecord(parseRecord(text)?.Credentials)?.AccessKeyId);

/** A copy may stay as long as that stays of which it is a copy: each of its values is a line. */
async function forgetCopies(
	kept: ReadonlySet<string>,
	{ files: { shellCopies } }: Ports<'files'>,
): Promise<readonly Remains[]> {
	const left: Remains[] = [];
	for (const { path, text } of await shellCopies.roles((problem) => left.push(problem))) {
		const copy = text() ?? '';
		const isKept = copy.split('\n').some((line) => kept.has(line));
		if (isCopy(copy) && !isKept) left.push(...remainsOf([shellCopies.forgetFile(path)]));
	}
	return left;
}

function forgetNotes(roles: readonly RoleOfSignIn[], { files: { notes } }: Ports<'files'>): void {
	for (const role of roles) notes.remove(notes.path(roleNoteKey(role)));
}
