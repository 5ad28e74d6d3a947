/** Chains that begin with a program, a web identity token or `aws login`: what the built program asks, keeps and refuses. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import type { Ended } from '../support/program/program.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { ALICE, DEPLOY } from '../support/sign-in/chain-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';
import { PIPELINE, printsAlice, type SourceScene, withSources } from '../support/sign-in/source-scene.ts';

function keysIn({ stdout, stderr, exitCode }: Ended) {
	assert.is(exitCode, 0, stderr);
	const {
		AccessKeyId: accessKeyId,
		SecretAccessKey: secretAccessKey,
		SessionToken: sessionToken,
	} = asRecord(JSON.parse(stdout)) ?? {};
	return {
		accessKeyId: String(accessKeyId),
		secretAccessKey: String(secretAccessKey),
		sessionToken: String(sessionToken),
	};
}

const entryPath = (key: string): string => `.aws/cli/cache/${cacheFileName(key)}`;
const entryIn = ({ home }: SourceScene, key: string) =>
	asRecord(JSON.parse(readFileSync(home.file(entryPath(key)), 'utf8')));
const sessionIn = (scene: SourceScene, key = `{"RoleArn": "${DEPLOY}"}`): unknown =>
	asRecord(entryIn(scene, key)?.AssumedRoleUser)?.Arn;

/** Gives `aws login` keys that last that long. */
async function login(scene: SourceScene, seconds: number): Promise<void> {
	scene.writeLogin(seconds, keysIn(await scene.ssoenv('export long')));
	scene.operations();
}

const forgetEntries = ({ home }: SourceScene) => rmSync(home.file('.aws/cli/cache'), { recursive: true, force: true });
const runs = ({ home }: SourceScene): number =>
	existsSync(home.file('runs')) ? readFileSync(home.file('runs'), 'utf8').split('\n').length - 1 : 0;
const counting = (script: string): string => `echo run >>"$HOME/runs"\n${script}`;

test('a program gives the keys: it runs only if the role is due, and STS names its caller once', () =>
	withSources(async (scene) => {
		scene.setProgram(counting(printsAlice));
		const { accessKeyId } = keysIn(await scene.ssoenv('export of-program'));
		assert.is(accessKeyId, scene.idc.assumedCredentials(DEPLOY)?.accessKeyId);
		assert.equal(scene.operations(), ['GetCallerIdentity', 'AssumeRole']);
		assert.is(sessionIn(scene), 'arn:aws:sts::333333333333:assumed-role/Deploy/alice');
		assert.is(keysIn(await scene.ssoenv('export of-program')).accessKeyId, accessKeyId);
		assert.equal([scene.operations(), runs(scene)], [[], 1]);
		forgetEntries(scene);
		await scene.ssoenv('export of-program');
		assert.equal([scene.operations(), runs(scene)], [['AssumeRole'], 2]);
	}));

test('the words of the command line reach the program, and it may ask for 12 hours', () =>
	withSources(async (scene) => {
		scene.setProgram(`[ $# = 2 ] && [ "$2" = "the one" ] || exit 9\n${printsAlice}`);
		keysIn(await scene.ssoenv('export long-of-program'));
	}));

test('temporary keys of a program', () =>
	withSources(async (scene) => {
		const { accessKeyId, secretAccessKey, sessionToken } = keysIn(await scene.ssoenv('export long'));
		const document = {
			Version: 1,
			AccessKeyId: accessKeyId,
			SecretAccessKey: secretAccessKey,
			SessionToken: sessionToken,
			Expiration: new Date(Date.now() + 60_000).toISOString(),
		};
		scene.setProgram(`echo '${JSON.stringify(document)}'`);
		keysIn(await scene.ssoenv('export of-program'));
		assert.is(sessionIn(scene), 'arn:aws:sts::333333333333:assumed-role/Deploy/alice');
	}));

test('another command line is another source, whose entry is not used', () =>
	withSources(async (scene) => {
		keysIn(await scene.ssoenv('export of-program'));
		scene.operations();
		const config = scene.home.file('.aws/config');
		writeFileSync(config, readFileSync(config, 'utf8').replace("--role 'the one'", '--role other'));
		keysIn(await scene.ssoenv('export of-program'));
		assert.equal(scene.operations(), ['AssumeRole']);
	}));

test('no note holds the command line: it may hold a secret', () =>
	withSources(async (scene) => {
		keysIn(await scene.ssoenv('export of-program'));
		const { exitCode } = await import('execa').then(({ execa }) =>
			execa('grep', ['-rq', 'the one', scene.home.file('.cache')], { reject: false }),
		);
		assert.is(exitCode, 1);
	}));

/** What a program does, and what is said about it. Each prints a secret that must not be said. */
const programs: Readonly<Record<string, readonly [script: string, status: number, said: RegExp]>> = {
	'it fails': ['echo hunter2; exit 3', 3, /^ssoenv: credential_process of profile "program" exited with 3$/m],
	'it is ended': ['echo hunter2; kill -KILL $$', 3, /program" was ended by SIGKILL$/m],
	'it prints a question': [
		'echo "password for hunter2: "',
		3,
		/printed something else than credentials: it is not a JSON object$/m,
	],
	'it prints two documents': ['echo \'{"Version": 1}{"x": "hunter2"}\'', 3, /it is not a JSON object$/m],
	'it prints another version': ['echo \'{"Version": 2, "x": "hunter2"}\'', 3, /: Version is not 1$/m],
	'it prints no key ID': ['echo \'{"Version": 1, "SecretAccessKey": "hunter2"}\'', 3, /: AccessKeyId is missing$/m],
	'its keys have expired': [
		'echo \'{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2", "Expiration": "2020-01-01T00:00:00Z"}\'',
		3,
		/printed credentials that expired at 2020-01-01T00:00:00Z$/m,
	],
	'AWS does not know its keys': [
		'echo \'{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2"}\'',
		5,
		/AWS refuses the credentials that credential_process of profile "program" printed: it does not know/m,
	],
};

for (const [name, [script, status, said]] of Object.entries(programs)) {
	test(`a program, and ${name}: one line, and where to look`, () =>
		withSources(async (scene) => {
			scene.setProgram(script);
			for (const words of ['use of-program --shell bash', 'export of-program']) {
				const { stdout, stderr, exitCode } = await scene.ssoenv(words);
				assert.is(exitCode, status, stderr);
				assert.match(stderr, said);
				assert.match(stderr, /^ssoenv: hint: check credential_process on line \d+ of .*\/\.aws\/config$/m);
				assert.not.match(stdout + stderr, /hunter2/);
			}
		}));
}

test('what a program prints on stderr is shown, as it says why it fails', () =>
	withSources(async (scene) => {
		scene.setProgram('echo "sign in first" >&2; exit 1');
		assert.match((await scene.ssoenv('export of-program')).stderr, /^sign in first$/m);
	}));

test('a program gets the environment without the role of the shell', () =>
	withSources(async (scene) => {
		scene.setProgram(`env >"$HOME/seen"\n${printsAlice}`);
		const role = {
			AWS_ACCESS_KEY_ID: 'ASIA',
			AWS_SECRET_ACCESS_KEY: 'x',
			AWS_SESSION_TOKEN: 'x',
			AWS_REGION: 'eu-north-1',
		};
		const labels = { SSOENV_PROFILE: 'dev', SSOENV_REGION: 'eu-north-1', SSOENV_ROLE_NAME: 'ReadOnly' };
		keysIn(await scene.ssoenv('export of-program', { ...role, ...labels, OWN: 'mine' }));
		const seen = readFileSync(scene.home.file('seen'), 'utf8').split('\n');
		assert.equal(
			seen.filter((line) => /^(?:AWS_(?!ENDPOINT|EC2|MAX)|SSOENV_|OWN=|_AWS)/.test(line)),
			['OWN=mine', '_AWS_CLI_PROFILE_CHAIN=of-program'],
		);
	}));

test('a program that runs ssoenv for the same profile is noticed', () =>
	withSources(async (scene) => {
		const ssoenv = `exec '${PROGRAM.join("' '")}' export`;
		scene.setProgram(counting(`${ssoenv} of-program`));
		const { stderr, exitCode } = await scene.ssoenv('use of-program --shell bash');
		assert.is(exitCode, 3);
		assert.match(stderr, /^ssoenv: credential_process would call itself: of-program -> of-program$/m);
		assert.is(runs(scene), 1);
		scene.setProgram(`${ssoenv} deploy`);
		keysIn(await scene.ssoenv('export of-program'));
	}));

for (const words of ['use of-program --shell bash', 'shell-role of-program --shell bash --no-login']) {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		test(`${words}: ${signal} ends ssoenv and the program`, () =>
			withSources(async (scene) => {
				scene.setProgram('echo started >&2\nexec sleep 1000');
				const running = startSsoenv(words.split(' '), scene.env);
				await running.said(/^started$/m);
				running.kill(signal);
				// It resolves when nobody can write to its stderr any more, so the program has ended, too.
				assert.is((await running.ended).exitCode, 130);
			}));
	}
}

test('in the background all shells together run a program once', () =>
	withSources(async (scene) => {
		scene.setProgram(counting(printsAlice));
		const words = 'shell-role of-program --shell bash --no-login';
		const ended = await Promise.all(Array.from({ length: 8 }, () => scene.ssoenv(words)));
		for (const { exitCode, stderr } of ended) assert.is(exitCode, 0, stderr);
		assert.equal([runs(scene), scene.operations()], [1, ['GetCallerIdentity', 'AssumeRole']]);
	}));

test('in the background a program that fails leaves what is cached, and a person is told what to run', () =>
	withSources(async (scene) => {
		scene.setProgram('exit 1');
		const { stderr, exitCode } = await scene.ssoenv('use of-program --shell bash --no-login');
		assert.is(exitCode, 3);
		assert.match(stderr, /^ssoenv: hint: ssoenv use of-program$/m);
	}));

test('a web identity token: two requests, the first without a signature and with the text of the file', () =>
	withSources(async (scene) => {
		keysIn(await scene.ssoenv('export of-pipeline'));
		assert.equal(scene.operations(), ['AssumeRoleWithWebIdentity', 'AssumeRole']);
		const [request] = scene.idc.requestsTo('AssumeRoleWithWebIdentity');
		assert.is(request?.headers.authorization, undefined);
		assert.equal(request?.body, {
			Action: 'AssumeRoleWithWebIdentity',
			Version: '2011-06-15',
			RoleArn: PIPELINE,
			RoleSessionName: 'build',
			WebIdentityToken: readFileSync(scene.home.file('token'), 'utf8'),
		});
		assert.is(sessionIn(scene), 'arn:aws:sts::333333333333:assumed-role/Deploy/build');
		const entry = entryIn(scene, `{"RoleArn": "${PIPELINE}", "RoleSessionName": "build"}`);
		assert.equal(Object.keys(entry ?? {}), [
			'Credentials',
			'SubjectFromWebIdentityToken',
			'AssumedRoleUser',
			'Provider',
			'Audience',
			'ResponseMetadata',
		]);
		assert.is(entry?.SubjectFromWebIdentityToken, 'job/7');
		keysIn(await scene.ssoenv('export of-pipeline'));
		assert.equal(scene.operations(), []);
		rmSync(scene.home.file(entryPath(`{"RoleArn": "${DEPLOY}"}`)));
		keysIn(await scene.ssoenv('export of-pipeline'));
		assert.equal(scene.operations(), ['AssumeRole']);
	}));

test('20 processes send one token', () =>
	withSources(async (scene) => {
		await Promise.all(Array.from({ length: 20 }, () => scene.ssoenv('export of-pipeline').then(keysIn)));
		assert.equal(scene.operations(), ['AssumeRoleWithWebIdentity', 'AssumeRole']);
	}));

const soon = Math.trunc(Date.now() / 1000);
/** What is wrong with a token, and what is said about it. */
const tokens: Readonly<
	Record<string, readonly [claims: Parameters<SourceScene['writeToken']>[0], status: number, said: RegExp]>
> = {
	'it has expired': [
		{ exp: soon - 60 },
		5,
		/^ssoenv: cannot assume \S+Pipeline with the web identity token in \S+\/token: it has expired$/m,
	],
	'it is for another audience': [{ aud: 'other' }, 5, /token: AWS cannot verify it$/m],
	'nobody knows its provider': [{ iss: 'https://other.example.com' }, 5, /token: AWS cannot verify it$/m],
};

for (const [name, [claims, status, said]] of Object.entries(tokens)) {
	test(`a web identity token, and ${name}`, () =>
		withSources(async (scene) => {
			scene.writeToken(claims);
			const { stderr, exitCode } = await scene.ssoenv('use of-pipeline --shell bash');
			assert.is(exitCode, status, stderr);
			assert.match(stderr, said);
			for (const part of readFileSync(scene.home.file('token'), 'utf8').trim().split('.')) {
				assert.not.ok(stderr.includes(part));
			}
		}));
}

test('a web identity token that is not there', () =>
	withSources(async (scene) => {
		rmSync(scene.home.file('token'));
		const { stderr, exitCode } = await scene.ssoenv('use of-pipeline --shell bash');
		assert.is(exitCode, 3);
		assert.match(
			stderr,
			/^ssoenv: cannot read the web identity token of profile "pipeline" in \S+\/token: no such file$/m,
		);
		assert.equal(scene.operations(), []);
	}));

for (const [code, status, said] of [
	['IDPRejectedClaim', 403, /token: the identity provider rejects it$/m],
	['IDPCommunicationError', 400, /token: AWS cannot reach the identity provider$/m],
	['RegionDisabledException', 403, /Pipeline: STS is not enabled in eu-west-1 for the account of the caller$/m],
	['ValidationError', 400, /refused AssumeRoleWithWebIdentity: ValidationError \(400\)$/m],
] as const) {
	test(`a web identity token, and AWS answers ${code}`, () =>
		withSources(async (scene) => {
			scene.idc.fail('AssumeRoleWithWebIdentity', { kind: 'status', status, code });
			const { stderr, exitCode } = await scene.ssoenv('use of-pipeline --shell bash');
			assert.is(exitCode, 5, stderr);
			assert.match(stderr, said);
		}));
}

test('AWS may not reach the identity provider at first', () =>
	withSources(async (scene) => {
		const code = 'IDPCommunicationError';
		scene.idc.fail('AssumeRoleWithWebIdentity', { kind: 'status', status: 400, code });
		keysIn(await scene.ssoenv('export of-pipeline', { AWS_MAX_ATTEMPTS: '2' }));
	}));

test('fresh credentials of aws login, whose session says who the person is', () =>
	withSources(async (scene) => {
		await login(scene, 600);
		keysIn(await scene.ssoenv('export of-console'));
		assert.equal(scene.operations(), ['AssumeRole']);
		assert.is(sessionIn(scene), 'arn:aws:sts::333333333333:assumed-role/Deploy/alice');
	}));

test('credentials of aws login that have expired: the commands that renew them', () =>
	withSources(async (scene) => {
		await login(scene, -5);
		const { stderr, exitCode } = await scene.ssoenv('use of-console --shell bash');
		assert.is(exitCode, 4);
		assert.match(stderr, /^ssoenv: profile "console" gets its credentials from aws login, and they expired at /m);
		assert.match(stderr, /^ssoenv: hint: aws sts get-caller-identity --profile console$/m);
		assert.match(stderr, /^ssoenv: hint: aws login --profile console$/m);
		assert.equal(scene.operations(), []);
	}));

test('without aws login: the command that signs in, for programs too', () =>
	withSources(async (scene) => {
		const { stderr, exitCode } = await scene.ssoenv('export of-console', { SSOENV_JSON_ERRORS: '1' });
		assert.is(exitCode, 4);
		const { code, command } = asRecord(JSON.parse(stderr)) ?? {};
		assert.equal([code, command], ['source-login-needed', 'aws login --profile console']);
	}));

/** What each kind of source is, if it stands alone, and the command that serves it. */
const alone: Readonly<Record<string, RegExp>> = {
	program: /it runs a credential_process$/m,
	pipeline: /it assumes its role with a web identity token$/m,
	console: /it signs in with aws login$/m,
};

for (const [profile, said] of Object.entries(alone)) {
	test(`${profile} alone is refused`, () =>
		withSources(async ({ ssoenv }) => {
			const { stderr, exitCode } = await ssoenv(`use ${profile} --shell bash`);
			assert.is(exitCode, 3);
			assert.match(stderr, said);
			assert.match(
				stderr,
				new RegExp(`^ssoenv: hint: eval .*aws configure export-credentials --profile ${profile} `, 'm'),
			);
		}));
}

test('list, status and Tab know the chains; a sign-out of Identity Center leaves them alone', () =>
	withSources(async (scene) => {
		// Both assume the same role, whose entry belongs to the source that was used last.
		for (const name of ['of-pipeline', 'of-program']) keysIn(await scene.ssoenv(`export ${name}`));
		const { stdout: list } = await scene.ssoenv('list');
		for (const name of ['of-program', 'of-pipeline', 'of-console']) {
			assert.match(list, new RegExp(`^${name} +- +333333333333 +Deploy +eu-west-1 *$`, 'm'));
		}
		const { stdout: status } = await scene.ssoenv('status');
		assert.match(status, /^profile "of-program": assumes Deploy in account \d+, from profile "program"$/m);
		assert.match(
			status,
			/^profile "of-pipeline": assumes Pipeline in account \d+, then Deploy in account \d+, from the web identity token in \S+\/token$/m,
		);
		assert.match(status, /^ {2}role credentials {2}Pipeline: 59 min left/m);
		await scene.ssoenv('logout --all');
		assert.ok(existsSync(scene.home.file(entryPath(`{"RoleArn": "${DEPLOY}"}`))));
		assert.match(
			(await scene.ssoenv('status of-program')).stdout,
			/^this shell: no role\n\nprofile "of-program": assumes /,
		);
		assert.is((await scene.ssoenv('status --check', { SSOENV_PROFILE: 'of-program' })).exitCode, 0);
		assert.is((await scene.ssoenv('status of-program --check --min-left 30m')).exitCode, 0);
		assert.is((await scene.ssoenv('status of-program --check --min-left 2h')).exitCode, 4);
		assert.is((await scene.ssoenv('status of-console --check')).exitCode, 4);
		for (const words of ['login of-program', 'logout of-program', 'wait of-program']) {
			const { exitCode, stderr } = await scene.ssoenv(words);
			assert.is(exitCode, 3);
			assert.match(stderr, /^ssoenv: profile "of-program" needs no sign-in to Identity Center: /m);
		}
	}));

test('the copy for the shells is kept', () =>
	withSources(async (scene) => {
		for (const name of ['of-program', 'of-pipeline']) {
			await scene.ssoenv(`shell-role ${name} --shell bash`);
			assert.ok(existsSync(scene.home.file(`.cache/ssoenv/shell/roles/${name}`)), name);
		}
	}));

test('debug output of Node and of libraries shows neither the command line nor what the program prints', () =>
	withSources(async (scene) => {
		for (const set of ['child_process,execa', '*']) {
			forgetEntries(scene);
			const { stderr, exitCode } = await scene.ssoenv('export of-program', { NODE_DEBUG: set, DEBUG: '*' });
			assert.is(exitCode, 0, stderr);
			assert.not.match(stderr, /the one/);
			assert.not.ok(stderr.includes(ALICE.AWS_SECRET_ACCESS_KEY));
		}
	}));

test('no secret of a source is in a message or in a note', () =>
	withSources(async (scene) => {
		await login(scene, 600);
		const { stderr } = await scene.ssoenv('export of-console', { SSOENV_DEBUG: '1' });
		assert.not.match(stderr, /hunter2/);
		assert.not.ok(stderr.includes(ALICE.AWS_SECRET_ACCESS_KEY));
	}));

test.run();
