/** Adds variables to the file that GITHUB_ENV names. The runner makes it anew for each step, and removes it. */
import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, lstatSync, openSync, writeFileSync } from 'node:fs';
import { failures } from '../../core/failure/failures.ts';
import type { JobFile } from '../../ports/job-file.ts';
import { withFileFailure } from './private-file.ts';
import { refuseIrregular } from './regular-file.ts';

const APPEND = constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function append(path: string, text: string): void {
	const found = lstatSync(path, { throwIfNoEntry: false });
	refuseIrregular(path, found);
	if (found?.isSymbolicLink()) throw failures.fileUnusable({ path, reason: 'it is a symbolic link' });
	const descriptor = openSync(path, APPEND);
	try {
		const entry = fstatSync(descriptor);
		refuseIrregular(path, entry);
		try {
			writeFileSync(descriptor, text);
		} catch (error) {
			// The disk is full: half a variable would fail the step with a message that shows it.
			ftruncateSync(descriptor, entry.size);
			throw error;
		}
	} finally {
		closeSync(descriptor);
	}
}

export const jobFile: JobFile = {
	newDelimiter: () => `ssoenv_${randomUUID()}`,
	append: (path, text) => withFileFailure(path, () => append(path, text)),
};
