/** Finds the role that `use` is asked for: by profile, by account and role name, by ARN, or from the picker. */

import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import type { RoleOfProfile } from '../../core/profile/role-of-profile.ts';
import { chooseProfile } from '../../core/profile/sso-profile.ts';
import { type Shell, shells } from '../../core/shell/syntaxes.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { NotedChain } from '../credentials/noted-chain.ts';
import { signedInCredentials } from '../credentials/signed-in-credentials.ts';
import { shellFor } from '../shell/shell-for.ts';
import { canPick } from '../sign-in/can-prompt.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { resolvedProfile } from './profile-for.ts';
import { checkedParameters, type RoleParameters, type SigningIn } from './role-parameters.ts';

/** The parameters of `use`. */
export interface RoleRequest extends RoleParameters {
	readonly shell: Shell | undefined;
}

/** Finds the role of a profile by its name, or by the variables of the environment. */
type FindProfile<Role> = (
	argument: string | undefined,
	context: Context,
	retry: (profile: string) => string,
) => Promise<{ readonly profile: Role; readonly loaded: LoadedConfig }>;

interface FoundByRequest<Role> {
	readonly profile: Role;
	readonly loaded: LoadedConfig;
	readonly isPicked: boolean;
	/** Undoes what was noted about the role, if AWS does not allow it. */
	readonly forget?: () => void;
}

/** A role, and how to sign in if it needs that. */
export interface ChosenRole<Role = ServedProfile> extends FoundByRequest<Role>, SigningIn {}

export interface RequestedRole<Role = ServedProfile> extends ChosenRole<Role> {
	readonly shell: Shell;
}

/** How a command finds its role. */
interface Finding<Role> {
	/** The name of the command, for hints about its help. */
	readonly command: string;
	/** Returns the command line for other words behind the command. */
	readonly apply: (words: string) => string;
	readonly find: FindProfile<Role | ServedProfile>;
	/** Whether the person may choose from a menu if no profile is named. */
	readonly hasMenu: boolean;
}

/**
 * Returns the role.
 * @param find `profileFor`, or `roleToUse` for a command that needs nothing but the role
 * @throws Failure `usage`, `region-invalid`, `stdout-is-terminal`, and those of finding the profile
 */
export async function requestedRole<Role extends RoleOfProfile>(
	request: RoleRequest,
	find: FindProfile<Role | ServedProfile>,
	context: Context,
): Promise<RequestedRole<Role | ServedProfile>> {
	const shell = shellFor(request.shell, 'use', context);
	const apply = (words: string) => shells[shell].apply(`ssoenv use${words}`);
	const role = await chosenRole(request, { command: 'use', apply, find, hasMenu: true }, context);
	if (context.terminal.stdoutIsTerminal()) {
		throw failures.stdoutIsTerminal({ command: 'use', apply: apply(` ${argumentWord(role.profile.name)}`) });
	}
	return { ...role, shell };
}

/**
 * Returns the role that the parameters of a command name.
 * @throws Failure `usage`, `region-invalid`, and those of finding the profile
 */
export async function chosenRole<Role extends RoleOfProfile>(
	request: RoleParameters,
	finding: Finding<Role>,
	context: Context,
): Promise<ChosenRole<Role | ServedProfile>> {
	const signingIn = checkedParameters(request, finding.command);
	const resolved = await resolveProfile(request, { ...finding, choice: signingIn.choice }, context);
	const { region = resolved.profile.region } = request;
	return { ...resolved, profile: { ...resolved.profile, region }, ...signingIn };
}

/**
 * Returns the credentials of the role.
 * @param asksAgain whether they are for a program that asks again and again
 * @throws Failure of `signedInCredentials`
 */
export async function credentialsOf(
	role: ChosenRole<ServedProfile | NotedChain>,
	context: Context,
	asksAgain = false,
): Promise<RoleCredentials> {
	const { profile, loaded, choice, areCodesOnStdin } = role;
	if ('credentials' in profile) return profile.credentials;
	try {
		return await signedInCredentials(profile, loaded, choice, context, { areCodesOnStdin, asksAgain });
	} catch (error) {
		if (error instanceof Failure && error.code === 'role-not-allowed') role.forget?.();
		throw error;
	}
}

interface Resolving<Role> extends Finding<Role> {
	readonly choice: LoginChoice;
}

/** Returns the role of `--account` or `--role-arn`, the profile that is named or set, or the one that the person picks. */
async function resolveProfile<Role>(
	request: RoleParameters,
	{ choice, command, apply, find, hasMenu }: Resolving<Role>,
	context: Context,
): Promise<FoundByRequest<Role | ServedProfile>> {
	if (request.account !== undefined || request['role-arn'] !== undefined) {
		const loaded = context.files.loadConfig();
		const { roleByOptions } = await import('../given-role/role-by-options.ts');
		return { ...(await roleByOptions(request, loaded, { choice, command, apply }, context)), loaded, isPicked: false };
	}
	const retry = (profile: string) => apply(` ${argumentWord(profile)}`);
	if (
		request.profile !== undefined ||
		choice.consent === 'refused' ||
		!hasMenu ||
		isChosenByVariable(context.machine.env) ||
		!canPick(context)
	) {
		return { ...(await find(request.profile, context, retry)), isPicked: false };
	}
	if (context.terminal.stdoutIsTerminal()) throw failures.stdoutIsTerminal({ command, apply: apply('') });
	const loaded = context.files.loadConfig();
	const { pickProfile } = await import('../picker/pick-profile.ts');
	const name = await pickProfile(loaded, context);
	// Without profiles to pick from, fail as `use` without a picker does.
	if (name === undefined) return { ...(await find(undefined, context, retry)), isPicked: false };
	const choiceMade = { profile: name, namedBy: 'argument' } as const;
	return { profile: await resolvedProfile(loaded, choiceMade), loaded, isPicked: true };
}

const isChosenByVariable = (env: Environment): boolean => chooseProfile(undefined, env).namedBy !== 'default';
