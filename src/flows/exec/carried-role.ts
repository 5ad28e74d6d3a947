/** Gets the role with which a command goes on elsewhere: in a program, in a browser, in a file. */
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { failures } from '../../core/failure/failures.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import type { RoleOfProfile } from '../../core/profile/role-of-profile.ts';
import { isGuarded } from '../../core/shell/guard.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { NotedChain } from '../credentials/noted-chain.ts';
import { keptCredentials } from '../launcher/kept-credentials.ts';
import { profileToServe, roleToCarry } from '../profile/profile-for.ts';
import { type ChosenRole, chosenRole, credentialsOf } from '../profile/requested-role.ts';
import type { RoleParameters } from '../profile/role-parameters.ts';

/** The parameters of a command that goes on with a role. */
export interface CarryParameters extends RoleParameters {
	readonly yes: boolean;
}

/** A role with its credentials. */
export interface CarriedRole {
	readonly profile: RoleOfProfile;
	readonly loaded: LoadedConfig;
	readonly credentials: RoleCredentials;
}

/**
 * Returns the role that the parameters name, else the one that AWS_PROFILE names, else the one of this shell. Asks first
 * if it is guarded. `credentialsOf` gets its credentials.
 * @throws Failure of `chosenRole`, and `declined`
 */
export async function meantRole(
	parameters: CarryParameters,
	command: string,
	context: Context,
): Promise<ChosenRole<ServedProfile | NotedChain>> {
	const role = await chosenRole(parameters, { ...findingFor(command), find: roleToCarry }, context);
	if (!parameters.yes) await refuseUnlessMeant(role.profile.name, context);
	return role;
}

/**
 * Returns the role that is meant, with its credentials.
 * @param asksAgain whether they are for a program that asks again and again
 * @throws Failure of `meantRole` and `credentialsOf`
 */
export async function carriedRole(
	parameters: CarryParameters,
	command: string,
	context: Context,
	asksAgain = false,
): Promise<CarriedRole> {
	const role = await meantRole(parameters, command, context);
	const credentials = await keptCredentials(role, parameters, context, () => credentialsOf(role, context, asksAgain));
	return { profile: role.profile, loaded: role.loaded, credentials };
}

/**
 * Returns the role as `carriedRole` does, but without its credentials, for a command that gets them again and again.
 * @throws Failure of `chosenRole`, and `declined`
 */
export async function roleToServe(parameters: CarryParameters, command: string, context: Context): Promise<ChosenRole> {
	const role = await chosenRole<ServedProfile>(parameters, { ...findingFor(command), find: profileToServe }, context);
	if (!parameters.yes) await refuseUnlessMeant(role.profile.name, context);
	return role;
}

const findingFor = (command: string) => ({
	command,
	apply: (words: string) => `ssoenv ${command}${words}`,
	hasMenu: false,
});

/**
 * Asks whether a guarded profile is meant. Without a terminal nobody is asked, as in the shell layers.
 * @throws Failure `declined`
 */
async function refuseUnlessMeant(profile: string, { terminal, machine }: Ports<'terminal' | 'machine'>): Promise<void> {
	if (!isGuarded(machine.env.SSOENV_GUARD, profile)) return;
	if (!terminal.stdinIsTerminal() || !terminal.stderrIsTerminal()) return;
	const isMeant = await terminal.confirm(`${profile} is guarded (SSOENV_GUARD); use it?`, true);
	if (!isMeant) throw failures.declined(undefined);
}
