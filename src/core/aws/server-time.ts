/** Finds the time of the service in the headers of its answer. */
import { asRecord } from '../text/json.ts';

/** The form of a Date header (RFC 9110, section 5.6.7). `Date.parse` alone would take almost any text for a date. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * The largest difference between two clocks, in milliseconds, that is not a mistake in the date: 400 days. The
 * certificates of AWS are valid for at most 398 days (CA/Browser Forum, Baseline Requirements, section 6.3.2), so with
 * such a clock here there would be no answer.
 */
const MOST_MS = 400 * 86_400_000;

/** An answer to a request that was sent at `sentAt`, in epoch milliseconds. */
export interface DatedAnswer {
	readonly status: unknown;
	/** Names in lower case. */
	readonly headers: unknown;
	readonly sentAt: number;
	/** True if the content shows that the service wrote the answer. */
	readonly isOfService?: boolean;
}

/**
 * Returns the time of the service in epoch milliseconds; undefined if the answer does not tell it. Ignores pages that do
 * not come from AWS, such as a router's login page or the error page of a proxy, and the answers that a proxy has kept
 * (`Age`): their dates may be years off.
 */
export function serverTimeOf({ status, headers, sentAt, isOfService = false }: DatedAnswer): number | undefined {
	const {
		date,
		age,
		'x-amzn-requestid': id,
		'x-amzn-errortype': error,
		'content-type': type,
	} = asRecord(headers) ?? {};
	const isJson = /^application\/(?:x-amz-)?json\b/.test(String(type));
	const isPage = /^text\/html\b/.test(String(type));
	const isTold = id !== undefined || error !== undefined || (isJson && Number(status) < 300);
	const isTrusted = isOfService || (isTold && !isPage);
	const isKept = age !== undefined && Number(age) !== 0;
	if (!isTrusted || isKept || typeof date !== 'string' || !HTTP_DATE.test(date)) return undefined;
	const time = Date.parse(date);
	return Math.abs(time - sentAt) <= MOST_MS ? time : undefined;
}
