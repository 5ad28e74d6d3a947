/** Notes what the chain of a profile comes to, so that the next run does not have to resolve it: see noted-chain.ts. */

import { roleSessionName } from '../../core/command-line/settings.ts';
import { chainNoteKey, chainText, formatChainNote } from '../../core/credentials/chain-note.ts';
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { entryOf } from './cached-role.ts';
import { mayKeep } from './may-keep.ts';

/** Writes the note if it is not there yet. Without it the next run takes longer, so a failed write is no failure. */
export async function noteChain(
	profile: ChainedProfile,
	{ accessKeyId }: RoleCredentials,
	loaded: LoadedConfig,
	context: Ports<'files' | 'machine'>,
): Promise<void> {
	const {
		files: { notes },
		machine,
	} = context;
	const chain = chainText(loaded.config, profile.name, roleSessionName(machine.env));
	if (chain === undefined) return;
	const { accountId, roleName } = profile;
	const entryKey = entryOf(profile, machine).key;
	const note = formatChainNote({ chain, entryKey, accessKeyId, accountId, roleName });
	const key = chainNoteKey(profile.name);
	if (notes.read(key, () => true) === note || !(await mayKeep(profile, loaded, context))) return;
	try {
		await notes.write(key, note);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
	}
}
