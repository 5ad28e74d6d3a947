/** Failures with exit status 3: files and folders that ssoenv must not or cannot write. */

import { type SsoSession, signInName } from '../aws/sso-session.ts';
import { shellWord } from '../text/quoting.ts';
import { row } from './failure.ts';

type Named = Pick<SsoSession, 'ssoSession' | 'startUrl'>;

export const fileFailures = {
	folderOpen: row('folder-open', 3, (f: { folder: string }) => ({
		message: `other users can write to ${f.folder}, so ssoenv writes nothing there`,
		hints: [`chmod go-w ${shellWord(f.folder)}`],
	})),

	folderForeign: row('folder-foreign', 3, (f: { folder: string; owner: number }) => ({
		message: `${f.folder} belongs to another user (uid ${f.owner}), so ssoenv writes nothing there`,
		hints: [`ls -ld ${shellWord(f.folder)}`],
	})),

	folderLinked: row('folder-linked', 3, (f: { folder: string }) => ({
		message: `${f.folder} is a symbolic link, so ssoenv writes nothing there`,
		hints: [`ls -ld ${shellWord(f.folder)}`],
	})),

	/** `problem` is the message of the failure to write the token file. */
	tokenUnkeepable: row(
		'token-unkeepable',
		3,
		(f: { session: Named; act: 'renew' | 'sign in'; problem: string; hints: readonly string[] }) => ({
			message:
				f.act === 'renew'
					? `the access token of ${signInName(f.session)} was not renewed, because ssoenv cannot save the new one: ${f.problem}`
					: `cannot sign in to ${signInName(f.session)}, because ssoenv cannot save the access token: ${f.problem}`,
			hints: f.hints,
		}),
	),

	launcherForeign: row('launcher-foreign', 3, (f: { path: string }) => ({
		message: `${f.path} is not a launcher of ssoenv, so it stays as it is`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),

	fileForeign: row('file-foreign', 3, (f: { path: string; owner: number }) => ({
		message: `${f.path} belongs to another user (uid ${f.owner}), so ssoenv does not change it`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),
};
