/** Plain requests, for what the SDK clients cannot be made to send or would not show. */

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

/** No connection is kept, and the timeout is for a test that would otherwise hang. */
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

/** The name of the error in the header, as botocore reads it. */
export function errorType({ headers }: RawAnswer): string | undefined {
	return String(headers['x-amzn-errortype']).split(':')[0];
}

/** The members of a JSON answer; none for an empty answer or one that is not an object. */
export function fieldsOf({ body }: RawAnswer): JsonObject {
	const value = parseJson(body);
	return isObject(value) ? value : {};
}

/** Runs with a fake of its own, closed whatever happens. */
export async function withCenter(options: Options, body: (idc: IdentityCenter) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter(options);
	try {
		await body(idc);
	} finally {
		await idc.close();
	}
}

/** The error a promise ends with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
	try {
		await promise;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
	throw new Error('should have failed');
}
