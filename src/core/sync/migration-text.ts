/** A migration's plan as lines for people. */

import { printable } from '../text/printable.ts';
import type { Migration } from './migration.ts';

const COLOURS = { '+': '32', '~': '33', '=': '2', '!': '31' } as const;

/** @param most so many lines of each kind are told, then only their number */
export function migrationLines({ moved, newSessions, working, refused }: Migration, isColoured: boolean, most: number) {
	const groups = {
		'+': [...newSessions].map(
			([name, settings]) => `[sso-session ${name}]  ${settings.get('sso_start_url')} in ${settings.get('sso_region')}`,
		),
		'~': moved.map(
			({ name, roleName, accountId, ssoSession }) =>
				`${name}  ${roleName} in ${accountId}, through sso-session ${ssoSession}`,
		),
		'=': working.map((name) => `${name}  works already`),
		'!': refused.map(({ name, reason }) => `${name}  stays unchanged: ${reason}`),
	} as const;
	return (['+', '~', '=', '!'] as const).flatMap((mark) => {
		const told = groups[mark].slice(0, most).map((line) => printable(`${mark} ${line}`));
		const rest = groups[mark].length - told.length;
		if (rest > 0) told.push(`${mark} … and ${rest} more (--dry-run shows all)`);
		return told.map((line) => (isColoured ? `\x1b[${COLOURS[mark]}m${line}\x1b[0m` : line));
	});
}

export const migrationSummary = ({ moved, working, refused }: Migration): string =>
	`${moved.length} to change, ${working.length} working already, ${refused.length} that cannot be migrated`;
