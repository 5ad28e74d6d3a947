/** Gets a token from AWS Sign-In that opens the console: the action getSigninToken of its federation endpoint. */
import { federationUrl } from '../../core/aws/console-url.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import { refusal, type ServiceRequest } from '../../core/failure/service-answer.ts';
import { parseRecord } from '../../core/text/json.ts';
import type { SigninToken, SigninTokenRequest } from '../../ports/console.ts';
import { sleep } from '../machine/pause.ts';
import { exchange, isPassing, requestFacts } from './exchange.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { failedRequest, isTransient } from './sdk-error.ts';
import type { ServiceOptions } from './service-options.ts';

type Options = Pick<ServiceOptions, 'address' | 'env' | 'timeoutMs' | 'maxAttempts'>;

const OPERATION = 'getSigninToken';

/** The answers of an endpoint that does not know POST. */
const WITHOUT_POST: ReadonlySet<number> = new Set([405, 501]);

/** A token is a word of printable ASCII: it becomes a part of a URL. */
const TOKEN = /^[!-~]{1,16384}$/;

function requestOf({ signin, credentials, seconds }: SigninTokenRequest, isPost: boolean): HttpRequest {
	const { accessKeyId, secretAccessKey, sessionToken } = credentials;
	const form = new URLSearchParams({ Action: OPERATION });
	if (seconds !== undefined) form.set('SessionDuration', String(seconds));
	form.set('SessionType', 'json');
	form.set('Session', JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken }));
	const url = new URL(federationUrl(signin));
	if (!isPost) {
		url.search = form.toString();
		return { method: 'GET', url, headers: {} };
	}
	const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
	return { method: 'POST', url, headers, body: form.toString() };
}

/** Makes one attempt; returns undefined if a retry may succeed. @throws Failure as in `ConsolePorts` */
async function attempted(
	request: HttpRequest,
	facts: ServiceRequest,
	options: Options,
	isLast: boolean,
): Promise<HttpAnswer | undefined> {
	try {
		const answer = await exchange(request, facts, options);
		const isRetried = !isLast && isPassing(answer.status, '') && !WITHOUT_POST.has(answer.status);
		return isRetried ? undefined : answer;
	} catch (error) {
		if (error instanceof Failure) throw error;
		if (isLast || !isTransient(error)) failedRequest(error, facts);
		return undefined;
	}
}

/** Sends the request until it is settled, or `maxAttempts` are used up. A second token does no harm. */
async function settled(request: HttpRequest, facts: ServiceRequest, options: Options): Promise<HttpAnswer> {
	for (let attempt = 1; ; attempt += 1) {
		const answer = await attempted(request, facts, options, attempt >= options.maxAttempts);
		if (answer !== undefined) return answer;
		// At random, as the AWS SDK does.
		await sleep(Math.random() * 2 ** attempt * 100);
	}
}

/** @throws Failure `throttled`, `service-broken`, `unexpected-answer`, `proxy-refused` */
function tokenIn({ status, body }: HttpAnswer, facts: ServiceRequest): SigninToken {
	const { endpoint, givenBy } = facts;
	// Sign-In refuses with a page for people, so the status is all that there is.
	const isRefusal = status >= 400 && status < 500 && status !== 429 && status !== 407;
	if (isRefusal) return { ok: false, status, endpoint, ...(givenBy !== undefined && { givenBy }) };
	if (status >= 300) refusal(status, undefined, facts);
	const token = parseRecord(body)?.SigninToken;
	if (typeof token === 'string' && TOKEN.test(token)) return { ok: true, token };
	const problem = token === undefined ? 'it has no SigninToken' : 'its SigninToken has an unexpected form';
	throw networkFailures.unexpectedAnswer({ ...facts, problem });
}

/** Gets a token. @throws Failure as in `ConsolePorts` */
export async function signinToken(request: SigninTokenRequest, options: Options): Promise<SigninToken> {
	const facts = requestFacts(OPERATION, request.signin, options);
	const isPost = request.takesPost;
	const answer = await settled(requestOf(request, isPost), facts, options);
	if (!isPost || !WITHOUT_POST.has(answer.status)) return tokenIn(answer, facts);
	return tokenIn(await settled(requestOf(request, false), facts, options), facts);
}
