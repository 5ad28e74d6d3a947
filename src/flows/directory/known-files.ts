/** Lists the `.ssoenv` files that the person has allowed, with the profile that each of them named then. */
import { DIRECTORY_FILE, parseAllowedRecord } from '../../core/directory/directory-file.ts';
import type { Ports } from '../../ports/context.ts';

export interface DirectoryFile {
	readonly path: string;
	readonly profile: string;
}

/** Returns the files. Whether they are still there is not looked at. */
export async function allowedFiles({ files }: Ports<'files'>): Promise<readonly DirectoryFile[]> {
	const records = (await files.directories()).records();
	return records.flatMap((record) => {
		const allowed = parseAllowedRecord(record);
		if (allowed === undefined) return [];
		const folder = allowed.folder === '/' ? '' : allowed.folder;
		return [{ path: `${folder}/${DIRECTORY_FILE}`, profile: allowed.profile }];
	});
}
