/** Notes for the shells why the role of a folder did not come: a shell starts that request in the background. */

import { failedRoleFile, failedRoleText } from '../../core/directory/directory-file.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Ports } from '../../ports/context.ts';

/** Notes a failure, by its exit status and the time alone. @param profile whose role was asked for */
export async function noteFailure(
	error: unknown,
	profile: string | undefined,
	{ files, machine }: Ports<'files' | 'machine'>,
): Promise<void> {
	const file = profile === undefined ? undefined : failedRoleFile(profile);
	const status = error instanceof Failure ? error.status : 1;
	if (file !== undefined) await files.shellCopies.keep(file, failedRoleText(status, machine.now()), machine.now());
}
