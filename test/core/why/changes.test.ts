/** What `ssoenv why` says that would change the credentials of the AWS CLI 2, and of JavaScript. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Shell } from '../../../src/core/shell/syntaxes.ts';
import { answerFor } from '../../../src/core/why/answer.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hunter2\n';
const PROFILES = `[default]
${KEYS}[profile both]
credential_process = print-keys
${KEYS}[profile half]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
[profile lost]
sso_session = gone
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hunter2' };
const TOKEN = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::111111111111:role/a' };
const CONTAINER = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/' };

function changesOf(client: string, env: Readonly<Record<string, string>>, shell: Shell = 'bash'): readonly string[] {
	const texts = [{ path: 'config', text: PROFILES, isCredentials: false }];
	const { clients } = answerFor({ env: { HOME: '/h', AWS_EC2_METADATA_DISABLED: 'true', ...env }, shell }, texts);
	return clients.find((one) => one.client === client)?.changes ?? [];
}

const rows: readonly (readonly [env: Readonly<Record<string, string>>, cli: string, javascript: string])[] = [
	[{}, '', ''],
	[ENVIRONMENT, 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY', 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY'],
	[{ ...ENVIRONMENT, SSOENV_PROFILE: 'dev' }, 'ssoenv off', 'ssoenv off'],
	[{ ...ENVIRONMENT, AWS_PROFILE: 'default' }, 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY', 'unset AWS_PROFILE'],
	[
		TOKEN,
		'unset AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN',
		'delete aws_access_key_id and aws_secret_access_key (config:2)',
	],
	[
		CONTAINER,
		'delete aws_access_key_id and aws_secret_access_key (config:2)',
		'delete aws_access_key_id and aws_secret_access_key (config:2)',
	],
	[
		{ AWS_PROFILE: 'both' },
		'delete credential_process (config:5)',
		'delete aws_access_key_id and aws_secret_access_key (config:6)',
	],
	[{ AWS_PROFILE: 'half' }, 'mend config:9', 'ssoenv use PROFILE'],
	[{ AWS_PROFILE: 'lost' }, 'mend config:11', 'mend config:11'],
	[{ AWS_PROFILE: 'gone' }, 'unset AWS_PROFILE', 'unset AWS_PROFILE'],
	[{ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, 'unset AWS_ACCESS_KEY_ID', ''],
];

for (const [env, cli, javascript] of rows) {
	test(`with ${Object.keys(env).join(', ') || 'no variables'} (${env.AWS_PROFILE ?? 'default'})`, () => {
		assert.is(changesOf('aws-cli-2', env).join(), cli);
		assert.is(changesOf('javascript', env).join(), javascript);
	});
}

test('variables are unset in the words of the shell', () => {
	assert.equal(changesOf('boto3', { AWS_PROFILE: 'gone' }, 'fish'), ['set -e AWS_PROFILE']);
	assert.equal(changesOf('boto3', { AWS_PROFILE: 'gone' }, 'powershell'), ['Remove-Item Env:AWS_PROFILE']);
	assert.equal(changesOf('boto3', ENVIRONMENT, 'nushell'), ['hide-env AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY']);
});

test.run();
