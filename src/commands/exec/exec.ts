/** `ssoenv exec`: runs a program, or a shell, with the credentials of a role. The shell that runs it stays as it is. */
import { changedEnvironment } from '../../core/exec/changed-environment.ts';
import type { Environment } from '../../core/machine/environment.ts';
import { passedSettings } from '../../core/profile/passed-settings.ts';
import { settingsName } from '../../core/profile/role-chain.ts';
import { activation, type Change } from '../../core/shell/activation.ts';
import { type CarryParameters, carriedRole } from '../../flows/exec/carried-role.ts';
import type { Context } from '../../ports/context.ts';

/** Holds the profile for which `exec` has started a shell. */
const SUBSHELL = 'SSOENV_SUBSHELL';

interface ExecArguments extends CarryParameters {
	readonly renew: boolean;
}

export async function run(args: ExecArguments, context: Context, words: readonly string[]): Promise<number> {
	// As it is now: a request to AWS changes the environment of this process.
	const env = { ...context.machine.env };
	const programs = await context.machine.programs();
	const isShell = words.length === 0;
	const program = isShell ? [shellOf(env)] : words;
	// Nobody should sign in for a program that cannot run.
	programs.check(program[0] ?? '', env);
	const role = await carriedRole(args, 'exec', context, args.renew);
	const { profile, loaded, credentials } = role;
	const passed = passedSettings(loaded.config, settingsName(profile));
	const changes = activation(profile, credentials, env, passed);
	if (isShell) sayWhere(profile.name, env[SUBSHELL], context);
	const more: readonly Change[] = isShell ? [{ name: SUBSHELL, value: profile.name }] : [];
	if (!args.renew) return programs.runInstead(program, changedEnvironment(env, [...changes, ...more]));
	const { renewing } = await import('../../flows/exec/renewing.ts');
	const { renewed, remove } = renewing(role, [...changes, ...more], env, programs);
	try {
		return await programs.runInstead(program, changedEnvironment(env, renewed), remove);
	} finally {
		remove();
	}
}

/** The shell of the person. Windows has no SHELL. */
const shellOf = ({ SHELL, COMSPEC }: Environment): string => SHELL || COMSPEC || '/bin/sh';

function sayWhere(profile: string, outer: string | undefined, { terminal }: Pick<Context, 'terminal'>): void {
	if (!terminal.stderrIsTerminal()) return;
	const inside = outer === undefined ? '' : `, inside the one for ${outer}`;
	terminal.say(`a new shell with the role of ${profile}${inside}; exit ends it`);
}
