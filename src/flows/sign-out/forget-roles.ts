/**
 * Deletes the role credentials of a sign-in, including those that other tools cached, and the copies for the shells.
 */

import { tokenKey } from '../../core/aws/sso-session.ts';
import { isSsoEntry, roleNoteKey } from '../../core/credentials/cache-entry-origin.ts';
import { type RoleOfSignIn, roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { parseSourceNote } from '../../core/credentials/source-note.ts';
import { isCopy, valuesIn } from '../../core/shell/role-copy.ts';
import { asRecord, parseRecord } from '../../core/text/json.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig, NotRemoved, Removal } from '../../ports/files.ts';
import { knownRoles } from './known-roles.ts';

/** Returns the files that could not be removed. */
export const remainsOf = (removals: readonly Removal[]): readonly NotRemoved[] =>
	removals.flatMap((removal) => (typeof removal === 'object' ? [removal] : []));

/**
 * Deletes the cached role credentials of the sign-ins that end. Also deletes entries that belong to no known sign-in,
 * because the AWS CLI does not note the sign-in of an entry; `aws sso logout` deletes all of them. Keeps entries of
 * another sign-in with a token, and those that do not come from IAM Identity Center. An assumed role is deleted if a
 * note says that the sign-in is at the root of its chain.
 * @param isEnded whether the sign-in with this token key ends
 */
export async function forgetRoles(
	isEnded: (key: string) => boolean,
	loaded: LoadedConfig,
	context: Ports<'files'>,
): Promise<readonly NotRemoved[]> {
	const rolesByKey = await knownRoles(loaded, context);
	const pathsOf = (isSelected: (key: string) => boolean) =>
		new Set(
			rolesOf(rolesByKey, isSelected).map((role) => context.files.roleCredentials.path(roleCredentialsKey(role))),
		);
	const assumed = assumedRoles(isEnded, context);
	const endedPaths = new Set([...pathsOf(isEnded), ...assumed.paths]);
	const otherPaths = pathsOf((key) => !isEnded(key) && context.files.accessTokens.read(key, () => true) !== undefined);
	const remains: NotRemoved[] = [];
	const keptAccessKeyIds = new Set<string | undefined>();
	for (const file of await context.files.roleCredentials.files((problem) => remains.push(problem))) {
		const text = file.text() ?? '';
		const isSso = isSsoEntry(text);
		if (endedPaths.has(file.entry) || (isSso && !otherPaths.has(file.entry))) {
			remains.push(...remainsOf([context.files.roleCredentials.remove(file.path)]));
		} else keptAccessKeyIds.add(accessKeyIdIn(text));
	}
	remains.push(...(await forgetCopies(keptAccessKeyIds, context)));
	if (remains.length === 0) {
		forgetNotes(rolesOf(rolesByKey, isEnded), context);
		for (const path of assumed.notes) context.files.notes.remove(path);
	}
	return remains;
}

/**
 * Returns the paths of the assumed roles with an ended sign-in at their root, and of the notes about them. An entry that
 * another tool has written since is that tool's.
 */
function assumedRoles(isEnded: (key: string) => boolean, { files: { notes, roleCredentials } }: Ports<'files'>) {
	const found = { paths: new Set<string>(), notes: [] as readonly string[] };
	for (const { path, text } of notes.entries()) {
		const note = parseSourceNote(text);
		if (note?.signIn === undefined || !isEnded(tokenKey(note.signIn))) continue;
		found.notes = [...found.notes, path];
		const accessKeyId = accessKeyIdIn(roleCredentials.read(note.entryKey, () => true) ?? '');
		const isOfOtherTool = accessKeyId !== undefined && accessKeyId !== note.accessKeyId;
		if (!isOfOtherTool) found.paths.add(roleCredentials.path(note.entryKey));
	}
	return found;
}

const rolesOf = (rolesByKey: ReadonlyMap<string, readonly RoleOfSignIn[]>, isSelected: (key: string) => boolean) =>
	[...rolesByKey].flatMap(([key, roles]) => (isSelected(key) ? roles : []));

function accessKeyIdIn(text: string): string | undefined {
	const id = asRecord(parseRecord(text)?.Credentials)?.AccessKeyId;
	return typeof id === 'string' ? id : undefined;
}

/** Deletes the copies whose role credentials are gone. */
async function forgetCopies(
	keptAccessKeyIds: ReadonlySet<string | undefined>,
	{ files: { shellCopies } }: Ports<'files'>,
): Promise<readonly NotRemoved[]> {
	const remains: NotRemoved[] = [];
	for (const { path, text } of await shellCopies.roles((problem) => remains.push(problem))) {
		const copy = text() ?? '';
		if (isCopy(copy) && !valuesIn(copy).some((value) => keptAccessKeyIds.has(value)))
			remains.push(...remainsOf([shellCopies.forgetFile(path)]));
	}
	return remains;
}

function forgetNotes(roles: readonly RoleOfSignIn[], { files: { notes } }: Ports<'files'>): void {
	for (const role of roles) notes.remove(notes.path(roleNoteKey(role)));
}
