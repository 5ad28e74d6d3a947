/** `ssoenv deny`: ignores the `.ssoenv` of a folder in silence, also after the file changes. */

import { directoryFailures } from '../../core/directory/directory-failures.ts';
import { deniedRecord, directoryRecordFile } from '../../core/directory/directory-file.ts';
import type { Ports } from '../../ports/context.ts';

/** @throws Failure `directory-missing`, `directory-unfit`, and those of writing */
export async function run(
	{ folder }: { readonly folder: string | undefined },
	context: Ports<'files' | 'terminal'>,
): Promise<void> {
	const directories = await context.files.directories();
	const found = directories.find(folder);
	if (found === undefined) throw directoryFailures.directoryMissing({ folder });
	const file = directoryRecordFile(found.folder);
	if (file === undefined) {
		throw directoryFailures.directoryUnfit({ path: found.path, reason: 'the path of its folder is too long' });
	}
	directories.keep(file, deniedRecord(found.folder));
	context.terminal.say(`denied ${found.path}`);
}
