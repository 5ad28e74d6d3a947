/** Status 3: files and folders that are not fit to be written. */

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
		message: `${f.folder} is a link, so ssoenv writes nothing there`,
		hints: [`ls -ld ${shellWord(f.folder)}`],
	})),

	/** @param problem why its file cannot be written: the message of that failure */
	tokenUnkeepable: row(
		'token-unkeepable',
		3,
		(f: { session: Named; act: 'renew' | 'sign in'; problem: string; hints: readonly string[] }) => ({
			message:
				f.act === 'renew'
					? `the access token of ${signInName(f.session)} was not renewed, because the new one could not be kept: ${f.problem}`
					: `cannot sign in to ${signInName(f.session)}, because the access token could not be kept: ${f.problem}`,
			hints: f.hints,
		}),
	),

	fileForeign: row('file-foreign', 3, (f: { path: string; owner: number }) => ({
		message: `${f.path} belongs to another user (uid ${f.owner}), so ssoenv does not change it`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),
};
