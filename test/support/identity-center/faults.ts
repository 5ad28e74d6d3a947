/** The faults that the fake can play, and a parser for faults that other processes send as JSON. */

import {
	type JsonObject,
	objectFrom,
	optionalFlag,
	optionalNumber,
	optionalText,
	requiredNumber,
	requiredText,
	ShapeError,
} from './json.ts';
import { isOAuthError, type OAuthError } from './reply.ts';
import type { RoleCredentials } from './role-credentials.ts';

type FaultKind = Cause['kind'];
export type Fault = Cause & { readonly times?: number | 'always' | undefined };

type Cause =
	/** An error of the service. 502 and 504 without a code look like a gateway's: HTML, no error name. */
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly code?: string | undefined;
			readonly message?: string | undefined;
			readonly headers?: Readonly<Record<string, string>> | undefined;
	  }
	/** An error of sso-oidc by its OAuth name: `authorization_pending`, `slow_down`, `invalid_grant` and so on. */
	| { readonly kind: 'oauth'; readonly error: OAuthError; readonly description?: string | undefined }
	/** The socket is destroyed. `afterEffect`: the request is carried out first, and only its answer is lost. */
	| { readonly kind: 'reset'; readonly afterEffect?: boolean | undefined }
	/** Never answers. */
	| { readonly kind: 'hang' }
	/** The genuine answer: carried out at once, sent late. */
	| { readonly kind: 'slow'; readonly delayMs: number }
	/** Like `slow`, but sent at `release()`. */
	| { readonly kind: 'hold' }
	/** Sends headers at once, then white space byte by byte, without end: a timeout on silence never fires. */
	| { readonly kind: 'drip'; readonly intervalMs?: number | undefined; readonly status?: number | undefined }
	/** The genuine answer with a Content-Length larger than the body, then the end of the connection. */
	| { readonly kind: 'truncated' }
	/** A captive portal's page. */
	| { readonly kind: 'html'; readonly status?: number | undefined }
	| { readonly kind: 'redirect'; readonly location: string; readonly status?: number | undefined }
	/** A verbatim body: a string as it is, anything else as JSON. */
	| {
			readonly kind: 'body';
			readonly status?: number | undefined;
			readonly body: unknown;
			readonly contentType?: string | undefined;
	  }
	/** GetRoleCredentials or AssumeRole with some fields replaced. Use `body` for wrong types and missing fields. */
	| { readonly kind: 'credentials'; readonly fields: Partial<RoleCredentials> };

type Readers = { readonly [Kind in FaultKind]: (source: JsonObject) => Extract<Cause, { kind: Kind }> };

const readers: Readers = {
	status: (source) => ({
		kind: 'status',
		status: requiredNumber(source, 'status'),
		code: optionalText(source, 'code'),
		message: optionalText(source, 'message'),
		headers: source.headers === undefined ? undefined : headersFrom(objectFrom(source.headers, 'headers')),
	}),
	oauth: (source) => ({
		kind: 'oauth',
		error: oauthErrorFrom(requiredText(source, 'error')),
		description: optionalText(source, 'description'),
	}),
	reset: (source) => ({ kind: 'reset', afterEffect: optionalFlag(source, 'afterEffect') }),
	hang: () => ({ kind: 'hang' }),
	slow: (source) => ({ kind: 'slow', delayMs: requiredNumber(source, 'delayMs') }),
	hold: () => ({ kind: 'hold' }),
	drip: (source) => ({
		kind: 'drip',
		intervalMs: optionalNumber(source, 'intervalMs'),
		status: optionalNumber(source, 'status'),
	}),
	truncated: () => ({ kind: 'truncated' }),
	html: (source) => ({ kind: 'html', status: optionalNumber(source, 'status') }),
	redirect: (source) => ({
		kind: 'redirect',
		location: requiredText(source, 'location'),
		status: optionalNumber(source, 'status'),
	}),
	body: (source) => ({
		kind: 'body',
		status: optionalNumber(source, 'status'),
		body: source.body,
		contentType: optionalText(source, 'contentType'),
	}),
	credentials: (source) => ({ kind: 'credentials', fields: roleCredentialFields(objectFrom(source.fields, 'fields')) }),
};

export function parseFault(value: unknown): Fault {
	const source = objectFrom(value, 'a fault');
	const kind = requiredText(source, 'kind');
	if (!isFaultKind(kind)) {
		throw new ShapeError(`unknown kind of fault: ${kind}`);
	}
	const times = source.times === 'always' ? 'always' : optionalNumber(source, 'times');
	return { ...readers[kind](source), times };
}

export function roleCredentialFields(source: JsonObject): Partial<RoleCredentials> {
	const accessKeyId = optionalText(source, 'accessKeyId');
	const secretAccessKey = optionalText(source, 'secretAccessKey');
	const sessionToken = optionalText(source, 'sessionToken');
	const expiration = optionalNumber(source, 'expiration');
	return {
		...(accessKeyId === undefined ? {} : { accessKeyId }),
		...(secretAccessKey === undefined ? {} : { secretAccessKey }),
		...(sessionToken === undefined ? {} : { sessionToken }),
		...(expiration === undefined ? {} : { expiration }),
	};
}

function isFaultKind(name: string): name is FaultKind {
	return Object.hasOwn(readers, name);
}

function oauthErrorFrom(name: string): OAuthError {
	if (!isOAuthError(name)) {
		throw new ShapeError(`unknown OAuth error: ${name}`);
	}
	return name;
}

function headersFrom(source: JsonObject): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.keys(source).map((name) => [name.toLowerCase(), requiredText(source, name)]));
}
