/** The query of the authorize URL, byte for byte as the AWS CLI sends it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { authorizeQuery } from '../../../src/core/sign-in/authorization-code.ts';
import { pkce } from '../../support/context/scripted-sign-in.ts';

const request = {
	clientId: 'cid',
	redirectUri: 'http://127.0.0.1:45597/oauth/callback',
	state: pkce.state,
	codeChallenge: pkce.codeChallenge,
	scopes: ['sso:account:access'],
};

test('parameters, order and encoding', () => {
	assert.is(
		authorizeQuery(request),
		'response_type=code&client_id=cid&redirect_uri=http%3A%2F%2F127.0.0.1%3A45597%2Foauth%2Fcallback&state=3f2504e0-4f89-41d3-9a0c-0305e82c3301&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
	);
});

test('scopes are separated by a space, encoded as %20', () => {
	assert.match(authorizeQuery({ ...request, scopes: ['a:b', 'c'] }), '&scopes=a%3Ab%20c&');
	assert.match(authorizeQuery({ ...request, scopes: [] }), '&scopes=&');
});

test('only unreserved characters are not encoded', () => {
	assert.match(
		authorizeQuery({ ...request, clientId: "a!'()*~-._&=é" }),
		'&client_id=a%21%27%28%29%2A~-._%26%3D%C3%A9&',
	);
});

test.run();
