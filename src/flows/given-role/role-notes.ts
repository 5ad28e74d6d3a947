/** Reads and writes the notes about roles without a profile. */

import type { ReadNote } from '../../core/given-role/given-chain.ts';
import { roleProfileKey } from '../../core/given-role/given-role.ts';
import type { Ports } from '../../ports/context.ts';

export const noteReader =
	({ files: { notes } }: Ports<'files'>): ReadNote =>
	(key) =>
		notes.read(key, () => true);

/** Stores what the name means, so that later runs can renew the role by its name. The role works without that. */
export async function noteName(name: string, text: string, context: Ports<'files'>): Promise<void> {
	const key = roleProfileKey(name);
	if (noteReader(context)(key) === text) return;
	try {
		await context.files.notes.write(key, text);
	} catch {
		// Later runs cannot renew it by its name.
	}
}

export const hasNote = (name: string, context: Ports<'files'>): boolean =>
	noteReader(context)(roleProfileKey(name)) !== undefined;

export function forgetName(name: string, { files: { notes } }: Ports<'files'>): void {
	notes.remove(notes.path(roleProfileKey(name)));
}
