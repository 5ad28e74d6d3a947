/** STS over the real wire, against the fake: what is given, why it is refused, and no secret in a message. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPortal } from '../../../src/adapters/aws/portal.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import { createSts } from '../../../src/adapters/aws/sts.ts';
import { secondsAhead } from '../../../src/core/aws/clock-offset.ts';
import { Failure } from '../../../src/core/failure/failure.ts';
import type { SigningKeys, Sts } from '../../../src/ports/services.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';
import type { IdentityCenter, Options } from '../../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../../support/identity-center/server.ts';
import { defaultUsers } from '../../support/identity-center/sts/iam.ts';
import { selfSigned } from '../../support/proxy/certificates.ts';
import { startStubProxy } from '../../support/proxy/stub-proxy.ts';

const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
const AUDIT = 'arn:aws:iam::444444444444:role/Audit';
const PARTNER = 'arn:aws:iam::444444444444:role/Partner';
const EMERGENCY = 'arn:aws:iam::333333333333:role/Emergency';
const CLOSED = 'arn:aws:iam::333333333333:role/Closed';
const DEVICE = 'arn:aws:iam::111111111111:mfa/alice';

const [alice] = defaultUsers;
if (alice === undefined) throw new Error('the fake has no user');
const { accessKeyId, secretAccessKey } = alice;
const KEYS: SigningKeys = { accessKeyId, secretAccessKey };

/** As the program measures the clock. @param now this machine's clock */
const clockSeenAt = (now: () => number): ServiceOptions['onServerTime'] => {
	return (serverTime, sentAt) => {
		const seconds = secondsAhead({ serverTime, sentAt, receivedAt: now() });
		return seconds === undefined ? undefined : { seconds, startedAt: 0 };
	};
};

const optionsFor = (endpoint: string, options: Partial<ServiceOptions> = {}): ServiceOptions => ({
	ssoRegion: 'eu-west-1',
	address: { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
	timeoutMs: 5000,
	maxAttempts: 3,
	now: Date.now,
	env: {},
	onServerTime: clockSeenAt(options.now ?? Date.now),
	...options,
});

interface Scene {
	readonly idc: IdentityCenter;
	readonly sts: Sts;
	readonly stsWith: (options: Partial<ServiceOptions>) => Sts;
}

/** Registers a test with a fake of its own, which is always closed afterwards. */
function testSts(name: string, body: (scene: Scene) => Promise<void>, options: Options = {}): void {
	test(name, async () => {
		const idc = await startIdentityCenter(options);
		const stsWith = (more: Partial<ServiceOptions>) => createSts(optionsFor(idc.url.sts, more));
		try {
			await body({ idc, sts: stsWith({}), stsWith });
		} finally {
			await idc.close();
		}
	});
}

const assume = (sts: Sts, roleArn: string, more: Partial<Parameters<Sts['assumeRole']>[0]> = {}) =>
	sts.assumeRole({ keys: KEYS, roleArn, sessionName: 'alice', ...more });

/** Returns the keys of a role from Identity Center. */
async function portalKeys(idc: IdentityCenter): Promise<SigningKeys> {
	const portal = createPortal(optionsFor(idc.url.sso));
	const { accessToken } = idc.signIn();
	const answer = await portal.getRoleCredentials({ accessToken, accountId: '111111111111', roleName: 'ReadOnly' });
	if (!answer.ok) throw new Error('refused');
	return answer.value;
}

type AnswerOf = Awaited<ReturnType<Sts['assumeRole' | 'callerArn']>>;

/** Returns what tells a refusal apart from others. */
const refusalIn = (answer: AnswerOf) =>
	answer.ok ? 'given' : [answer.status, answer.code, ...(answer.reason === undefined ? [] : [answer.reason])].join(' ');

testSts('a user assumes a role with one request, whose secret key is in no part of it', async ({ idc, sts }) => {
	const answer = await assume(sts, DEPLOY);
	const issued = idc.assumedCredentials(DEPLOY);
	if (issued === undefined || !answer.ok) throw new Error('nothing was issued');
	assert.equal(answer.value.credentials, {
		accessKeyId: issued.accessKeyId,
		secretAccessKey: issued.secretAccessKey,
		sessionToken: issued.sessionToken,
		expiresAt: issued.expiration,
	});
	assert.is(answer.value.arn, 'arn:aws:sts::333333333333:assumed-role/Deploy/alice');
	assert.match(answer.value.assumedRoleId ?? '', /^AROA[A-Z\d]{17}:alice$/);
	assert.match(answer.requestId ?? '', /^[\da-f-]{36}$/);
	assert.is(answer.endpoint, new URL(idc.url.sts).origin);
	assert.is(idc.requests.length, 1);
	const [request] = idc.requests;
	assert.match(request?.headers.authorization ?? '', /\/eu-west-1\/sts\/aws4_request, SignedHeaders=/);
	assert.match(String(request?.headers['user-agent']), /^ssoenv\//);
	assert.not.ok(JSON.stringify(request).includes(secretAccessKey));
});

testSts('the credentials of a role assume the next one, and that one the next', async ({ idc, sts }) => {
	const deploy = await assume(sts, DEPLOY, { keys: await portalKeys(idc) });
	assert.ok(deploy.ok);
	if (!deploy.ok) return;
	const next = await assume(sts, 'arn:aws:iam::333333333333:role/team/Release', { keys: deploy.value.credentials });
	assert.is(next.ok && next.value.arn, 'arn:aws:sts::333333333333:assumed-role/Release/alice');
	assert.is(idc.requestsTo('AssumeRole').length, 2);
});

testSts('the caller of a role of Identity Center is its session, whose name is the user', async ({ idc, sts }) => {
	const answer = await sts.callerArn(await portalKeys(idc));
	assert.match(
		answer.ok ? answer.value : '',
		/^arn:aws:sts::111111111111:assumed-role\/AWSReservedSSO_ReadOnly_\w+\/.+$/,
	);
	assert.is((await sts.callerArn(KEYS)).ok, true);
});

testSts('parameters with unusual characters arrive as they are', async ({ idc, sts }) => {
	idc.configure({ directory: { iamRoles: [{ ...role(PARTNER), externalId: 'a+b=c,d.e@f:g/h-i' }] } });
	const sessionName = 'a+b=c,d.e@f-g_h';
	const answer = await assume(sts, PARTNER, { sessionName, externalId: 'a+b=c,d.e@f:g/h-i' });
	assert.is(answer.ok && answer.value.arn, `arn:aws:sts::444444444444:assumed-role/Partner/${sessionName}`);
});

function role(arn: string) {
	return { arn, maxSessionSeconds: 3600, trusted: ['*'], mfaRequired: false };
}

testSts('credentials with unusual characters arrive byte for byte', async ({ idc, sts }) => {
	const sessionToken = '$(id)\n\'"`\\ <&>é😀\u2028';
	idc.issueAssumed(DEPLOY, { sessionToken });
	const answer = await assume(sts, DEPLOY);
	assert.is(answer.ok && answer.value.credentials.sessionToken, sessionToken);
});

const refusals: Readonly<Record<string, readonly [(scene: Scene) => Promise<AnswerOf>, string]>> = {
	'the right MFA code': [({ sts }) => assume(sts, EMERGENCY, { serialNumber: DEVICE, tokenCode: '123456' }), 'given'],
	'no MFA code': [({ sts }) => assume(sts, EMERGENCY), '403 AccessDenied'],
	'a wrong MFA code': [
		({ sts }) => assume(sts, EMERGENCY, { serialNumber: DEVICE, tokenCode: '000000' }),
		'403 AccessDenied mfa-code',
	],
	'an unknown MFA device': [
		({ sts }) => assume(sts, EMERGENCY, { serialNumber: `${DEVICE}2`, tokenCode: '123456' }),
		'403 AccessDenied mfa-device',
	],
	'an MFA code of the wrong length': [
		({ sts }) => assume(sts, EMERGENCY, { serialNumber: DEVICE, tokenCode: '1' }),
		'400 ValidationError',
	],
	'the right external id': [({ sts }) => assume(sts, PARTNER, { externalId: 'partner-42' }), 'given'],
	'no external id': [({ sts }) => assume(sts, PARTNER), '403 AccessDenied'],
	'a role that trusts nobody': [({ sts }) => assume(sts, CLOSED), '403 AccessDenied'],
	'an impossible session name': [({ sts }) => assume(sts, DEPLOY, { sessionName: 'a b' }), '400 ValidationError'],
	'12 hours with the keys of a user': [({ sts }) => assume(sts, AUDIT, { durationSeconds: 43_200 }), 'given'],
	'more than the maximum of the role': [
		({ sts }) => assume(sts, DEPLOY, { durationSeconds: 7200 }),
		'400 ValidationError role-duration',
	],
	'more than an hour with the credentials of a role': [
		async ({ idc, sts }) => assume(sts, AUDIT, { keys: await portalKeys(idc), durationSeconds: 7200 }),
		'400 ValidationError chained-duration',
	],
	'an unknown key': [
		({ sts }) => assume(sts, DEPLOY, { keys: { ...KEYS, accessKeyId: 'AKIAIOSFODNN7EXAMPLF' } }),
		'403 InvalidClientTokenId',
	],
	'a wrong secret key': [
		({ sts }) => assume(sts, DEPLOY, { keys: { ...KEYS, secretAccessKey: 'another' } }),
		'403 SignatureDoesNotMatch',
	],
	'a region in which STS is off': [
		({ idc, sts }) => {
			idc.configure({ stsDisabledRegions: ['eu-west-1'] });
			return assume(sts, DEPLOY);
		},
		'403 RegionDisabledException',
	],
};

for (const [name, [send, expected]] of Object.entries(refusals)) {
	testSts(`${name}: ${expected}`, async (scene) => {
		assert.is(refusalIn(await send(scene)), expected);
		assert.is(scene.idc.requestsTo('AssumeRole').length, 1);
	});
}

testSts('a refusal names the caller', async ({ idc, sts }) => {
	const byUser = await assume(sts, CLOSED);
	assert.is(!byUser.ok && byUser.principal, 'arn:aws:iam::111111111111:user/alice');
	const byRole = await assume(sts, CLOSED, { keys: await portalKeys(idc) });
	assert.match(String(!byRole.ok && byRole.principal), /^arn:aws:sts::111111111111:assumed-role\/AWSReservedSSO_/);
});

for (const seconds of [-86_400, -3600, 3600, 86_400]) {
	testSts(
		`a clock that is ${seconds} s off: AWS's time is used from the second request on`,
		async ({ idc, stsWith }) => {
			idc.setClockOffset(-seconds);
			const answer = await assume(stsWith({}), DEPLOY);
			assert.is(refusalIn(answer), 'given');
			assert.is(idc.requests.length, 2);
			const clock = answer.ok ? answer.value.credentials.clock : undefined;
			assert.ok(Math.abs((clock?.seconds ?? 0) - seconds) <= 2, `${clock?.seconds} s`);
		},
	);

	testSts(`a clock known to be ${seconds} s off: one request`, async ({ idc, stsWith }) => {
		idc.setClockOffset(-seconds);
		const answer = await assume(stsWith({ clock: () => ({ seconds, startedAt: 0 }) }), DEPLOY);
		assert.equal([refusalIn(answer), idc.requests.length], ['given', 1]);
	});

	testSts(`a clock that is not ${seconds} s off any more: two requests`, async ({ idc, stsWith }) => {
		const answer = await assume(stsWith({ clock: () => ({ seconds, startedAt: 0 }) }), DEPLOY);
		assert.equal([refusalIn(answer), idc.requests.length], ['given', 2]);
	});
}

for (const seconds of [-300, 300]) {
	testSts(`a clock that is ${seconds} s off: one request, which STS still accepts`, async ({ idc, sts }) => {
		idc.setClockOffset(-seconds);
		assert.equal([refusalIn(await assume(sts, DEPLOY)), idc.requests.length], ['given', 1]);
	});
}

testSts('a wrong secret key on a machine with a wrong clock: refused with the offset', async ({ idc, stsWith }) => {
	idc.setClockOffset(3600);
	const keys = { ...KEYS, secretAccessKey: 'another' };
	const answer = await assume(stsWith({ maxAttempts: 1 }), DEPLOY, { keys });
	assert.is(refusalIn(answer), '403 SignatureDoesNotMatch');
	assert.is(!answer.ok && Math.round((answer.clock?.seconds ?? 0) / 60), -60);
	assert.is(idc.requests.length, 2);
});

testSts('a server whose dates leap gets two requests, and no more', async ({ idc, stsWith }) => {
	let seconds = 0;
	const onServerTime = () => {
		seconds += 3600;
		return { seconds, startedAt: 0 };
	};
	const fault = { kind: 'status', status: 403, code: 'SignatureDoesNotMatch', times: 'always' } as const;
	idc.fail('AssumeRole', fault);
	assert.is(refusalIn(await assume(stsWith({ onServerTime }), DEPLOY)), '403 SignatureDoesNotMatch');
	assert.is(idc.requests.length, 2);
});

testSts(
	'a request goes through a proxy, signed for the host behind it',
	async ({ idc, stsWith }) => {
		const proxy = await startStubProxy();
		try {
			const sts = stsWith({ env: { HTTP_PROXY: `http://me:hunter2@127.0.0.1:${proxy.port}` } });
			assert.is(refusalIn(await assume(sts, DEPLOY)), 'given');
			assert.equal(
				proxy.asked.map(({ line }) => line),
				[`POST ${idc.url.sts}`],
			);
		} finally {
			await proxy.close();
		}
	},
	{ host: 'sts.test' },
);

testSts('expired credentials of a role', async ({ idc, stsWith }) => {
	const keys = await portalKeys(idc);
	const now = () => Date.now() + 13 * 3_600_000;
	idc.setClockOffset(13 * 3600);
	const answer = await assume(stsWith({ now, onServerTime: clockSeenAt(now) }), DEPLOY, { keys });
	assert.is(refusalIn(answer), '403 ExpiredToken');
});

testSts(
	'throttling that passes is waited for',
	async ({ idc, sts }) => {
		idc.fail('AssumeRole', { kind: 'status', status: 400, code: 'Throttling', times: 2 });
		assert.equal([refusalIn(await assume(sts, DEPLOY)), idc.requests.length], ['given', 3]);
	},
	{ stsRateLimitPerSecond: 100 },
);

const MFA = { serialNumber: DEVICE, tokenCode: '123456' };

testSts('a request with an MFA code is repeated if it was throttled', async ({ idc, sts }) => {
	idc.fail('AssumeRole', { kind: 'status', status: 400, code: 'Throttling' });
	assert.equal([refusalIn(await assume(sts, EMERGENCY, MFA)), idc.requests.length], ['given', 2]);
});

testSts('a request with an MFA code is not repeated if STS may have taken the code', async ({ idc, sts }) => {
	for (const fault of [
		{ kind: 'reset', afterEffect: true },
		{ kind: 'truncated' },
		{ kind: 'status', status: 503 },
	] as const) {
		const before = idc.requests.length;
		idc.fail('AssumeRole', fault);
		assert.is((await failureFrom(assume(sts, EMERGENCY, MFA))).isPassing, true);
		assert.is(idc.requests.length - before, 1, fault.kind);
	}
});

for (const suffix of ['', '/', '?a=b', '/?a=b%20c']) {
	testSts(`an endpoint that ends in "${suffix}" is signed as it is`, async ({ idc }) => {
		const answer = await assume(createSts(optionsFor(idc.url.sts + suffix)), DEPLOY);
		assert.is(refusalIn(answer), 'given');
	});
}

testSts('a user and a password in the endpoint do not displace the signature', async ({ idc }) => {
	const sts = createSts(optionsFor(idc.url.sts.replace('//', '//me:hunter2@')));
	assert.is(refusalIn(await assume(sts, DEPLOY)), 'given');
	assert.not.ok(JSON.stringify(idc.requests).includes('hunter2'));
});

const home = makeHome({ empty: '' });
const made = await selfSigned(home, ['IP:127.0.0.1']);
const lacks = made === undefined ? 'openssl is not installed' : undefined;

testUnless(lacks, 'TLS: only a server whose authority is in the bundle is trusted', async () => {
	const [key, cert] = [made?.key ?? '', made?.certificate ?? ''].map((path) => readFileSync(path, 'utf8'));
	const idc = await startIdentityCenter({ tls: { key: key ?? '', cert: cert ?? '' } });
	const stsTrusting = (caBundle: string | undefined) => {
		const options = optionsFor(idc.url.sts);
		return createSts({ ...options, address: { ...options.address, caBundle } });
	};
	try {
		assert.is(refusalIn(await assume(stsTrusting(made?.certificate), DEPLOY)), 'given');
		const untrusted = await failureFrom(assume(stsTrusting(undefined), DEPLOY));
		assert.is(untrusted.code, 'unreachable');
		assert.match(untrusted.message, /certificate.*AWS_CA_BUNDLE/);
		const unreadable = await failureFrom(assume(stsTrusting(home.file('missing.pem')), DEPLOY));
		assert.is(unreadable.code, 'config-unreadable');
	} finally {
		await idc.close();
	}
});

test('a region that could name the host of somebody else is refused', async () => {
	const ssoRegion = 'x.example.com/';
	const options = optionsFor('http://127.0.0.1:9');
	const address = { ...options.address, endpoint: undefined };
	const failure = await failureFrom(assume(createSts({ ...options, address, ssoRegion }), DEPLOY));
	assert.is(failure.code, 'setting-invalid');
	assert.match(toldBy(failure).join(), /region/);
	assert.instance(failure, Failure);
});

test.after(home.remove);
test.run();
