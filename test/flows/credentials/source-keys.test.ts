/** The credentials of programs and of `aws login` as decisions: who may ask, how often, and when credentials have expired. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import { profileNamed } from '../../../src/core/profile/chained-profile.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { formatNote } from '../../../src/core/text/note.ts';
import { signedInCredentials } from '../../../src/flows/credentials/signed-in-credentials.ts';
import type { LoginChoice } from '../../../src/flows/sign-in/offer-sign-in.ts';
import type { SourceProgram } from '../../../src/ports/sources.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, somebody, type World } from '../../support/context/context.ts';
import { CONFIG_PATH, credentialsUntil, NOW, ON_DISK, STARTED_AT } from '../../support/context/sample.ts';
import { granted } from '../../support/context/scripted-portal.ts';
import { STS_ENDPOINT } from '../../support/context/scripted-sts.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const ROLE = 'arn:aws:iam::333333333333:role/Deploy';
const KEY = `{"RoleArn": "${ROLE}"}`;
const MINUTE = 60_000;
const SESSION = 'arn:aws:iam::111111111111:user/me';
const own = { role_arn: ROLE, region: 'eu-west-1' };
const config = sharedConfigOf({
	profiles: {
		deploy: { ...own, source_profile: 'program' },
		program: { credential_process: '/opt/keys --role x' },
		console: { login_session: SESSION },
		'of-console': { ...own, source_profile: 'console' },
	},
});
const role = (accessKeyId: string, expiresAt = NOW + 60 * MINUTE) => ({
	credentials: { ...credentialsUntil(expiresAt), accessKeyId },
	arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/me',
	assumedRoleId: 'AROADEPLOY:me',
});
const entry = (accessKeyId: string, expiresAt: number) =>
	formatAssumedRole(role(accessKeyId, expiresAt), '333333333333', 'r');
const document = { Version: 1, AccessKeyId: 'ASIAPROGRAM', SecretAccessKey: 's', SessionToken: 't' };

/** A program that prints the document, or fails for the given reason; `seen` gets how it was run. */
const world = (outcome: object | string, seen: SourceProgram[] = [], more: World = {}): World => ({
	sts: { callerArn: granted(SESSION, STS_ENDPOINT), assumeRole: granted(role('ASIANEW'), STS_ENDPOINT) },
	sources: {
		runProgram: async (program) => {
			seen.push(program);
			return typeof outcome === 'string' ? { problem: outcome } : { output: JSON.stringify(outcome) };
		},
	},
	...more,
});

const inBackground: LoginChoice = { consent: 'refused' };

function use(fake: FakeContext, choice: LoginChoice = {}, name = 'deploy') {
	const profile = profileNamed(config, { profile: name, namedBy: 'argument' }, CONFIG_PATH);
	return signedInCredentials(profile, { config, path: CONFIG_PATH, ...ON_DISK }, choice, fake.context);
}

for (const [name, more, choice, expected] of [
	['with a person', somebody, {}, { readsStdin: true, isUnattended: false }],
	['in a script', {}, {}, { readsStdin: false, isUnattended: false }],
	['in the background', somebody, inBackground, { readsStdin: false, isUnattended: true }],
] as const) {
	test(`a program ${name}`, async () => {
		const seen: SourceProgram[] = [];
		const env = { HOME: '/home/me', AWS_ACCESS_KEY_ID: 'ASIAROLE', SSOENV_PROFILE: 'dev' };
		const fake = fakeContext(world(document, seen, { ...more, env }));
		assert.is((await use(fake, choice)).accessKeyId, 'ASIANEW');
		assert.equal(seen, [
			{ command: '/opt/keys --role x', env: { HOME: '/home/me', _AWS_CLI_PROFILE_CHAIN: 'deploy' }, ...expected },
		]);
		const request = fake.sts.calls.find(({ operation }) => operation === 'AssumeRole')?.request;
		assert.equal(asRecord(request)?.keys, { accessKeyId: 'ASIAPROGRAM', secretAccessKey: 's', sessionToken: 't' });
		// Only shells that renew at the same time wait for each other, never for a person.
		assert.is(fake.works.includes(`program ${KEY}`), choice === inBackground);
	});
}

test('in the background a program that failed does not run again for five minutes; with a person it does', async () => {
	const seen: SourceProgram[] = [];
	const fake = fakeContext(world('exited with 1', seen));
	const toldIn = async (choice?: LoginChoice) => toldBy(await failureFrom(use(fake, choice)));
	const hints = ['ssoenv use deploy', `check credential_process in the section of "program" in ${CONFIG_PATH}`];
	assert.equal(await toldIn(inBackground), ['credential_process of profile "program" exited with 1', ...hints]);
	fake.moveClock(5 * MINUTE - 1);
	assert.equal(await toldIn(inBackground), [
		'credential_process of profile "program" has failed in the background a moment ago',
		...hints,
	]);
	assert.is(seen.length, 1);
	await toldIn();
	assert.is(seen.length, 2);
	fake.moveClock(1);
	await toldIn(inBackground);
	assert.is(seen.length, 3);
});

test('a role that ends soon is used if its program fails, but not if it prints something else', async () => {
	const credentials = { [KEY]: entry('ASIAOLD', NOW + 10 * MINUTE) };
	const failing = fakeContext(world('exited with 1', [], { credentials }));
	assert.is((await use(failing)).accessKeyId, 'ASIAOLD');
	assert.match(failing.stderr.join('\n'), /exited with 1; using the cached credentials, which expire in 10 min/);
	const wrong = fakeContext(world({ ...document, Version: 2 }, [], { credentials }));
	assert.is((await failureFrom(use(wrong))).code, 'source-process-invalid');
});

test('a fresh role needs no program', async () => {
	const seen: SourceProgram[] = [];
	const fake = fakeContext(
		world('exited with 1', seen, { credentials: { [KEY]: entry('ASIAOLD', NOW + 15 * MINUTE) } }),
	);
	assert.is((await use(fake)).accessKeyId, 'ASIAOLD');
	assert.equal(seen, []);
});

const ago = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();
const fast = { clock: formatNote({ offsetSeconds: 3600, startedAt: STARTED_AT }) };

test('credentials have expired by the clock of AWS, if it is known', async () => {
	const late = { ...document, Expiration: ago(30) };
	assert.is((await failureFrom(use(fakeContext(world(late))))).code, 'source-expired');
	assert.is((await use(fakeContext(world(late, [], { notes: fast })))).accessKeyId, 'ASIANEW');
});

const loginFile = (expiresAt: string) =>
	JSON.stringify({ accessToken: { accessKeyId: 'ASIALOGIN', secretAccessKey: 's', sessionToken: 't', expiresAt } });
const login = (text: string | undefined, more: World = {}): World =>
	world('', [], { sources: { readLogin: (session) => (session === SESSION ? text : undefined) }, ...more });

test('the name of a session after aws login is that of the person, whom nobody is asked for', async () => {
	const fake = fakeContext(login(loginFile(ago(-1))));
	await use(fake, undefined, 'of-console');
	assert.equal(
		fake.sts.calls.map(({ operation }) => operation),
		['AssumeRole'],
	);
	assert.is(asRecord(fake.sts.calls[0]?.request)?.sessionName, 'me');
});

for (const [name, text, notes, problem] of [
	['no file', undefined, {}, 'and is not signed in'],
	['a broken file', '{"accessToken": {', {}, 'whose cache file is incomplete'],
	['an old file', loginFile(ago(1)), {}, `and they expired at ${ago(1).replace('.000', '')}`],
	['an old file by the clock of AWS', loginFile(ago(61)), fast, `and they expired at ${ago(61).replace('.000', '')}`],
] as const) {
	test(`aws login: ${name}`, async () => {
		const failure = await failureFrom(use(fakeContext(login(text, { notes })), undefined, 'of-console'));
		assert.is(failure.status, 4);
		assert.equal(toldBy(failure), [
			`profile "console" gets its credentials from aws login, ${problem}`,
			...(problem.startsWith('and they') ? ['aws sts get-caller-identity --profile console'] : []),
			'aws login --profile console',
		]);
	});
}

test.run();
