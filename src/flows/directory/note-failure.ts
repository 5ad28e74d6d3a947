/** Notes for the shells why the role of a folder did not come: a shell starts that request in the background. */
import { failedRoleFile, failedRoleText } from '../../core/directory/directory-file.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Ports } from '../../ports/context.ts';

/** The status of a request that came to nothing. */
const NOTHING_CAME = 1;

/**
 * Does the work, which returns whether something came of it, and notes a failure by its exit status and the time alone.
 * @param profile whose role is asked for
 * @throws what the work throws
 */
export async function withFailureNoted(
	work: () => Promise<boolean>,
	profile: string | undefined,
	{ files, machine }: Ports<'files' | 'machine'>,
): Promise<void> {
	const note = async (status: number) => {
		const file = profile === undefined ? undefined : failedRoleFile(profile);
		if (file !== undefined) await files.shellCopies.keep(file, failedRoleText(status, machine.now()), machine.now());
	};
	try {
		if (!(await work())) await note(NOTHING_CAME);
	} catch (error) {
		await note(error instanceof Failure ? error.status : NOTHING_CAME);
		throw error;
	}
}
