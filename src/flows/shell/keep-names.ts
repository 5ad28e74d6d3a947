/** Keeps the names that Tab completes. Loaded together with what writes files. */
import { nameList, profileNameList } from '../../core/shell/completion-names.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

/** Stores the names of the profiles, and of the sso-sessions. */
export async function keepNames(loaded: LoadedConfig, context: Ports<'files' | 'machine'>): Promise<void> {
	const { config, files, readAt } = loaded;
	const { shellCopies } = context.files;
	const source = { env: context.machine.env, files };
	await shellCopies.keep('names', nameList(config, source), readAt);
	const profiles = profileNameList(config, source);
	if (profiles !== undefined) await shellCopies.keep('profiles', profiles, readAt);
}
