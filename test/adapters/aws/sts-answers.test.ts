/** Answers of STS that give nothing: the failure or the refusal for each, the number of attempts, no secret in a message. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSts } from '../../../src/adapters/aws/sts.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import type { Sts } from '../../../src/ports/services.ts';
import { toldBy } from '../../support/assertions/thrown-failure.ts';
import type { Fault } from '../../support/identity-center/faults.ts';
import { startIdentityCenter } from '../../support/identity-center/server.ts';
import { defaultUsers } from '../../support/identity-center/sts/iam.ts';

const ROLE_ARN = 'arn:aws:iam::333333333333:role/Deploy';
const [alice] = defaultUsers;
if (alice === undefined) throw new Error('the fake has no user');
const { accessKeyId, secretAccessKey } = alice;

interface Row {
	readonly fault: Fault;
	/** A code of the failure table, or the refusal returned to the flow. */
	readonly code: string;
	/** Text that the message must contain. */
	readonly message: string;
	readonly requests: number;
}

const once = (fault: Fault, code: string, message = ''): Row => ({ fault, code, message, requests: 1 });
const retried = (fault: Fault, code: string, message = ''): Row => ({ fault, code, message, requests: 3 });
const xml = (body: string, status = 200): Fault => ({ kind: 'body', status, body, contentType: 'text/xml' });
const unusable = (body: string, message: string): Row => once(xml(body), 'unexpected-answer', message);

const ELEMENTS = {
	AccessKeyId: 'ASIA',
	SecretAccessKey: 'hunter2',
	SessionToken: 'hunter3',
	Expiration: '2096-01-01T00:00:00Z',
	Arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/me',
	AssumedRoleId: 'AROA0123456789ABCDEF0:me',
};

/** Returns a whole answer with some elements replaced; an empty text leaves out the element. */
function assumed(changed: Partial<typeof ELEMENTS> = {}): string {
	const all = { ...ELEMENTS, ...changed };
	const element = (name: keyof typeof ELEMENTS) => (all[name] === '' ? '' : `<${name}>${all[name]}</${name}>`);
	const credentials = [
		element('AccessKeyId'),
		element('SecretAccessKey'),
		element('SessionToken'),
		element('Expiration'),
	];
	const user = `<AssumedRoleUser>${element('Arn')}${element('AssumedRoleId')}</AssumedRoleUser>`;
	const result = `<AssumeRoleResult>${user}<Credentials>${credentials.join('')}</Credentials></AssumeRoleResult>`;
	return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</AssumeRoleResponse>`;
}

/** The errors of STS that a caller handles, each with the status that AWS sends. */
const CODES = [
	...(['AccessDenied', 'ExpiredToken', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 'OptInRequired'] as const),
	...(['RegionDisabledException', 'MissingAuthenticationToken', 'RequestExpired'] as const),
].map((code) => [403, code] as const);
const MISTAKES = (['ValidationError', 'IncompleteSignature', 'MalformedInput', 'InvalidAction'] as const).map(
	(code) => [400, code] as const,
);

const NO_XML = 'it is not XML from AWS STS';

const rows: Readonly<Record<string, Row>> = {
	...Object.fromEntries(
		[...CODES, ...MISTAKES].map(([status, code]) => [
			code,
			once({ kind: 'status', status, code, message: 'hunter2' }, `${status} ${code}`),
		]),
	),
	'an unknown error': once({ kind: 'status', status: 400, code: 'Teapot' }, '400 an unknown exception'),
	'an error named like a secret': once({ kind: 'status', status: 403, code: 'hunter2' }, '403 an unknown exception'),
	'an error without a code': once(
		xml('<ErrorResponse><Error><Message>hunter2</Message></Error></ErrorResponse>', 400),
		'unexpected-answer',
		'it has status 400 but no AWS error',
	),
	'an error with two codes': once(
		xml('<ErrorResponse><Error><Code>A</Code><Code>B</Code></Error></ErrorResponse>', 400),
		'unexpected-answer',
		'it has status 400 but no AWS error',
	),
	Throttling: retried({ kind: 'status', status: 400, code: 'Throttling' }, 'throttled', 'throttling requests (400)'),
	ThrottlingException: retried({ kind: 'status', status: 400, code: 'ThrottlingException' }, 'throttled'),
	'429': retried({ kind: 'status', status: 429, code: 'TooManyRequestsException' }, 'throttled', '(429)'),
	'500': retried({ kind: 'status', status: 500 }, 'service-broken', 'failed with status 500'),
	'502 from a gateway': retried({ kind: 'html', status: 502 }, 'service-broken', 'failed with status 502'),
	'503': retried({ kind: 'status', status: 503 }, 'service-broken', 'failed with status 503'),
	'a reset': retried({ kind: 'reset' }, 'unreachable', 'the connection was reset'),
	'a reset after the request was carried out': retried({ kind: 'reset', afterEffect: true }, 'unreachable'),
	'an answer that is cut off': retried({ kind: 'truncated' }, 'unreachable', 'the connection was reset'),
	silence: once({ kind: 'hang' }, 'unreachable', 'no response within 0.5 s'),
	'an answer without end': once({ kind: 'drip' }, 'unreachable', 'no response within 0.5 s'),
	'an HTML page': once({ kind: 'html' }, 'unexpected-answer', NO_XML),
	'an HTML page with 403': once({ kind: 'html', status: 403 }, 'unexpected-answer', 'status 403 but no AWS error'),
	'an HTML page with 407': once({ kind: 'html', status: 407 }, 'unexpected-answer', 'status 407'),
	'a redirect': once(
		{ kind: 'redirect', location: 'http://127.0.0.1:1/hunter2' },
		'unexpected-answer',
		'redirect (302)',
	),
	'an answer of 5 MB': once(xml(' '.repeat(5_000_000)), 'unexpected-answer', 'longer than 4 MB'),
	'a credential of 200 kB': unusable(assumed({ SessionToken: 'x'.repeat(200_000) }), 'too long'),
	'a million elements in each other': unusable('<a>'.repeat(1_000_000), NO_XML),
	'no XML': unusable('hunter2', NO_XML),
	'an empty body': unusable('', NO_XML),
	JSON: unusable('{"AssumeRoleResponse":{"AssumeRoleResult":"hunter2"}}', NO_XML),
	'half of the XML': unusable(assumed().slice(0, 250), NO_XML),
	'the answer of another operation': unusable(assumed().replaceAll('AssumeRoleRes', 'AssumeRoleWithSAMLRes'), NO_XML),
	'an error with status 200': unusable('<ErrorResponse><Error><Code>hunter2</Code></Error></ErrorResponse>', NO_XML),
	'no credentials': unusable('<AssumeRoleResponse/>', 'Credentials is missing'),
	'two sets of credentials': unusable(
		assumed().replace('</AssumeRoleResult>', '<Credentials>hunter2</Credentials></AssumeRoleResult>'),
		'Credentials is missing',
	),
	'no key': unusable(assumed({ AccessKeyId: '' }), 'accessKeyId is missing'),
	'no secret key': unusable(assumed({ SecretAccessKey: '' }), 'secretAccessKey is missing'),
	'no token': unusable(assumed({ SessionToken: '' }), 'sessionToken is missing'),
	'a NUL': unusable(assumed({ SecretAccessKey: 'hunter2&#0;' }), 'secretAccessKey'),
	'no expiration': unusable(assumed({ Expiration: '' }), 'Expiration is not a time'),
	'an expiration that is no time': unusable(assumed({ Expiration: 'hunter2' }), 'Expiration is not a time'),
	'credentials that have expired': unusable(assumed({ Expiration: '2020-09-13T12:26:40Z' }), 'expired at 2020-09-13'),
	'no ARN': unusable(assumed({ Arn: '' }), 'Arn is not'),
	'an ARN with an escape sequence': unusable(assumed({ Arn: `${ELEMENTS.Arn}&#27;[2J` }), 'Arn is not'),
	'the ARN of a user': unusable(assumed({ Arn: 'arn:aws:iam::333333333333:user/hunter2' }), 'Arn is not'),
	'no ID': unusable(assumed({ AssumedRoleId: '' }), 'AssumedRoleId is not'),
	'a whole answer': once(xml(assumed()), 'ok'),
};

/** Returns what the flow sees: the failure's code and message, or the refusal. */
async function outcome(sts: Sts): Promise<{ readonly code: string; readonly lines: string }> {
	try {
		const keys = { accessKeyId, secretAccessKey };
		const answer = await sts.assumeRole({ keys, roleArn: ROLE_ARN, sessionName: 'me' });
		return { code: answer.ok ? 'ok' : `${answer.status} ${answer.code}`, lines: '' };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return { code: error.code, lines: toldBy(error).join('\n') };
	}
}

for (const [name, { fault, code, message, requests }] of Object.entries(rows)) {
	test(`answer of ${name}: ${code}`, async () => {
		const idc = await startIdentityCenter();
		try {
			idc.fail('AssumeRole', { times: 'always', ...fault });
			const sts = createSts({
				ssoRegion: 'us-east-1',
				address: { endpoint: idc.url.sts, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
				timeoutMs: fault.kind === 'hang' || fault.kind === 'drip' ? 500 : 5000,
				maxAttempts: 3,
				now: Date.now,
				env: {},
				onServerTime: () => undefined,
			});
			const result = await outcome(sts);
			assert.is(result.code, code);
			assert.ok(result.lines.includes(message), result.lines);
			assert.is(idc.requests.length, requests);
			const issued = idc.assumedCredentials(ROLE_ARN);
			const secrets = [issued?.secretAccessKey, issued?.sessionToken, secretAccessKey, 'hunter'];
			for (const secret of secrets) assert.not.ok(secret && result.lines.includes(secret), result.lines);
			// Messages show only the host of the endpoint, not its path.
			assert.not.match(result.lines, new URL(idc.url.sts).pathname);
		} finally {
			await idc.close();
		}
	});
}

test.run();
