/**
 * Calls STS with Node's HTTP client and a signer, because loading the AWS SDK's client for STS takes many times as long
 * as the request.
 */
import { parseXML } from '@aws-sdk/xml-builder';
import type { ClockOffset } from '../../core/aws/clock-offset.ts';
import {
	errorCode,
	parseAssumeRole,
	parseAssumeRoleWithWebIdentity,
	parseCallerIdentity,
	requestIdIn,
	stsReason,
} from '../../core/credentials/sts-answer.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import { exceptionName, type Problem, refusal, type ServiceRequest } from '../../core/failure/service-answer.ts';
import { asRecord } from '../../core/text/json.ts';
import type { Answer, Sts } from '../../ports/services.ts';
import { sleep } from '../machine/pause.ts';
import { exchange, isPassing, requestFacts } from './exchange.ts';
import type { HttpAnswer } from './http-message.ts';
import { failedRequest, isTransient } from './sdk-error.ts';
import { clockBy, type ServiceOptions } from './service-options.ts';
import { requestOf, type StsCall, stsTarget } from './sts-request.ts';

/** An answer with its document, and what it says about the clock here; or the error in place of an answer. */
type Outcome =
	| { readonly received: HttpAnswer; readonly document: unknown; readonly clock: ClockOffset | undefined }
	| { readonly error: unknown };

/** Returns the element of that name at the top of an XML document; undefined if the text is something else. */
function documentIn(body: string, name: string): unknown {
	try {
		return asRecord(parseXML(body))?.[name];
	} catch {
		// The parser quotes names from the text in its errors, and overflows the stack if they are nested deeply.
		return undefined;
	}
}

const rootOf = ({ status }: HttpAnswer, operation: string) => (status < 300 ? `${operation}Response` : 'ErrorResponse');

/** Makes one attempt. @param offset by how many seconds the clock here is ahead of AWS's */
async function attempted(call: StsCall, options: ServiceOptions, offset: number): Promise<Outcome> {
	const target = stsTarget(options);
	const facts = requestFacts(call.operation, target.url.href, options);
	const sentAt = options.now();
	const request = await requestOf(call, target, sentAt - offset * 1000);
	try {
		const received = await exchange(request, facts, options);
		const document = documentIn(received.body, rootOf(received, call.operation));
		const clock = clockBy({ ...received, sentAt, isOfService: document !== undefined }, options);
		return { received, document, clock };
	} catch (error) {
		if (error instanceof Failure) throw error;
		return { error };
	}
}

/** The codes by which services refuse a wrong clock: `CLOCK_SKEW_ERROR_CODES` in the AWS SDK's @smithy/core. */
const SKEW_CODES: ReadonlySet<string | undefined> = new Set([
	'AuthFailure',
	'InvalidSignatureException',
	'RequestExpired',
	'RequestInTheFuture',
	'RequestTimeTooSkewed',
	'SignatureDoesNotMatch',
]);

/** A signature is good for minutes, so that a smaller difference is not the reason for a refusal. */
const NOTABLE_SECONDS = 60;

/**
 * Returns the offset to sign with if the clock explains the refusal, by the same rule as the AWS SDK: by the code and by
 * the `Date` of the answer. The AWS CLI has no such rule, and fails.
 */
function newOffset(outcome: Outcome, offset: number): number | undefined {
	if ('error' in outcome || !SKEW_CODES.has(errorCode(outcome.document))) return undefined;
	const seconds = outcome.clock?.seconds ?? 0;
	return Math.abs(seconds - offset) < NOTABLE_SECONDS ? undefined : seconds;
}

const isThrottled = (outcome: Outcome): boolean =>
	!('error' in outcome) &&
	isPassing(outcome.received.status, errorCode(outcome.document) ?? '') &&
	outcome.received.status < 500;

/** Whether a retry may succeed and does no harm. */
function isRetried(outcome: Outcome, { parameters }: StsCall): boolean {
	if (isThrottled(outcome)) return true;
	// AWS takes an MFA code once, and may have done so: a second request would be refused for the wrong reason.
	if (parameters.TokenCode !== undefined) return false;
	if ('error' in outcome) return isTransient(outcome.error);
	// AWS could not ask the provider of a web identity, and advises a retry.
	return outcome.received.status >= 500 || errorCode(outcome.document) === 'IDPCommunicationError';
}

/** Returns how long to wait before a retry, in milliseconds: at random, as the AWS SDK does. @param attempt from 1 */
const delayMs = (attempt: number, outcome: Outcome): number =>
	Math.min(20_000, Math.random() * 2 ** attempt * (isThrottled(outcome) ? 500 : 100));

/** Sends a call until it is settled or `maxAttempts` are used up. A wrong clock takes one attempt more. */
async function settled(call: StsCall, options: ServiceOptions): Promise<Outcome> {
	let offset = options.clock?.()?.seconds ?? 0;
	let isCorrected = false;
	for (let attempt = 1; ; ) {
		const outcome = await attempted(call, options, offset);
		const corrected = isCorrected ? undefined : newOffset(outcome, offset);
		if (corrected !== undefined) {
			offset = corrected;
			isCorrected = true;
			continue;
		}
		if (attempt >= options.maxAttempts || !isRetried(outcome, call)) return outcome;
		await sleep(delayMs(attempt, outcome));
		attempt += 1;
	}
}

/** @throws Failure `throttled`, `service-broken`, `unexpected-answer`, `proxy-refused` */
function refused({ status }: HttpAnswer, document: unknown, request: ServiceRequest) {
	const unexpected = (problem: string) => networkFailures.unexpectedAnswer({ ...request, problem });
	if (status < 300) throw unexpected('it is not XML from AWS STS');
	if (status < 400) throw unexpected(`it is a redirect (${status}), which ssoenv does not follow`);
	const code = errorCode(document);
	// An error in the form of STS is one, even under a code that is not known.
	const name = code === undefined ? undefined : (exceptionName(code) ?? 'UnknownException');
	return { ...refusal(status, name, request), ...stsReason(document) };
}

type Parser<Value> = (document: unknown, now: number, clock: ClockOffset | undefined) => Value | Problem;

/** @throws Failure as in `Sts` */
async function ask<Value extends object>(
	call: StsCall,
	options: ServiceOptions,
	parse: Parser<Value>,
): Promise<Answer<Value>> {
	const outcome = await settled(call, options);
	const request = requestFacts(call.operation, stsTarget(options).url.href, options);
	const { operation: _operation, proxy: _proxy, ...answered } = request;
	if ('error' in outcome) return { ok: false, ...failedRequest(outcome.error, request), ...answered };
	const { received, document, clock } = outcome;
	if (received.status >= 300 || document === undefined) {
		return { ok: false, ...answered, ...refused(received, document, request), ...(clock && { clock }) };
	}
	const value = parse(document, options.now(), clock);
	if ('problem' in value) throw networkFailures.unexpectedAnswer({ ...request, ...value });
	const requestId = requestIdIn(document);
	return { ok: true, endpoint: request.endpoint, value, ...(requestId !== undefined && { requestId }) };
}

/** Returns STS in one region: `ssoRegion` of the options. */
export const createSts = (options: ServiceOptions): Sts => ({
	assumeRole: ({ keys, roleArn, sessionName, externalId, durationSeconds, serialNumber, tokenCode }) => {
		const parameters = {
			RoleArn: roleArn,
			RoleSessionName: sessionName,
			DurationSeconds: durationSeconds?.toString(),
			ExternalId: externalId,
			SerialNumber: serialNumber,
			TokenCode: tokenCode,
		};
		return ask({ operation: 'AssumeRole', keys, parameters }, options, parseAssumeRole);
	},
	assumeRoleWithWebIdentity: ({ token, roleArn, sessionName }) => {
		const operation = 'AssumeRoleWithWebIdentity';
		const parameters = { RoleArn: roleArn, RoleSessionName: sessionName, WebIdentityToken: token };
		return ask({ operation, keys: undefined, parameters }, options, parseAssumeRoleWithWebIdentity);
	},
	callerArn: async (keys) => {
		const answer = await ask({ operation: 'GetCallerIdentity', keys, parameters: {} }, options, parseCallerIdentity);
		return answer.ok ? { ...answer, value: answer.value.arn } : answer;
	},
});
