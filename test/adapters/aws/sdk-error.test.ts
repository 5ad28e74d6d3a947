/**
 * How errors are classified by their facts. The tests of sdk-portal and sdk-oidc prove that the SDK's errors have these
 * facts.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failedRequest } from '../../../src/adapters/aws/sdk-error.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import { toldBy } from '../../support/assertions/thrown-failure.ts';

const REQUEST = { endpoint: 'https://h', operation: 'GetRoleCredentials' };

const errorWith = (facts: object, name = 'Error'): Error =>
	Object.assign(new Error('Unexpected token s in "s3cret"'), { name }, facts);

function meaning(error: unknown): unknown {
	try {
		return failedRequest(error, REQUEST);
	} catch (thrown) {
		return thrown;
	}
}

const unreachable: Readonly<Record<string, readonly [error: Error, reason: string]>> = {
	refused: [errorWith({ code: 'ECONNREFUSED' }), 'connection refused'],
	reset: [errorWith({ code: 'ECONNRESET' }), 'the connection was reset'],
	'no such host': [errorWith({ code: 'ENOTFOUND' }), 'no such host'],
	'self-signed': [
		errorWith({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
		'its certificate is self-signed (see AWS_CA_BUNDLE)',
	],
	'a code without a message': [errorWith({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }), 'ERR_SSL_WRONG_VERSION_NUMBER'],
	'a code named like a property of every object': [errorWith({ code: 'constructor' }), 'constructor'],
	'a timeout by name': [errorWith({}, 'TimeoutError'), 'the connection timed out'],
};

for (const [name, [error, reason]] of Object.entries(unreachable)) {
	test(`unreachable: ${name}`, () => {
		const failure = meaning(error);
		if (!(failure instanceof Failure)) throw new Error('no failure');
		assert.is(failure.code, 'unreachable');
		assert.is(failure.message, `cannot reach https://h: ${reason}`);
	});
}

const status = (httpStatusCode: number, name = 'Error'): Error => errorWith({ $metadata: { httpStatusCode } }, name);

const answered: Readonly<Record<string, readonly [error: Error, code: string]>> = {
	'200 with an unreadable body': [errorWith({ $response: { statusCode: 200 } }, 'SyntaxError'), 'unexpected-answer'],
	'204': [status(204), 'unexpected-answer'],
	'302': [status(302), 'unexpected-answer'],
	'429 with any name': [status(429, 'x'), 'throttled'],
	'500': [status(500), 'service-broken'],
	'599': [status(599), 'service-broken'],
	'403 without a name of AWS': [status(403, 'SyntaxError'), 'unexpected-answer'],
	'403 with a name in lower case': [status(403, 'forbiddenException'), 'unexpected-answer'],
	'403 with a name of several lines': [status(403, 'A\nForbiddenException'), 'unexpected-answer'],
	'403 with a very long name': [status(403, `${'A'.repeat(500)}Exception`), 'unexpected-answer'],
};

for (const [name, [error, code]] of Object.entries(answered)) {
	test(`an answer of ${name} is ${code}`, () => {
		const failure = meaning(error);
		if (!(failure instanceof Failure)) throw new Error('no failure');
		assert.is(failure.code, code);
		assert.is(failure.status, 6);
		assert.not.match(toldBy(failure).join('\n'), 's3cret');
		assert.is(failure.cause, undefined);
	});
}

test('a refusal is returned, not thrown', () => {
	assert.equal(meaning(status(403, 'ForbiddenException')), { status: 403, code: 'ForbiddenException' });
	assert.equal(meaning(status(401, 'UnauthorizedException')), { status: 401, code: 'UnauthorizedException' });
});

for (const [name, error] of [
	['a TypeError of ours', new TypeError('bug')],
	['a text', 'text'],
	['nothing', undefined],
	['facts of wrong types', errorWith({ $metadata: { httpStatusCode: '500' }, code: 5 })],
] as const) {
	test(`an error that can only be a bug is thrown on: ${name}`, () => {
		assert.is(meaning(error), error);
	});
}

test.run();
