/** Decides when access tokens, client registrations and role credentials are renewed: one rule for all three. */

/** The time before expiry at which they are renewed: botocore's refresh window of 15 minutes. */
export const RENEWAL_WINDOW_MS = 15 * 60_000;

/**
 * Returns true while at least the renewal window is left.
 * @param end in epoch milliseconds, like `now`
 */
export const isBeforeRenewal = (end: number, now: number): boolean => end - now >= RENEWAL_WINDOW_MS;

/**
 * Returns when a program that asks again and again renews credentials: 15 minutes before they end, or if they live less
 * than 30 minutes, after half of that. Without this, short-lived ones would be renewed each time that it asks. A
 * millisecond later, because with exactly 15 minutes left they still count as fresh.
 * @param end in epoch milliseconds, like `start`, the time at which they were got
 */
export const renewalTime = (end: number, start: number): number =>
	end - Math.min(RENEWAL_WINDOW_MS - 1, (end - start) / 2);
