/** The options of a service client: its address, its limits, and the check of the clock. */
import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { ServiceAddress } from '../../core/profile/endpoints.ts';
import { asRecord } from '../../core/text/json.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileReason } from '../machine/system-error.ts';

export interface ServiceOptions {
	readonly ssoRegion: string;
	readonly address: ServiceAddress;
	/** May name a proxy. */
	readonly env: Environment;
	/** The longest time for one attempt, from connecting to the last byte. */
	readonly timeoutMs: number;
	/** How often a request is sent at most: connection loss, 5xx and throttling are retried. */
	readonly maxAttempts: number;
	/** Returns epoch milliseconds. */
	readonly now: () => number;
	/**
	 * Receives the time of the service in each answer and the time of the request, both in epoch milliseconds. Returns by
	 * how much this machine's clock is off.
	 */
	readonly onServerTime: (time: number, sentAt: number) => ClockOffset | undefined;
}

/** Returns the certificates in a CA bundle. @throws Failure `config-unreadable` */
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
 * Returns by how much this machine's clock is off, by the `Date` header of an answer. Ignores pages that do not come
 * from AWS, such as a router's login page: their dates may be years off.
 */
export function clockBy(headers: unknown, sentAt: number, onServerTime: ServiceOptions['onServerTime']) {
	const { date, 'x-amzn-requestid': id, 'content-type': type } = asRecord(headers) ?? {};
	const time = Date.parse(String(date));
	const isOfService = id !== undefined || /^application\/(?:x-amz-)?json\b/.test(String(type));
	return isOfService && time > 0 ? onServerTime(time, sentAt) : undefined;
}
