/** Formats plans of `sync` and `sync --from` for people. */
import { printable } from '../text/printable.ts';
import { inReadingOrder } from '../text/reading-order.ts';
import type { Migration } from './migration.ts';
import type { StaleReason, SyncPlan, SyncStep } from './plan.ts';
import type { SyncedProfile } from './profile-block.ts';

const COLOURS: Readonly<Record<SyncStep['kind'], string>> = { add: '32', change: '33', remove: '31', stale: '2' };

const role = ({ roleName, accountId, region }: SyncedProfile): string =>
	`${roleName} in ${accountId}${region === undefined ? '' : ` (${region})`}`;

const isOther = (before: SyncedProfile | undefined, [key, value]: readonly [string, string]): boolean =>
	before?.settings.get(key) !== value;

/** Returns the settings and the comment that a profile gets or loses. @param before undefined for a new profile */
function furtherChanges(before: SyncedProfile | undefined, { settings, comment }: SyncedProfile): string {
	const added = [...settings].filter((setting) => isOther(before, setting)).map(([key, value]) => `${key} = ${value}`);
	const gone = [...(before?.settings.keys() ?? [])].filter((key) => !settings.has(key)).map((key) => `no ${key}`);
	const words = [...added, ...gone];
	if (comment !== before?.comment) words.push(comment === undefined ? 'no comment' : `# ${comment}`);
	return words.map((word) => `; ${word.trimEnd()}`).join('');
}

const REASONS: Readonly<Record<StaleReason, string>> = {
	unassigned: 'no longer assigned',
	'left-out': 'left out by --include or --exclude',
	'other-region': 'not a region of --region',
};

function changeText(before: SyncedProfile, after: SyncedProfile): string {
	const further = furtherChanges(before, after);
	if (before.name !== after.name) return `~ ${before.name} -> ${after.name}  ${role(after)}${further}`;
	const roles = role(before) === role(after) ? role(after) : `${role(before)} -> ${role(after)}`;
	return `~ ${after.name}  ${roles}${further}`;
}

function stepText(step: SyncStep): string {
	switch (step.kind) {
		case 'add':
			return `+ ${step.after.name}  ${role(step.after)}${furtherChanges(undefined, step.after)}`;
		case 'change':
			return changeText(step.before, step.after);
		case 'remove':
			return `- ${step.before.name}  ${role(step.before)}`;
		case 'stale':
			return `? ${step.before.name}  ${role(step.before)}${furtherChanges(step.before, step.after)}: ${REASONS[step.because]}; --prune removes it`;
	}
}

const nameOf = (step: SyncStep): string => (step.kind === 'add' ? step.after.name : step.before.name);

/**
 * Formats the steps of a plan, in reading order of the names.
 * @param most the most steps of each kind to show; the others are only counted
 */
export function planLines({ steps }: SyncPlan, isColoured: boolean, most: number): readonly string[] {
	const lines: string[] = [];
	for (const kind of ['add', 'change', 'remove', 'stale'] as const) {
		const ofKind = inReadingOrder(
			steps.filter((step) => step.kind === kind),
			nameOf,
		);
		const shown = ofKind.slice(0, most).map((step) => printable(stepText(step)));
		const rest = ofKind.length - shown.length;
		if (rest > 0) shown.push(`${shown[0]?.charAt(0) ?? ''} … and ${rest} more (--dry-run shows all)`);
		lines.push(...shown.map((line) => (isColoured ? `\x1b[${COLOURS[kind]}m${line}\x1b[0m` : line)));
	}
	return lines;
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** Formats a summary of a plan in one line. */
export function planSummary({ steps, profiles }: SyncPlan): string {
	const of = (kind: SyncStep['kind']) => steps.filter((step) => step.kind === kind).length;
	return `${of('add')} to add, ${of('change')} to change, ${of('remove')} to remove; ${count(profiles.length, 'profile')} in all`;
}

const MIGRATION_COLOURS = { '+': '32', '~': '33', '=': '2', '!': '31' } as const;

/**
 * Formats the steps of a migration.
 * @param most the most lines of each kind to show; the others are only counted
 */
export function migrationLines({ moved, newSessions, working, refused }: Migration, isColoured: boolean, most: number) {
	const groups = {
		'+': [...newSessions].map(
			([name, settings]) => `[sso-session ${name}]  ${settings.get('sso_start_url')} in ${settings.get('sso_region')}`,
		),
		'~': moved.map(
			({ name, roleName, accountId, through }) => `${name}  ${roleName} in ${accountId}, through ${through}`,
		),
		'=': working.map((name) => `${name}  works already`),
		'!': refused.map(({ name, reason }) => `${name}  stays unchanged: ${reason}`),
	} as const;
	return (['+', '~', '=', '!'] as const).flatMap((mark) => {
		const shown = groups[mark].slice(0, most).map((line) => printable(`${mark} ${line}`));
		const rest = groups[mark].length - shown.length;
		if (rest > 0) shown.push(`${mark} … and ${rest} more (--dry-run shows all)`);
		return shown.map((line) => (isColoured ? `\x1b[${MIGRATION_COLOURS[mark]}m${line}\x1b[0m` : line));
	});
}

export const migrationSummary = ({ moved, working, refused }: Migration): string =>
	`${moved.length} to change, ${working.length} working already, ${refused.length} that cannot be migrated`;
