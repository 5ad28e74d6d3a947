/** A sync's plan as lines for people. */
import { printable } from '../text/printable.ts';
import type { Migration } from './migration.ts';
import type { SyncedProfile, SyncPlan, SyncStep } from './plan.ts';

const COLOURS: Readonly<Record<SyncStep['kind'], string>> = { add: '32', change: '33', remove: '31', stale: '2' };

const role = ({ roleName, accountId, region }: SyncedProfile): string =>
	`${roleName} of ${accountId}${region === undefined ? '' : ` in ${region}`}`;

function tell(step: SyncStep): string {
	switch (step.kind) {
		case 'add':
			return `+ ${step.after.name}  ${role(step.after)}`;
		case 'change':
			return step.before.name === step.after.name
				? `~ ${step.after.name}  ${role(step.before)} -> ${role(step.after)}`
				: `~ ${step.before.name} -> ${step.after.name}  ${role(step.after)}`;
		case 'remove':
			return `- ${step.before.name}  ${role(step.before)}`;
		case 'stale':
			return `? ${step.before.name}  ${role(step.before)}: no longer assigned, stays without --prune`;
	}
}

/** @param most so many steps of each kind are told, then only their number */
export function planLines({ steps }: SyncPlan, isColoured: boolean, most: number): readonly string[] {
	const lines: string[] = [];
	for (const kind of ['add', 'change', 'remove', 'stale'] as const) {
		const ofKind = steps.filter((step) => step.kind === kind);
		const told = ofKind.slice(0, most).map((step) => printable(tell(step)));
		const rest = ofKind.length - told.length;
		if (rest > 0) told.push(`${told[0]?.charAt(0) ?? ''} … and ${rest} more (all of them: --dry-run)`);
		lines.push(...told.map((line) => (isColoured ? `\x1b[${COLOURS[kind]}m${line}\x1b[0m` : line)));
	}
	return lines;
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** One line that sums the plan up. */
export function planSummary({ steps, profiles }: SyncPlan): string {
	const of = (kind: SyncStep['kind']) => steps.filter((step) => step.kind === kind).length;
	return `${of('add')} to add, ${of('change')} to change, ${of('remove')} to remove; ${count(profiles.length, 'profile')} in all`;
}

const MIGRATION_COLOURS = { '+': '32', '~': '33', '=': '2', '!': '31' } as const;

/** @param most so many lines of each kind are told, then only their number */
export function migrationLines({ moved, newSessions, working, refused }: Migration, isColoured: boolean, most: number) {
	const groups = {
		'+': [...newSessions].map(
			([name, settings]) => `[sso-session ${name}]  ${settings.get('sso_start_url')} in ${settings.get('sso_region')}`,
		),
		'~': moved.map(
			({ name, roleName, accountId, ssoSession }) =>
				`${name}  ${roleName} of ${accountId}, through sso-session ${ssoSession}`,
		),
		'=': working.map((name) => `${name}  works as it is`),
		'!': refused.map(({ name, reason }) => `${name}  stays as it is: ${reason}`),
	} as const;
	return (['+', '~', '=', '!'] as const).flatMap((mark) => {
		const told = groups[mark].slice(0, most).map((line) => printable(`${mark} ${line}`));
		const rest = groups[mark].length - told.length;
		if (rest > 0) told.push(`${mark} … and ${rest} more (all of them: --dry-run)`);
		return told.map((line) => (isColoured ? `\x1b[${MIGRATION_COLOURS[mark]}m${line}\x1b[0m` : line));
	});
}

export const migrationSummary = ({ moved, working, refused }: Migration): string =>
	`${moved.length} to change, ${working.length} working as they are, ${refused.length} that cannot be taken over`;
