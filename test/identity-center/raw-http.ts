/** Plain HTTP requests, for what the SDK clients cannot send or do not show. */

import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IdentityCenter, Options } from '../support/identity-center/identity-center.ts';
import { isObject, type JsonObject, parseJson } from '../support/identity-center/json.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';

export interface RawAnswer {
	readonly status: number | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** Keeps no connection open; the timeout ends a test that would hang. */
export function raw(url: string, options: RequestOptions = {}, body = ''): Promise<RawAnswer> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { agent: false, timeout: 5000, ...options }, (response) => {
			text(response).then(
				(read) => resolve({ status: response.statusCode, headers: response.headers, body: read }),
				reject,
			);
		});
		sent.on('timeout', () => sent.destroy(new Error('timeout')));
		sent.on('error', reject);
		sent.end(body);
	});
}

export function post(url: string, value: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
	const body = typeof value === 'string' ? value : JSON.stringify(value);
	return raw(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }, body);
}

/** Returns the error's name from the header, as botocore reads it. */
export function errorType({ headers }: RawAnswer): string | undefined {
	return String(headers['x-amzn-errortype']).split(':')[0];
}

/** Returns the members of a JSON answer; none if it is empty or not an object. */
export function fieldsOf({ body }: Pick<RawAnswer, 'body'>): JsonObject {
	const value = parseJson(body);
	return isObject(value) ? value : {};
}

/** Runs `body` with a fake of its own, which is always closed afterwards. */
export async function withCenter(options: Options, body: (idc: IdentityCenter) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter(options);
	try {
		await body(idc);
	} finally {
		await idc.close();
	}
}

/** Returns the error that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
	try {
		await promise;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
	throw new Error('should have failed');
}
