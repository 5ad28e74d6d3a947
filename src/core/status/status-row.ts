/** A row of the status: a name, words, and the time that they tell about. */
import { formatDuration } from '../text/time.ts';
import type { Expiry } from './status.ts';

/** A time that runs out. */
export interface Life {
	readonly time: Expiry;
	/** The file that was written when it began; undefined if there is no such file. */
	readonly file: string | undefined;
	/** The profile whose role ends then; undefined for a sign-in. */
	readonly profile: string | undefined;
}

export interface StatusRow {
	/** Empty if the row belongs to the one above it. */
	readonly name: string;
	readonly words: string;
	readonly life?: Life;
	/** Whether it stays the same while time goes by: paths and names. */
	readonly isFixed?: true;
}

export interface StatusParagraph {
	readonly heading: string;
	readonly rows: readonly StatusRow[];
}

/** The columns of a row before its words. */
export const ROW_INDENT = 20;

const timeLeft = ({ expiresAt, secondsLeft }: Expiry): string =>
	secondsLeft > 0
		? `${formatDuration(secondsLeft * 1000)} left, until ${expiresAt}`
		: `expired ${formatDuration(-secondsLeft * 1000)} ago, at ${expiresAt}`;

/** Returns a row that changes while time goes by. */
export const statusRow = (name: string, words: string): StatusRow => ({ name, words });
export const fixedRow = (name: string, words: string): StatusRow => ({ name, words, isFixed: true });

/** Returns a row for a time. @param say returns its words, from those for the time */
export function timeRow(name: string, life: Life, say = (words: string) => words): StatusRow {
	return { name, words: say(timeLeft(life.time)), life };
}
