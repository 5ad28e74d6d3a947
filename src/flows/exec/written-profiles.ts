/** Writes the keys of roles into the credentials file, for tools that read nothing else. */

import { isSectionName, withWritten } from '../../core/config-edit/written-edit.ts';
import { ownerOfSection, writtenSections } from '../../core/config-edit/written-section.ts';
import { endsAt, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { writeFailures } from '../../core/failure/write-failures.ts';
import { numberedName } from '../../core/given-role/role-name.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { CredentialsFile } from '../../ports/credentials-file.ts';
import { readsAs, writtenEntry } from '../config-edit/written-entry.ts';
import { addPlaces } from '../config-edit/written-places.ts';
import type { ChosenRole } from '../profile/requested-role.ts';

/** A role, and the names under which its keys are written. */
export interface RoleToWrite {
	readonly role: ChosenRole;
	readonly names: readonly string[];
}

/** The keys of a role. */
export interface KeysToWrite extends RoleToWrite {
	readonly credentials: RoleCredentials;
	/** Called under the lock of the file: false if the keys must not be written any more. */
	readonly areGood: () => boolean;
}

/**
 * Returns the role with its names: the one that is given, else those under which the profile is written already, else
 * its own.
 * @throws Failure `section-name-invalid`, `section-in-config`, `section-foreign`, `section-changed`
 */
export function roleToWrite(role: ChosenRole, as: string | undefined, file: CredentialsFile): RoleToWrite {
	const text = file.read();
	const { name: profile } = role.profile;
	const written = writtenSections(text).filter((section) => section.profile === profile);
	const given = as === undefined ? written.map(({ name }) => name) : [as];
	const names = given.length === 0 ? [profile] : given;
	for (const name of names) refuseName(name, role, text, file.path);
	return { role, names };
}

/** @throws Failure as `roleToWrite` */
function refuseName(name: string, { profile, loaded }: ChosenRole, text: string, path: string): void {
	const isInConfig = (other: string) => loaded.config.profileIn('config', other) !== undefined;
	// A name that began with a hyphen would be an option behind --as.
	const base = `${profile.name.replace(/[^\w\-/.%@+:]/g, '-').replace(/^-+/, '')}-keys`;
	const free = numberedName(base, (other) => !isInConfig(other) && ownerOfSection(text, other) === 'absent');
	const otherwise = `ssoenv write --as ${free} ${argumentWord(profile.name)}`;
	if (!isSectionName(name)) throw writeFailures.sectionNameInvalid({ name, otherwise });
	if (isInConfig(name)) throw writeFailures.sectionInConfig({ name, path: loaded.path, otherwise });
	const owner = ownerOfSection(text, name);
	if (owner === 'foreign') throw writeFailures.sectionForeign({ name, path, otherwise });
	if (owner === 'changed') throw writeFailures.sectionChanged({ name, path, otherwise });
}

/** Returns the text with the keys that may be written. @throws Failure as `roleToWrite`, `config-not-editable` */
function withKeys(text: string, keys: readonly KeysToWrite[], path: string): string {
	let edited = text;
	for (const { role, names, credentials, areGood } of keys) {
		if (!areGood()) continue;
		const { facts, values } = writtenEntry(role.profile, credentials);
		for (const name of names) {
			refuseName(name, role, edited, path);
			edited = withWritten(edited, name, facts, values);
		}
	}
	return edited;
}

/**
 * Writes all of the keys or none of them.
 * @throws Failure as `roleToWrite`, and those of the file
 */
export async function writeKeys(
	keys: readonly KeysToWrite[],
	file: CredentialsFile,
	context: Ports<'terminal' | 'files'>,
): Promise<void> {
	// First, so that there are no keys without a note.
	for (const { role, names } of keys) {
		await addPlaces(
			role.profile.name,
			names.map((name) => ({ file: file.path, name })),
			context,
		);
	}
	const { wasOpen } = await file.edit(
		(text) => withKeys(text, keys, file.path),
		(profiles) =>
			keys.every(({ role, names, credentials, areGood }) => {
				const entry = writtenEntry(role.profile, credentials);
				return !areGood() || names.every((name) => readsAs(profiles, name, entry));
			}),
	);
	if (wasOpen) context.terminal.say(`others could read ${file.path} until now: its mode is 0600 from now on`);
}

/** Says what was written. */
export function tellOfKeys(
	{ role, names, credentials }: KeysToWrite,
	file: CredentialsFile,
	{ terminal, machine }: Ports<'terminal' | 'machine'>,
): void {
	const { roleName, accountId } = role.profile;
	const left = formatDuration(endsAt(credentials) - machine.now());
	for (const name of names) {
		terminal.say(`wrote [${name}] to ${file.path}: ${roleName} in account ${accountId}, ${left} left`);
		if (name !== 'default') continue;
		terminal.say('warning: tools that are given no profile take [default], also when its keys have expired');
	}
}
