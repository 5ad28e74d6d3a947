/** The failure of `ssoenv uninstall --purge`. */
import { list, row } from '../failure/failure.ts';

const MOST_NAMED = 5;

export const purgeFailures = {
	purgeIncomplete: row(
		'purge-incomplete',
		3,
		(f: { left: readonly { readonly path: string; readonly reason: string }[] }) => {
			const named = f.left.slice(0, MOST_NAMED).map(({ path, reason }) => `${path} (${reason})`);
			const more = f.left.length > MOST_NAMED ? ` and ${f.left.length - MOST_NAMED} more` : '';
			return {
				message: `the removal is incomplete: cannot remove ${list(named)}${more}`,
				hints: ['make these files and their folders writable, then run the command below', 'ssoenv uninstall --purge'],
			};
		},
	),
};
