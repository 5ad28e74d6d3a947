/** Points in time as text: what the AWS CLI, the SDKs and their old versions write into shared files. All times are epoch milliseconds. */

const ISO =
	/^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
/** `Sat, 21 Nov 2026 10:25:18 GMT`, with or without the day of the week. */
const RFC_1123 = /^(?:[A-Z][a-z]{2,8},? )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?: (?:GMT|UTC|Z|[+-]\d{4}))?$/;

/** JSON numbers below this are epoch seconds, from it on milliseconds (1e11 s would be the year 5138). */
const FIRST_MILLISECONDS = 1e11;

/**
 * The time that `value` names, or undefined when it names none. Reads `…Z`, `…UTC` (AWS CLI up to 2.1.12), numeric offsets,
 * fractions of any length (JS writes milliseconds, Java nanoseconds), RFC 1123, and JSON numbers. A time without a zone is
 * read as UTC: botocore crashes on it, JS takes it for local time, and all known writers mean UTC.
 */
export function parseTimestamp(value: unknown): number | undefined {
	if (typeof value === 'number') return fromNumber(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const iso = ISO.exec(text);
	if (iso) return fromIso(iso);
	if (!RFC_1123.test(text)) return undefined;
	const parsed = Date.parse(/(?:GMT|UTC|Z|\d{4})$/.test(text) && !/:\d\d$/.test(text) ? text : `${text} GMT`);
	return Number.isNaN(parsed) ? undefined : parsed;
}

function fromNumber(value: number): number | undefined {
	if (!Number.isFinite(value) || value < 0) return undefined;
	return Math.trunc(value < FIRST_MILLISECONDS ? value * 1000 : value);
}

function fromIso(match: RegExpExecArray): number | undefined {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
		.slice(1, 7)
		.map((part) => Number(part ?? 0));
	const millisecond = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1000);
	const inRange = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 60;
	if (!inRange) return undefined;
	return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offsetMs(match[8] ?? 'Z');
}

function offsetMs(zone: string): number {
	if (!/^[+-]/.test(zone)) return 0;
	const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || 0)];
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** `2026-11-21T10:25:18Z`: whole seconds, as the AWS CLI writes into its files. */
export const formatTimestamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** `2026-11-21T10:25:18+00:00`: as `aws configure export-credentials` prints it. */
export const formatWithOffset = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`;

/** `2 h 5 min`, `14 min`, `40 s`: a length of time for people, rounded down. */
export function formatDuration(milliseconds: number): string {
	const seconds = Math.max(0, Math.trunc(milliseconds / 1000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.trunc(seconds / 60);
	return minutes < 60 ? `${minutes} min` : `${Math.trunc(minutes / 60)} h ${minutes % 60} min`;
}
