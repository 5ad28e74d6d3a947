/** The STS of the fake, scripted by a test or by another process. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { startControl } from '../support/identity-center/control.ts';
import { objectFrom } from '../support/identity-center/json.ts';
import { fieldsOf, post, raw, withCenter } from './raw-http.ts';
import { alice, assume, callerIdentity, element, portalKeys } from './signed-http.ts';

const deploy = 'arn:aws:iam::333333333333:role/Deploy';
const noon = Date.UTC(2026, 6, 23, 12);

test('the log has the parameters, and the header with the region', () =>
	withCenter({}, async (idc) => {
		await assume(idc, alice, {}, { region: 'ap-southeast-2' });
		const [record] = await idc.received('AssumeRole');
		assert.is(record?.path, '/');
		assert.is(record?.status, 200);
		assert.equal(record?.body, {
			Action: 'AssumeRole',
			Version: '2011-06-15',
			RoleArn: deploy,
			RoleSessionName: 'me',
		});
		assert.match(record?.headers.authorization ?? '', /\/ap-southeast-2\/sts\/aws4_request/);
	}));

test('faults of STS are those of the other services, in its words', () =>
	withCenter({}, async (idc) => {
		idc.fail(
			'AssumeRole',
			{ kind: 'status', status: 400, code: 'Throttling', message: 'Rate exceeded' },
			{ kind: 'status', status: 503 },
			{ kind: 'status', status: 502 },
			{ kind: 'credentials', fields: { expiration: noon } },
		);
		const throttled = await assume(idc, alice);
		assert.is(throttled.status, 400);
		assert.is(element(throttled, 'Code'), 'Throttling');
		assert.is(element(throttled, 'RequestId'), throttled.headers['x-amzn-requestid']);
		const down = await assume(idc, alice);
		assert.is(element(down, 'Code'), 'ServiceUnavailable');
		assert.is(element(down, 'Type'), 'Receiver');
		assert.match((await assume(idc, alice)).body, /^<!doctype html>/);
		assert.is(element(await assume(idc, alice), 'Expiration'), '2026-07-23T12:00:00Z');
		const expired = await callerIdentity(idc, idc.assumedCredentials(deploy) ?? alice);
		assert.is(element(expired, 'Code'), 'ExpiredToken');
	}));

test('STS has a rate limit of its own', () =>
	withCenter({ stsRateLimitPerSecond: 1, rateLimitPerSecond: 1 }, async (idc) => {
		const keys = await portalKeys(idc);
		assert.is((await callerIdentity(idc, keys)).status, 200);
		const beyond = await callerIdentity(idc, keys);
		assert.is(beyond.status, 400);
		assert.is(element(beyond, 'Code'), 'Throttling');
	}));

test('the settings may name the only region, and regions that are switched off', () =>
	withCenter({ stsRegion: 'eu-west-1' }, async (idc) => {
		const elsewhere = await callerIdentity(idc, alice);
		assert.is(element(elsewhere, 'Message'), 'Credential should be scoped to a valid region. ');
		assert.is((await callerIdentity(idc, alice, { region: 'eu-west-1' })).status, 200);
		idc.configure({ stsDisabledRegions: ['eu-west-1'] });
		const off = await callerIdentity(idc, alice, { region: 'eu-west-1' });
		assert.is(off.status, 403);
		assert.is(element(off, 'Code'), 'RegionDisabledException');
		assert.match(element(off, 'Message') ?? '', /^STS is not activated in this region for account:111111111111\. /);
	}));

test('another process configures roles, users and codes, fixes values and reads the last ones', () =>
	withCenter({}, async (idc) => {
		const control = await startControl(idc);
		const command = async (name: string, value: unknown) => {
			const answer = await post(control.url + name, value);
			assert.is(answer.status, 200, answer.body);
		};
		try {
			const arn = 'arn:aws:iam::555555555555:role/Lab';
			const bob = { arn: 'arn:aws:iam::555555555555:user/bob', accessKeyId: 'AKIABOB', secretAccessKey: 'secret' };
			const device = { serialNumber: 'GAHT12345678', code: '000000', user: bob.arn };
			const iamRoles = [{ arn, trusted: [bob.arn], externalId: 'x1', mfaRequired: true, maxSessionSeconds: 7200 }];
			await command('/configure', {
				directory: { iamRoles, iamUsers: [bob], mfaDevices: [device], userName: 'me', partition: 'aws' },
				stsRegion: 'us-west-2',
				stsDisabledRegions: [],
				stsRateLimitPerSecond: 100,
			});
			const sessionToken = 'a<b>&"\'\n\tc';
			await command('/issue', { roleArn: arn, values: { sessionToken } });
			const answer = await assume(
				idc,
				bob,
				{ RoleArn: arn, ExternalId: 'x1', SerialNumber: 'GAHT12345678', TokenCode: '000000', DurationSeconds: '7200' },
				{ region: 'us-west-2' },
			);
			assert.is(element(answer, 'SessionToken'), sessionToken, answer.body);
			const last = await raw(`${control.url}/credentials?role_arn=${encodeURIComponent(arn)}`);
			assert.is(fieldsOf(last).sessionToken, sessionToken);
			const log = await raw(`${control.url}/requests?operation=AssumeRole&count=1`);
			assert.is(objectFrom(JSON.parse(log.body)[0].body, 'the parameters').ExternalId, 'x1');
			await command('/issue', { roleArn: arn, values: null });
			for (const iam of [{ iamRoles: [{}] }, { iamUsers: [{ arn }] }, { mfaDevices: [{ serialNumber: 'x' }] }]) {
				assert.is((await post(`${control.url}/configure`, { directory: iam })).status, 400);
			}
		} finally {
			await control.close();
		}
	}));

test.run();
