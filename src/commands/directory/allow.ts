/** `ssoenv allow`: lets the `.ssoenv` of a folder choose the profile, as long as its content stays the same. */

import { directoryFailures } from '../../core/directory/directory-failures.ts';
import {
	allowedRecord,
	directoryRecordFile,
	directoryText,
	LONGEST_DIRECTORY_FILE,
} from '../../core/directory/directory-file.ts';
import { passedSettings } from '../../core/profile/passed-settings.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import { formatRoleCopy } from '../../core/shell/role-copy.ts';
import { argumentWord, shellWord } from '../../core/text/quoting.ts';
import { mayKeep } from '../../flows/credentials/may-keep.ts';
import { signedInCredentials } from '../../flows/credentials/signed-in-credentials.ts';
import { keepRole, signOutWatch } from '../../flows/launcher/keep-role.ts';
import { type FoundProfile, profileFor } from '../../flows/profile/profile-for.ts';
import type { Context } from '../../ports/context.ts';

interface AllowArguments {
	readonly folder: string | undefined;
}

/** On a terminal, asks before it signs in. */
const WITH_QUESTION = { consent: undefined, isDeviceCode: false };

/** @throws Failure `directory-missing`, `directory-unfit`, and those of the profile, of its credentials and of writing */
export async function run({ folder }: AllowArguments, context: Context): Promise<void> {
	const directories = await context.files.directories();
	const found = directories.find(folder);
	if (found === undefined) throw directoryFailures.directoryMissing({ folder });
	const { path } = found;
	const text = directories.read(found, LONGEST_DIRECTORY_FILE);
	const read = directoryText(text);
	if ('problem' in read) throw directoryFailures.directoryUnfit({ path, reason: read.problem });
	const file = directoryRecordFile(found.folder);
	if (file === undefined)
		throw directoryFailures.directoryUnfit({ path, reason: 'the path of its folder is too long' });
	const retry = (profile: string) => `echo ${argumentWord(profile)} > ${shellWord(path)}`;
	const role = await profileFor(read.profile, context, retry);
	directories.keep(file, allowedRecord(found.folder, read.profile, text));
	context.terminal.say(`allowed ${path}: ${read.profile}`);
	await fetchRole(role, context);
}

/** Gets the role and keeps its copy, so that entering the folder takes no process. */
async function fetchRole({ profile, loaded }: FoundProfile, context: Context): Promise<void> {
	// Without a copy, entering the folder only says what it names.
	if (!(await mayKeep(profile, loaded, context))) return;
	const isSignedOut = signOutWatch(profile, context);
	const credentials = await signedInCredentials(profile, loaded, WITH_QUESTION, context);
	const source = { env: context.machine.env, files: loaded.files };
	const copy = formatRoleCopy(profile, credentials, source, passedSettings(loaded.config, settingsName(profile)));
	await keepRole({ profile, loaded, request: {}, credentials, isSignedOut }, copy, context);
}
