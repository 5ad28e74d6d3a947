/** Keeps a copy of the role that a command has got. Loaded only if the launcher started the program. */
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { passedSettings } from '../../core/profile/passed-settings.ts';
import { type ServedProfile, settingsName } from '../../core/profile/role-chain.ts';
import type { formatRoleCopy } from '../../core/shell/role-copy.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { NotedChain } from '../credentials/noted-chain.ts';
import type { keepRole, signOutWatch } from './keep-role.ts';
import type { KeptRequest } from './role-to-keep.ts';

/** What a command gets a role with, and what keeps one: this file has no copy of that code. */
interface Keeping {
	readonly find: () => Promise<RoleCredentials>;
	/** Resolves a profile by its name. */
	readonly resolve: (profile: string) => Promise<ServedProfile>;
	readonly format: typeof formatRoleCopy;
	readonly keep: typeof keepRole;
	readonly watch: typeof signOutWatch;
}

/** Gets credentials, and keeps a copy of the role. One that cannot have a copy is no failure. */
export async function keepingRole(
	{ profile, loaded }: { readonly profile: ServedProfile | NotedChain; readonly loaded: LoadedConfig },
	request: KeptRequest,
	context: Ports<'files' | 'machine'>,
	{ find, resolve, format, keep, watch }: Keeping,
): Promise<RoleCredentials> {
	// A noted chain does not say who assumes the role.
	const served = 'credentials' in profile ? await resolve(profile.name) : profile;
	const isSignedOut = watch(served, context);
	const credentials = await find();
	const named = { ...served, region: profile.region };
	try {
		const source = { env: context.machine.env, files: loaded.files };
		const passed = passedSettings(loaded.config, settingsName(served));
		const text = format(named, credentials, source, passed);
		await keep({ profile: named, loaded, request, credentials, isSignedOut }, text, context);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
	}
	return credentials;
}
