/** Formats what a person should know about a plan of `sync` beside its steps. */
import type { RoleOfAccount } from '../discovery/role-patterns.ts';
import { shellWord } from '../text/quoting.ts';
import { count } from './plan-text.ts';
import type { WantedProfiles } from './wanted-profiles.ts';

/** The most lines of each kind. */
export const MOST_SHOWN = 40;

/** Returns the first lines, and how many more there are. */
export function firstLines(lines: readonly string[], what: string): readonly string[] {
	const more = lines.length - MOST_SHOWN;
	return more > 0 ? [...lines.slice(0, MOST_SHOWN), `… and ${more} more ${what}`] : lines;
}

const resolvedLines = ({ resolved }: Pick<WantedProfiles, 'resolved'>): readonly string[] =>
	firstLines(
		resolved.map(
			({ role, wanted }) =>
				`the name ${wanted} is taken or fits several roles; ${role.roleName} in ${role.accountId} gets the name ${role.name}`,
		),
		'such names',
	);

function ownLines({ own }: Pick<WantedProfiles, 'own'>): readonly string[] {
	if (own.length === 0) return [];
	const names = `${own.slice(0, 5).map(shellWord).join(', ')}${own.length > 5 ? ', …' : ''}`;
	return [`${count(own.length, 'role')} already covered by your own profiles, which stay unchanged: ${names}`];
}

const shownRole = ({ accountId, accountName, roleName }: RoleOfAccount): string =>
	`${roleName} in ${accountId}${accountName === undefined ? '' : ` (${accountName})`}`;

function leftOutLines({ leftOut }: Pick<WantedProfiles, 'leftOut'>, isVerbose: boolean): readonly string[] {
	if (leftOut.length === 0) return [];
	if (isVerbose) return leftOut.map((role) => `left out: ${shownRole(role)}`);
	return [`${count(leftOut.length, 'role')} left out by --include or --exclude; --verbose names them`];
}

const renamedLines = ({ renamed }: Pick<WantedProfiles, 'renamed'>, keepsNames: boolean): readonly string[] =>
	firstLines(
		renamed.map(({ accountId, before, after }) => {
			const change = `account ${accountId} is now called "${after}", no longer "${before}"`;
			return keepsNames ? `${change}; its profiles keep their names (--rename renames them)` : change;
		}),
		'renamed accounts',
	);

/** Returns the lines about a plan. */
export const reportLines = (
	report: Pick<WantedProfiles, 'resolved' | 'own' | 'leftOut' | 'renamed'>,
	{ isVerbose, keepsNames }: { readonly isVerbose: boolean; readonly keepsNames: boolean },
): readonly string[] => [
	...resolvedLines(report),
	...ownLines(report),
	...leftOutLines(report, isVerbose),
	...renamedLines(report, keepsNames),
];
