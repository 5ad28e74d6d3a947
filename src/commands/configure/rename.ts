/** `ssoenv rename`: gives a profile another name. */
import { failures } from '../../core/failure/failures.ts';
import { shellWord } from '../../core/text/quoting.ts';
import { leaveActive, tellOfLeftovers, tellOfOldNames, undoLast } from '../../flows/configure/config-outcome.ts';
import { type PreparedRename, prepareRename, renameProfile } from '../../flows/configure/rename-profile.ts';
import type { Context, Ports } from '../../ports/context.ts';

interface RenameArguments {
	readonly profile: string | undefined;
	readonly name: string | undefined;
	readonly 'dry-run': boolean;
	readonly yes: boolean;
	readonly undo: boolean;
}

const refuse = (problem: string) => failures.usage({ problem, command: 'rename' });

export async function run(args: RenameArguments, context: Context): Promise<number> {
	const { profile, name: to, 'dry-run': isDry, undo } = args;
	if (undo && (profile !== undefined || isDry)) throw refuse('--undo takes no name and no other option');
	if (undo) return undoLast(context);
	if (profile === undefined || to === undefined) throw refuse('two names are needed: the old one and the new one');
	if (profile === to) throw refuse(`"${to}" is already the name of the profile`);
	const prepared = await prepareRename(profile, to, context);
	if (isDry) {
		context.terminal.stdout(linesOf(prepared).join(''));
		return 0;
	}
	if (!args.yes) await confirmRename(prepared, context);
	const edit = await renameProfile(prepared, context);
	const { path, backup } = edit;
	const kept = backup === undefined ? '' : `; backup: ${shellWord(backup)}`;
	const { terminal } = context;
	terminal.say(`renamed profile "${profile}" to "${to}" in ${path}${kept}; to undo: ssoenv rename --undo`);
	if (prepared.syncedIn.length > 0)
		terminal.say('it is out of the block that sync wrote: from now on it is your own, and sync leaves it');
	await tellOfOldNames(new Map([[profile, to]]), context);
	tellOfLeftovers(edit, to, context);
	return leaveActive(new Set([profile]), context);
}

/** To give the names is the yes where nobody can be asked. @throws Failure `declined` */
async function confirmRename(prepared: PreparedRename, { terminal }: Ports<'terminal'>): Promise<void> {
	if (!terminal.stdinIsTerminal() || !terminal.stderrIsTerminal()) return;
	for (const line of linesOf(prepared)) terminal.stderr(line);
	if (!(await terminal.confirm('rename it?'))) throw failures.declined(undefined);
}

/** Returns a line for each section that changes. */
const linesOf = ({ name, to, users }: PreparedRename): readonly string[] => [
	`~ ${shellWord(name)} -> ${shellWord(to)}\n`,
	...users.map((user) => `~ ${shellWord(user)}  source_profile = ${shellWord(to)}\n`),
];
