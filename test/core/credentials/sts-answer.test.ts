/** What the answers of STS say, by their elements. test/adapters/aws/sts-answers.test.ts sends them over the wire. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	errorCode,
	parseAssumeRole,
	parseCallerIdentity,
	requestIdIn,
	stsReason,
} from '../../../src/core/credentials/sts-answer.ts';
import { NOW } from '../../support/context/sample.ts';

const error = (Message: unknown, Code: unknown = 'AccessDenied') => ({ Error: { Code, Message } });

const reasons: readonly (readonly [message: unknown, reason: ReturnType<typeof stsReason>])[] = [
	['MultiFactorAuthentication failed with invalid MFA one time pass code. ', { reason: 'mfa-code' }],
	['MultiFactorAuthentication failed, unable to validate MFA code.  Please verify', { reason: 'mfa-device' }],
	[
		'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
		{ reason: 'mfa-device' },
	],
	['The requested DurationSeconds exceeds the MaxSessionDuration set for this role.', { reason: 'role-duration' }],
	[
		'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
		{ reason: 'chained-duration' },
	],
	[
		'User: arn:aws-us-gov:sts::111111111111:assumed-role/A_b/me@example.com is not authorized to perform: sts:AssumeRole on resource: x',
		{ principal: 'arn:aws-us-gov:sts::111111111111:assumed-role/A_b/me@example.com' },
	],
	[
		'User: arn:aws:iam::111111111111:user/team/me is not authorized to perform: sts:AssumeRole with an explicit deny',
		{ principal: 'arn:aws:iam::111111111111:user/team/me' },
	],
	['User: hunter2 is not authorized to perform: sts:AssumeRole on resource: x', {}],
	['User: arn:aws:iam::111111111111:user/\x1b[2J is not authorized to perform: sts:AssumeRole', {}],
	['The security token included in the request is expired', {}],
	['', {}],
	[undefined, {}],
];

for (const [message, expected] of reasons) {
	test(`the reason in ${JSON.stringify(message)}`, () => {
		assert.equal(stsReason(error(message)), expected);
	});
}

test('the code of an error', () => {
	assert.is(errorCode(error('m')), 'AccessDenied');
	for (const document of [undefined, '', {}, error('m', ''), error('m', ['A', 'B']), error('m', { a: 'b' })]) {
		assert.is(errorCode(document), undefined);
	}
});

test('the ID of a request', () => {
	assert.is(requestIdIn({ ResponseMetadata: { RequestId: 'a-1' } }), 'a-1');
	for (const RequestId of [undefined, '', '\x1b', 'x'.repeat(65)]) {
		assert.is(requestIdIn({ ResponseMetadata: { RequestId } }), undefined);
	}
});

const callers = [
	'arn:aws:iam::111111111111:root',
	'arn:aws:iam::111111111111:user/team/me',
	'arn:aws-cn:sts::111111111111:assumed-role/R/me',
	'arn:aws:sts::111111111111:federated-user/me',
];

for (const Arn of callers) {
	test(`the caller ${Arn}`, () => {
		assert.equal(parseCallerIdentity({ GetCallerIdentityResult: { Arn } }), { arn: Arn });
	});
}

for (const Arn of [undefined, '', 'hunter2', 'arn:aws:iam::1:user/me', `${callers[1]}\n`, [callers[1]]]) {
	test(`no caller: ${JSON.stringify(Arn)}`, () => {
		assert.equal(parseCallerIdentity({ GetCallerIdentityResult: { Arn } }), {
			problem: 'Arn is not the ARN of a caller',
		});
	});
}

const answer = (Expiration: string) => ({
	AssumeRoleResult: {
		Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't', Expiration },
		AssumedRoleUser: { Arn: 'arn:aws:sts::111111111111:assumed-role/R/me', AssumedRoleId: 'AROA1:me' },
	},
});
const iso = (time: number) => new Date(time).toISOString();

test('credentials that look expired by a clock that is ahead are good', () => {
	const clock = { seconds: 7200, startedAt: 0 };
	const role = parseAssumeRole(answer(iso(NOW - 3_600_000)), NOW, clock);
	assert.equal('credentials' in role && role.credentials.clock, clock);
	const late = parseAssumeRole(answer(iso(NOW - 3_600_000)), NOW);
	assert.match('problem' in late ? late.problem : '', /^the credentials expired at /);
});

test.run();
