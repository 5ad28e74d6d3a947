/** Formats the progress of a discovery. All times are epoch milliseconds. */
import { formatCountdown } from '../text/time.ts';

export interface Progress {
	readonly done: number;
	readonly total: number;
	/** False while the total still grows. */
	readonly isTotalKnown: boolean;
	/** Recent rate, in steps per second; 0 if unknown. */
	readonly perSecond: number;
}

/** Period for the rate: short enough to show a pause, long enough to smooth out one late response. */
const WINDOW_MS = 10_000;

/**
 * Returns the recent rate, in steps per second.
 * @param moments when each step was done, in order
 * @param begunAt when the work began
 */
export function stepsPerSecond(moments: readonly number[], begunAt: number, now: number): number {
	const from = Math.max(begunAt, now - WINDOW_MS);
	if (now <= from) return 0;
	return (moments.length - moments.findLastIndex((moment) => moment <= from) - 1) / ((now - from) / 1000);
}

/** Formats `240 of 2000 accounts, 19.6 calls/s, 1:30 left`. */
export function progressWords({ done, total, isTotalKnown, perSecond }: Progress): string {
	const count = `${done} of ${isTotalKnown ? '' : 'at least '}${total} accounts`;
	const pace = perSecond > 0 ? `, ${perSecond.toFixed(1)} calls/s` : '';
	const left = isTotalKnown && perSecond > 0 ? `, ${formatCountdown(((total - done) / perSecond) * 1000)} left` : '';
	return `${count}${pace}${left}`;
}
