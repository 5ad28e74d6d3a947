/** Finds the profile that a command is for, and its settings. */

import type { SharedConfig } from '../../core/config/shared-config.ts';
import type { ProfileChoice } from '../../core/failure/config-failures.ts';
import { parseGiven, roleOfAccount, roleProfileKey } from '../../core/given-role/given-role.ts';
import { assumesRole, providerOf } from '../../core/profile/credential-provider.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { chooseActiveProfile, chooseProfile, ssoProfile } from '../../core/profile/sso-profile.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { type NotedChain, notedChain } from '../credentials/noted-chain.ts';
import { orOfDirectory } from '../directory/choice.ts';

export interface FoundProfile {
	readonly profile: ServedProfile;
	readonly loaded: LoadedConfig;
}

interface FoundRole {
	readonly profile: ServedProfile | NotedChain;
	readonly loaded: LoadedConfig;
}

/**
 * Returns the profile.
 * @param retry returns the command line for another profile, for the hint after a mistyped name
 * @throws Failure `config-unreadable` and those of `profileNamed`
 */
export async function profileFor(
	argument: string | undefined,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): Promise<FoundProfile> {
	const choice = await orOfDirectory(chooseProfile(argument, context.machine.env), context);
	return profileIn(context.files.loadConfig(), choice, context, retry);
}

/**
 * Returns the role of a profile, for a command that needs nothing else of the profile. It takes less time than
 * `profileFor` if the profile assumes its role with that of another one, and was used before.
 * @throws Failure as `profileFor`, and `setting-invalid`
 */
export const roleToUse = async (
	argument: string | undefined,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): Promise<FoundRole> =>
	roleOfChoice(await orOfDirectory(chooseProfile(argument, context.machine.env), context), context, retry);

/**
 * Like `roleToUse`, for a command that goes on with the role of this shell if no other profile is named.
 * @throws Failure as `roleToUse`
 */
export const roleToCarry = async (
	argument: string | undefined,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): Promise<FoundRole> =>
	roleOfChoice(await orOfDirectory(chooseActiveProfile(argument, context.machine.env), context), context, retry);

/**
 * Like `roleToCarry`, for a command that gets the credentials of the profile again and again.
 * @throws Failure as `profileFor`
 */
export async function profileToServe(
	argument: string | undefined,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): Promise<FoundProfile> {
	const choice = await orOfDirectory(chooseActiveProfile(argument, context.machine.env), context);
	return profileIn(context.files.loadConfig(), choice, context, retry);
}

async function roleOfChoice(
	choice: ProfileChoice,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): Promise<FoundRole> {
	const loaded = context.files.loadConfig();
	const role = notedChain(choice.profile, loaded, context);
	return role === undefined ? profileIn(loaded, choice, context, retry) : { profile: role, loaded };
}

async function profileIn(
	loaded: LoadedConfig,
	choice: ProfileChoice,
	context: Ports<'files' | 'machine'>,
	retry?: (profile: string) => string,
): Promise<FoundProfile> {
	const isNamed = choice.namedBy === 'argument' || choice.namedBy === 'SSOENV_PROFILE';
	const noted = isNamed ? await roleNamed(choice.profile, loaded, context) : undefined;
	return { profile: noted ?? (await resolvedProfile(loaded, choice, retry)), loaded };
}

/**
 * Resolves a profile. Only for one that does not get its credentials from Identity Center alone is the code loaded that
 * knows all kinds.
 * @throws Failure of `profileNamed`
 */
export async function resolvedProfile(
	{ config, path }: LoadedConfig,
	choice: ProfileChoice,
	retry?: (profile: string) => string,
): Promise<ServedProfile> {
	if (isPlain(config, choice.profile)) return ssoProfile(config, choice, path, retry);
	return (await import('../../core/profile/chained-profile.ts')).profileNamed(config, choice, path, retry);
}

function isPlain(config: SharedConfig, name: string): boolean {
	const settings = config.profiles.get(name);
	return settings !== undefined && !assumesRole(settings) && providerOf(config, name) === 'sso';
}

/**
 * Returns the role that `use --account` or `use --role-arn` stored under this name. Undefined if it is the name of a
 * profile, if there is no note, or if the sso-session or the source is gone.
 * @throws Failure of `notedRole`
 */
async function roleNamed(
	name: string,
	{ config, path }: LoadedConfig,
	{ files: { notes } }: Ports<'files'>,
): Promise<ServedProfile | undefined> {
	if (config.profiles.has(name)) return undefined;
	const readNote = (key: string) => notes.read(key, () => true);
	const note = readNote(roleProfileKey(name));
	if (note === undefined) return undefined;
	const role = parseGiven(note);
	if (role !== undefined) return roleOfAccount(name, role, config, path);
	return (await import('../../core/given-role/noted-role.ts')).notedRole(name, { config, path, readNote });
}
