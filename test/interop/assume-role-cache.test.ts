/** The cache entry of an assumed role: botocore uses what ssoenv wrote, and ssoenv what botocore wrote. */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type AssumedRoleArguments,
	assumedRoleKey,
	formatAssumedRole,
	parseAssumedRole,
} from '../../src/core/credentials/assumed-role.ts';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { credentialsUntil } from '../support/context/sample.ts';
import { makeHome } from '../support/files/home.ts';
import { hasPython, pythonAnswer } from '../support/program/python.ts';

/** Fetches the role with a cache folder; the STS client only counts the calls, and answers as botocore parses them. */
const FETCH = `
import datetime, importlib.util, os
if importlib.util.find_spec('botocore') is None:
    print('null')
    sys.exit()
from botocore.credentials import AssumeRoleCredentialFetcher, AssumeRoleWithWebIdentityCredentialFetcher, Credentials
from botocore.utils import JSONFileCache

calls = []

class Sts:
    def assume_role(self, **arguments):
        calls.append(arguments)
        end = datetime.datetime(2099, 1, 1, tzinfo=datetime.timezone.utc)
        keys = {'AccessKeyId': 'ASIABOTO', 'SecretAccessKey': 's', 'SessionToken': 't', 'Expiration': end}
        user = {'AssumedRoleId': 'AROA:me', 'Arn': 'arn:aws:sts::333333333333:assumed-role/Deploy/me'}
        return {'Credentials': keys, 'AssumedRoleUser': user, 'ResponseMetadata': {'RequestId': 'r'}}

    def assume_role_with_web_identity(self, **arguments):
        answer = self.assume_role(**arguments)
        provider = {'Provider': 'arn:aws:iam::333333333333:oidc-provider/example.com', 'Audience': 'sts'}
        # In the order of the service model, in which botocore parses an answer.
        keys, user, metadata = (answer[name] for name in ('Credentials', 'AssumedRoleUser', 'ResponseMetadata'))
        subject = {'SubjectFromWebIdentityToken': 'job/7'}
        return {'Credentials': keys, **subject, 'AssumedRoleUser': user, **provider, 'ResponseMetadata': metadata}

cache = JSONFileCache(given['folder'])
options = {'extra_args': given['more'], 'cache': cache}
if given.get('token'):
    fetcher = AssumeRoleWithWebIdentityCredentialFetcher(
        lambda *_, **__: Sts(), lambda: given['token'], given['arn'], **options
    )
else:
    source = Credentials('AKIA', 's')
    fetcher = AssumeRoleCredentialFetcher(lambda *_, **__: Sts(), source, given['arn'], **options)
found = fetcher.fetch_credentials()
files = {name: open(os.path.join(given['folder'], name)).read() for name in os.listdir(given['folder'])}
print(json.dumps({'calls': len(calls), 'key': found['access_key'], 'account': found['account_id'], 'files': files}))
`;

const role: AssumedRoleArguments = {
	roleArn: 'arn:aws:iam::333333333333:role/team/Deploy',
	externalId: 'ext-1',
	mfaSerial: undefined,
	durationSeconds: 1800,
	sessionName: 'me',
};
const given = { arn: role.roleArn, more: { ExternalId: 'ext-1', DurationSeconds: 1800, RoleSessionName: 'me' } };
const ENTRY = `${createHash('sha1').update(assumedRoleKey(role)).digest('hex')}.json`;
const ACCOUNT = '333333333333';

/** What botocore finds in a cache folder with these files. @param asked another role than the usual one */
function botocore(files: Readonly<Record<string, string>>, asked: object = given) {
	const home = makeHome({ 'cache/.keep': '', ...files });
	try {
		return asRecord(pythonAnswer(FETCH, { ...asked, folder: home.file('cache') }));
	} finally {
		home.remove();
	}
}

const hasBotocore = hasPython && botocore({}) !== undefined;

testUnless(
	hasBotocore ? undefined : 'no botocore',
	'botocore uses an entry of ssoenv, and asks STS for nothing',
	() => {
		const credentials = credentialsUntil(Date.UTC(2099, 0, 1));
		for (const clock of [undefined, { seconds: 300, startedAt: 1 }]) {
			const skewed = { ...credentials, ...(clock && { clock }) };
			const text = formatAssumedRole(
				{ credentials: skewed, arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/me', assumedRoleId: 'AROA:me' },
				ACCOUNT,
				'r',
			);
			const found = botocore({ [`cache/${ENTRY}`]: text });
			assert.equal([found?.calls, found?.key, found?.account], [0, credentials.accessKeyId, ACCOUNT]);
		}
	},
);

testUnless(hasBotocore ? undefined : 'no botocore', 'ssoenv uses an entry of botocore', () => {
	const found = botocore({});
	assert.is(found?.calls, 1);
	const text = asRecord(found?.files)?.[ENTRY];
	assert.equal(parseAssumedRole(String(text), ACCOUNT), {
		credentials: {
			accessKeyId: 'ASIABOTO',
			secretAccessKey: 's',
			sessionToken: 't',
			expiresAt: Date.UTC(2099, 0, 1),
		},
		arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/me',
		assumedRoleId: 'AROA:me',
	});
});

testUnless(
	hasBotocore ? undefined : 'no botocore',
	'the members of both entries are the same, in the same order',
	() => {
		const theirs = String(asRecord(botocore({})?.files)?.[ENTRY]);
		const role = parseAssumedRole(theirs, ACCOUNT);
		if (role === undefined) throw new TypeError('botocore should have written an entry');
		// botocore itself ends the time with UTC, the AWS CLI 1 with Z and the AWS CLI 2 with +00:00.
		const shape = (text: string) =>
			text
				.replace(/"ResponseMetadata": \{.*\}/, '"ResponseMetadata": {}')
				.replace(/("Expiration": "[^"]{19})[^"]*"/, '$1"');
		assert.is(shape(formatAssumedRole(role, ACCOUNT, 'r')), shape(theirs));
	},
);

const webIdentity = { arn: role.roleArn, more: { RoleSessionName: 'me' }, token: 'x.y.z' };
const WEB_KEY = assumedRoleKey({ ...role, externalId: undefined, durationSeconds: undefined });
const WEB_ENTRY = `${createHash('sha1').update(WEB_KEY).digest('hex')}.json`;

testUnless(
	hasBotocore ? undefined : 'no botocore',
	'the entry of a web identity: its name and its members, and botocore uses it',
	() => {
		const theirs = String(asRecord(botocore({}, webIdentity)?.files)?.[WEB_ENTRY]);
		const parsed = parseAssumedRole(theirs, ACCOUNT);
		if (parsed === undefined) throw new TypeError('botocore should have written an entry');
		const told = {
			SubjectFromWebIdentityToken: 'job/7',
			Provider: 'arn:aws:iam::333333333333:oidc-provider/example.com',
			Audience: 'sts',
		};
		const ours = formatAssumedRole({ ...parsed, webIdentity: told }, ACCOUNT, 'r');
		assert.equal(Object.keys(asRecord(JSON.parse(ours)) ?? {}), Object.keys(asRecord(JSON.parse(theirs)) ?? {}));
		const found = botocore({ [`cache/${WEB_ENTRY}`]: ours }, webIdentity);
		assert.equal([found?.calls, found?.key, found?.account], [0, parsed.credentials.accessKeyId, ACCOUNT]);
	},
);

test.run();
