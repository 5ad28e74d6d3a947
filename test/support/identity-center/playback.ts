/** Sends an answer: the genuine one, or one changed by the scripted fault. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { RequestRecord } from './call.ts';
import type { Fault } from './faults.ts';
import type { Service } from './operations.ts';
import { html, oauthErrors, oauthReply, oidcError, portalError, type Reply } from './reply.ts';
import type { RoleCredentials } from './role-credentials.ts';
import { stsError } from './sts/xml.ts';

export interface Exchange {
	readonly response: ServerResponse;
	readonly record: RequestRecord;
	readonly service: Service;
	/** Carries the request out and returns the answer that AWS would give. */
	readonly genuine: (fields?: Partial<RoleCredentials>) => Reply;
	/** Settles when the test releases the answers on hold. */
	readonly released: () => Promise<void>;
}

export async function play(fault: Fault | undefined, exchange: Exchange): Promise<void> {
	if (fault === undefined) {
		return send(exchange, exchange.genuine());
	}
	switch (fault.kind) {
		case 'credentials':
			return send(exchange, exchange.genuine(fault.fields));
		case 'hang':
			return;
		case 'reset':
			return reset(exchange, fault.afterEffect === true);
		case 'slow':
			return sendAfter(pause(fault.delayMs), exchange);
		case 'hold':
			return sendAfter(exchange.released(), exchange);
		case 'drip':
			return drip(exchange, fault.status ?? 200, fault.intervalMs ?? 20);
		case 'truncated':
			return truncate(exchange, exchange.genuine());
		default:
			return send(exchange, cannedReply(fault, exchange.service), fault.kind === 'status' || fault.kind === 'oauth');
	}
}

type CannedFault = Extract<Fault, { kind: 'status' | 'oauth' | 'html' | 'redirect' | 'body' }>;

function cannedReply(fault: CannedFault, service: Service): Reply {
	switch (fault.kind) {
		case 'status':
			return statusReply(fault, service);
		case 'oauth':
			return oauthReply(fault.error, fault.description ?? null);
		case 'html':
			return html(fault.status ?? 200, 'Sign in to the guest network');
		case 'redirect':
			return { status: fault.status ?? 302, headers: { location: fault.location }, body: '' };
		case 'body':
			return {
				status: fault.status ?? 200,
				headers: { 'content-type': fault.contentType ?? 'application/json' },
				body: typeof fault.body === 'string' ? fault.body : (JSON.stringify(fault.body) ?? ''),
			};
	}
}

const defaultCodes: Readonly<Record<Service, Readonly<Record<number, string>>>> = {
	portal: {
		400: 'InvalidRequestException',
		401: 'UnauthorizedException',
		403: 'ForbiddenException',
		404: 'ResourceNotFoundException',
		429: 'TooManyRequestsException',
		500: 'InternalServerException',
		503: 'ServiceUnavailableException',
	},
	oidc: {
		400: 'InvalidRequestException',
		401: 'InvalidClientException',
		403: 'AccessDeniedException',
		404: 'ResourceNotFoundException',
		429: 'TooManyRequestsException',
		500: 'InternalServerException',
		503: 'ServiceUnavailableException',
	},
	// Sign-In answers with pages for people.
	signin: {},
	// STS says 400 where it throttles, with the code Throttling.
	sts: {
		400: 'ValidationError',
		403: 'AccessDenied',
		500: 'InternalFailure',
		503: 'ServiceUnavailable',
	},
};

const defaultMessages: Readonly<Record<number, string>> = {
	401: 'Session token not found or invalid',
	403: 'No access',
	429: 'HTTP 429 Unknown Code',
};

function statusReply(fault: Extract<Fault, { kind: 'status' }>, service: Service): Reply {
	const { status } = fault;
	const retryAfter = status === 429 ? { 'retry-after': '1' } : {};
	const reply = namedError(fault, service) ?? html(status, `${status} ${status === 502 ? 'Bad Gateway' : 'Error'}`);
	return { ...reply, headers: { ...reply.headers, ...retryAfter, ...fault.headers } };
}

function namedError(fault: Extract<Fault, { kind: 'status' }>, service: Service): Reply | undefined {
	const { status } = fault;
	const code = fault.code ?? defaultCodes[service][status];
	if (code === undefined) {
		return undefined;
	}
	if (service === 'portal') {
		return portalError(status, code, fault.message ?? defaultMessages[status] ?? code);
	}
	if (service === 'sts') {
		return stsError(status, code, fault.message ?? code);
	}
	const known = Object.entries(oauthErrors).find(([, { exception }]) => exception === code);
	return oidcError(status, code, known?.[0] ?? code, fault.message ?? null);
}

/** @param isOfService false for the page of another server, which knows no ID of a request */
function send({ response, record }: Exchange, reply: Reply, isOfService = true): void {
	record.status = reply.status;
	response.writeHead(reply.status, {
		...(isOfService && { 'x-amzn-requestid': randomUUID() }),
		...reply.headers,
		'content-length': Buffer.byteLength(reply.body),
	});
	response.end(reply.body);
}

async function sendAfter(moment: Promise<void>, exchange: Exchange): Promise<void> {
	const reply = exchange.genuine();
	await moment;
	send(exchange, reply);
}

function reset({ response, genuine }: Exchange, afterEffect: boolean): void {
	if (afterEffect) {
		genuine();
	}
	response.socket?.destroy();
}

function drip({ response, record }: Exchange, status: number, intervalMs: number): void {
	record.status = status;
	response.writeHead(status, { 'content-type': 'application/json' });
	response.flushHeaders();
	// JSON and XML may begin with white space, so a streaming parser accepts it.
	const timer = setInterval(() => response.write(' '), intervalMs);
	response.on('close', () => clearInterval(timer));
}

function truncate({ response, record }: Exchange, reply: Reply): void {
	record.status = reply.status;
	response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) + 64 });
	response.flushHeaders();
	response.write(reply.body, () => response.socket?.end());
}

/** Unreferenced: a late answer must not keep the process alive after the server was closed. */
function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, milliseconds).unref();
	});
}
