/** The options of a service client: its address, its limits, and the check of the clock. */
import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import { type DatedAnswer, serverTimeOf } from '../../core/aws/server-time.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { ServiceAddress } from '../../core/profile/endpoints.ts';
import { certificatesIn } from '../files/certificates.ts';

export interface ServiceOptions {
	/** For STS, its own region. */
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
	/**
	 * Returns the offset by the latest answer of any service, in this process or before, so that a signature has the right
	 * time at once.
	 */
	readonly clock?: () => ClockOffset | undefined;
}

/** Returns the certificates in a CA bundle. @throws Failure `config-unreadable` */
export function readAuthorities(path: string): Buffer {
	const read = certificatesIn(path);
	if ('problem' in read) throw failures.configUnreadable({ path, reason: read.problem });
	return read.bytes;
}

/**
 * Returns by how much this machine's clock is off, by the `Date` header of an answer, else by the latest answer that
 * had one; undefined if it is right.
 */
export function clockBy(
	answer: DatedAnswer,
	{ onServerTime, clock }: Pick<ServiceOptions, 'onServerTime' | 'clock'>,
): ClockOffset | undefined {
	const time = serverTimeOf(answer);
	return time === undefined ? clock?.() : onServerTime(time, answer.sentAt);
}
