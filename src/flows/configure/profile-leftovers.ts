/** Removes what ssoenv has kept of profiles that are no longer in the config file. */
import { withoutWritten } from '../../core/config-edit/written-edit.ts';
import { type WrittenPlace, writtenKey } from '../../core/config-edit/written-note.ts';
import { type WrittenSection, writtenSections } from '../../core/config-edit/written-section.ts';
import { roleNoteKey } from '../../core/credentials/cache-entry-origin.ts';
import { chainNoteKey } from '../../core/credentials/chain-note.ts';
import { roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { sourceNoteKey } from '../../core/credentials/source-note.ts';
import { Failure } from '../../core/failure/failure.ts';
import { servedProfile } from '../../core/profile/chained-profile.ts';
import { isChained, type ServedProfile } from '../../core/profile/role-chain.ts';
import { roleCopyFile } from '../../core/shell/role-copy.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig, NotRemoved, Removal } from '../../ports/files.ts';
import { placesOf } from '../config-edit/written-places.ts';
import { entryOf } from '../credentials/cached-role.ts';

/** A profile, with the role that it had; undefined if it was broken. */
export interface GoneProfile {
	readonly name: string;
	readonly served: ServedProfile | undefined;
}

/** Returns the profiles with these names as the config file has them now. */
export const goneProfiles = (names: Iterable<string>, { config, path }: LoadedConfig): readonly GoneProfile[] =>
	[...names].map((name) => ({ name, served: servedProfile(config, name, path) }));

/** What became of the things that were kept. */
export interface Leftovers {
	/** The files that could not be removed. */
	readonly left: readonly NotRemoved[];
	/** The keys of `write` that were removed. */
	readonly written: readonly WrittenPlace[];
}

/** The cache entry of a role, and the note about it. */
interface KeptRole {
	readonly entry: string;
	readonly note: string;
}

function keptRole(profile: ServedProfile, { machine }: Ports<'machine'>): KeptRole | undefined {
	if (!isChained(profile)) return { entry: roleCredentialsKey(profile), note: roleNoteKey(profile) };
	try {
		const entry = entryOf(profile, machine);
		return { entry: entry.key, note: sourceNoteKey(entry.arguments) };
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/** Returns the keys of the cache entries that profiles still need. */
function neededEntries({ config, path }: LoadedConfig, context: Ports<'machine'>): ReadonlySet<string> {
	const served = [...config.profiles.keys()].flatMap((name) => servedProfile(config, name, path) ?? []);
	return new Set(served.flatMap((profile) => keptRole(profile, context)?.entry ?? []));
}

const remains = (removal: Removal): readonly NotRemoved[] => (typeof removal === 'object' ? [removal] : []);

/**
 * Removes copies, role credentials, notes and written keys. Credentials that another profile uses stay.
 * @param gone as they were before the edit
 * @param loaded the config files after the edit
 */
export async function removeLeftovers(
	gone: readonly GoneProfile[],
	loaded: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): Promise<Leftovers> {
	const { notes, roleCredentials, shellCopies } = context.files;
	const needed = neededEntries(loaded, context);
	const left: NotRemoved[] = [];
	const written: WrittenPlace[] = [];
	for (const { name, served } of gone) {
		const copy = roleCopyFile(name);
		if (copy !== undefined) left.push(...remains(shellCopies.forget(copy)));
		const keys = await takeOutWritten(name, context);
		left.push(...remains(notes.remove(notes.path(chainNoteKey(name)))), ...keys.left);
		written.push(...keys.written);
		const kept = served === undefined ? undefined : keptRole(served, context);
		if (kept === undefined || needed.has(kept.entry)) continue;
		left.push(...remains(roleCredentials.remove(roleCredentials.path(kept.entry))));
		left.push(...remains(notes.remove(notes.path(kept.note))));
	}
	return { left, written };
}

/** Takes out the keys that `write` has put into credentials files: nothing would renew them any more. */
async function takeOutWritten(profile: string, context: Ports<'files'>): Promise<Leftovers> {
	const { notes } = context.files;
	const left: NotRemoved[] = [];
	const written: WrittenPlace[] = [];
	for (const path of new Set(placesOf(profile, context).map(({ file }) => file))) {
		const isOf = (section: WrittenSection) => section.profile === profile;
		let names: readonly string[] = [];
		try {
			const file = await context.files.credentialsFile(path);
			await file.takeOut((text) => {
				names = writtenSections(text)
					.filter(isOf)
					.map(({ name }) => name);
				return withoutWritten(text, isOf);
			});
			written.push(...names.map((name) => ({ file: path, name })));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			left.push({ path: `the keys in ${path}`, reason: error.message });
		}
	}
	if (left.length === 0) notes.remove(notes.path(writtenKey(profile)));
	return { left, written };
}
