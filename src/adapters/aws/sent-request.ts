/** Sends one request, and turns the errors of the network into failures. */
import { Failure } from '../../core/failure/failure.ts';
import type { ServiceRequest } from '../../core/failure/service-answer.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { failedRequest } from './sdk-error.ts';

/** @throws Failure as `exchange` does, and `unreachable`, `proxy-unreachable` */
export async function sentRequest(
	request: HttpRequest,
	facts: ServiceRequest,
	options: ExchangeOptions,
): Promise<HttpAnswer> {
	try {
		return await exchange(request, facts, options);
	} catch (error) {
		if (error instanceof Failure) throw error;
		failedRequest(error, facts);
		throw error;
	}
}
