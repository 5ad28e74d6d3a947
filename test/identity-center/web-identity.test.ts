/** AssumeRoleWithWebIdentity of the fake: what boto3 gets from it, and each refusal with AWS's words. */
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { type Claims, webIdentityToken } from '../support/identity-center/sts/web-identity.ts';
import { runCommand } from '../support/program/program.ts';
import { PIPELINE, withSources } from '../support/sign-in/source-scene.ts';
import { fieldsOf, type RawAnswer, raw, withCenter } from './raw-http.ts';
import { alice, ask, element, form, type Parameters } from './signed-http.ts';
import { assertRefused, type Refusal } from './sts-refusal.ts';

const now = Math.trunc(Date.now() / 1000);
const claims: Claims = { iss: 'https://tokens.example.com', aud: 'sts.amazonaws.com', sub: 'job/7', exp: now + 900 };
const usual = { RoleArn: PIPELINE, RoleSessionName: 'build', WebIdentityToken: webIdentityToken(claims) };
const bodyOf = (parameters: Parameters) => form('AssumeRoleWithWebIdentity', { ...usual, ...parameters });

const send = (idc: IdentityCenter, parameters: Parameters = {}): Promise<RawAnswer> =>
	raw(
		idc.url.sts,
		{ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
		bodyOf(parameters),
	);

test('a token gives the role, also with a newline at its end', () =>
	withCenter({}, async (idc) => {
		const answer = await send(idc, { WebIdentityToken: `${usual.WebIdentityToken}\n` });
		assert.is(answer.status, 200, answer.body);
		assert.is(element(answer, 'Arn'), 'arn:aws:sts::333333333333:assumed-role/Pipeline/build');
		assert.is(element(answer, 'SubjectFromWebIdentityToken'), 'job/7');
		assert.is(element(answer, 'Audience'), 'sts.amazonaws.com');
		assert.is(element(answer, 'Provider'), 'arn:aws:iam::333333333333:oidc-provider/tokens.example.com');
		assert.is(element(answer, 'AccessKeyId'), idc.assumedCredentials(PIPELINE)?.accessKeyId);
	}));

const invalid = (message: string): Refusal => ({ status: 400, code: 'InvalidIdentityToken', message });
const denied: Refusal = {
	status: 403,
	code: 'AccessDenied',
	message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
};
const tokenOf = (changed: Partial<Claims>) => ({ WebIdentityToken: webIdentityToken({ ...claims, ...changed }) });
const NO_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

const refusals: Readonly<Record<string, readonly [Parameters, Refusal]>> = {
	'a role that trusts others': [{ RoleArn: 'arn:aws:iam::333333333333:role/Deploy' }, denied],
	'a role that is not there': [{ RoleArn: 'arn:aws:iam::333333333333:role/Missing' }, denied],
	'a token that has expired': [tokenOf({ exp: 5 }), { status: 400, code: 'ExpiredTokenException', message: undefined }],
	'a token for others': [tokenOf({ aud: 'other' }), invalid('Incorrect token audience')],
	'a token of others': [
		tokenOf({ iss: 'https://other.example.com' }),
		invalid('No OpenIDConnect provider found in your account for https://other.example.com'),
	],
	'a token with another signature': [
		{ WebIdentityToken: `${usual.WebIdentityToken.slice(0, -2)}xx` },
		invalid(
			"Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
		),
	],
	'another text': [{ WebIdentityToken: 'a.b.c' }, invalid(NO_JWT)],
	'a short text': [
		{ WebIdentityToken: 'abc' },
		{
			status: 400,
			code: 'ValidationError',
			message:
				"1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4",
		},
	],
	'a parameter of AssumeRole': [
		{ ExternalId: 'partner-42' },
		{ status: 400, code: 'MalformedInput', message: 'Unknown parameter: ExternalId' },
	],
};

for (const [name, [parameters, refusal]] of Object.entries(refusals)) {
	test(`refused: ${name}`, () =>
		withCenter({}, async (idc) => {
			const answer = await send(idc, parameters);
			if (refusal.code !== 'ExpiredTokenException') return assertRefused(answer, refusal);
			// Its message has the time.
			assert.is(element(answer, 'Code'), refusal.code);
			assert.match(
				element(answer, 'Message') ?? '',
				/^Token expired: current date\/time \d+ must be before the expiration date\/time 5$/,
			);
		}));
}

test('refused: a signature, which a client can make only with credentials that have no place here', () =>
	withCenter({}, async (idc) => {
		const answer = await ask(idc, alice, bodyOf({}));
		assert.is(element(answer, 'Code'), 'MalformedInput');
	}));

const program = fileURLToPath(new URL('caller_identity.py', import.meta.url));
const machine = { HOME: process.env.HOME ?? '' };
const hasBoto3 = (await runCommand('python3', ['-c', 'import boto3'], machine)).exitCode === 0;

testUnless(hasBoto3 ? undefined : 'python3 has no boto3', 'boto3 assumes the role, and a role behind it', () =>
	withSources(async ({ env, operations }) => {
		for (const [profile, arn] of [
			['pipeline', 'arn:aws:sts::333333333333:assumed-role/Pipeline/build'],
			['of-pipeline', /^arn:aws:sts::333333333333:assumed-role\/Deploy\/botocore-session-\d+$/],
		] as const) {
			const { stdout, stderr, exitCode } = await runCommand('python3', [program, profile], env);
			assert.is(exitCode, 0, stderr);
			const found = String(fieldsOf({ body: stdout }).Arn);
			if (typeof arn === 'string') assert.is(found, arn);
			else assert.match(found, arn);
			assert.ok(operations().includes('AssumeRoleWithWebIdentity'));
		}
	}),
);

test.run();
