/** Finds out whether an endpoint answers, and what time it is there. */
import { secondsAhead } from '../../core/aws/clock-offset.ts';
import { serverTimeOf } from '../../core/aws/server-time.ts';
import type { Reached } from '../../ports/services.ts';
import { type ExchangeOptions, requestFacts } from './exchange.ts';
import { sentRequest } from './sent-request.ts';

/** @throws Failure as `sentRequest` does */
export async function reach(endpoint: string, options: ExchangeOptions): Promise<Reached> {
	const url = new URL(endpoint);
	const sentAt = Date.now();
	const facts = requestFacts('HEAD', endpoint, options);
	const answer = await sentRequest({ method: 'HEAD', url, headers: {}, ignoresBody: true }, facts, options);
	const serverTime = serverTimeOf({ ...answer, sentAt });
	const receivedAt = Date.now();
	return {
		status: answer.status,
		secondsAhead: serverTime === undefined ? undefined : secondsAhead({ serverTime, sentAt, receivedAt }),
	};
}
