/**
 * Parses and formats times in the forms that the AWS CLI, the SDKs and their old versions write into shared files. All
 * times are epoch milliseconds.
 */
const ISO =
	/^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
/** RFC 1123: `Sat, 21 Nov 2026 10:25:18 GMT`, with or without the day of the week. */
const RFC_1123 =
	/^(?:[A-Z][a-z]{2,8},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)(?: (GMT|UTC|Z|[+-]\d{4}))?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The last millisecond of the year 9999, the last year with four digits. */
const LAST_TIME = 253_402_300_799_999;

/** JSON numbers below this are epoch seconds, others are epoch milliseconds (1e11 seconds is the year 5138). */
const FIRST_MILLISECONDS = 1e11;

/**
 * Parses a time, in epoch milliseconds. Returns undefined if `value` is not a time. Reads `…Z`, `…UTC` (AWS CLI up to
 * 2.1.12), numeric offsets, fractions of any length (JavaScript writes milliseconds, Java nanoseconds), RFC 1123 and
 * JSON numbers. A time without a zone is UTC: botocore crashes on it and JavaScript reads it as local time, but every
 * known writer means UTC.
 */
export function parseTimestamp(value: unknown): number | undefined {
	if (typeof value === 'number') return fromNumber(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const cliTime = fromCliForm(text);
	if (cliTime !== undefined) return cliTime;
	const [, year, month, day, hour, minute, second = '0', fraction = '0', zone] = ISO.exec(text) ?? [];
	if (year !== undefined) {
		const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000);
		return fromParts([year, month, day, hour, minute, second].map(Number), milliseconds, zone);
	}
	const [, date, monthName = '', ofYear, ...time] = RFC_1123.exec(text) ?? [];
	if (date === undefined) return undefined;
	const parts = [ofYear, MONTHS.indexOf(monthName) + 1, date, ...time.slice(0, 3)];
	return fromParts(parts.map(Number), 0, time[3]);
}

/**
 * Parses the forms that the AWS CLI writes now, `2026-11-21T10:25:18Z` and `2026-11-21T10:25:18+00:00`, without the
 * patterns for all other forms: they take 1 % of a warm `use`.
 */
function fromCliForm(text: string): number | undefined {
	const isCliForm = text.length === 20 || (text.length === 25 && text.endsWith('+00:00'));
	const time = isCliForm ? Date.parse(text) : Number.NaN;
	// `Date.parse` accepts days that the month does not have, and many other forms: compare with what it prints.
	if (Number.isNaN(time) || new Date(time).toISOString() !== `${text.slice(0, 19)}.000Z`) return undefined;
	return inCalendar(time);
}

function fromNumber(value: number): number | undefined {
	return inCalendar(Math.trunc(value < FIRST_MILLISECONDS ? value * 1000 : value));
}

/** @param parts year, month (from 1), day, hour, minute, second */
function fromParts(parts: readonly number[], milliseconds: number, zone: string | undefined): number | undefined {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
	const offset = offsetMs(zone ?? 'Z');
	const isTime = isDay(year, month, day) && hour <= 23 && minute <= 59 && second <= 60;
	if (!isTime || offset === undefined) return undefined;
	return inCalendar(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offset);
}

/**
 * Returns true for a day of the calendar. `Date` moves a day that the month does not have into the next month, and a
 * year below 100 into the twentieth century.
 */
function isDay(year: number, month: number, day: number): boolean {
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Returns the time if it is in the years 1970 to 9999, which every format can write; else undefined. */
const inCalendar = (time: number): number | undefined => (time >= 0 && time <= LAST_TIME ? time : undefined);

function offsetMs(zone: string): number | undefined {
	if (!/^[+-]/.test(zone)) return 0;
	const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || 0)];
	if (hours > 23 || minutes > 59) return undefined;
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Formats a time as the AWS CLI writes it into its files, in whole seconds: `2026-11-21T10:25:18Z`. */
export const formatTimestamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** Formats a time as `aws configure export-credentials` prints it: `2026-11-21T10:25:18+00:00`. */
export const formatWithOffset = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`;

/** Formats the rest of a wait, for a line that is redrawn each second: `9:58`, `1:00:03`. */
export function formatCountdown(milliseconds: number): string {
	const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
	const [hours, minutes] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60];
	const fields = hours > 0 ? [hours, minutes, seconds % 60] : [minutes, seconds % 60];
	return fields.map((field, at) => (at === 0 ? String(field) : String(field).padStart(2, '0'))).join(':');
}

/** Formats a duration for people, rounded down: `89 d 3 h`, `2 h 5 min`, `14 min`, `40 s`. */
export function formatDuration(milliseconds: number): string {
	const seconds = Math.max(0, Math.trunc(milliseconds / 1000));
	const [minutes, hours] = [Math.trunc(seconds / 60), Math.trunc(seconds / 3600)];
	if (minutes < 1) return `${seconds} s`;
	if (hours < 1) return `${minutes} min`;
	return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.trunc(hours / 24)} d ${hours % 24} h`;
}

const UNITS: ReadonlyMap<string, number> = new Map([
	['', 1000],
	['s', 1000],
	['m', 60_000],
	['h', 3_600_000],
	['d', 86_400_000],
]);

/** Parses `90`, `90s`, `15m`, `8h` or `7d` into milliseconds. Returns undefined for other text. */
export function parseDuration(text: string): number | undefined {
	const [, amount, unit = ''] = /^(\d{1,7})([smhd]?)$/.exec(text) ?? [];
	const milliseconds = UNITS.get(unit);
	return amount === undefined || milliseconds === undefined ? undefined : Number(amount) * milliseconds;
}
