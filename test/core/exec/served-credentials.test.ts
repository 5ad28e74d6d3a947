/** The JSON that `serve` answers. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { credentialsAnswer, failureAnswer } from '../../../src/core/exec/served-credentials.ts';
import { failures } from '../../../src/core/failure/failures.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { credentialsUntil, dev, NOW } from '../../support/context/sample.ts';

test('credentials have the names of the container services of AWS', () => {
	const { status, body } = credentialsAnswer(credentialsUntil(NOW), '111111111111');
	assert.is(status, 200);
	assert.equal(JSON.parse(body), {
		AccessKeyId: 'ASIASSO',
		SecretAccessKey: 'sso/secret+x',
		Token: 'sso+tok/==',
		Expiration: '2026-11-21T10:00:00Z',
		AccountId: '111111111111',
	});
});

test('a failure has a code, a message with the command that helps, and a status by which SDKs repeat or not', () => {
	const needed = failureAnswer(failures.signInNeeded({ session: dev, profile: 'dev', because: 'not signed in' }));
	assert.is(needed.status, 403);
	const message = 'sso-session "corp": not signed in; run ssoenv login --sso-session corp';
	assert.equal(JSON.parse(needed.body), { code: 'sign-in-needed', message, Code: 'sign-in-needed', Message: message });
	const unreachable = networkFailures.unreachable({ endpoint: 'https://h', reason: 'connection refused' });
	assert.is(failureAnswer(unreachable).status, 503);
	assert.is(failureAnswer(failures.homeUnknown(undefined)).status, 500);
});

test.run();
