/** `ssoenv remove`: takes profiles, or an sso-session with its profiles, out of the config file. */
import { failures } from '../../core/failure/failures.ts';
import { shellWord } from '../../core/text/quoting.ts';
import { leaveActive, tellOfLeftovers, tellOfOldNames, undoLast } from '../../flows/configure/config-outcome.ts';
import { type PreparedRemoval, prepareRemoval, removeProfiles } from '../../flows/configure/remove-profiles.ts';
import { renameRecentProfile } from '../../flows/picker/recent-profiles.ts';
import type { Context, Ports } from '../../ports/context.ts';

interface RemoveArguments {
	readonly profile: readonly string[];
	readonly 'sso-session': string | undefined;
	readonly 'dry-run': boolean;
	readonly yes: boolean;
	readonly undo: boolean;
}

export async function run(args: RemoveArguments, context: Context): Promise<number> {
	const { profile: names, 'sso-session': ssoSession, 'dry-run': isDry, undo } = args;
	const isNamed = names.length > 0 || ssoSession !== undefined;
	if (undo && (isNamed || isDry)) {
		throw failures.usage({ problem: '--undo takes no name and no other option', command: 'remove' });
	}
	if (undo) return undoLast(context);
	if (!isNamed) throw failures.usage({ problem: 'a profile or --sso-session is needed', command: 'remove' });
	const prepared = await prepareRemoval([...new Set(names)], ssoSession, context);
	if (isDry) {
		context.terminal.stdout(linesOf(prepared).join(''));
		return 0;
	}
	if (!args.yes) await confirmRemoval(prepared, context);
	const edit = await removeProfiles(prepared, context);
	const { path, backup } = edit;
	for (const { name } of prepared.gone) await renameRecentProfile(name, undefined, context);
	const kept = backup === undefined ? '' : `; backup: ${shellWord(backup)}`;
	context.terminal.say(`removed ${countOf(prepared)} from ${path}${kept}; to undo: ssoenv remove --undo`);
	tellOfCredentialsFile(prepared, context);
	await tellOfOldNames(new Map([...prepared.removal.profiles].map((name) => [name, undefined])), context);
	tellOfLeftovers(edit, undefined, context);
	return leaveActive(prepared.removal.profiles, context);
}

/** Returns a line for each section that goes. */
function linesOf({ removal: { ssoSession }, gone }: PreparedRemoval): readonly string[] {
	const session = ssoSession === undefined ? [] : [`- sso-session ${shellWord(ssoSession)}\n`];
	const profiles = gone.map(({ name, served }) => {
		const role = served === undefined ? '' : `  ${served.roleName} in ${served.accountId}`;
		return `- ${shellWord(name)}${role}\n`;
	});
	return [...session, ...profiles];
}

function countOf({ removal: { ssoSession }, gone }: PreparedRemoval): string {
	const [first, ...more] = gone.map(({ name }) => name);
	const profiles = more.length > 0 ? `${gone.length} profiles` : first === undefined ? '' : `profile "${first}"`;
	const session = ssoSession === undefined ? '' : `sso-session "${ssoSession}"`;
	return [session, profiles].filter(Boolean).join(' and ');
}

/** To name a profile is the yes where nobody can be asked. @throws Failure `declined` */
async function confirmRemoval(prepared: PreparedRemoval, { terminal }: Ports<'terminal'>): Promise<void> {
	if (!terminal.stdinIsTerminal() || !terminal.stderrIsTerminal()) return;
	for (const line of linesOf(prepared)) terminal.stderr(line);
	const question = prepared.removal.ssoSession === undefined ? 'remove it?' : 'sign out, and remove all of it?';
	if (!(await terminal.confirm(question, true))) throw failures.declined(undefined);
}

/** Keys of the person's own stay, and keep the profile alive for AWS tools. */
function tellOfCredentialsFile({ removal, loaded }: PreparedRemoval, { terminal }: Ports<'terminal'>): void {
	for (const name of removal.profiles) {
		if (loaded.config.profileIn('credentials', name) === undefined) continue;
		terminal.say(`[${name}] in ${loaded.files[1]} stays as it is`);
	}
}
