import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { signatureOf } from '../support/identity-center/sts/canonical.ts';
import { iamRole } from '../support/identity-center/sts/iam.ts';
import { reservedRoleArn } from '../support/identity-center/sts/principals.ts';
import { withCenter } from './raw-http.ts';
import { alice, ask, assume, assumedKeys, callerIdentity, element, form, portalKeys } from './signed-http.ts';

const deploy = 'arn:aws:iam::333333333333:role/Deploy';
const release = 'arn:aws:iam::333333333333:role/team/Release';
const noon = Date.UTC(2026, 6, 23, 12, 0, 0, 250);
const atNoon = { signedAt: noon };

/** From AWS's test suite for Signature Version 4: `post-x-www-form-urlencoded`. */
test('the signature is the one that AWS publishes for its example', () => {
	const request = {
		method: 'POST',
		target: '/',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			host: 'example.amazonaws.com',
			'x-amz-date': '20150830T123600Z',
		},
		signedHeaders: ['content-type', 'host', 'x-amz-date'],
		body: 'Param1=value1',
	};
	const scope = { date: '20150830', region: 'us-east-1', service: 'service' };
	assert.is(
		signatureOf(request, scope, '20150830T123600Z', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'),
		'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
	);
});

test('GetCallerIdentity names the session of a role from the portal', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const answer = await callerIdentity(idc, await portalKeys(idc), atNoon);
		assert.is(answer.status, 200);
		assert.is(answer.headers['content-type'], 'text/xml');
		assert.is(answer.headers.date, 'Thu, 23 Jul 2026 12:00:00 GMT');
		const userId = element(answer, 'UserId') ?? '';
		assert.match(userId, /^AROA[A-Z0-9]{17}:user@example\.com$/);
		assert.is(
			answer.body,
			`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/user@example.com</Arn>
    <UserId>${userId}</UserId>
    <Account>111111111111</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>${answer.headers['x-amzn-requestid']}</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`,
		);
	}));

test('GetCallerIdentity names a user, and the session of an assumed role without its path', () =>
	withCenter({ directory: { userName: 'jane' } }, async (idc) => {
		const own = await callerIdentity(idc, alice);
		assert.is(element(own, 'Arn'), 'arn:aws:iam::111111111111:user/alice');
		assert.match(element(own, 'UserId') ?? '', /^AIDA[A-Z0-9]{17}$/);
		const keys = await assumedKeys(idc, alice, { RoleArn: deploy, RoleSessionName: 'one' });
		const second = await assumedKeys(idc, keys, { RoleArn: release, RoleSessionName: 'two' });
		assert.is(element(await callerIdentity(idc, second), 'Arn'), 'arn:aws:sts::333333333333:assumed-role/Release/two');
		const person = await callerIdentity(idc, await portalKeys(idc));
		assert.match(element(person, 'Arn') ?? '', /\/jane$/);
	}));

test('AssumeRole returns fresh credentials for an hour, in whole seconds', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const answer = await assume(idc, await portalKeys(idc), {}, atNoon);
		const issued = idc.assumedCredentials(deploy);
		assert.is(answer.status, 200);
		assert.match(issued?.accessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
		assert.is(issued?.expiration, Date.UTC(2026, 6, 23, 13));
		assert.is(
			answer.body,
			`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser>
      <AssumedRoleId>${element(answer, 'AssumedRoleId')}</AssumedRoleId>
      <Arn>arn:aws:sts::333333333333:assumed-role/Deploy/me</Arn>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>${issued?.accessKeyId}</AccessKeyId>
      <SecretAccessKey>${issued?.secretAccessKey}</SecretAccessKey>
      <SessionToken>${issued?.sessionToken}</SessionToken>
      <Expiration>2026-07-23T13:00:00Z</Expiration>
    </Credentials>
  </AssumeRoleResult>
  <ResponseMetadata>
    <RequestId>${answer.headers['x-amzn-requestid']}</RequestId>
  </ResponseMetadata>
</AssumeRoleResponse>
`,
		);
		await assume(idc, alice, {}, atNoon);
		assert.is.not(idc.assumedCredentials(deploy)?.accessKeyId, issued?.accessKeyId);
	}));

test('a session policy has a packed size, and the duration counts', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const answer = await assume(idc, alice, { Policy: '{}', DurationSeconds: '0900' }, atNoon);
		assert.is(element(answer, 'PackedPolicySize'), '1');
		assert.is(element(answer, 'Expiration'), '2026-07-23T12:15:00Z');
	}));

test('only the keys of a user may ask for 12 hours', () =>
	withCenter({}, async (idc) => {
		const long = { RoleArn: 'arn:aws:iam::444444444444:role/Audit', DurationSeconds: '43200' };
		assert.is((await assume(idc, alice, long)).status, 200);
		const keys = await portalKeys(idc);
		const refused = await assume(idc, keys, { ...long, DurationSeconds: '3601' });
		assert.is(
			element(refused, 'Message'),
			'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
		);
		assert.is((await assume(idc, keys, { ...long, DurationSeconds: '3600' })).status, 200);
	}));

test('a role says whom it trusts: a role, a session, an account, its root, or all', () =>
	withCenter({}, async (idc) => {
		const source = reservedRoleArn({ partition: 'aws', accountId: '111111111111', name: 'ReadOnly' });
		const session = 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/user@example.com';
		const keys = await portalKeys(idc);
		const statusFor = async (...trusted: readonly string[]) => {
			idc.configure({ directory: { iamRoles: [iamRole(deploy, { trusted })] } });
			return (await assume(idc, keys)).status;
		};
		assert.is(await statusFor(source), 200);
		assert.is(await statusFor(session), 200);
		assert.is(await statusFor('222222222222', '111111111111'), 200);
		assert.is(await statusFor('arn:aws:iam::111111111111:root'), 200);
		assert.is(await statusFor('*'), 200);
		assert.is(await statusFor('arn:aws:iam::111111111111:role/ReadOnly', '222222222222'), 403);
		assert.is(await statusFor(), 403);
	}));

test('an external id and an MFA code open the roles that ask for them', () =>
	withCenter({}, async (idc) => {
		const partner = { RoleArn: 'arn:aws:iam::444444444444:role/Partner', ExternalId: 'partner-42' };
		assert.is((await assume(idc, alice, partner)).status, 200);
		const mfa = { SerialNumber: 'arn:aws:iam::111111111111:mfa/alice', TokenCode: '123456' };
		const emergency = { RoleArn: 'arn:aws:iam::333333333333:role/Emergency' };
		assert.is((await assume(idc, alice, { ...emergency, ...mfa })).status, 200);
		assert.is((await assume(idc, await portalKeys(idc), { ...emergency, ...mfa })).status, 200);
		const user = 'arn:aws:iam::111111111111:user/alice';
		idc.configure({ directory: { mfaDevices: [{ serialNumber: mfa.SerialNumber, code: '654321', user }] } });
		assert.is((await assume(idc, alice, { ...emergency, ...mfa, TokenCode: '654321' })).status, 200);
		const others = await assume(idc, await portalKeys(idc), { ...emergency, ...mfa, TokenCode: '654321' });
		assert.match(element(others, 'Message') ?? '', /associated with this user\.$/);
	}));

test('credentials expire by the clock of the fake', () =>
	withCenter({ now: () => noon }, async (idc) => {
		await assume(idc, alice, { DurationSeconds: '900' }, atNoon);
		const issued = idc.assumedCredentials(deploy) ?? alice;
		idc.setClockOffset(899);
		assert.is((await callerIdentity(idc, issued, { signedAt: noon + 899_000 })).status, 200);
		idc.setClockOffset(900);
		const expired = await callerIdentity(idc, issued, { signedAt: noon + 900_000 });
		assert.is(element(expired, 'Code'), 'ExpiredToken');
	}));

test('each partition has its own ARNs', () =>
	withCenter({ directory: { partition: 'aws-cn' } }, async (idc) => {
		const answer = await callerIdentity(idc, await portalKeys(idc), { region: 'cn-north-1' });
		assert.match(element(answer, 'Arn') ?? '', /^arn:aws-cn:sts::111111111111:assumed-role\/AWSReservedSSO_/);
	}));

test('the address works with a slash at the end too, which belongs to what is signed', () =>
	withCenter({}, async (idc) => {
		const slash = { ...idc, url: { ...idc.url, sts: `${idc.url.sts}/` } };
		assert.is((await callerIdentity(slash, alice)).status, 200);
	}));

test('parameters beyond the two that name an operation belong to it', () =>
	withCenter({}, async (idc) => {
		const answer = await ask(idc, alice, form('GetCallerIdentity', { RoleArn: deploy }));
		assert.is(element(answer, 'Message'), 'Unknown parameter: RoleArn');
	}));

test.run();
