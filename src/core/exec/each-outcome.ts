/** What became of the command for each profile, for people and programs. */
import type { ListedProfile } from '../profile/profile-list.ts';
import { asciiJson, type Json } from '../text/json.ts';
import { printable } from '../text/printable.ts';

/** How the command ended for a profile. */
export interface EachOutcome extends Pick<ListedProfile, 'profile' | 'accountId' | 'roleName'> {
	/** The exit status, 128 and more for a signal; null if the command did not run. */
	readonly status: number | null;
	/** From its start to its end; 0 if it did not run. */
	readonly seconds: number;
	/** Why it did not run; null if it ran. */
	readonly problem: string | null;
}

/** The problem of a profile whose turn did not come: after a failure with `--fail-fast`, or after Ctrl-C. */
export const NOT_STARTED = 'not started';

/** What the command printed. */
export interface EachOutput {
	readonly stdout: string;
	readonly stderr: string;
}

/** Returns whether the command failed or could not run. One whose turn did not come has not failed. */
export const hasFailed = ({ status, problem }: EachOutcome): boolean => status !== 0 && problem !== NOT_STARTED;

/** Returns the rows of the table for people. */
export const outcomeRows = (outcomes: readonly EachOutcome[]): readonly (readonly string[])[] => [
	['STATUS', 'TIME', 'PROFILE', ''],
	...outcomes.map(({ profile, status, seconds, problem }) => [
		status === null ? '-' : String(status),
		status === null ? '-' : `${seconds.toFixed(1)}s`,
		printable(profile),
		problem === null ? '' : `! ${printable(problem)}`,
	]),
];

/** Formats `2 of 300 failed, 10 not started`. */
export function outcomeSummary(outcomes: readonly EachOutcome[]): string {
	const failed = outcomes.filter(hasFailed).length;
	const left = outcomes.filter(({ problem }) => problem === NOT_STARTED).length;
	const first =
		failed === 0 && left === 0 ? `all ${outcomes.length} succeeded` : `${failed} of ${outcomes.length} failed`;
	return left === 0 ? first : `${first}, ${left} not started`;
}

/** Formats the outcomes for a program. */
export const outcomesJson = (outcomes: readonly (EachOutcome & EachOutput)[]): string =>
	`${asciiJson(
		outcomes.map(
			({ profile, accountId, roleName, status, seconds, problem, stdout, stderr }): Json => ({
				profile,
				accountId,
				roleName,
				status,
				seconds: Math.round(seconds * 1000) / 1000,
				problem,
				stdout,
				stderr,
			}),
		),
		2,
	)}\n`;
