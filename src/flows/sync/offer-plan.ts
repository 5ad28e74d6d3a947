/** Shows what a sync would change, asks, and writes. */
import { failures } from '../../core/failure/failures.ts';
import { MOST_SHOWN } from '../../core/sync/report-text.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';
import { isUndoable } from './sync-history.ts';

type Lines = (isColoured: boolean, most: number) => readonly string[];

/** Changes to the config file, which a person may accept. */
export interface SyncOffer {
	readonly lines: Lines;
	readonly summary: string;
	/** False if there is nothing to write. */
	readonly isChange: boolean;
	readonly write: () => Promise<ConfigEdit>;
}

/** The options that say what to do with a plan. */
export interface SyncAnswers {
	readonly 'dry-run': boolean;
	readonly check: boolean;
	readonly yes: boolean;
}

/** Prints the whole plan on stdout. */
export function printPlan(lines: Lines, summary: string, context: Ports<'terminal' | 'machine'>): void {
	const isColoured = context.terminal.stdoutIsTerminal() && !context.machine.env.NO_COLOR;
	const all = lines(isColoured, Number.POSITIVE_INFINITY);
	context.terminal.stdout(all.map((line) => `${line}\n`).join(''));
	context.terminal.say(summary);
}

/**
 * Shows a plan and, after a yes, carries it out. Returns 1 with `--check` if something would change.
 * @throws Failure `declined`, `usage`, and what `write` throws
 */
export async function offerPlan(
	{ lines, summary, isChange, write }: SyncOffer,
	answers: SyncAnswers,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<number> {
	if (answers.check) {
		printPlan(lines, `${summary}; ${isChange ? 'sync would change the config file' : 'nothing to write'}`, context);
		return isChange ? 1 : 0;
	}
	if (answers['dry-run']) printPlan(lines, summary, context);
	else if (isChange) await writeAfterYes(lines, summary, write, answers, context);
	else showAndSay(lines, `${summary}; nothing to write`, context);
	return 0;
}

/** Shows the first lines of the plan on stderr. */
function showAndSay(lines: Lines, summary: string, { terminal, machine }: Ports<'terminal' | 'machine'>): void {
	const isColoured = terminal.stderrIsTerminal() && !machine.env.NO_COLOR;
	for (const line of lines(isColoured, MOST_SHOWN)) terminal.stderr(`${line}\n`);
	terminal.say(summary);
}

async function writeAfterYes(
	lines: Lines,
	summary: string,
	write: SyncOffer['write'],
	answers: SyncAnswers,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	showAndSay(lines, summary, context);
	await confirmWrite(answers.yes, context);
	const { path, backup } = await write();
	const kept = backup === undefined ? '' : `; backup: ${shellWord(backup)}`;
	const back = isUndoable(path, context)
		? 'to undo: ssoenv sync --undo'
		: 'this sync cannot be undone: ssoenv could not save the undo record';
	context.terminal.say(`wrote ${path}${kept}; ${back}`);
}

/** Asks before the write. @throws Failure `declined`, `usage` if the person cannot be asked */
async function confirmWrite(isYes: boolean, context: Ports<'terminal' | 'files'>): Promise<void> {
	if (isYes) return;
	const { path } = await context.files.configFile();
	if (!context.terminal.stdinIsTerminal() || !context.terminal.stderrIsTerminal()) {
		const problem = 'sync asks before it writes; without a terminal, it requires --yes';
		throw failures.usage({ problem, command: 'sync' });
	}
	if (!(await context.terminal.confirm(`write these changes to ${path}?`))) throw failures.declined(undefined);
}
