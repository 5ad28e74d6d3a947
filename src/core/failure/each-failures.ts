/** The failures of `each` that concern all of its profiles. */
import { argumentWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';

const quoted = (names: readonly string[]): string => list(names.map((name) => `"${name}"`));

export const eachFailures = {
	patternUnmatched: row('pattern-unmatched', 3, (f: { pattern: string; nearest: readonly string[]; path: string }) => ({
		message: `no profile in ${f.path} matches "${f.pattern}"${f.nearest.length === 0 ? '' : `; the nearest: ${quoted(f.nearest)}`}`,
		hints: ['ssoenv list'],
	})),

	filterUnmatched: row(
		'filter-unmatched',
		3,
		(f: { option: string; pattern: string; count: number; nearest: string | undefined }) => ({
			message: `none of the ${f.count} profiles has --${f.option} ${argumentWord(f.pattern)}${orNearest(f.nearest)}`,
			hints: ['ssoenv list'],
		}),
	),
};
