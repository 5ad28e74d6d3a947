/** Requests that are signed well, but ask for what is not there or not allowed. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { type RawAnswer, raw, withCenter } from './raw-http.ts';
import { alice, ask, assume, callerIdentity, form, type Parameters, portalKeys } from './signed-http.ts';
import { assertRefused, type Refusal } from './sts-refusal.ts';

const deploy = 'arn:aws:iam::333333333333:role/Deploy';

const invalid = (message: string): Refusal => ({ status: 400, code: 'ValidationError', message });
const limit = (value: string, member: string, must: string): Refusal =>
	invalid(
		`1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: Member must ${must}`,
	);
const denied = (message: string): Refusal => ({ status: 403, code: 'AccessDenied', message });
const notAuthorized = (roleArn: string): Refusal =>
	denied(
		`User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
	);
const malformed = (message?: string): Refusal => ({ status: 400, code: 'MalformedInput', message });
const mfa = (rest: string): Refusal => denied(`MultiFactorAuthentication failed${rest}`);

const partner = 'arn:aws:iam::444444444444:role/Partner';
const emergency = 'arn:aws:iam::333333333333:role/Emergency';
const serial = { SerialNumber: 'arn:aws:iam::111111111111:mfa/alice' };
const long = 'a'.repeat(65);

/** AssumeRole of Deploy by a user, with other parameters. */
const assumptions: Readonly<Record<string, readonly [Parameters, Refusal]>> = {
	'an unknown parameter': [{ Duration: '900' }, malformed('Unknown parameter: Duration')],
	'a parameter in another case': [{ externalId: 'x1' }, malformed('Unknown parameter: externalId')],
	'a short ARN': [
		{ RoleArn: 'not-an-arn' },
		limit("'not-an-arn'", 'roleArn', 'have length greater than or equal to 20'),
	],
	'a name for an ARN': [{ RoleArn: 'role/with/a/long/name' }, invalid('role/with/a/long/name is invalid')],
	'an ARN of a user': [
		{ RoleArn: 'arn:aws:iam::111111111111:user/alice' },
		invalid('arn:aws:iam::111111111111:user/alice is invalid'),
	],
	'an ARN of 11 digits': [
		{ RoleArn: 'arn:aws:iam::11111111111:role/Deploy' },
		invalid('arn:aws:iam::11111111111:role/Deploy is invalid'),
	],
	'a short session name': [
		{ RoleSessionName: 'a' },
		limit("'a'", 'roleSessionName', 'have length greater than or equal to 2'),
	],
	'a long session name': [
		{ RoleSessionName: long },
		limit(`'${long}'`, 'roleSessionName', 'have length less than or equal to 64'),
	],
	'a session name with a blank': [
		{ RoleSessionName: 'a b' },
		limit("'a b'", 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'),
	],
	'two mistakes': [
		{ RoleSessionName: 'a', DurationSeconds: '899' },
		invalid(
			"2 validation errors detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2; Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
		),
	],
	'a short duration': [
		{ DurationSeconds: '899' },
		limit("'899'", 'durationSeconds', 'have value greater than or equal to 900'),
	],
	'a negative duration': [
		{ DurationSeconds: '-1' },
		limit("'-1'", 'durationSeconds', 'have value greater than or equal to 900'),
	],
	'a duration of more than 12 hours': [
		{ DurationSeconds: '43201' },
		limit("'43201'", 'durationSeconds', 'have value less than or equal to 43200'),
	],
	'a duration beyond that of the role': [
		{ DurationSeconds: '3601' },
		invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
	],
	'an empty duration': [{ DurationSeconds: '' }, malformed('missing value for decimal type')],
	'a duration that is no number': [{ DurationSeconds: '1h' }, malformed()],
	'a duration with a fraction': [{ DurationSeconds: '900.0' }, malformed()],
	'a duration of more than 32 bits': [{ DurationSeconds: '2147483648' }, malformed()],
	'a policy that is no JSON': [
		{ Policy: '{' },
		{ status: 400, code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' },
	],
	'a short external id': [{ ExternalId: 'x' }, limit("'x'", 'externalId', 'have length greater than or equal to 2')],
	'a role that does not exist': [
		{ RoleArn: 'arn:aws:iam::999999999999:role/Nobody' },
		notAuthorized('arn:aws:iam::999999999999:role/Nobody'),
	],
	'a role without its path': [
		{ RoleArn: 'arn:aws:iam::333333333333:role/Release' },
		notAuthorized('arn:aws:iam::333333333333:role/Release'),
	],
	'a role that trusts another': [
		{ RoleArn: 'arn:aws:iam::333333333333:role/team/Release' },
		notAuthorized('arn:aws:iam::333333333333:role/team/Release'),
	],
	'no external id': [{ RoleArn: partner }, notAuthorized(partner)],
	'another external id': [{ RoleArn: partner, ExternalId: 'partner-43' }, notAuthorized(partner)],
	'no MFA': [{ RoleArn: emergency }, notAuthorized(emergency)],
	'a wrong code': [{ ...serial, TokenCode: '000000' }, mfa(' with invalid MFA one time pass code. ')],
	'a code of five digits': [
		{ ...serial, TokenCode: '12345' },
		limit("'12345'", 'tokenCode', 'have length greater than or equal to 6'),
	],
	'a code of letters': [
		{ ...serial, TokenCode: 'abcdef' },
		limit("'abcdef'", 'tokenCode', 'satisfy regular expression pattern: [\\d]*'),
	],
	'a device without a code': [serial, mfa(', must provide both MFA serial number and one time pass code.')],
	'a code without a device': [
		{ TokenCode: '123456' },
		mfa(', must provide both MFA serial number and one time pass code.'),
	],
	'an unknown device': [
		{ SerialNumber: 'arn:aws:iam::111111111111:mfa/bob', TokenCode: '123456' },
		mfa(', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.'),
	],
};

for (const [name, [parameters, refusal]] of Object.entries(assumptions)) {
	test(`AssumeRole: ${name}`, () =>
		withCenter({}, async (idc) => {
			assertRefused(await assume(idc, alice, parameters), refusal);
		}));
}

test('AssumeRole: neither ARN nor session name', () =>
	withCenter({}, async (idc) => {
		const missing = (member: string) =>
			`Value null at '${member}' failed to satisfy constraint: Member must not be null`;
		const message = `2 validation errors detected: ${missing('roleArn')}; ${missing('roleSessionName')}`;
		assertRefused(await ask(idc, alice, form('AssumeRole')), invalid(message));
	}));

test('AssumeRole: a repeated parameter', () =>
	withCenter({}, async (idc) => {
		const body = `${form('AssumeRole', { RoleArn: deploy, RoleSessionName: 'me' })}&RoleSessionName=you`;
		assertRefused(await ask(idc, alice, body), malformed('Repeated parameter: RoleSessionName'));
	}));

test('AssumeRole: a refusal names the session of a role', () =>
	withCenter({}, async (idc) => {
		const answer = await assume(idc, await portalKeys(idc), { RoleArn: partner });
		const session = 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/user@example.com';
		const message = `User: ${session} is not authorized to perform: sts:AssumeRole on resource: ${partner}`;
		assertRefused(answer, denied(message));
	}));

const frontEnd = 'http://webservices.amazon.com/AWSFault/2005-15-09';
const unfound = (operation: string, version: string): Refusal => ({
	status: 400,
	code: 'InvalidAction',
	message: `Could not find operation ${operation} for version ${version}`,
});

const unnamed: readonly (readonly [string, Refusal])[] = [
	['Action=Nonsense&Version=2011-06-15', unfound('Nonsense', '2011-06-15')],
	['Action=getcalleridentity&Version=2011-06-15', unfound('getcalleridentity', '2011-06-15')],
	['Action=AssumeRoleWithSAML&Version=2011-06-15', unfound('AssumeRoleWithSAML', '2011-06-15')],
	['Action=GetCallerIdentity&Version=2014-11-01', unfound('GetCallerIdentity', '2014-11-01')],
	['Action=GetCallerIdentity', unfound('GetCallerIdentity', 'NO_VERSION_SPECIFIED')],
];

for (const [body, refusal] of unnamed) {
	test(`the front end refuses ${body}`, () =>
		withCenter({}, async (idc) => {
			assertRefused(await ask(idc, alice, body), refusal, frontEnd);
			assert.is(idc.requests[0]?.operation, 'Unknown');
		}));
}

test('a request that names no operation is sent to the pages of IAM, as AWS does', () =>
	withCenter({}, async (idc) => {
		const redirected = async (answer: Promise<RawAnswer>) => {
			const { status, headers } = await answer;
			assert.equal([status, headers.location], [302, 'https://aws.amazon.com/iam']);
		};
		await redirected(ask(idc, alice, 'Version=2011-06-15'));
		await redirected(ask(idc, alice, form('GetCallerIdentity'), { contentType: 'application/json' }));
		await redirected(ask(idc, alice, ''));
	}));

function strayRequests(idc: IdentityCenter): readonly Promise<RawAnswer>[] {
	const { origin } = new URL(idc.url.sts);
	const astray = { ...idc, url: { ...idc.url, sts: `${idc.url.sts}/sts` } };
	return [callerIdentity(astray, alice), raw(`${idc.url.sts}?${form('GetCallerIdentity')}`), raw(origin)];
}

test('other paths and methods have no operation', () =>
	withCenter({}, async (idc) => {
		const answers = await Promise.all(strayRequests(idc));
		assert.equal(
			answers.map(({ status }) => status),
			[404, 404, 404],
		);
	}));

test.run();
