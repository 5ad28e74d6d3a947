/** The failures of `each` that concern all of its profiles. */
import { shellWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';

const quoted = (names: readonly string[]): string => list(names.map((name) => `"${name}"`));

/** @param hasAllRoles whether roles without a profile were looked at */
const hints = ({ hasAllRoles }: { readonly hasAllRoles: boolean }): readonly string[] =>
	hasAllRoles
		? ['ssoenv list', 'ssoenv accounts']
		: ['ssoenv list', '--all-roles takes roles that have no profile, too'];

export const eachFailures = {
	patternUnmatched: row(
		'pattern-unmatched',
		3,
		(f: { pattern: string; nearest: readonly string[]; path: string; hasAllRoles: boolean }) => ({
			message: `no profile in ${f.path}${f.hasAllRoles ? ' and no role that is assigned to you' : ''} matches "${f.pattern}"${f.nearest.length === 0 ? '' : `; the nearest: ${quoted(f.nearest)}`}`,
			hints: hints(f),
		}),
	),

	filterUnmatched: row(
		'filter-unmatched',
		3,
		(f: { option: string; pattern: string; count: number; nearest: string | undefined; hasAllRoles: boolean }) => ({
			message: `none of the ${f.count} profiles${f.hasAllRoles ? ' and roles' : ''} has --${f.option} ${shellWord(f.pattern)}${orNearest(f.nearest)}`,
			hints: hints(f),
		}),
	),

	sessionUnmatched: row(
		'session-unmatched',
		3,
		(f: { pattern: string; path: string; nearest: string | undefined }) => ({
			message: `no sso-session in ${f.path} matches ${shellWord(f.pattern)}${orNearest(f.nearest)}`,
			hints: ['ssoenv list'],
		}),
	),
};
