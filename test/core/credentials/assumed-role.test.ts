/** The AWS CLI's cache entries of assumed roles. */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type AssumedRole,
	type AssumedRoleArguments,
	assumedRoleKey,
	formatAssumedRole,
	parseAssumedRole,
} from '../../../src/core/credentials/assumed-role.ts';
import { formatCacheEntry } from '../../../src/core/credentials/role-credentials.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { credentialsUntil, NOW, STARTED_AT } from '../../support/context/sample.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

const role = (roleArn: string, more: Partial<AssumedRoleArguments> = {}): AssumedRoleArguments => ({
	roleArn,
	externalId: undefined,
	mfaSerial: undefined,
	durationSeconds: undefined,
	sessionName: undefined,
	...more,
});

const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';

/** The first five are those of the AWS CLI and of botocore's own tests. */
const keys: readonly (readonly [role: AssumedRoleArguments, text: string, hash: string])[] = [
	[role(DEPLOY), `{"RoleArn": "${DEPLOY}"}`, 'ecf35a03eb5a1e35eea06da7bf9daf0e3ab2842b'],
	[
		role(DEPLOY, { durationSeconds: 3600, externalId: 'ext-1', sessionName: 'me' }),
		`{"DurationSeconds": 3600, "ExternalId": "ext-1", "RoleArn": "${DEPLOY}", "RoleSessionName": "me"}`,
		'c266181b937a806c1a43bf7a94af383e02fa6ab9',
	],
	[
		role('arn:aws:iam::123456789012:role/MyRole'),
		'{"RoleArn": "arn:aws:iam::123456789012:role/MyRole"}',
		'9352322523522093a5db77612199961bcc7b9a91',
	],
	[role('myrole'), '{"RoleArn": "myrole"}', '793d6e2f27667ab2da104824407e486bfec24a47'],
	[
		role('arn:aws:iam::role/foo-role'),
		'{"RoleArn": "arn:aws:iam::role/foo-role"}',
		'75c539f0711ba78c5b9e488d0add95f178a54d74',
	],
	[
		role('myrole', { sessionName: 'my_session_name' }),
		'{"RoleArn": "myrole", "RoleSessionName": "my_session_name"}',
		'2964201f5648c8be5b9460a9cf842d73a266daf2',
	],
	[
		role('arn:aws:iam::foo-role', { sessionName: 'foo_role_session_name' }),
		'{"RoleArn": "arn:aws:iam::foo-role", "RoleSessionName": "foo_role_session_name"}',
		'5e75ce21b6a64ab183b29c4a159b6f0248121d51',
	],
	[
		role(DEPLOY, { mfaSerial: 'arn:aws:iam::111111111111:mfa/me' }),
		`{"RoleArn": "${DEPLOY}", "SerialNumber": "arn:aws:iam::111111111111:mfa/me"}`,
		'93c75d7d3df2bb8867d08dc0508739e0bda51db5',
	],
];

for (const [arguments_, text, hash] of keys) {
	test(`key: ${text} is ${hash}.json`, () => {
		assert.is(assumedRoleKey(arguments_), text);
		assert.is(sha1(assumedRoleKey(arguments_)), hash);
	});
}

const FETCHER = `
import importlib.util
if importlib.util.find_spec('botocore') is None:
    print('null')
else:
    from botocore.credentials import AssumeRoleCredentialFetcher
    print(json.dumps([AssumeRoleCredentialFetcher(None, None, arn, extra_args=more)._cache_key for arn, more in given]))
`;

const awkward: readonly (readonly [role: AssumedRoleArguments, more: Readonly<Record<string, string | number>>])[] = [
	[role(DEPLOY), {}],
	[role(DEPLOY, { sessionName: 'a=b,c@d.e+f-g' }), { RoleSessionName: 'a=b,c@d.e+f-g' }],
	[role('arn:aws:iam::333333333333:role/"q"\\~/x'), {}],
	[
		role(DEPLOY, { durationSeconds: 900, externalId: 'a:/b', mfaSerial: 'GAHT12345678', sessionName: 'me' }),
		{ SerialNumber: 'GAHT12345678', RoleSessionName: 'me', ExternalId: 'a:/b', DurationSeconds: 900 },
	],
];

const botocoreKeys = hasPython
	? pythonAnswer(
			FETCHER,
			awkward.map(([{ roleArn }, more]) => [roleArn, more]),
		)
	: null;

testUnless(botocoreKeys === null ? 'no botocore' : undefined, 'keys: botocore makes the same', () => {
	assert.equal(
		awkward.map(([arguments_]) => sha1(assumedRoleKey(arguments_))),
		botocoreKeys,
	);
});

const deploy: AssumedRole = {
	credentials: credentialsUntil(NOW + 3_600_000),
	arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/me',
	assumedRoleId: 'AROAEXAMPLE:me',
};
const ACCOUNT = '333333333333';
const entry = formatAssumedRole(deploy, ACCOUNT, 'c6104cbe-af31-11e0-8154-cbc7ccf896c7');

test('an entry has the members of the AWS CLI 2, in its order', () => {
	const { accessKeyId, secretAccessKey, sessionToken } = deploy.credentials;
	assert.is(
		entry,
		`{"Credentials": {"AccessKeyId": "${accessKeyId}", "SecretAccessKey": "${secretAccessKey}", "SessionToken": "${sessionToken}", ` +
			'"Expiration": "2026-11-21T11:00:00+00:00", "AccountId": "333333333333"}, ' +
			'"AssumedRoleUser": {"AssumedRoleId": "AROAEXAMPLE:me", "Arn": "arn:aws:sts::333333333333:assumed-role/Deploy/me"}, ' +
			'"ResponseMetadata": {"RequestId": "c6104cbe-af31-11e0-8154-cbc7ccf896c7", "HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}}',
	);
});

test('an entry is read back, with the offset of the clock', () => {
	assert.equal(parseAssumedRole(entry, ACCOUNT), deploy);
	const clock = { seconds: 3500, startedAt: STARTED_AT };
	const skewed = { ...deploy, credentials: { ...deploy.credentials, clock } };
	const text = formatAssumedRole(skewed, ACCOUNT, 'r');
	assert.equal(parseAssumedRole(text, ACCOUNT), skewed);
	assert.ok(text.endsWith(', "ssoenv": {"format": 1, "offsetSeconds": 3500, "startedAt": 1795168800}}'), text);
});

const withExpiration = (form: string): string => entry.replace('2026-11-21T11:00:00+00:00', form);

/** Written by the AWS CLI 1, by versions of it from before 2021, and by others. */
for (const form of [
	'2026-11-21T11:00:00Z',
	'2026-11-21T11:00:00UTC',
	'2026-11-21T11:00:00.000Z',
	'2026-11-21T13:00:00+02:00',
	'2026-11-21T11:00:00+0000',
]) {
	test(`the expiry ${form} is read`, () => {
		assert.is(parseAssumedRole(withExpiration(form), ACCOUNT)?.credentials.expiresAt, NOW + 3_600_000);
	});
}

test('an entry of an older AWS CLI has neither an account nor the session', () => {
	const old = entry.replace(', "AccountId": "333333333333"', '').replace(/"AssumedRoleUser": .*?}, /, '');
	assert.equal(parseAssumedRole(old, ACCOUNT), { ...deploy, arn: undefined, assumedRoleId: undefined });
});

const unreadable: Readonly<Record<string, string>> = {
	nothing: '',
	'half an entry': entry.slice(0, 120),
	'an empty object': '{}',
	'no secret key': entry.replace('"SecretAccessKey"', '"Secret"'),
	'an expiry without a zone': withExpiration('2026-11-21T11:00:00'),
	'an expiry that is a word': withExpiration('tomorrow'),
	'an expiry that is a number': entry.replace('"2026-11-21T11:00:00+00:00"', '1795168800'),
	'another account': entry.replace('"AccountId": "333333333333"', '"AccountId": "444444444444"'),
	'an entry of Identity Center': formatCacheEntry(deploy.credentials, ACCOUNT),
};

for (const [name, text] of Object.entries(unreadable)) {
	test(`not an entry: ${name}`, () => assert.is(parseAssumedRole(text, ACCOUNT), undefined));
}

test.run();
