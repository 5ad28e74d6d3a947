/** What a `credential_process` prints, and what `aws login` keeps: which credentials count, and no value in a problem. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseLoginFile, parseProcessOutput, type SourceKeys } from '../../../src/core/credentials/source-keys.ts';

const SECRET = 'hunter2';
const END = '2026-11-21T11:00:00Z';
const document = { Version: 1, AccessKeyId: 'ASIA1', SecretAccessKey: SECRET, SessionToken: 'token', Expiration: END };
const keys: SourceKeys = {
	accessKeyId: 'ASIA1',
	secretAccessKey: SECRET,
	sessionToken: 'token',
	expiresAt: Date.parse(END),
};
const lasting: SourceKeys = { accessKeyId: 'ASIA1', secretAccessKey: SECRET };
const without = (name: string) => ({ ...document, [name]: undefined });

const outputs: Readonly<Record<string, readonly [output: unknown, parsed: SourceKeys | string]>> = {
	everything: [document, keys],
	'keys that do not expire': [{ Version: 1, AccessKeyId: 'ASIA1', SecretAccessKey: SECRET }, lasting],
	'null for what is not there': [{ ...document, SessionToken: null, Expiration: null }, lasting],
	'an empty token, which botocore does not send': [{ ...document, SessionToken: '', Expiration: null }, lasting],
	'further members': [{ ...document, AccountId: '111111111111', Other: SECRET }, keys],
	'an offset in the time': [{ ...document, Expiration: '2026-11-21T12:00:00+01:00' }, keys],
	'a list': [[SECRET], 'it is not a JSON object'],
	'no version': [without('Version'), 'Version is missing'],
	'another version': [{ ...document, Version: 2 }, 'Version is not 1'],
	'the version as a text': [{ ...document, Version: '1' }, 'Version is not 1'],
	'no key ID': [without('AccessKeyId'), 'AccessKeyId is missing'],
	'an empty key ID': [{ ...document, AccessKeyId: '' }, 'AccessKeyId is missing'],
	'a key ID with a newline': [{ ...document, AccessKeyId: `${SECRET}\n` }, 'AccessKeyId is not an access key ID'],
	'a number as the key ID': [{ ...document, AccessKeyId: 5 }, 'AccessKeyId is not an access key ID'],
	'no secret key': [without('SecretAccessKey'), 'SecretAccessKey is missing'],
	'a list as the secret key': [{ ...document, SecretAccessKey: [SECRET] }, 'SecretAccessKey is not a text'],
	'a token with a blank': [{ ...document, SessionToken: `${SECRET} x` }, 'SessionToken is not a token'],
	'a number as the token': [{ ...document, SessionToken: 5 }, 'SessionToken is not a token'],
	'no time': [{ ...document, Expiration: SECRET }, 'Expiration is not a time'],
	'an empty time, on which botocore crashes': [{ ...document, Expiration: '' }, 'Expiration is not a time'],
	'a role of another form': [{ roleCredentials: { accessKeyId: 'ASIA1' } }, 'Version is missing'],
};

for (const [name, [output, parsed]] of Object.entries(outputs)) {
	test(`output of a program: ${name}`, () => {
		const found = parseProcessOutput(`${JSON.stringify(output)}\n`);
		assert.equal(found, typeof parsed === 'string' ? { problem: parsed } : parsed);
		if ('problem' in found) assert.not.match(found.problem, new RegExp(SECRET));
	});
}

for (const output of ['', 'password: ', `Enter code:\n${JSON.stringify(document)}`, `${SECRET}{`]) {
	test(`no JSON: ${JSON.stringify(output).slice(0, 20)}`, () => {
		assert.equal(parseProcessOutput(output), { problem: 'it is not a JSON object' });
	});
}

const accessToken = {
	accessKeyId: 'ASIA1',
	secretAccessKey: SECRET,
	sessionToken: 'token',
	accountId: '111111111111',
	expiresAt: END,
};

test('the cache file of aws login', () => {
	const file = { accessToken, tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4', refreshToken: SECRET };
	assert.equal(parseLoginFile(JSON.stringify(file)), keys);
});

for (const file of [
	'',
	'{"accessToken": {',
	{},
	{ accessToken: SECRET },
	...Object.keys(accessToken)
		.filter((name) => name !== 'accountId')
		.map((name) => ({ accessToken: { ...accessToken, [name]: undefined } })),
	{ accessToken: { ...accessToken, expiresAt: 'soon' } },
]) {
	test(`an incomplete cache file of aws login: ${JSON.stringify(file).slice(0, 60)}`, () => {
		assert.is(parseLoginFile(typeof file === 'string' ? file : JSON.stringify(file)), undefined);
	});
}

test.run();
