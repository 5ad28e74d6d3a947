/** How a service is reached, and how patiently. */
import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { failures } from '../../core/failure/failures.ts';
import type { ServiceAddress } from '../../core/profile/endpoints.ts';
import { asRecord } from '../../core/text/json.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileReason } from '../machine/system-error.ts';

export interface ServiceOptions {
	readonly ssoRegion: string;
	readonly address: ServiceAddress;
	/** Longest time for one request, from connecting to the last byte. */
	readonly timeoutMs: number;
	/** Attempts for what may pass by itself: connection loss, 5xx, throttling. */
	readonly maxAttempts: number;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Told the time, in epoch milliseconds, that each answer carries, and when it was asked for: what that means for the clock here. */
	readonly onServerTime: (time: number, sentAt: number) => ClockOffset | undefined;
}

/** @throws Failure `config-unreadable` */
export function readAuthorities(path: string): Buffer {
	let bytes: Buffer | undefined;
	try {
		bytes = readRegularFile(path);
	} catch (error) {
		throw failures.configUnreadable({ path, reason: fileReason(error) });
	}
	if (bytes === undefined) throw failures.configUnreadable({ path, reason: 'no such file' });
	return bytes;
}

/**
 * How far the clock here is off by the `Date` header of an answer. The page of a router that stands in the way is not asked: those may
 * come from any year.
 */
export function clockBy(headers: unknown, sentAt: number, onServerTime: ServiceOptions['onServerTime']) {
	const { date, 'x-amzn-requestid': id, 'content-type': type } = asRecord(headers) ?? {};
	const time = Date.parse(String(date));
	const isOfService = id !== undefined || /^application\/(?:x-amz-)?json\b/.test(String(type));
	return isOfService && time > 0 ? onServerTime(time, sentAt) : undefined;
}
