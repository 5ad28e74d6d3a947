/** The keys of the environment, for `credential_source = Environment`. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { environmentKeyId, environmentKeys } from '../../../src/core/credentials/environment-keys.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';

const user = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' };

const given: readonly (readonly [env: Environment, sessionToken: string | undefined])[] = [
	[user, undefined],
	[{ ...user, AWS_SESSION_TOKEN: '' }, undefined],
	[{ ...user, AWS_SESSION_TOKEN: 't' }, 't'],
	[{ ...user, AWS_SESSION_TOKEN: 't', AWS_SECURITY_TOKEN: 'older' }, 'older'],
	[{ ...user, AWS_SESSION_TOKEN: 't', AWS_SECURITY_TOKEN: '' }, 't'],
];

for (const [env, sessionToken] of given) {
	test(`keys in ${Object.keys(env).join(', ')}: token ${sessionToken}`, () => {
		assert.equal(environmentKeys('deploy', env), {
			accessKeyId: 'AKIA',
			secretAccessKey: 's',
			...(sessionToken !== undefined && { sessionToken }),
		});
		assert.is(environmentKeyId(env), 'AKIA');
	});
}

const refused: Readonly<Record<string, readonly [env: Environment, said: RegExp]>> = {
	'no keys': [{}, /but AWS_ACCESS_KEY_ID is not set$/],
	'an empty key ID': [{ ...user, AWS_ACCESS_KEY_ID: '' }, /but AWS_ACCESS_KEY_ID is not set$/],
	'no secret': [{ AWS_ACCESS_KEY_ID: 'AKIA' }, /but AWS_SECRET_ACCESS_KEY is not set$/],
	'keys that use set': [
		{ ...user, SSOENV_PROFILE: 'dev' },
		/but the keys there are those of the role that is active, "dev"$/,
	],
};

for (const [name, [env, said]] of Object.entries(refused)) {
	test(`refused: ${name}`, () => {
		const failure = failureOf(() => environmentKeys('deploy', env));
		assert.is(failure.code, 'environment-keys-missing');
		assert.match(toldBy(failure)[0] ?? '', said);
	});
}

test('keys that use set have no ID', () => {
	assert.is(environmentKeyId({ ...user, SSOENV_PROFILE: 'dev' }), '');
});

test.run();
