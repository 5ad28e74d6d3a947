/** The queries that the browser can bring to the callback, and their outcomes. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	CALLBACK_PATH,
	type CallbackOutcome,
	REGISTERED_REDIRECT_URI,
	readCallback,
} from '../../../src/core/sign-in/authorization-code.ts';

test("the redirect URI is the AWS CLI's", () => {
	assert.is(REGISTERED_REDIRECT_URI, 'http://127.0.0.1/oauth/callback');
	assert.is(CALLBACK_PATH, '/oauth/callback');
});

const mismatch = { kind: 'mismatch' } as const;
const unknown = { kind: 'refused', error: 'an unknown error' } as const;

const queries: Readonly<Record<string, CallbackOutcome | undefined>> = {
	'code=c&state=s': { kind: 'code', code: 'c' },
	'state=s&code=a%2Bb%20c': { kind: 'code', code: 'a+b c' },
	'code=c&state=s&more=1': { kind: 'code', code: 'c' },
	'code=c&code=d&state=s': { kind: 'code', code: 'c' },
	'code=c&state=x': mismatch,
	'code=c&state=': mismatch,
	'code=c': mismatch,
	'code=c&state=x&state=s': mismatch,
	'error=access_denied&state=s': { kind: 'refused', error: 'access_denied' },
	'error=access_denied&error_description=%1b[31m&state=s': { kind: 'refused', error: 'access_denied' },
	'error=access_denied&code=c&state=s': { kind: 'refused', error: 'access_denied' },
	'error=access_denied&state=x': mismatch,
	'error=access_denied': mismatch,
	'error=&state=s': unknown,
	'error=%1b[31m&state=s': unknown,
	'error=Access%20Denied&state=s': unknown,
	[`error=${'a'.repeat(62)}&state=s`]: unknown,
	'': undefined,
	'state=s': undefined,
	'code=&state=s': undefined,
	'code=': undefined,
	'favicon=1': undefined,
};

for (const [query, outcome] of Object.entries(queries)) {
	test(`callback "${query.slice(0, 60)}": ${outcome?.kind ?? 'ignored, and the wait goes on'}`, () => {
		assert.equal(
			readCallback(new URLSearchParams(query), (state) => state === 's'),
			outcome,
		);
	});
}

test.run();
