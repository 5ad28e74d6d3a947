/** How far a long piece of work has come, in words. All times are epoch milliseconds. */
import { formatCountdown } from '../text/time.ts';

export interface Progress {
	readonly done: number;
	readonly total: number;
	/** False while the total still grows. */
	readonly isTotalKnown: boolean;
	/** Steps per second lately; 0 when nothing can be said. */
	readonly perSecond: number;
}

/** The pace is that of this long, so that a pause shows, and a single late answer does not. */
const WINDOW_MS = 10_000;

/** Steps per second lately. @param moments when the steps were done, in order @param begunAt when the first could have been */
export function stepsPerSecond(moments: readonly number[], begunAt: number, now: number): number {
	const from = Math.max(begunAt, now - WINDOW_MS);
	if (now <= from) return 0;
	return (moments.length - moments.findLastIndex((moment) => moment <= from) - 1) / ((now - from) / 1000);
}

/** `240 of 2000 accounts, 19.6 calls/s, 1:30 left`. */
export function progressWords({ done, total, isTotalKnown, perSecond }: Progress): string {
	const count = `${done} of ${isTotalKnown ? '' : 'at least '}${total} accounts`;
	const pace = perSecond > 0 ? `, ${perSecond.toFixed(1)} calls/s` : '';
	const left = isTotalKnown && perSecond > 0 ? `, ${formatCountdown(((total - done) / perSecond) * 1000)} left` : '';
	return `${count}${pace}${left}`;
}
