/**
 * Renews the keys of a profile that `write` has put into a credentials file. Loaded only where a shell gets a role whose
 * note says that there are such keys.
 */

import { withoutWritten, withRenewed } from '../../core/config-edit/written-edit.ts';
import { ownerOfSection } from '../../core/config-edit/written-section.ts';
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import type { CredentialsFile } from '../../ports/credentials-file.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { readsAs, type WrittenEntry, writtenEntry } from './written-entry.ts';
import { notePlaces, placesOf } from './written-places.ts';

/**
 * Renews the keys, if these are newer. A section that is gone or that others have changed is no longer noted.
 * @returns since when the two AWS files are known to be as they were loaded, but for keys that ssoenv wrote
 */
export async function renewWritten(
	profile: ServedProfile,
	credentials: RoleCredentials,
	loaded: LoadedConfig,
	context: Ports<'terminal' | 'files'>,
): Promise<number> {
	const entry = writtenEntry(profile, credentials);
	const places = placesOf(profile.name, context);
	const kept: string[] = [];
	for (const path of new Set(places.map(({ file }) => file))) {
		const names = places.filter(({ file }) => file === path).map(({ name }) => name);
		try {
			const file = await context.files.credentialsFile(path);
			kept.push(...(await renewIn(file, names, entry, context)).map((name) => placeText(path, name)));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			context.terminal.say(`warning: ${error.message}; the keys of ${profile.name} there were not renewed`);
			kept.push(...names.map((name) => placeText(path, name)));
		}
	}
	const isKept = new Set(kept);
	await notePlaces(
		profile.name,
		places.filter(({ file, name }) => isKept.has(placeText(file, name))),
		context,
	);
	return knownSince(loaded, context);
}

const placeText = (file: string, name: string): string => `${name} ${file}`;

/** Returns the names that still are sections of this profile. */
async function renewIn(
	file: CredentialsFile,
	names: readonly string[],
	entry: WrittenEntry,
	{ terminal }: Ports<'terminal'>,
): Promise<readonly string[]> {
	const renewed = (text: string, name: string) => withRenewed(text, name, entry.facts, entry.values);
	const now = file.read();
	for (const name of names) {
		if (ownerOfSection(now, name) !== 'changed') continue;
		terminal.say(`warning: [${name}] in ${file.path} is no longer renewed: others have changed it`);
	}
	const live = names.filter((name) => renewed(now, name) !== undefined);
	if (live.some((name) => renewed(now, name) !== now)) {
		const change = (text: string) => live.reduce((edited, name) => renewed(edited, name) ?? edited, text);
		await file.edit(change, (profiles) => live.some((name) => readsAs(profiles, name, entry)));
	}
	return live;
}

/**
 * A copy of a role must not be older than the files that it was made from, and these are newer now. If nothing else in
 * them has changed, the copy may have their date.
 */
async function knownSince(loaded: LoadedConfig, { files }: Ports<'files'>): Promise<number> {
	const changedAt = (await files.credentialsFile(loaded.files[1])).changedAt();
	return textsOf(files.loadConfig()) === textsOf(loaded)
		? Math.max(loaded.readAt, changedAt + COPY_IS_OLDER_MS)
		: loaded.readAt;
}

/** The copy is dated so much before the time that is returned here: see the port to the copies. */
const COPY_IS_OLDER_MS = 1000;

const textsOf = ({ config }: LoadedConfig): string =>
	JSON.stringify(
		config.texts.map(({ text, isCredentials }) => (isCredentials ? withoutWritten(text, () => true) : text)),
	);
