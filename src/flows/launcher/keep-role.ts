/**
 * Keeps what shells and the launcher read of a role: the copy, and for the launcher until when the role is fresh. Loaded
 * only where something is kept.
 */
import { text as settingText } from '../../core/config/shared-config.ts';
import { endsAt, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { passedSettings, unpassedSettings } from '../../core/profile/passed-settings.ts';
import { rootOf, type ServedProfile, settingsName, takesEnvironment } from '../../core/profile/role-chain.ts';
import { nameList, profileNameList } from '../../core/shell/completion-names.ts';
import { canBeKept, formatRoleCopy, roleCopyFile } from '../../core/shell/role-copy.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { NotedChain } from '../credentials/noted-chain.ts';
import { watchSignOut } from '../sign-in/sign-out-watch.ts';

/** What a command was asked for, beside a profile: a role of its own, or a region for this call. */
export interface KeptRequest {
	readonly region?: string | undefined;
	readonly account?: string | undefined;
	readonly 'role-arn'?: string | undefined;
}

/** A role that was got, and for what. */
export interface RoleToKeep {
	readonly profile: ServedProfile;
	readonly loaded: LoadedConfig;
	readonly request: KeptRequest;
	readonly credentials: RoleCredentials;
	/** Whether the person has signed out since the command started; then no copy may stay. */
	readonly isSignedOut: () => boolean;
}

/**
 * Stores the copy of a role with its text, and the names that Tab completes.
 * @param text as `formatRoleCopy` made it from the role
 */
export async function keepRole(role: RoleToKeep, text: string, context: Ports<'files' | 'machine'>): Promise<void> {
	const { machine, files } = context;
	if (!canBeKept(machine.env)) return;
	const file = roleCopyFile(role.profile.name);
	if (file !== undefined && isAsConfigured(role)) {
		await files.shellCopies.keep(file, text, role.loaded.readAt);
		await keepUntil(file, role, context);
		if (role.isSignedOut()) files.shellCopies.forget(file);
	}
	await keepNames(role.loaded, context);
}

/** How a command gets a role. */
interface Finding {
	readonly find: () => Promise<RoleCredentials>;
	/** Resolves a profile by its name. */
	readonly resolve: (profile: string) => Promise<ServedProfile>;
}

/**
 * Does the same for a role that a command has got for something else than a shell function. A role that cannot have a
 * copy is no failure.
 */
export async function keepingRole(
	{ profile, loaded }: { readonly profile: ServedProfile | NotedChain; readonly loaded: LoadedConfig },
	request: KeptRequest,
	context: Ports<'files' | 'machine'>,
	{ find, resolve }: Finding,
): Promise<RoleCredentials> {
	// A noted chain does not say who assumes the role.
	const served = 'credentials' in profile ? await resolve(profile.name) : profile;
	const isSignedOut = signOutWatch(served, context);
	const credentials = await find();
	const named = { ...served, region: profile.region };
	try {
		const source = { env: context.machine.env, files: loaded.files };
		const passed = passedSettings(loaded.config, settingsName(served));
		const text = formatRoleCopy(named, credentials, source, passed);
		await keepRole({ profile: named, loaded, request, credentials, isSignedOut }, text, context);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
	}
	return credentials;
}

/** Returns a function that is true once the person has signed out of what the role needs. */
export function signOutWatch(profile: ServedProfile, context: Ports<'files'>): () => boolean {
	const root = rootOf(profile);
	return root === undefined ? () => false : watchSignOut(root, context);
}

/**
 * Whether the role is the same for each shell. A copy does not say from which keys of the environment a role is, nor
 * which region was given for this call only.
 */
function isAsConfigured({ profile, loaded, request }: RoleToKeep): boolean {
	if (takesEnvironment(profile)) return false;
	const settings = loaded.config.profiles.get(profile.name);
	if (settings !== undefined) return profile.region === settingText(settings, 'region');
	// A role of --account or --role-arn has a name that no profile has. If a profile gets that name later, the config
	// file is newer than the copy.
	const { region, account, 'role-arn': roleArn } = request;
	return region === undefined || account !== undefined || roleArn !== undefined;
}

/**
 * Stores until when the role is fresh, if the launcher may answer in place of the program. It may not where the program
 * has more to say than the launcher: about settings, about lines in the config files, or about the clock.
 */
async function keepUntil(
	file: string,
	{ profile, loaded, credentials }: RoleToKeep,
	{ files, machine }: Ports<'files' | 'machine'>,
): Promise<void> {
	const untilFiles = await files.shellCopies.untilFiles();
	if (!machine.isLaunched && !untilFiles.areThere()) return;
	let isSilent = credentials.clock === undefined;
	isSilent &&= unpassedSettings(loaded.config, settingsName(profile)).length === 0;
	files.loadConfig(() => {
		isSilent = false;
	});
	const name = file.slice(file.indexOf('/') + 1);
	if (isSilent) await untilFiles.keep(name, Math.trunc(endsAt(credentials) / 1000));
	else untilFiles.forget(name);
}

/** Stores the names that Tab completes. */
async function keepNames(loaded: LoadedConfig, context: Ports<'files' | 'machine'>): Promise<void> {
	const { config, files, readAt } = loaded;
	const { shellCopies } = context.files;
	const source = { env: context.machine.env, files };
	await shellCopies.keep('names', nameList(config, source), readAt);
	const profiles = profileNameList(config, source);
	if (profiles !== undefined) await shellCopies.keep('profiles', profiles, readAt);
}
