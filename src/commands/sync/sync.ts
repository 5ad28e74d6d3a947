/** `ssoenv sync`: writes a profile for each account and role to the config file, or converts another tool's profiles. */

import { signInName } from '../../core/aws/sso-session.ts';
import { misreadLines } from '../../core/config/misread-text.ts';
import type { HandEdits } from '../../core/config-edit/hand-edits.ts';
import { renamesIn } from '../../core/configure/renamed-profiles.ts';
import { syncFailures } from '../../core/failure/edit-failures.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Tool } from '../../core/profile/foreign-tool.ts';
import { idleOptions } from '../../core/sync/idle-options.ts';
import { planSync } from '../../core/sync/plan.ts';
import { migrationLines, migrationSummary, planLines, planSummary } from '../../core/sync/plan-text.ts';
import { profilesOf } from '../../core/sync/profile-block.ts';
import type { GivenOptions } from '../../core/sync/recipe.ts';
import { firstLines, MOST_SHOWN, reportLines } from '../../core/sync/report-text.ts';
import { linesAboutNames } from '../../flows/configure/name-users.ts';
import { type DiscoverOptions, discover } from '../../flows/discovery/discover.ts';
import { discoveryFor } from '../../flows/discovery/discover-signed-in.ts';
import { recentProfiles } from '../../flows/picker/recent-profiles.ts';
import { applyMigration, prepareMigration } from '../../flows/sync/migrate.ts';
import { offerPlan, printPlan, type SyncOffer } from '../../flows/sync/offer-plan.ts';
import { applySync, checkOptions, type PreparedSync, prepareSync } from '../../flows/sync/sync.ts';
import { lastEdit, undoEdit, undoneText } from '../../flows/sync/sync-history.ts';
import { sessionToSync } from '../../flows/sync/sync-session.ts';
import type { Context, Ports } from '../../ports/context.ts';

interface SyncArguments extends GivenOptions {
	readonly 'sso-session': string | undefined;
	readonly rename: boolean;
	readonly prune: boolean;
	readonly refresh: boolean;
	readonly 'dry-run': boolean;
	readonly check: boolean;
	readonly verbose: boolean;
	readonly yes: boolean;
	readonly undo: boolean;
	readonly from: Tool | undefined;
}

/** Returns 1 with `--check` if something would change. */
export async function run(args: SyncArguments, context: Context): Promise<number> {
	refuseMixtures(args);
	if (args.undo) {
		await undo(args['dry-run'], context);
		return 0;
	}
	const { from } = args;
	const plan = from === undefined ? await syncOffer(args, context) : await migrationOffer(from, context);
	return offerPlan(plan, args, context);
}

/** The options that `--undo` and `--from` do not take. */
const OF_SYNC = [
	'sso-session',
	'template',
	'single',
	'prefer',
	'names',
	'rename',
	'region',
	'include',
	'exclude',
	'set',
	'comment',
	'prune',
	'refresh',
	'check',
	'verbose',
] as const;

function isGiven(value: string | boolean | readonly string[] | undefined): boolean {
	return typeof value === 'object' ? value.length > 0 : value !== undefined && value !== false;
}

function refuseMixtures(args: SyncArguments): void {
	const refuse = (problem: string) => failures.usage({ problem, command: 'sync' });
	if (args.check && args.yes) throw refuse('--check writes nothing, so it cannot be used with --yes');
	const main = args.undo ? '--undo' : args.from === undefined ? undefined : '--from';
	const isMixed = (args.undo && args.from !== undefined) || OF_SYNC.some((option) => isGiven(args[option]));
	if (main !== undefined && isMixed) throw refuse(`only --dry-run and --yes can be used with ${main}`);
}

async function undo(isDry: boolean, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const { path } = await context.files.configFile();
	if (!isDry) {
		const undone = await undoEdit(context);
		context.terminal.say(undoneText(undone));
		const gone = lostEdits(undone.byHand);
		if (gone !== '') context.terminal.say(`this removed settings that were added to its block by hand: ${gone}`);
		return;
	}
	const last = lastEdit(path, context);
	if (!('label' in last)) {
		const maker = last.by === undefined ? '' : ` was made by ssoenv ${last.by}`;
		context.terminal.say(`the last change to ${path}${maker}: undo would revert all of it`);
		return;
	}
	const plan = planSync(profilesOf(last.after ?? ''), profilesOf(last.before ?? ''), true, {
		whyStale: () => 'unassigned',
	});
	printPlan((isColoured, most) => planLines(plan, isColoured, most), planSummary(plan), context);
}

/** Returns the edits by hand that are lost when the block is rewritten or removed. */
function lostEdits({ settings, sections }: HandEdits): string {
	const all = [...sections, ...settings];
	return `${all.slice(0, MOST_SHOWN).join(', ')}${all.length > MOST_SHOWN ? ', …' : ''}`;
}

async function syncOffer(args: SyncArguments, context: Context): Promise<SyncOffer> {
	const target = await sessionToSync(args['sso-session'], context);
	const { ssoSession } = target.session;
	if (ssoSession === undefined) throw syncFailures.syncNeedsSession({ misread: misreadLines(target.loaded.config) });
	const known = await checkOptions(ssoSession, args, context);
	const work = (options: DiscoverOptions) => discover(target.session, options, context);
	const choice = args.check ? ({ consent: 'refused' } as const) : {};
	const discovery = await discoveryFor(target, { refresh: args.refresh }, work, context, choice);
	const options = { given: args, known, isPruned: args.prune, isRenaming: args.rename };
	const prepared = await prepareSync(ssoSession, discovery, options, context);
	if (prepared.roles.length === 0 && discovery.unreadable.length === 0) {
		context.terminal.say(`no role is assigned to you with ${signInName(target.session)}`);
	}
	await report(prepared, args, context);
	const { plan, before, after } = prepared;
	return {
		lines: (isColoured, most) => planLines(plan, isColoured, most),
		summary: planSummary(plan),
		isChange: before !== after,
		write: () => applySync(prepared, context),
	};
}

async function report(
	prepared: PreparedSync,
	args: SyncArguments,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	const { recipe, plan, before, after, isByHand, byHand, keepsNames, roles } = prepared;
	const lines = [
		...idleOptions(args, recipe, roles),
		...reportLines(prepared, { isVerbose: args.verbose, keepsNames }),
		...firstLines(
			await linesAboutNames(renamesIn(plan), new Set(recentProfiles(context).keys()), context),
			'places that name renamed profiles',
		),
	];
	const isRewritten = before !== undefined && after !== undefined && before !== after;
	if (isRewritten && !isByHand && plan.steps.length === 0) {
		lines.push('no profile changes, only what the block remembers: its options and the names of accounts');
	}
	if (isByHand && before !== after) {
		const known = lostEdits(byHand);
		const what = known === '' ? '' : `: ${known}`;
		lines.push(`the block was edited by hand; this sync would remove those edits${what}`);
	}
	for (const line of lines) context.terminal.say(line);
}

async function migrationOffer(tool: Tool, context: Ports<'terminal' | 'files' | 'machine'>): Promise<SyncOffer> {
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
