/** Finds the profile that the nearest `.ssoenv` names, if the person has allowed it. */
import {
	allowedRecord,
	directoryRecordFile,
	directoryText,
	LONGEST_DIRECTORY_FILE,
} from '../../core/directory/directory-file.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Ports } from '../../ports/context.ts';

export interface AllowedDirectory {
	readonly profile: string;
	/** The file that names it. */
	readonly path: string;
}

/** Returns the profile; undefined if the nearest file is not allowed as it is now, whatever stands above it. */
export async function allowedDirectory({ files }: Ports<'files'>): Promise<AllowedDirectory | undefined> {
	try {
		const directories = await files.directories();
		const found = directories.find(undefined);
		const file = found && directoryRecordFile(found.folder);
		const record = file === undefined ? undefined : directories.record(file);
		if (found === undefined || record === undefined) return undefined;
		const text = directories.read(found, LONGEST_DIRECTORY_FILE);
		const read = directoryText(text);
		const isAllowed = 'profile' in read && record === allowedRecord(found.folder, read.profile, text);
		return isAllowed ? { profile: read.profile, path: found.path } : undefined;
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}
