/** `ssoenv why`: exact output, for people and for programs. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/why/why.ts';
import { parseRecord } from '../../../src/core/text/json.ts';
import { fakeContext } from '../../support/context/context.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const CONFIG = `[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1
[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
`;

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hunter2' };

async function why(env: Readonly<Record<string, string>>, json = false, config = CONFIG) {
	const texts = [
		{ path: '/h/.aws/config', text: config, isCredentials: false },
		{ path: '/h/.aws/credentials', text: '', isCredentials: true },
	];
	const world = { config: { ...sharedConfigOf({}), texts }, env: { HOME: '/h', ...env } };
	const { context, stdout, stderr } = fakeContext(world);
	await run({ json }, context);
	assert.equal(stderr, []);
	return stdout.join('');
}

test('the tools that take the same stand together, and the odd ones by themselves', async () => {
	assert.is(
		await why({ ...KEYS, AWS_PROFILE: 'dev', AWS_REGION: 'us-east-1', AWS_SESSION_TOKEN: 'hunter2' }),
		`credentials
  AWS CLI 2, AWS CLI 1, boto3, Go, Rust, Java, .NET, Terraform:
    keys in the environment AKIA…MPLE
    from        AWS_ACCESS_KEY_ID
    instead of  Identity Center: ReadOnly in account 111111111111, profile dev (/h/.aws/config:6)
    to change   unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  JavaScript:
    Identity Center: ReadOnly in account 111111111111, profile dev
    from        /h/.aws/config:6
    instead of  keys in the environment AKIA…MPLE (AWS_ACCESS_KEY_ID)
    to change   unset AWS_PROFILE

profile
  all tools: dev, from AWS_PROFILE
  ssoenv exec and export, without a name: dev, from AWS_PROFILE

region
  AWS CLI 2, JavaScript, Go, Rust, Java, .NET, Terraform: us-east-1, from AWS_REGION
  AWS CLI 1, boto3: eu-west-1, from /h/.aws/config:8
`,
	);
});

test('in a shell with a role of ssoenv, all tools take it, and off changes that', async () => {
	const role = { SSOENV_PROFILE: 'dev', SSOENV_ACCOUNT_ID: '111111111111', SSOENV_ROLE_NAME: 'ReadOnly' };
	const text = await why({ ...KEYS, ...role, AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' });
	assert.match(
		text,
		/^credentials\n {2}all tools:\n {4}keys in the environment AKIA…MPLE, which ssoenv set: ReadOnly in /,
	);
	assert.match(text, /\n {2}ssoenv exec and export, without a name: dev, from SSOENV_PROFILE\n/);
});

test('a profile that does not exist: some end, some look further, and each says why', async () => {
	const text = await why({ AWS_PROFILE: 'gone' });
	assert.match(text, /\.NET, Terraform:\n {4}no credentials: there is no profile "gone"\n {4}from {8}AWS_PROFILE\n/);
	assert.match(
		text,
		/JavaScript, Java:\n {4}instance metadata, if there is one\n {4}not used {4}there is no profile "gone"/,
	);
	assert.match(text, /all tools: gone, from AWS_PROFILE; not found\n/);
	assert.match(text, /that of the instance, if there is one\n/);
});

test('an empty name is told as such, for the tools that take it for one', async () => {
	const text = await why({ AWS_PROFILE: '' });
	assert.match(text, /AWS CLI 2, AWS CLI 1, boto3, Rust, Java: an empty name, from AWS_PROFILE; not found\n/);
	assert.match(text, /JavaScript, Go, \.NET, Terraform: default; not found\n/);
	assert.match(text, /\n {2}ssoenv exec and export, without a name: an empty name, from AWS_PROFILE\n/);
});

test('nothing at all: the next step is to use a profile', async () => {
	const text = await why({ AWS_EC2_METADATA_DISABLED: 'true' }, false, '');
	assert.match(text, /all tools:\n {4}no credentials: nothing has credentials\n {4}to change {3}ssoenv use PROFILE\n/);
});

test('JSON for programs: ASCII, with a version, and null for what is not known', async () => {
	const text = await why({ AWS_PROFILE: 'dev' }, true);
	assert.match(text, /^[ -~\n]+\n$/);
	const { version, ssoenv, clients } = parseRecord(text) ?? {};
	assert.is(version, 1);
	const from = { variable: 'AWS_PROFILE', file: null, line: null, section: null };
	assert.equal(ssoenv, { profile: 'dev', from, directory: null });
	assert.ok(Array.isArray(clients));
	const place = { variable: null, file: '/h/.aws/config', section: '[profile dev]' };
	assert.equal(Array.isArray(clients) && clients[0], {
		client: 'aws-cli-2',
		name: 'AWS CLI 2',
		profile: { name: 'dev', from, isFound: true },
		credentials: {
			kind: 'identity-center',
			from: { ...place, line: 6 },
			profile: 'dev',
			accessKeyId: null,
			account: '111111111111',
			role: 'ReadOnly',
			source: null,
		},
		problem: null,
		passedOver: [],
		overridden: [],
		changes: [],
		region: { value: 'eu-west-1', from: { ...place, line: 8 }, asksInstance: false },
	});
});

test('no secret is shown, not even one in the place of an ID, and nothing moves the cursor', async () => {
	const swapped = { AWS_ACCESS_KEY_ID: 'wJalrXUtnFEMI/K7MDENG/hunter2', AWS_SECRET_ACCESS_KEY: 'AKIAIOSFODNN7EXAMPLE' };
	for (const json of [false, true]) {
		const text = await why({ ...swapped, AWS_SESSION_TOKEN: 'hunter2', AWS_PROFILE: '\u001b[2Jgone' }, json);
		for (const part of ['hunter2', 'wJal', 'IOSF', '\u001b']) assert.not.ok(text.includes(part), part);
	}
});

test.run();
