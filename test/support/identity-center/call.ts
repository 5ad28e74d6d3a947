/** One request as the handlers see it, and its entry in the log. */

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseJson } from './json.ts';
import type { Operation } from './operations.ts';
import type { RoleCredentials } from './role-credentials.ts';
import { formOf, isForm } from './sts/form.ts';

export interface Call {
	readonly method: string;
	/** The request target as it was sent, with the base path and the query: a signature covers it. */
	readonly target: string;
	/** Without the endpoint's random base path. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	/** Set by a scripted fault, not by the client: fields to change in the credentials of the answer. */
	readonly fields?: Partial<RoleCredentials>;
}

export interface RequestRecord {
	/** `Unknown` if no operation has this path and method: a mistake of the client. */
	readonly operation: Operation | 'Unknown';
	/** Epoch milliseconds on the fake's clock, when the request was complete. */
	readonly at: number;
	readonly method: string;
	/** Without the base path; the full path if it is under neither endpoint's base path. */
	readonly path: string;
	/** The first value of each parameter (the handlers refuse repeated ones). */
	readonly query: Readonly<Record<string, string>>;
	/** Names in lower case. Access tokens are kept: this is a fake. */
	readonly headers: IncomingHttpHeaders;
	/** The parsed JSON, the parameters of a form, any other text as it is, `null` if empty. */
	readonly body: unknown;
	/** Set when the answer starts; `null` for a request that was never answered. */
	status: number | null;
	/** The kind of the fault played for it; `null` for a genuine answer. */
	fault: string | null;
}

/** Splits the request target by hand: a URL parser would repair mistakes that a strict fake must notice. */
export async function readCall(request: IncomingMessage): Promise<Call> {
	const target = request.url ?? '/';
	const mark = target.indexOf('?');
	return {
		method: request.method ?? 'GET',
		target,
		path: mark < 0 ? target : target.slice(0, mark),
		query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
		headers: request.headers,
		body: await text(request),
	};
}

export function recordOf(operation: Operation | 'Unknown', call: Call, at: number): RequestRecord {
	const { method, path, headers } = call;
	const body = bodyOf(call);
	return { operation, at, method, path, query: firstValues(call.query), headers, body, status: null, fault: null };
}

function bodyOf(call: Call): unknown {
	if (call.body === '') {
		return null;
	}
	return isForm(call.headers) ? firstValues(formOf(call)) : (parseJson(call.body) ?? call.body);
}

function firstValues(parameters: URLSearchParams): Readonly<Record<string, string>> {
	const values: Record<string, string> = {};
	for (const [name, value] of parameters) {
		values[name] ??= value;
	}
	return values;
}
