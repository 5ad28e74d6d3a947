/** How far this machine's clock is from AWS's, as the date in an answer tells. */
import { asRecord, type Json } from '../text/json.ts';
import { formatDuration } from '../text/time.ts';

export interface ClockOffset {
	/** How far this machine's clock is ahead; behind, if negative. */
	readonly seconds: number;
	/** When this machine started, by its clock (epoch seconds): another time once the clock is set or the machine restarts. */
	readonly startedAt: number;
}

/** Below this nothing goes wrong, and answers are on their way for a while. */
const NOTABLE_SECONDS = 60;

/** AWS refuses a request that was signed five minutes away from its own time; one minute is left for the way there. */
const HARMFUL_SECONDS = 240;

/** Corrections of the clock by less than this change nothing. */
const STARTED_ALIKE_SECONDS = 30;

interface Answered {
	/** By AWS's clock: the date in the answer, which has whole seconds. */
	readonly serverTime: number;
	/** By this machine's clock. */
	readonly sentAt: number;
	readonly receivedAt: number;
}

/** Undefined for a clock that is right. All times are epoch milliseconds. */
export function secondsAhead({ serverTime, sentAt, receivedAt }: Answered): number | undefined {
	// However long the answer took, AWS dated it between the two.
	if (serverTime + 1000 >= sentAt && serverTime <= receivedAt) return undefined;
	const seconds = Math.round(((sentAt + receivedAt) / 2 - (serverTime + 500)) / 1000);
	return Math.abs(seconds) < NOTABLE_SECONDS ? undefined : seconds;
}

/** False once the clock has been set, or for another machine: then nobody knows how far off it is. */
export const isStill = (offset: ClockOffset, startedAt: number): boolean =>
	Math.abs(offset.startedAt - startedAt) <= STARTED_ALIKE_SECONDS;

export const offsetRecord = ({ seconds, startedAt }: ClockOffset): Readonly<Record<string, Json>> => ({
	offsetSeconds: seconds,
	startedAt,
});

/** Undefined for anything that `offsetRecord` does not write. */
export function parseOffset(value: unknown): ClockOffset | undefined {
	const { offsetSeconds, startedAt } = asRecord(value) ?? {};
	if (!Number.isSafeInteger(offsetSeconds) || !Number.isSafeInteger(startedAt)) return undefined;
	return { seconds: Number(offsetSeconds), startedAt: Number(startedAt) };
}

/** `58 min ahead of AWS's` */
export function offsetWords(seconds: number): string {
	const minutes = Math.round(Math.abs(seconds) / 60);
	return `${formatDuration(minutes * 60_000)} ${seconds > 0 ? 'ahead of' : 'behind'} AWS's`;
}

/** What to say of the clock where other tools will fail by it; undefined where they will not. */
export const offsetWarning = (seconds: number): string | undefined =>
	Math.abs(seconds) < HARMFUL_SECONDS
		? undefined
		: `warning: this machine's clock is ${offsetWords(seconds)}: set it, for AWS refuses requests that are signed 5 min away from its own time`;
