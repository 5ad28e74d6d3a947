/** `ssoenv sync`: writes a profile for each account and role to the config file, or converts another tool's profiles. */

import { misreadLines } from '../../core/config/misread-text.ts';
import type { HandEdits } from '../../core/config-edit/hand-edits.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Tool } from '../../core/profile/foreign-tool.ts';
import { configuredSessions } from '../../core/profile/session-list.ts';
import { chooseProfile } from '../../core/profile/sso-profile.ts';
import { planSync, profilesOf } from '../../core/sync/plan.ts';
import { count, migrationLines, migrationSummary, planLines, planSummary } from '../../core/sync/plan-text.ts';
import { shellWord } from '../../core/text/quoting.ts';
import { type DiscoverOptions, discover } from '../../flows/discovery/discover.ts';
import { discoveryFor } from '../../flows/discovery/discover-signed-in.ts';
import { type SignInTarget, sessionFor } from '../../flows/sign-in/session-for.ts';
import { applyMigration, prepareMigration } from '../../flows/sync/migrate.ts';
import { applySync, type PreparedSync, prepareSync } from '../../flows/sync/sync.ts';
import { isUndoable, lastEdit, undoEdit } from '../../flows/sync/sync-history.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';

interface SyncArguments {
	readonly 'sso-session': string | undefined;
	readonly template: string | undefined;
	readonly region: string | undefined;
	readonly prune: boolean;
	readonly refresh: boolean;
	readonly 'dry-run': boolean;
	readonly yes: boolean;
	readonly undo: boolean;
	readonly from: Tool | undefined;
}

/** The most lines of each kind before the question. */
const MOST_SHOWN = 40;

type Lines = (isColoured: boolean, most: number) => readonly string[];

interface Offer {
	readonly lines: Lines;
	readonly summary: string;
	/** False if there is nothing to write. */
	readonly isChange: boolean;
	readonly write: () => Promise<ConfigEdit>;
}

export async function run(args: SyncArguments, context: Context): Promise<void> {
	refuseMixtures(args);
	if (args.undo) return undo(args['dry-run'], context);
	await offer(
		args.from === undefined ? await syncOffer(args, context) : await migrationOffer(args.from, context),
		args,
		context,
	);
}

function refuseMixtures({ undo, from, prune, refresh, template, region, ...args }: SyncArguments): void {
	const main = undo ? '--undo' : from === undefined ? undefined : '--from';
	const isMixed =
		(undo && from !== undefined) || prune || refresh || (template ?? region ?? args['sso-session']) !== undefined;
	if (main !== undefined && isMixed) {
		throw failures.usage({ problem: `only --dry-run and --yes can be used with ${main}`, command: 'sync' });
	}
}

async function undo(isDry: boolean, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const { path } = await context.files.configFile();
	if (!isDry) {
		const { backup, byHand } = await undoEdit(context);
		const kept = backup === undefined ? '' : `; backup: ${shellWord(backup)}`;
		context.terminal.say(`undid the last sync of ${path}${kept}`);
		const gone = lostEdits(byHand);
		if (gone !== '') context.terminal.say(`this removed settings that were added to its block by hand: ${gone}`);
		return;
	}
	const last = lastEdit(path, context);
	if (!('label' in last)) {
		context.terminal.say(`the last sync of ${path} used --from: undo would revert all of it`);
		return;
	}
	const plan = planSync(profilesOf(last.after ?? ''), profilesOf(last.before ?? ''), true, () => true);
	print((isColoured, most) => planLines(plan, isColoured, most), planSummary(plan), context);
}

/** Returns the edits by hand that are lost when the block is rewritten or removed. */
function lostEdits({ settings, sections }: HandEdits): string {
	const all = [...sections, ...settings];
	return `${all.slice(0, MOST_SHOWN).join(', ')}${all.length > MOST_SHOWN ? ', …' : ''}`;
}

/** Returns the session of `--sso-session`, else the only one, else that of the profile in a variable. */
async function sessionToSync(given: string | undefined, context: Ports<'files' | 'machine'>): Promise<SignInTarget> {
	const loaded = context.files.loadConfig();
	const { config, path } = loaded;
	const [only, ...others] = config.ssoSessions.keys();
	const ssoSession = given ?? (others.length === 0 ? only : undefined);
	if (ssoSession === undefined && chooseProfile(undefined, context.machine.env).namedBy === 'default') {
		const known = configuredSessions(config, path).filter(({ session }) => session.ssoSession !== undefined);
		if (known.length === 0) throw failures.syncNeedsSession({ misread: misreadLines(config) });
		const sessions = known.map(({ session, profiles }) => ({ session, profile: profiles[0] }));
		throw failures.ssoSessionAmbiguous({ command: 'sync', sessions });
	}
	const { machine, files } = context;
	const ports = { machine, files: { ...files, loadConfig: () => loaded } };
	return sessionFor({ profile: undefined, ssoSession }, 'sync', ports);
}

async function syncOffer(args: SyncArguments, context: Context): Promise<Offer> {
	const target = await sessionToSync(args['sso-session'], context);
	const { ssoSession } = target.session;
	if (ssoSession === undefined) throw failures.syncNeedsSession({ misread: misreadLines(target.loaded.config) });
	const work = (options: DiscoverOptions) => discover(target.session, options, context);
	const discovery = await discoveryFor(target, { refresh: args.refresh }, work, context);
	const options = { template: args.template, region: args.region, isPruned: args.prune };
	const prepared = await prepareSync(ssoSession, discovery, options, context);
	reportNames(prepared, context);
	const { plan, before, after, isByHand, byHand } = prepared;
	if (isByHand && before !== after) {
		const known = lostEdits(byHand);
		const what = known === '' ? '' : `: ${known}`;
		context.terminal.say(`the block was edited by hand; this sync would remove those edits${what}`);
	}
	return {
		lines: (isColoured, most) => planLines(plan, isColoured, most),
		summary: planSummary(plan),
		isChange: before !== after,
		write: () => applySync(prepared, context),
	};
}

async function migrationOffer(tool: Tool, context: Ports<'terminal' | 'files' | 'machine'>): Promise<Offer> {
	const prepared = await prepareMigration(tool, context);
	const { migration } = prepared;
	if (tool === 'aws-sso-cli' && migration.moved.length > 0) {
		context.terminal.say(
			'aws-sso-cli rewrites its profiles each time "aws-sso setup profiles" runs: do not run it from now on',
		);
	}
	return {
		lines: (isColoured, most) => migrationLines(migration, isColoured, most),
		summary: migrationSummary(migration),
		isChange: migration.moved.length > 0,
		write: () => applyMigration(prepared, context),
	};
}

/** Prints the whole plan on stdout. */
function print(lines: Lines, summary: string, context: Ports<'terminal' | 'machine'>): void {
	const isColoured = context.terminal.stdoutIsTerminal() && !context.machine.env.NO_COLOR;
	const all = lines(isColoured, Number.POSITIVE_INFINITY);
	context.terminal.stdout(all.map((line) => `${line}\n`).join(''));
	context.terminal.say(summary);
}

async function offer(
	{ lines, summary, isChange, write }: Offer,
	args: SyncArguments,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	if (args['dry-run']) return print(lines, summary, context);
	const isColoured = context.terminal.stderrIsTerminal() && !context.machine.env.NO_COLOR;
	for (const line of lines(isColoured, MOST_SHOWN)) context.terminal.stderr(`${line}\n`);
	if (!isChange) {
		context.terminal.say(`${summary}; nothing to write`);
		return;
	}
	context.terminal.say(summary);
	await confirmWrite(args.yes, context);
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

function reportNames({ resolved, own }: PreparedSync, context: Ports<'terminal'>): void {
	for (const { role, wanted } of resolved.slice(0, MOST_SHOWN)) {
		context.terminal.say(
			`the name ${wanted} is taken or fits several roles; ${role.roleName} in ${role.accountId} gets the name ${role.name}`,
		);
	}
	if (resolved.length > MOST_SHOWN) context.terminal.say(`… and ${resolved.length - MOST_SHOWN} more such names`);
	if (own.length === 0) return;
	const names = `${own.slice(0, 5).map(shellWord).join(', ')}${own.length > 5 ? ', …' : ''}`;
	context.terminal.say(
		`${count(own.length, 'role')} already covered by your own profiles, which stay unchanged: ${names}`,
	);
}
