/** When access tokens, client registrations and role credentials are renewed: one rule for all three. */

/** They are renewed once less than this is left: botocore's refresh window. */
export const RENEWAL_WINDOW_MS = 15 * 60_000;

/** True while more than the window is left. @param end in epoch milliseconds, like `now` */
export const isBeforeRenewal = (end: number, now: number): boolean => end - now >= RENEWAL_WINDOW_MS;
