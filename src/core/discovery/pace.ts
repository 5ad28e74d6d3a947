/**
 * Decides how fast to call Identity Center. All clients of an organization share about 20 calls a second, and only
 * throttled calls (429) show how many clients there are. So calls are evenly spaced just below the limit, slow down at
 * once when throttled, and speed up again step by step. Pure: each state follows from the last one and a time in
 * milliseconds.
 */

export interface Pace {
	/** Current rate, in calls per second. */
	readonly perSecond: number;
	/** When the next call is due. */
	readonly nextAt: number;
	/** Share of recent calls that were throttled, 0 to 1. */
	readonly refusedShare: number;
	/** When the rate was last reduced. A throttled call that was sent before then does not reduce it again. */
	readonly slowedAt: number;
}

/** Two percent below the limit: calls that are sent evenly do not arrive evenly. */
const FASTEST = 19.6;
/** The lowest rate: one call every two seconds, to notice when the limit allows more. */
const SLOWEST = 0.5;
/**
 * The largest cut. A throttled call cuts the rate by the share of throttled calls, up to this: a single one means
 * little, because calls can bunch up on their way, but many mean that other clients call too. (DCTCP does this with
 * marked packets: RFC 8257, section 3.3.)
 */
const LARGEST_CUT = 0.5;
/** Weight of one call in the share: about the last sixteen calls count. */
const WEIGHT = 1 / 16;
/** Increase of the rate, in calls per second, for each second of answered calls. */
const RECOVERY = 1;
/** The largest increase for one answered call, so that the slowest rate does not jump. */
const LARGEST_STEP = 0.5;
/** A call that is late by no more than this does not delay the calls after it: timers are always a little late. */
const LATENESS_MS = 20;
/**
 * The longest single wait. A longer Retry-After is not obeyed in full, because the limit counts calls per second and a
 * person is waiting.
 */
const LONGEST_WAIT_MS = 60_000;

export const startingPace = (now: number): Pace => ({
	perSecond: FASTEST,
	nextAt: now,
	refusedShare: 0,
	slowedAt: Number.NEGATIVE_INFINITY,
});

/** Returns the milliseconds until the next call may be sent: 0 if it is due, or if the clock was set back. */
export function waitMs({ nextAt }: Pace, now: number): number {
	const wait = Math.max(0, Math.ceil(nextAt - now));
	return wait > LONGEST_WAIT_MS + 1000 / SLOWEST ? 0 : wait;
}

/** Returns the pace after a call was sent. */
export const sent = (pace: Pace, now: number): Pace => ({
	...pace,
	nextAt: Math.max(Math.min(pace.nextAt, now), now - LATENESS_MS) + 1000 / pace.perSecond,
});

const updatedShare = ({ refusedShare }: Pace, outcome: 0 | 1): number =>
	refusedShare + (outcome - refusedShare) * WEIGHT;

/** Returns the pace after a call was answered. */
export const answered = (pace: Pace): Pace => ({
	...pace,
	perSecond: Math.min(FASTEST, pace.perSecond + Math.min(LARGEST_STEP, RECOVERY / pace.perSecond)),
	refusedShare: updatedShare(pace, 0),
});

/**
 * Returns the pace after a call was throttled.
 * @param sentAt when the call was sent
 * @param retryAfterMs how long the service asks to wait, if it says so
 */
export function refused(pace: Pace, sentAt: number, retryAfterMs: number | undefined, now: number): Pace {
	const refusedShare = updatedShare(pace, 1);
	const isNewCut = sentAt >= pace.slowedAt;
	const keptShare = isNewCut ? 1 - Math.min(LARGEST_CUT, refusedShare) : 1;
	const perSecond = Math.max(SLOWEST, pace.perSecond * keptShare);
	const wait = Math.max(1000 / perSecond, Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS));
	const nextAt = Math.max(pace.nextAt, now + wait);
	return { perSecond, nextAt, refusedShare, slowedAt: isNewCut ? now : pace.slowedAt };
}

/**
 * Parses a Retry-After header, which is seconds or a date, into milliseconds from `now`; undefined for any other value.
 */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
	if (typeof value !== 'string') return undefined;
	if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
	const date = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
