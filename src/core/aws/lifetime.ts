/** Decides when access tokens, client registrations and role credentials are renewed: one rule for all three. */

/** The time before expiry at which they are renewed: botocore's refresh window of 15 minutes. */
export const RENEWAL_WINDOW_MS = 15 * 60_000;

/**
 * Returns true while at least the renewal window is left.
 * @param end in epoch milliseconds, like `now`
 */
export const isBeforeRenewal = (end: number, now: number): boolean => end - now >= RENEWAL_WINDOW_MS;
