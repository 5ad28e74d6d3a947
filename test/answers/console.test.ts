/** `console --print` of the built program: what it asks AWS Sign-In for, and the address that it prints. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { holdsNoSecret, secretsOf } from '../support/assertions/secrets.ts';
import { type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';
import { CORP } from '../support/sign-in/signed-in-home.ts';

const scene = (work: (scene: ChainScene) => Promise<void>, config?: string) => () => withChains(work, config);

const HOME = 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1';

/** Opens a printed address as a browser does, and returns where it leads. */
async function arrival(stdout: string): Promise<string | null> {
	const { status, headers } = await fetch(stdout.trimEnd(), { redirect: 'manual' });
	assert.is(status, 302);
	return headers.get('location');
}

test(
	'the address leads to the console, the credentials are in no URL, and stderr has no secret',
	scene(async ({ idc, home, ssoenv }) => {
		const { exitCode, stdout, stderr } = await ssoenv('console dev --print');
		assert.is(exitCode, 0, stderr);
		assert.is(stderr, 'ssoenv: this address is a secret for 15 minutes: anyone who has it has the role\n');
		assert.ok(stdout.startsWith(`${idc.url.signin}/federation?Action=login&`), stdout);
		assert.match(stdout, /^\S+\n$/);
		assert.is(new URL(stdout).searchParams.get('Issuer'), 'https://d-1234567890.awsapps.com/start');
		assert.is(await arrival(stdout), HOME);
		const [request] = idc.requestsTo('GetSigninToken');
		assert.equal([request?.method, request?.query], ['POST', {}]);
		const { accessKeyId, secretAccessKey, sessionToken } = idc.credentialsFor('111111111111', 'ReadOnly') ?? {};
		const session = JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });
		assert.equal(request?.body, { Action: 'getSigninToken', SessionType: 'json', Session: session });
		holdsNoSecret(stdout + stderr, secretsOf(idc, home), 'the output');
	}),
);

const places: Readonly<Record<string, string>> = {
	'console dev --print --service iam': 'https://console.aws.amazon.com/iam/home',
	'console dev --print --service s3 --region us-east-2':
		'https://us-east-2.console.aws.amazon.com/s3/buckets?region=us-east-2',
	'console dev --print --service logs:/a':
		'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fa',
	'console dev --print --path /s3/buckets/b': 'https://eu-west-1.console.aws.amazon.com/s3/buckets/b?region=eu-west-1',
	'console dev --print --url https://999999999999-abcd1234.us-east-1.console.aws.amazon.com/x?y=z#a':
		'https://us-east-1.console.aws.amazon.com/x?y=z#a',
	'console --account 222222222222 --role ReadOnly --print': 'https://console.aws.amazon.com/console/home',
	'console deploy --print': HOME,
};

for (const [words, destination] of Object.entries(places)) {
	test(
		`ssoenv ${words}`,
		scene(async ({ ssoenv }) => {
			const { stdout, stderr } = await ssoenv(words);
			assert.is(await arrival(stdout || `no address: ${stderr}`), destination);
		}),
	);
}

test(
	'the length of the session is asked for, and refused for a role of another role before AWS is asked',
	scene(async ({ idc, ssoenv, operations }) => {
		const durations = () =>
			idc.requestsTo('GetSigninToken').map(({ body }) => Object(body).SessionDuration as string | undefined);
		await ssoenv('console dev --print --duration 8h');
		await ssoenv('console long --print --duration 12h');
		assert.equal(durations(), ['28800', '43200']);
		await ssoenv('export deploy');
		operations();
		for (const words of ['console deploy --print --duration 1h', 'console release --duration 15m']) {
			const { exitCode, stdout, stderr } = await ssoenv(words);
			assert.equal([exitCode, stdout], [2, '']);
			assert.match(
				stderr,
				/assumed with the credentials of another role.*\nssoenv: hint: ssoenv console (deploy|release)\n$/,
			);
		}
		assert.equal(operations(), []);
	}),
);

test(
	'without a name: AWS_PROFILE, else the active role',
	scene(async ({ idc, ssoenv }) => {
		await ssoenv('console --print', { AWS_PROFILE: 'dev', SSOENV_PROFILE: 'deploy' });
		assert.equal(idc.assumedCredentials('arn:aws:iam::333333333333:role/Deploy'), undefined);
		await ssoenv('console --print', { SSOENV_PROFILE: 'deploy' });
		assert.ok(idc.assumedCredentials('arn:aws:iam::333333333333:role/Deploy'));
	}),
);

const PORTAL =
	'https://d-1234567890.awsapps.com/start/#/console?account_id=111111111111&role_name=ReadOnly&destination=';

test(
	'the link of the portal asks AWS for nothing and is no secret',
	scene(async ({ ssoenv, operations }) => {
		const { stdout, stderr } = await ssoenv('console dev --portal --print --service ec2');
		const destination = 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1';
		assert.equal([stdout, stderr], [`${PORTAL}${encodeURIComponent(destination)}\n`, '']);
		const assumed = await ssoenv('console deploy --portal --print');
		assert.equal([assumed.exitCode, assumed.stdout], [2, '']);
		assert.match(assumed.stderr, 'the access portal opens only roles that are assigned to you');
		assert.equal(operations(), []);
	}),
);

const partitions: Readonly<Record<string, readonly [region: string, method: string, home: string]>> = {
	'aws-cn': ['cn-north-1', 'POST', 'https://cn-north-1.console.amazonaws.cn/console/home?region=cn-north-1'],
	'aws-us-gov': [
		'us-gov-west-1',
		'GET',
		'https://us-gov-west-1.console.amazonaws-us-gov.com/console/home?region=us-gov-west-1',
	],
	'aws-eusc': [
		'eusc-de-east-1',
		'POST',
		'https://eusc-de-east-1.console.amazonaws-eusc.eu/console/home?region=eusc-de-east-1',
	],
};

const configIn = (region: string): string => `${CORP.replace('us-east-1', region)}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = ${region}
`;

for (const [partition, [region, method, home]] of Object.entries(partitions)) {
	test(
		`the console of ${partition}`,
		scene(async ({ idc, ssoenv }) => {
			idc.configure({ directory: { partition } });
			const { stdout, stderr } = await ssoenv('console dev --print');
			assert.is(await arrival(stdout || `no address: ${stderr}`), home);
			assert.is(idc.requestsTo('GetSigninToken')[0]?.method, method);
			const other = await ssoenv('console dev --print --url https://console.aws.amazon.com/');
			assert.is(other.exitCode, 2);
		}, configIn(region)),
	);
}

test(
	'a partition without a known console: refused before AWS is asked',
	scene(async ({ ssoenv, operations }) => {
		const { exitCode, stderr } = await ssoenv('console dev --print');
		assert.is(exitCode, 3);
		assert.is(stderr, 'ssoenv: the role of dev is in partition aws-iso, whose console ssoenv does not know\n');
		assert.equal(operations(), []);
	}, configIn('us-iso-east-1')),
);

test.run();
