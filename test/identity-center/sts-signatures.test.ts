/** Requests that are not signed as AWS demands. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withCenter } from './raw-http.ts';
import { alice, assumedKeys, type Changes, callerIdentity, form, type Keys, portalKeys } from './signed-http.ts';
import { assertRefused, type Refusal } from './sts-refusal.ts';

const deploy = 'arn:aws:iam::333333333333:role/Deploy';
const noon = Date.UTC(2026, 6, 23, 12);
const minute = 60_000;

const mismatch = (message: string): Refusal => ({ status: 403, code: 'SignatureDoesNotMatch', message });
const incomplete = (message: string): Refusal => ({ status: 400, code: 'IncompleteSignature', message });
const invalidToken: Refusal = {
	status: 403,
	code: 'InvalidClientTokenId',
	message: 'The security token included in the request is invalid.',
};
const wrongSignature = mismatch(
	'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
);
const mustBeSigned = (name: string) => mismatch(`${name} must be a 'SignedHeader' in the AWS Authorization.`);

/** Requests with the key of a user, at noon. */
const signatures: Readonly<Record<string, readonly [Changes, Refusal, Keys?]>> = {
	'no signature': [
		{ sent: { authorization: undefined } },
		{ status: 403, code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token' },
	],
	'a bearer token': [{ authorization: () => 'Bearer x' }, incomplete("Unsupported AWS 'algorithm': 'Bearer'.")],
	'no Signature and no SignedHeaders': [
		{ authorization: (header) => header.replace(/, SignedHeaders.*/, '') },
		incomplete(
			"Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
		),
	],
	'a credential of three elements': [
		{ authorization: (header) => header.replace(/Credential=[^,]*/, 'Credential=AKIA/us-east-1/sts') },
		incomplete(
			"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIA/us-east-1/sts'",
		),
	],
	'another terminator': [
		{ authorization: (header) => header.replace('aws4_request', 'aws5_request') },
		mismatch("Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'."),
	],
	'no date': [
		{ sent: { 'x-amz-date': undefined } },
		incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."),
	],
	'a date of another form': [
		{ sent: { 'x-amz-date': '2026-07-23' } },
		incomplete("Date must be in ISO-8601 'basic format'. Got '2026-07-23'."),
	],
	'another service': [{ service: 'sso' }, mismatch("Credential should be scoped to correct service: 'sts'. ")],
	'no region': [{ region: 'aws-global' }, mismatch('Credential should be scoped to a valid region. ')],
	'neither region nor service': [
		{ region: '', service: 's3' },
		mismatch("Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. "),
	],
	'a scope of another day': [
		{ scopeDate: '20260722' },
		mismatch(
			"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260722' != '20260723', from '20260723T120000Z'.",
		),
	],
	'host is not signed': [{ unsigned: ['host'] }, mustBeSigned("'Host' or ':authority'")],
	'the date is not signed': [{ unsigned: ['x-amz-date'] }, mustBeSigned("'x-amz-date'")],
	'the content type is not signed': [{ unsigned: ['content-type'] }, mustBeSigned("'content-type'")],
	'an x-amz- header is not signed': [{ sent: { 'x-amz-security-token': 'x' } }, mustBeSigned("'x-amz-security-token'")],
	'signed headers in another order': [
		{ authorization: (header) => header.replace('content-type;host', 'host;content-type') },
		mismatch('SignedHeaders must be sorted.'),
	],
	'another secret': [{}, wrongSignature, { ...alice, secretAccessKey: 'x' }],
	'another body': [{ sentBody: form('GetCallerIdentity', { a: 'b' }) }, wrongSignature],
	'another host': [{ sent: { host: 'sts.amazonaws.com' } }, wrongSignature],
	'another content type': [{ sent: { 'content-type': 'application/x-www-form-urlencoded' } }, wrongSignature],
	'an unknown key': [{}, invalidToken, { ...alice, accessKeyId: 'AKIAUNKNOWN' }],
	'a token with the key of a user': [{}, invalidToken, { ...alice, sessionToken: 'x' }],
	'a minute too old': [
		{ signedAt: noon - 16 * minute },
		mismatch('Signature expired: 20260723T114400Z is now earlier than 20260723T114500Z (20260723T120000Z - 15 min.)'),
	],
	'a minute too new': [
		{ signedAt: noon + 16 * minute },
		mismatch(
			'Signature not yet current: 20260723T121600Z is still later than 20260723T121500Z (20260723T120000Z + 15 min.)',
		),
	],
};

for (const [name, [changes, refusal, keys]] of Object.entries(signatures)) {
	test(`signature: ${name}`, () =>
		withCenter({ now: () => noon }, async (idc) => {
			assertRefused(await callerIdentity(idc, keys ?? alice, { signedAt: noon, ...changes }), refusal);
			assert.is(idc.requestsTo('GetCallerIdentity').length, 1);
			assert.is(idc.requests[0]?.status, refusal.status);
		}));
}

test('a clock that is off by up to 15 minutes is allowed', () =>
	withCenter({ now: () => noon }, async (idc) => {
		for (const minutes of [-15, 15]) {
			assert.is((await callerIdentity(idc, alice, { signedAt: noon + minutes * minute })).status, 200);
		}
	}));

test('credentials of a role need their own token, whatever the signature', () =>
	withCenter({}, async (idc) => {
		const keys = await portalKeys(idc);
		const { accessKeyId, secretAccessKey } = keys;
		const other = await assumedKeys(idc, keys, { RoleArn: deploy });
		for (const secret of [secretAccessKey, 'wrong']) {
			const bare = { accessKeyId, secretAccessKey: secret };
			assertRefused(await callerIdentity(idc, bare), invalidToken);
			assertRefused(await callerIdentity(idc, { ...bare, sessionToken: other.sessionToken }), invalidToken);
		}
		assertRefused(await callerIdentity(idc, { ...keys, secretAccessKey: 'wrong' }), wrongSignature);
		const unsigned = { unsigned: ['x-amz-security-token'] };
		assertRefused(await callerIdentity(idc, keys, unsigned), mustBeSigned("'x-amz-security-token'"));
	}));

test('expired credentials are refused, those of the portal too', () =>
	withCenter({ now: () => noon, directory: { roleCredentialsSeconds: 60 } }, async (idc) => {
		const keys = await portalKeys(idc);
		idc.setClockOffset(60);
		const message = 'The security token included in the request is expired';
		const expired = { status: 403, code: 'ExpiredToken', message };
		assertRefused(await callerIdentity(idc, keys, { signedAt: noon }), expired);
	}));

test.run();
