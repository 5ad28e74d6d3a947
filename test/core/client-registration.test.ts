import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileCache } from '../../src/adapters/file-cache.ts';
import { registrationKey, registrationScopes } from '../../src/core/client-registration.ts';

const D = 'https://d-1234567890.awsapps.com/start';
const MY = 'https://my-sso-portal.awsapps.com/start';
const ACCESS = 'sso:account:access';

/** File names that the AWS CLI gives its registrations. */
const VECTORS: readonly (readonly [string, string | undefined, string, readonly string[] | undefined])[] = [
	['bc8a1afdb0f5cdc2c789b8a6cd51898e2be3c37c', 'corp', D, [ACCESS]],
	['cfaf7ef4a0ec868a86f526a3143dcbf741b147ba', 'corp', D, undefined],
	['365414a68be7c9bfc776c660981dbdbd942acea4', undefined, D, undefined],
	['0f66d04d10bc193b79c36d784f62dff0f8700212', 'my-sso', MY, []],
	['b77aa3b5b944f30b6610548ed10b51228fa9d2fa', 'my-sso', MY, [ACCESS, 'codewhisperer:completions']],
];

for (const [sha1, ssoSession, startUrl, scopes] of VECTORS) {
	test(`registration of ${ssoSession ?? 'a legacy profile'} with scopes ${scopes?.join(' ') ?? 'absent'} is ${sha1}.json`, () => {
		const key = registrationKey({ ssoSession, startUrl, ssoRegion: 'us-east-1', scopes });
		assert.is(fileCache(() => '/cache').path(key), `/cache/${sha1}.json`);
	});
}

for (const [value, scopes] of [
	[undefined, undefined],
	['', []],
	[' , ', []],
	['sso:account:access', [ACCESS]],
	[' b , a,,c ', ['b', 'a', 'c']],
] as const) {
	test(`scopes of ${JSON.stringify(value)}`, () => {
		const session = new Map(value === undefined ? [] : [['sso_registration_scopes', value]]);
		assert.equal(registrationScopes(session), scopes);
	});
}

test.run();
