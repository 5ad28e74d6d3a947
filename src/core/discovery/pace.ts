/**
 * How fast Identity Center may be asked. All callers of an organisation share about 20 calls a second, and how many of them there
 * are shows in nothing but refusals (429). So: evenly spaced, just under the limit; slower at once when refused; faster again
 * little by little. Pure: every step is made from the one before and a time in milliseconds.
 */

export interface Pace {
	/** Calls per second at the moment. */
	readonly perSecond: number;
	/** The next call is due then. */
	readonly nextAt: number;
	/** Which part of the latest calls was refused, 0 to 1. */
	readonly refusedShare: number;
	/** When it was last slowed down: refusals of calls that were under way by then do not slow it down once more. */
	readonly slowedAt: number;
}

/** Two per cent under the limit: calls that are sent evenly do not arrive evenly. */
const FASTEST = 19.6;
/** Whatever happens, one call in two seconds looks whether things have changed. */
const SLOWEST = 0.5;
/**
 * A refusal takes as much off the pace as the share of refusals, up to half: one that stands alone, because calls bunched on
 * their way, means little, and many mean that others are asking too. (What DCTCP does with marked packets.)
 */
const LARGEST_CUT = 0.5;
/** How much one call counts in the share of refusals: it looks back over some sixteen calls. */
const WEIGHT = 1 / 16;
/** Calls per second that are won back with each second of answers. */
const RECOVERY = 1;
/** Most that one answer wins back, so that the slowest pace does not leap. */
const LARGEST_STEP = 0.5;
/** A call that was late by no more than this does not delay those after it: timers are always a little late. */
const LATENESS_MS = 20;
/** A longer Retry-After is not waited for in one go: the limit is one of calls per second, and somebody is waiting. */
const LONGEST_WAIT_MS = 60_000;

export const startingPace = (now: number): Pace => ({
	perSecond: FASTEST,
	nextAt: now,
	refusedShare: 0,
	slowedAt: Number.NEGATIVE_INFINITY,
});

/** Milliseconds until a call may be sent; 0 when it is due, and when the clock was set back under a pace. */
export function waitMs({ nextAt }: Pace, now: number): number {
	const wait = Math.max(0, Math.ceil(nextAt - now));
	return wait > LONGEST_WAIT_MS + 1000 / SLOWEST ? 0 : wait;
}

/** A call is sent. */
export const sent = (pace: Pace, now: number): Pace => ({
	...pace,
	nextAt: Math.max(Math.min(pace.nextAt, now), now - LATENESS_MS) + 1000 / pace.perSecond,
});

const share = ({ refusedShare }: Pace, outcome: 0 | 1): number => refusedShare + (outcome - refusedShare) * WEIGHT;

/** A call was answered. */
export const answered = (pace: Pace): Pace => ({
	...pace,
	perSecond: Math.min(FASTEST, pace.perSecond + Math.min(LARGEST_STEP, RECOVERY / pace.perSecond)),
	refusedShare: share(pace, 0),
});

/**
 * A call was refused for there being too many.
 * @param sentAt when it was sent
 * @param retryAfterMs how long the service asks to wait, where it says so
 */
export function refused(pace: Pace, sentAt: number, retryAfterMs: number | undefined, now: number): Pace {
	const refusedShare = share(pace, 1);
	const isNews = sentAt >= pace.slowedAt;
	const kept = isNews ? 1 - Math.min(LARGEST_CUT, refusedShare) : 1;
	const perSecond = Math.max(SLOWEST, pace.perSecond * kept);
	const wait = Math.max(1000 / perSecond, Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS));
	const nextAt = Math.max(pace.nextAt, now + wait);
	return { perSecond, nextAt, refusedShare, slowedAt: isNews ? now : pace.slowedAt };
}

/** Milliseconds in the value of a Retry-After header: seconds, or a date; undefined for anything else. */
export function parseRetryAfter(value: unknown, now: number): number | undefined {
	if (typeof value !== 'string') return undefined;
	if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
	const date = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
