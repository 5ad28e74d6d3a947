/** AWS SDKs and the AWS CLI get their credentials from `ssoenv serve`, across expiries, and never see one expire. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { isWholeRun } from '../support/assertions/short-run.ts';
import { makeHome } from '../support/files/home.ts';
import { awsCallers, callInstalled } from '../support/program/aws-callers.ts';
import { awsClis } from '../support/program/aws-tools.ts';
import { type Ended, runCommand, type Variables } from '../support/program/program.ts';
import { CHAINS, type ChainScene, PERSON } from '../support/sign-in/chain-scene.ts';
import { variablesIn, withEndpoint } from '../support/sign-in/endpoint-scene.ts';

/** How long the credentials live, in seconds. `serve` renews them after half of that. */
const LIFE_S = 6;
/** With each further key half a life has passed: eight take more than three lives. */
const KEYS = isWholeRun ? 8 : 4;

/** Runs work with the variables that a program gets, which has a home of its own. */
async function asClient(scene: ChainScene, words: readonly string[], more: Variables = {}): Promise<Ended> {
	const { idc, home } = scene;
	const own = makeHome();
	const { AWS_ENDPOINT_URL_STS } = idc.environment;
	const variables = { HOME: own.path, AWS_ENDPOINT_URL_STS, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
	const [program = '', ...rest] = words;
	try {
		return await runCommand(
			program,
			rest,
			{ ...variables, ...variablesIn(home.file('dev.env')), ...more },
			undefined,
			300_000,
		);
	} finally {
		own.remove();
	}
}

const keysIn = ({ stdout, stderr }: Ended): readonly unknown[] => {
	const keys = parseRecord(stdout)?.keys;
	assert.ok(Array.isArray(keys), stderr);
	return Array.isArray(keys) ? keys : [];
};

test('clients that run across expiries never fail, and each period has one request to AWS', () =>
	withEndpoint(
		['dev', '--write-env', 'HOME/dev.env'],
		async (scene) => {
			const ended = await callInstalled(KEYS, (words) => asClient(scene, words));
			const seen = new Set(ended.flatMap(([, one]) => keysIn(one)));
			assert.ok(seen.size >= KEYS);
			const requests = scene.idc.requestsTo('GetRoleCredentials').length;
			// The last period may have begun after the last call.
			assert.ok(requests <= seen.size + 1, `${requests} requests for ${seen.size} keys`);
			scene.program.kill('SIGTERM');
			assert.match((await scene.program.ended).stderr, /^ssoenv: serving dev on 127\.0\.0\.1:\d+\n$/);
		},
		CHAINS,
		({ idc }) => idc.configure({ directory: { roleCredentialsSeconds: LIFE_S } }),
	));

for (const { name, lacks, words } of awsCallers) {
	testUnless(lacks, `${name}: [default] wins, as serve warns, and not with the two variables of its hint`, () =>
		withEndpoint(
			['dev', '--write-env', 'HOME/dev.env'],
			async (scene) => {
				await scene.program.said(/warning: AWS SDKs take \[default\]/);
				const [, hint = ''] = await scene.program.said(/^ssoenv: hint: (AWS_CONFIG_FILE.*) in the environment/m);
				const HOME = scene.home.path;
				const ended = await asClient(scene, words(1), { HOME });
				assert.equal(keysIn(ended), ['AKIAIOSFODNN7EXAMPLE']);
				const unread = Object.fromEntries(hint.split(' ').map((word) => word.split('=')));
				const issued = scene.idc.credentialsFor('111111111111', 'ReadOnly')?.accessKeyId;
				assert.equal(keysIn(await asClient(scene, words(1), { HOME, ...unread })), [issued]);
			},
			CHAINS.replace('[profile alice]', '[default]').replace(/\[profile long\][^[]*/, ''),
		),
	);
}

const [version] = Object.entries(awsClis).flatMap(([one, { lacks }]) => (lacks === undefined ? [one] : []));
testUnless(
	version === undefined ? 'there is no AWS CLI' : undefined,
	'the AWS CLI is the person, as with the profile',
	() =>
		withEndpoint(['dev', '--write-env', 'HOME/dev.env'], async (scene) => {
			const { stdout, stderr } = await asClient(scene, ['aws', 'sts', 'get-caller-identity', '--output', 'json']);
			assert.is(parseRecord(stdout)?.Arn, PERSON, stderr);
		}),
);

/** Returns the variables that `docker run` would give a container: its client asks a daemon here that starts none. */
async function variablesByDocker(path: string): Promise<unknown> {
	let created: unknown;
	const daemon = createServer(async (request, response) => {
		const body = await text(request);
		if (request.url?.includes('/containers/create')) created = parseRecord(body)?.Env;
		const isPing = request.url?.endsWith('/_ping') === true;
		response.writeHead(isPing ? 200 : 500, { 'api-version': '1.45', 'content-type': 'application/json' });
		response.end(isPing ? 'OK' : '{"message":"no container is started here"}');
	});
	daemon.listen(0, '127.0.0.1');
	await once(daemon, 'listening');
	const address = daemon.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	try {
		const words = ['-H', `tcp://127.0.0.1:${port}`, 'run', '--pull', 'never', '--env-file', path, 'image'];
		await runCommand('docker', words, { HOME: dirname(path) });
	} finally {
		daemon.close();
	}
	return created;
}

const hasDocker = (await runCommand('docker', ['--version'], {})).exitCode === 0;

testUnless(hasDocker ? undefined : 'there is no client of Docker', 'docker run reads the file as it is meant', () =>
	withEndpoint(['dev', '--write-env', 'HOME/dev.env'], async ({ home }) => {
		const path = home.file('dev.env');
		const lines = Object.entries(variablesIn(path)).map(([name, value]) => `${name}=${value}`);
		assert.equal(await variablesByDocker(path), lines);
	}),
);

test.run();
