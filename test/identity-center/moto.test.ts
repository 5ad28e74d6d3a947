/**
 * A second STS that this project did not write: moto, with its own check of signatures and policies. Each request goes
 * to both; where moto answers otherwise, a row says what, and why the fake does not.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSts } from '../../src/adapters/aws/sts.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { iamRole } from '../support/identity-center/sts/iam.ts';
import { runCommand } from '../support/program/program.ts';
import { type RawAnswer, raw, withCenter } from './raw-http.ts';
import { ask, type Changes, element, form, type Keys, type Parameters, type Sts } from './signed-http.ts';

const account = '123456789012';
const deploy = `arn:aws:iam::${account}:role/Deploy`;
const assumed = { RoleArn: deploy, RoleSessionName: 'me' };
const serial = { SerialNumber: `arn:aws:iam::${account}:mfa/alice`, TokenCode: '123456' };

interface Both {
	readonly fake: IdentityCenter;
	readonly moto: Sts;
	/** The key of a user, which both know. */
	readonly user: Keys;
}

interface Row {
	/** The default is GetCallerIdentity. */
	readonly action?: string;
	readonly parameters?: Parameters;
	readonly changes?: Changes;
	readonly keys?: (own: OwnKeys) => Keys;
	/** What moto says instead, status and code, and why the fake does not. */
	readonly moto?: readonly [status: number, code: string | undefined, why: string];
}

interface OwnKeys {
	readonly user: Keys;
	/** Of Deploy, as this STS issued them. */
	readonly session: Required<Keys>;
}

const ACCEPTED = [200, undefined] as const;
const CRASHED = [500, undefined] as const;

const assuming = (parameters: Parameters, moto?: Row['moto']): Row => ({
	action: 'AssumeRole',
	parameters: { ...assumed, ...parameters },
	...(moto === undefined ? {} : { moto }),
});

const rows: Readonly<Record<string, Row>> = {
	'a user asks who it is': {},
	'in another region': { changes: { region: 'eu-west-1' } },
	'no signature': {
		changes: { sent: { authorization: undefined } },
		moto: [...CRASHED, 'moto finds the service by the signature'],
	},
	'a wrong secret': { keys: ({ user }) => ({ ...user, secretAccessKey: 'wrong' }) },
	'an unknown key': { keys: ({ user }) => ({ ...user, accessKeyId: 'AKIAUNKNOWN' }) },
	'another body than the signed one': { changes: { sentBody: `${form('GetCallerIdentity')}&a=b` } },
	'a signature that is an hour old': {
		changes: { signedAt: Date.now() - 3_600_000 },
		moto: [...ACCEPTED, 'moto compares no dates'],
	},
	'an unknown operation': { action: 'Nonsense', moto: [...CRASHED, 'moto has no answer for one'] },
	'a session asks who it is': { keys: ({ session }) => session },
	'a session with a wrong secret': { keys: ({ session }) => ({ ...session, secretAccessKey: 'wrong' }) },
	'a session without its token': { keys: ({ session: { sessionToken: _, ...keys } }) => keys },
	'a session with another token': { keys: ({ session }) => ({ ...session, sessionToken: 'x' }) },
	'a role': assuming({}),
	'a role for 15 minutes': assuming({ DurationSeconds: '900' }),
	'a role with a policy': assuming({ Policy: '{"Version":"2012-10-17","Statement":[]}' }),
	'a role with an external id that it does not ask for': assuming({ ExternalId: 'partner-42' }),
	'a role with an MFA code': assuming(serial),
	'a short duration': assuming({ DurationSeconds: '899' }, [...ACCEPTED, 'moto has no minimum']),
	'more than the role allows': assuming({ DurationSeconds: '7200' }, [...ACCEPTED, 'moto has no maximum']),
	'a long session name': assuming({ RoleSessionName: 'a'.repeat(65) }),
	'a role that does not exist': assuming({ RoleArn: `arn:aws:iam::${account}:role/Nobody` }, [
		...ACCEPTED,
		'moto looks for no role',
	]),
	'an unknown parameter': assuming({ Duration: '900' }, [
		...ACCEPTED,
		'AWS and moto ignore it; the fake finds the mistake of a client',
	]),
};

async function setUp(url: string): Promise<Keys> {
	const policy = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } });
	const everything = policy({ Action: '*', Resource: '*' });
	const trust = policy({ Principal: { AWS: '*' }, Action: 'sts:AssumeRole' });
	const iam = async (parameters: Parameters) => {
		const headers = {
			authorization:
				'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
			'content-type': 'application/x-www-form-urlencoded',
		};
		const body = String(new URLSearchParams({ Version: '2010-05-08', ...parameters }));
		const answer = await raw(url, { method: 'POST', headers }, body);
		assert.is(answer.status, 200, answer.body);
		return answer;
	};
	await iam({ Action: 'CreateUser', UserName: 'alice' });
	const key = await iam({ Action: 'CreateAccessKey', UserName: 'alice' });
	await iam({ Action: 'PutUserPolicy', UserName: 'alice', PolicyName: 'all', PolicyDocument: everything });
	await iam({ Action: 'CreateRole', RoleName: 'Deploy', AssumeRolePolicyDocument: trust });
	const [accessKeyId, secretAccessKey] = [element(key, 'AccessKeyId'), element(key, 'SecretAccessKey')];
	assert.ok(accessKeyId !== undefined && secretAccessKey !== undefined, key.body);
	return { accessKeyId, secretAccessKey };
}

/** Resolves once moto says where it listens. */
function started(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
	// After the four requests of `setUp`, moto checks signatures and policies.
	const env = { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: '4', PYTHONUNBUFFERED: '1' };
	const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], { env });
	return new Promise((resolve, reject) => {
		let printed = '';
		const read = (chunk: Buffer) => {
			printed += chunk.toString();
			const url = /Running on (http:\S+)/.exec(printed)?.[1];
			if (url !== undefined) {
				resolve({ child, url: `${url}/` });
			}
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('error', reject).once('exit', () => reject(new Error(printed)));
	});
}

async function withBoth(work: (both: Both) => Promise<void>): Promise<void> {
	const { child, url } = await started();
	try {
		const user = await setUp(url);
		const iamUsers = [{ arn: `arn:aws:iam::${account}:user/alice`, ...user }];
		const iamRoles = [iamRole(deploy)];
		const mfaDevices = [{ serialNumber: serial.SerialNumber, code: serial.TokenCode }];
		await withCenter({ directory: { iamUsers, iamRoles, mfaDevices } }, (fake) =>
			work({ fake, moto: { url: { sts: url } }, user }),
		);
	} finally {
		child.kill('SIGKILL');
	}
}

/** Element names with their depth, sorted: what a client may find in the answer. */
function shapeOf({ body }: RawAnswer): readonly string[] {
	const open: string[] = [];
	const shape = new Set<string>();
	for (const [, end, name = ''] of body.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
		if (end === '/') {
			open.pop();
		} else {
			open.push(name);
			shape.add(open.join('/'));
		}
	}
	return [...shape].sort();
}

const answerOf = (answer: RawAnswer): readonly [number | undefined, string | undefined] => [
	answer.status,
	element(answer, 'Code'),
];

function compare(name: string, { moto: other }: Row, fakes: RawAnswer, motos: RawAnswer): void {
	const expected = other === undefined ? answerOf(fakes) : other.slice(0, 2);
	assert.equal(answerOf(motos), expected, `${name}: the fake says ${answerOf(fakes)}, moto ${motos.body}`);
	assert.is.not(other !== undefined && other[0] === fakes.status, true, `${name}: they agree by now`);
	if (fakes.status === 200) {
		// moto sends a PackedPolicySize without a policy too; AWS does not.
		const isExtra = (path: string) => path.endsWith('/PackedPolicySize') && !fakes.body.includes('PackedPolicySize');
		assert.equal(
			shapeOf(fakes),
			shapeOf(motos).filter((path) => !isExtra(path)),
			name,
		);
	}
}

async function ownKeys(to: Sts, user: Keys): Promise<OwnKeys> {
	const answer = await ask(to, user, form('AssumeRole', assumed));
	const text = (name: string) => element(answer, name) ?? '';
	const [accessKeyId, secretAccessKey] = [text('AccessKeyId'), text('SecretAccessKey')];
	return { user, session: { accessKeyId, secretAccessKey, sessionToken: text('SessionToken') } };
}

const hasMoto =
	(await runCommand('python3', ['-c', 'import moto.server'], { HOME: process.env.HOME ?? '' })).exitCode === 0;

testUnless(hasMoto ? undefined : 'python3 has no moto', 'moto answers as the fake does, or a row says why not', () =>
	withBoth(async ({ fake, moto, user }) => {
		const [fakes, motos] = [await ownKeys(fake, user), await ownKeys(moto, user)];
		for (const [name, { action = 'GetCallerIdentity', parameters, changes, keys, ...row }] of Object.entries(rows)) {
			const send = (to: Sts, own: OwnKeys) => ask(to, keys?.(own) ?? user, form(action, parameters), changes);
			compare(name, row, await send(fake, fakes), await send(moto, motos));
		}
	}),
);

testUnless(hasMoto ? undefined : 'python3 has no moto', 'moto takes the requests of the client in src/adapters', () =>
	withBoth(async ({ moto, user }) => {
		const sts = createSts({
			ssoRegion: 'eu-west-1',
			address: { endpoint: moto.url.sts, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
			timeoutMs: 10_000,
			maxAttempts: 1,
			now: Date.now,
			env: {},
			onServerTime: () => undefined,
		});
		const role = { roleArn: deploy, sessionName: 'me+you=a,b.c@d-e_f', externalId: 'a+b=c,d.e@f:g/h-i' };
		const { SerialNumber: serialNumber, TokenCode: tokenCode } = serial;
		const answer = await sts.assumeRole({ ...role, keys: user, durationSeconds: 1800, serialNumber, tokenCode });
		if (!answer.ok) throw new Error(answer.code);
		const session = `arn:aws:sts::${account}:assumed-role/Deploy/${role.sessionName}`;
		assert.is(answer.value.arn, session);
		const caller = await sts.callerArn(answer.value.credentials);
		assert.is(caller.ok && caller.value, session);
		const wrong = await sts.callerArn({ ...user, secretAccessKey: 'wrong' });
		assert.is(!wrong.ok && `${wrong.status} ${wrong.code}`, '403 SignatureDoesNotMatch');
	}),
);

test.run();
