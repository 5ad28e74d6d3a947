/**
 * `ssoenv uninstall`: removes the marked block of a shell, as install.ts adds it. With `--purge`, removes all that
 * ssoenv has put on this machine, after a yes.
 */
import { failures } from '../../core/failure/failures.ts';
import { purgeFailures } from '../../core/files/purge-failures.ts';
import { purgeLines } from '../../core/files/purge-text.ts';
import { printable } from '../../core/text/printable.ts';
import { type PurgePlan, purgePlan, removeAll } from '../../flows/files/purge.ts';
import { canPrompt } from '../../flows/sign-in/can-prompt.ts';
import type { Context } from '../../ports/context.ts';
import { type UninstallArguments, uninstall } from './install.ts';

interface PurgeArguments extends UninstallArguments {
	readonly purge: boolean;
	readonly 'dry-run': boolean;
	readonly yes: boolean;
}

export async function run(args: PurgeArguments, context: Context): Promise<void> {
	const { 'dry-run': isDry, yes } = args;
	const problem = wrongWords(args, canPrompt(context));
	if (problem !== undefined) throw failures.usage({ problem, command: 'uninstall' });
	if (!args.purge) return uninstall(args, context);
	const plan = await purgePlan(context);
	const lines = purgeLines(plan.removed, plan.staying).map((line) => `${printable(line)}\n`);
	if (isDry) context.terminal.stdout(lines.join(''));
	else await purge(plan, lines, yes, context);
}

/** Returns what is wrong with the options. @param canAsk whether a person can answer */
function wrongWords(
	{ purge: isPurge, shell, launcher, 'dry-run': isDry, yes }: PurgeArguments,
	canAsk: boolean,
): string | undefined {
	if (!isPurge) return isDry ? '--dry-run requires --purge' : yes ? '--yes requires --purge' : undefined;
	if ((shell ?? launcher) !== undefined) {
		return '--purge is for all shells and launchers, so it takes neither SHELL nor --launcher';
	}
	return isDry || yes || canAsk ? undefined : '--purge asks on a terminal; without one, add --yes';
}

/** @throws Failure `declined`, `interrupted`, `purge-incomplete` */
async function purge(plan: PurgePlan, lines: readonly string[], isAgreed: boolean, context: Context): Promise<void> {
	const { terminal, machine } = context;
	for (const line of lines) terminal.stderr(line);
	for (const hint of plan.hints) terminal.say(`hint: ${hint}`);
	if (plan.removed.length === 0) {
		terminal.say('nothing of ssoenv is here to remove');
		return;
	}
	if (!isAgreed && !(await terminal.confirm('remove all of this?'))) throw failures.declined(undefined);
	const left = await removeAll(plan, context);
	if (left.length > 0) throw purgeFailures.purgeIncomplete({ left });
	terminal.say('removed what ssoenv has kept on this machine; the program itself stays');
	const active = machine.env.SSOENV_PROFILE;
	if (active === undefined) return;
	terminal.say(`the credentials of ${active} stay in this shell until they expire; to remove them: ssoenv off`);
}
