/** `ssoenv use`: resolve the profile, get credentials, render for the shell. */
import { activation } from '../core/environment.ts';
import { failures } from '../core/failures.ts';
import { nameList } from '../core/name-list.ts';
import { argumentWord } from '../core/quoting.ts';
import type { RoleCredentials } from '../core/role-credentials.ts';
import { text as settingText } from '../core/shared-config.ts';
import { canBeKept, fieldsFile, shellFields } from '../core/shell-fields.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import { render, type Shell, shells } from '../core/syntaxes.ts';
import { formatDuration } from '../core/timestamp.ts';
import { profileFor } from '../flows/profile-for.ts';
import { shellFor } from '../flows/shell-for.ts';
import { type LoginChoice, signedInCredentials } from '../flows/signed-in-credentials.ts';
import type { Context, LoadedConfig } from '../ports.ts';

interface UseArguments {
	readonly profile: string | undefined;
	readonly shell: Shell | undefined;
	readonly region: string | undefined;
	readonly login: boolean;
	readonly 'no-login': boolean;
	readonly fields: boolean;
}

/** @throws Failure `usage` */
function loginChoice({ login, 'no-login': noLogin }: UseArguments): LoginChoice {
	if (login && noLogin) throw failures.usage({ problem: '--login and --no-login exclude each other', command: 'use' });
	return login ? 'demanded' : noLogin ? 'refused' : undefined;
}

export async function run(args: UseArguments, context: Context): Promise<void> {
	const shell = shellFor(args.shell, 'use', context);
	const apply = (profile: string) => shells[shell].apply(`ssoenv use ${argumentWord(profile)}`);
	const found = profileFor(args.profile, context, apply);
	if (context.stdoutIsTerminal()) {
		throw failures.stdoutIsTerminal({ command: 'use', apply: apply(found.profile.name) });
	}
	if (args.region === '') throw failures.usage({ problem: '--region is empty', command: 'use' });
	const profile = args.region === undefined ? found.profile : { ...found.profile, region: args.region };
	const credentials = await signedInCredentials(profile, found.loaded, loginChoice(args), context);
	if (args.fields) {
		await giveFields(profile, credentials, found.loaded, context);
		return;
	}
	context.stdout(render(shell, activation(profile, credentials, context.env)));
	if (context.stderrIsTerminal()) context.say(greeting(profile, credentials, context.now()));
}

/** For the shell functions: data to read in place of code to run, and copies, so that they need not ask again so soon. */
async function giveFields(
	profile: SsoProfile,
	credentials: RoleCredentials,
	{ config, files, readAt }: LoadedConfig,
	context: Context,
): Promise<void> {
	const source = { env: context.env, files };
	const text = shellFields(profile, credentials, source);
	if (canBeKept(context.env)) {
		const file = fieldsFile(profile.name);
		// A region that was given on the command line is for this once.
		const isAsConfigured = profile.region === settingText(config.profiles.get(profile.name), 'region');
		if (file !== undefined && isAsConfigured) await context.shellCopies.keep(file, text, readAt);
		await context.shellCopies.keep('names', nameList(config, source), readAt);
	}
	context.stdout(text);
}

function greeting(profile: SsoProfile, credentials: RoleCredentials, now: number): string {
	const where = profile.region === undefined ? '' : ` in ${profile.region}`;
	const left = formatDuration(credentials.expiresAt - now);
	return `${profile.name}: ${profile.roleName} of account ${profile.accountId}${where}, ${left} left`;
}
