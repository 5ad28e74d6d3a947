/** How a service is reached, and how patiently. */
import type { ServiceAddress } from '../core/endpoints.ts';
import { failures } from '../core/failures.ts';
import { asRecord } from '../core/json.ts';
import { readRegularFile } from './regular-file.ts';
import { fileReason } from './system-error.ts';

export interface ServiceOptions {
	readonly ssoRegion: string;
	readonly address: ServiceAddress;
	/** Longest time for one request, from connecting to the last byte. */
	readonly timeoutMs: number;
	/** Attempts for what may pass by itself: connection loss, 5xx, throttling. */
	readonly maxAttempts: number;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Told the time, in epoch milliseconds, that each answer carries. */
	readonly onServerTime: (time: number) => void;
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

/** Tells the time in the `Date` header of an answer, if it has one. */
export function tellTime(headers: unknown, onServerTime: ServiceOptions['onServerTime']): void {
	const time = Date.parse(String(asRecord(headers)?.date));
	if (!Number.isNaN(time)) onServerTime(time);
}
