/** Failures with exit status 3: the files that name the profile of a folder. */

import { row } from '../failure/failure.ts';
import { shellWord } from '../text/quoting.ts';

export const directoryFailures = {
	directoryMissing: row('directory-missing', 3, (f: { folder: string | undefined }) => ({
		message: `there is no .ssoenv in ${f.folder ?? 'this folder'} or above it`,
		hints: ['echo PROFILE > .ssoenv'],
	})),

	directoryUnfit: row('directory-unfit', 3, (f: { path: string; reason: string; opened?: string | undefined }) => ({
		message: `${f.path} cannot choose the profile: ${f.reason}`,
		hints: [f.opened !== undefined ? `chmod o-w ${shellWord(f.opened)}` : `ls -l ${shellWord(f.path)}`],
	})),
};
