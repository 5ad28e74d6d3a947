/** Keeps a copy of a role for the launcher, which then answers in place of the program. On the warm path. */
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { formatRoleCopy } from '../../core/shell/role-copy.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { NotedChain } from '../credentials/noted-chain.ts';
import { profileFor } from '../profile/profile-for.ts';
import { keepRole, signOutWatch } from './keep-role.ts';
import type { KeptRequest } from './role-to-keep.ts';

/** Returns the credentials that `find` gets. Keeps a copy of them if the launcher started this process. */
export async function keptCredentials(
	role: { readonly profile: ServedProfile | NotedChain; readonly loaded: LoadedConfig },
	request: KeptRequest,
	context: Ports<'files' | 'machine'>,
	find: () => Promise<RoleCredentials>,
): Promise<RoleCredentials> {
	if (!context.machine.isLaunched) return find();
	const resolve = async (name: string) => (await profileFor(name, context)).profile;
	const { keepingRole } = await import('./launched-role.ts');
	const keeping = { find, resolve, format: formatRoleCopy, keep: keepRole, watch: signOutWatch };
	return keepingRole(role, request, context, keeping);
}
