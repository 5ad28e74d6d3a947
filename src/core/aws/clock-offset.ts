/** Measures how far this machine's clock is from AWS's, from the date in an HTTP response. */
import { asRecord, type Json } from '../text/json.ts';
import { formatDuration } from '../text/time.ts';

export interface ClockOffset {
	/** Seconds by which this machine's clock is ahead; negative if it is behind. */
	readonly seconds: number;
	/**
	 * When this machine started, by its own clock (epoch seconds). It changes when the clock is set or the machine
	 * restarts.
	 */
	readonly startedAt: number;
}

/** A smaller offset causes no failures, and may only be the time that the response took. */
const NOTABLE_SECONDS = 60;

/**
 * AWS refuses a request signed with a clock that is five minutes off. This leaves one minute for the request to arrive.
 */
const HARMFUL_SECONDS = 240;

/**
 * A start time that differs by no more than this counts as the same: clocks are corrected by small steps all the time.
 */
const START_TOLERANCE_SECONDS = 30;

interface ResponseTimes {
	/** From the Date header, which has whole seconds (RFC 9110, section 5.6.7). */
	readonly serverTime: number;
	/** By this machine's clock, as `receivedAt` is. */
	readonly sentAt: number;
	readonly receivedAt: number;
}

/**
 * Returns by how many seconds this machine's clock is ahead, or undefined if it is right. All times are epoch
 * milliseconds.
 */
export function secondsAhead({ serverTime, sentAt, receivedAt }: ResponseTimes): number | undefined {
	// AWS wrote the date between these two moments, however long the response took.
	if (serverTime + 1000 >= sentAt && serverTime <= receivedAt) return undefined;
	const seconds = Math.round(((sentAt + receivedAt) / 2 - (serverTime + 500)) / 1000);
	return Math.abs(seconds) < NOTABLE_SECONDS ? undefined : seconds;
}

/** Returns false if the clock was set or the machine restarted since: the offset is then unknown. */
export const isOffsetCurrent = (offset: ClockOffset, startedAt: number): boolean =>
	Math.abs(offset.startedAt - startedAt) <= START_TOLERANCE_SECONDS;

export const offsetRecord = ({ seconds, startedAt }: ClockOffset): Readonly<Record<string, Json>> => ({
	offsetSeconds: seconds,
	startedAt,
});

/** Parses a record of `offsetRecord`; undefined for any other value. */
export function parseOffset(value: unknown): ClockOffset | undefined {
	const { offsetSeconds, startedAt } = asRecord(value) ?? {};
	if (!Number.isSafeInteger(offsetSeconds) || !Number.isSafeInteger(startedAt)) return undefined;
	return { seconds: Number(offsetSeconds), startedAt: Number(startedAt) };
}

/** Formats an offset for people: `58 min ahead of AWS's`. */
export function formatOffset(seconds: number): string {
	const minutes = Math.round(Math.abs(seconds) / 60);
	return `${formatDuration(minutes * 60_000)} ${seconds > 0 ? 'ahead of' : 'behind'} AWS's`;
}

/** Returns a warning if other tools will fail because of this offset, else undefined. */
export const offsetWarning = (seconds: number): string | undefined =>
	Math.abs(seconds) < HARMFUL_SECONDS
		? undefined
		: `warning: this machine's clock is ${formatOffset(seconds)}; set it, because AWS refuses signed requests when the clock is 5 min off`;
