/** The secrets of an authorization code sign-in: as RFC 7636 and the AWS CLI make them. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeChallenge, pkceSecrets } from '../../../src/adapters/sign-in/pkce.ts';

test("the challenge is RFC 7636's, appendix B", () => {
	assert.is(
		codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
		'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
	);
});

test('verifier, challenge and state have the form that the service accepts, and are new each time', () => {
	const [first, second] = [pkceSecrets(), pkceSecrets()];
	assert.match(first.codeVerifier, /^[\w.~-]{64}$/);
	assert.is(first.codeChallenge, codeChallenge(first.codeVerifier));
	assert.match(first.state, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
	assert.is.not(first.codeVerifier, second.codeVerifier);
	assert.is.not(first.state, second.state);
});

test.run();
