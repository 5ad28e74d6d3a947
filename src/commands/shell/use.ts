/** `ssoenv use`: resolve the profile, get credentials, render for the shell. */

import { isRegion } from '../../core/aws/identifiers.ts';
import { text as settingText } from '../../core/config/shared-config.ts';
import { endsAt, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import { chooseProfile, type SsoProfile, ssoProfile } from '../../core/profile/sso-profile.ts';
import { activation } from '../../core/shell/activation.ts';
import { nameList, profileNameList } from '../../core/shell/completion-names.ts';
import { canBeKept, fieldsFile, shellFields } from '../../core/shell/role-copy.ts';
import { render, type Shell, shells } from '../../core/shell/syntaxes.ts';
import { argumentWord } from '../../core/text/quoting.ts';
import { formatDuration } from '../../core/text/time.ts';
import { signedInCredentials } from '../../flows/credentials/signed-in-credentials.ts';
import { type FoundProfile, profileFor } from '../../flows/profile/profile-for.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import { canPick } from '../../flows/sign-in/interactivity.ts';
import type { LoginChoice } from '../../flows/sign-in/offer-sign-in.ts';
import { watchSignOut } from '../../flows/sign-in/sign-out-watch.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';

interface UseArguments {
	readonly profile: string | undefined;
	readonly shell: Shell | undefined;
	readonly account: string | undefined;
	readonly role: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly region: string | undefined;
	readonly login: boolean;
	readonly 'no-login': boolean;
	readonly fields: boolean;
}

const refuse = (problem: string) => failures.usage({ problem, command: 'use' });

/** @throws Failure `usage` */
function loginChoice({ login, 'no-login': noLogin }: UseArguments): LoginChoice {
	if (login && noLogin) throw refuse('--login and --no-login exclude each other');
	return login ? 'demanded' : noLogin ? 'refused' : undefined;
}

/** @throws Failure `usage` */
function refuseMixtures({ profile, account, role, 'sso-session': ssoSession }: UseArguments): void {
	if (account === undefined) {
		if (role !== undefined) throw refuse('--role goes with --account');
		if (ssoSession !== undefined) throw refuse('--sso-session goes with --account');
	} else if (profile !== undefined) throw refuse('PROFILE and --account exclude each other');
}

/** @throws Failure `usage`, `region-invalid` */
function refuseRegion({ region, profile }: UseArguments): void {
	if (region === '') throw refuse('--region is empty');
	if (region === undefined || isRegion(region)) return;
	throw failures.regionInvalid({ region, command: profile === undefined ? 'use' : `use ${argumentWord(profile)}` });
}

export async function run(args: UseArguments, context: Context): Promise<void> {
	const shell = shellFor(args.shell, 'use', context);
	refuseMixtures(args);
	refuseRegion(args);
	const choice = loginChoice(args);
	const apply = (words: string) => shells[shell].apply(`ssoenv use${words}`);
	const { profile: found, loaded, isPicked } = await foundProfile(args, choice, apply, context);
	if (context.terminal.stdoutIsTerminal()) {
		throw failures.stdoutIsTerminal({ command: 'use', apply: apply(` ${argumentWord(found.name)}`) });
	}
	const profile = args.region === undefined ? found : { ...found, region: args.region };
	const isSignedOut = args.fields ? watchSignOut(profile, context) : () => false;
	const credentials = await signedInCredentials(profile, loaded, choice, context);
	if (args.fields) {
		const isForOnce = args.region !== undefined && args.account === undefined;
		await giveFields(profile, credentials, loaded, { isForOnce, isSignedOut }, context);
	} else {
		context.terminal.stdout(render(shell, activation(profile, credentials, context.machine.env)));
		if (context.terminal.stderrIsTerminal())
			context.terminal.say(greeting(profile, credentials, context.machine.now()));
	}
	// Where nothing else is written, a note would cost more than all the rest. What is renewed unseen is not used anew.
	const isByHand = isPicked || (args.fields && choice !== 'refused');
	if (isByHand) await (await import('../../flows/picker/recent-profiles.ts')).noteRecentProfile(profile.name, context);
}

interface UsedProfile extends FoundProfile {
	readonly isPicked: boolean;
}

/** The profile that is named or set, the role that is given, or on a terminal the one that is picked. */
async function foundProfile(
	args: UseArguments,
	choice: LoginChoice,
	apply: (words: string) => string,
	context: Context,
): Promise<UsedProfile> {
	const { account, region } = args;
	if (account !== undefined) {
		const loaded = context.files.loadConfig();
		const { givenRole } = await import('../../flows/profile/given-role.ts');
		const words = { accountId: account, roleName: args.role, ssoSession: args['sso-session'], region };
		return { profile: await givenRole(words, loaded, choice, context), loaded, isPicked: false };
	}
	const retry = (profile: string) => apply(` ${argumentWord(profile)}`);
	if (
		args.profile !== undefined ||
		choice === 'refused' ||
		isChosenByVariable(context.machine.env) ||
		!canPick(context)
	) {
		return { ...profileFor(args.profile, context, retry), isPicked: false };
	}
	if (context.terminal.stdoutIsTerminal()) throw failures.stdoutIsTerminal({ command: 'use', apply: apply('') });
	const loaded = context.files.loadConfig();
	const { pickProfile } = await import('../../flows/picker/pick-profile.ts');
	const name = await pickProfile(loaded, context);
	// With nothing to pick from, it is said in the same words as everywhere.
	if (name === undefined) return { ...profileFor(undefined, context, retry), isPicked: false };
	const choiceMade = { profile: name, namedBy: 'argument' } as const;
	return { profile: ssoProfile(loaded.config, choiceMade, loaded.path), loaded, isPicked: true };
}

const isChosenByVariable = (env: Environment): boolean => chooseProfile(undefined, env).namedBy !== 'default';

/**
 * For the shell functions: data to read in place of code to run, and copies, so that they need not ask again so soon.
 * @param isForOnce whether the region was given on the command line, in place of the profile's
 * @param isSignedOut whether somebody has signed out since the credentials were looked for: then no copy may stay
 */
async function giveFields(
	profile: SsoProfile,
	credentials: RoleCredentials,
	{ config, files, readAt }: LoadedConfig,
	{ isForOnce, isSignedOut }: { readonly isForOnce: boolean; readonly isSignedOut: () => boolean },
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	const source = { env: context.machine.env, files };
	const text = shellFields(profile, credentials, source);
	if (canBeKept(context.machine.env)) {
		const file = fieldsFile(profile.name);
		const own = config.profiles.get(profile.name);
		// A role that was given with no profile has a name that no profile has; should one get it, the copy is older than the file.
		const isAsConfigured = own === undefined ? !isForOnce : profile.region === settingText(own, 'region');
		if (file !== undefined && isAsConfigured) {
			await context.files.shellCopies.keep(file, text, readAt);
			if (isSignedOut()) context.files.shellCopies.forget(file);
		}
		await context.files.shellCopies.keep('names', nameList(config, source), readAt);
		const profiles = profileNameList(config, source);
		if (profiles !== undefined) await context.files.shellCopies.keep('profiles', profiles, readAt);
	}
	context.terminal.stdout(text);
}

function greeting(profile: SsoProfile, credentials: RoleCredentials, now: number): string {
	const where = profile.region === undefined ? '' : ` in ${profile.region}`;
	const left = formatDuration(endsAt(credentials) - now);
	return `${profile.name}: ${profile.roleName} of account ${profile.accountId}${where}, ${left} left`;
}
