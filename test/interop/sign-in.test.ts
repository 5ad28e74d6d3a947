/**
 * One sign-in for all tools: botocore, the AWS SDK for JavaScript and the AWS CLI 2 read, refresh and write the same
 * files as ssoenv.
 */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { Options } from '../support/identity-center/identity-center.ts';
import { awsClis, runAwsCli } from '../support/program/aws-tools.ts';
import { freePort } from '../support/program/free-port.ts';
import { type Ended, runCommand, runSsoenv } from '../support/program/program.ts';
import { REGISTRATION_KEY, type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';
import { cacheFileName, START_URL } from '../support/sign-in/signed-in-home.ts';

const BOTOCORE = fileURLToPath(new URL('botocore_credentials.py', import.meta.url));
const FROM_SSO = fileURLToPath(new URL('from_sso.mjs', import.meta.url));
/** Within the refresh windows of all tools: 15 minutes for botocore and ssoenv, 5 for the JavaScript SDK. */
const ABOUT_TO_EXPIRE = 200;

const ownHome = { HOME: process.env.HOME ?? '' };
const hasBotocore = (await runCommand('python3', ['-c', 'import botocore'], ownHome)).exitCode === 0;

const succeeded = ({ stdout, stderr, exitCode }: Ended): string => {
	assert.is(exitCode, 0, stderr);
	return stdout;
};

/** Returns the access key of the role that the tool gets. */
type Tool = (scene: SignInScene) => Promise<string>;

const ours: Tool = async ({ env, home }) => {
	// Tests the token, not the cached role credentials.
	rmSync(home.file('.aws/cli/cache'), { recursive: true, force: true });
	return JSON.parse(succeeded(await runSsoenv(['export', 'dev'], env))).AccessKeyId;
};
const botocores: Tool = async ({ env }) =>
	JSON.parse(succeeded(await runCommand('python3', [BOTOCORE, 'dev'], env))).accessKeyId;
const javascripts: Tool = async ({ env }) =>
	JSON.parse(succeeded(await runCommand(process.execPath, [FROM_SSO, 'dev'], env))).accessKeyId;

async function expectWorking(tool: Tool, scene: SignInScene): Promise<void> {
	const key = await tool(scene);
	assert.is(key, scene.idc.credentialsFor('111111111111', 'ReadOnly')?.accessKeyId);
}

async function login({ start }: SignInScene, ...words: readonly string[]): Promise<void> {
	const { exitCode, stderr } = await start(['login', 'dev', ...words], 'follow').ended;
	assert.is(exitCode, 0, stderr);
}

/** The number of refreshes so far. */
const refreshes = ({ idc }: SignInScene): number =>
	idc.requestsTo('CreateToken').filter(({ body }) => Object(body).grantType === 'refresh_token').length;

const tools = [
	['botocore', hasBotocore ? undefined : 'python3 has no botocore', botocores],
	['the JavaScript SDK', undefined, javascripts],
] as const;

const testWith = (
	lacks: string | undefined,
	name: string,
	options: Options,
	work: (scene: SignInScene) => Promise<void>,
): void => testUnless(lacks, name, () => withSignInScene(options, work));

for (const [name, lacks, theirs] of tools) {
	testWith(lacks, `${name} uses a sign-in of ssoenv`, {}, async (scene) => {
		await login(scene);
		await expectWorking(theirs, scene);
		assert.is(refreshes(scene), 0);
	});

	testWith(
		lacks,
		`${name} refreshes what ssoenv wrote, ssoenv what ${name} wrote, and each reads the other's`,
		{ accessTokenSeconds: ABOUT_TO_EXPIRE, refreshTokens: 'rotate' },
		async (scene) => {
			const { idc, cached } = scene;
			await login(scene);
			const first = cached('corp');
			await expectWorking(theirs, scene);
			assert.is(refreshes(scene), 1, `${name} refreshed`);
			const second = cached('corp');
			assert.is.not(second, first);
			await expectWorking(ours, scene);
			assert.is(refreshes(scene), 2, 'ssoenv refreshed');
			assert.is.not(cached('corp'), second);
			idc.configure({ accessTokenSeconds: 3600 });
			await expectWorking(theirs, scene);
			assert.is(refreshes(scene), 3, `${name} refreshed what ssoenv had refreshed`);
			await expectWorking(ours, scene);
			await expectWorking(theirs, scene);
			assert.is(refreshes(scene), 3, 'ssoenv reads what the other one refreshed');
			assert.equal(
				idc.requestsTo('CreateToken').map(({ status }) => status),
				[200, 200, 200, 200],
			);
			assert.is(idc.requestsTo('RegisterClient').length, 1);
		},
	);

	testWith(
		lacks,
		`${name} reads what ssoenv has refreshed`,
		{ accessTokenSeconds: ABOUT_TO_EXPIRE, refreshTokens: 'rotate' },
		async (scene) => {
			await login(scene);
			scene.idc.configure({ accessTokenSeconds: 3600 });
			await expectWorking(ours, scene);
			assert.is(refreshes(scene), 1);
			await expectWorking(theirs, scene);
			assert.is(refreshes(scene), 1);
		},
	);

	testWith(lacks, `${name} uses a sign-in by device code`, { approveByVisit: true }, async (scene) => {
		await login(scene, '--device-code');
		await expectWorking(theirs, scene);
	});
}

/** Adds the keys of ssoenv to the section of the sso-session. */
async function addKeys({ home, browser }: SignInScene): Promise<void> {
	const port = await freePort();
	const keys = `ssoenv_device_code = false\nssoenv_callback_port = ${port}\nssoenv_browser = ${browser('follow')} -P "my work" %s\n`;
	const config = readFileSync(home.file('.aws/config'), 'utf8');
	home.write(
		'.aws/config',
		config.replace('[sso-session corp]\n', (header) => header + keys),
	);
}

for (const [name, lacks, theirs] of tools) {
	testWith(lacks, `${name} ignores the keys of ssoenv in an sso-session`, {}, async (scene) => {
		await addKeys(scene);
		await login(scene);
		assert.match((await scene.visit()).argv.join(' '), ' -P my work ');
		await expectWorking(theirs, scene);
	});
}

for (const version of ['1', '2'] as const) {
	const { name, lacks, callerOf } = awsClis[version];

	testWith(lacks, `${name} ignores the keys of ssoenv in an sso-session`, {}, async (scene) => {
		await login(scene);
		const before = JSON.parse(succeeded(await callerOf('dev', scene.env, undefined)));
		await addKeys(scene);
		assert.equal(JSON.parse(succeeded(await callerOf('dev', scene.env, undefined))), before);
		assert.match(String(before.Arn), /^arn:aws:sts::111111111111:assumed-role\//);
	});
}

/** Writes a registration as the AWS CLI keeps it. */
async function registered(scene: SignInScene, request: object, more: string): Promise<void> {
	const answer = await fetch(`${scene.idc.url.oidc}/client/register`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ clientName: 'botocore-client-corp', clientType: 'public', ...request }),
	});
	const { clientId, clientSecret, clientSecretExpiresAt } = Object(await answer.json());
	const expiresAt = new Date(clientSecretExpiresAt * 1000).toISOString().replace('.000Z', 'Z');
	scene.home.write(
		`.aws/sso/cache/${cacheFileName(REGISTRATION_KEY)}`,
		`{"clientId": "${clientId}", "clientSecret": "${clientSecret}", "expiresAt": "${expiresAt}"${more}}`,
	);
}

test('a registration of the AWS CLI for authorization codes is used', () =>
	withSignInScene({}, async (scene) => {
		const request = {
			scopes: ['sso:account:access'],
			grantTypes: ['authorization_code', 'refresh_token'],
			redirectUris: ['http://127.0.0.1/oauth/callback'],
			issuerUrl: START_URL,
		};
		await registered(
			scene,
			request,
			', "scopes": ["sso:account:access"], "grantTypes": ["authorization_code", "refresh_token"]',
		);
		const before = scene.cached(REGISTRATION_KEY);
		await login(scene);
		assert.is(scene.idc.requestsTo('RegisterClient').length, 1, 'only the one above');
		assert.is(scene.cached(REGISTRATION_KEY), before);
	}));

test('a registration of the AWS CLI for device codes is used', () =>
	withSignInScene({ approveByVisit: true }, async (scene) => {
		await registered(scene, {}, '');
		await login(scene, '--device-code');
		assert.is(scene.idc.requestsTo('RegisterClient').length, 1);
	}));

/**
 * Runs the AWS CLI 2, which signs in through the stub browser. Python only starts a BROWSER in the background if it ends in
 * `&`. The AWS CLI keeps only the scheme and host of an endpoint override for the authorize page.
 */
async function aws(scene: SignInScene, ...words: readonly string[]): Promise<string> {
	const { env, browser, home } = scene;
	rmSync(home.file('visit.json'), { force: true });
	return succeeded(await runAwsCli('2', words, { ...env, BROWSER: `${browser('follow')} %s &` }));
}

/** The shape of a JSON text: its names in order, and the separators. */
const shapeOf = (text: string): string => text.replace(/: "[^"]*"/g, ': "…"');

const cacheShapes = ({ home }: SignInScene): readonly string[] => {
	const folder = home.file('.aws/sso/cache');
	return readdirSync(folder)
		.sort()
		.map(
			(name) =>
				`${name} ${statSync(`${folder}/${name}`).mode.toString(8)} ${shapeOf(readFileSync(`${folder}/${name}`, 'utf8'))}`,
		);
};

const flows = [
	['authorization code', { authorizeAtRoot: true }, [], []],
	['device code', { approveByVisit: true }, ['--device-code'], ['--use-device-code']],
] as const;

for (const [flow, options, ourWords, theirWords] of flows) {
	const { lacks } = awsClis[2];

	testWith(
		lacks,
		`${flow}: ssoenv uses a sign-in of the AWS CLI, and its client registration`,
		options,
		async (scene) => {
			await aws(scene, 'sso', 'login', '--sso-session', 'corp', ...theirWords);
			await expectWorking(ours, scene);
			rmSync(scene.home.file(`.aws/sso/cache/${cacheFileName('corp')}`));
			await login(scene, ...ourWords);
			assert.is(scene.idc.requestsTo('RegisterClient').length, 1);
		},
	);

	testWith(
		lacks,
		`${flow}: the AWS CLI uses a sign-in of ssoenv, and its client registration`,
		options,
		async (scene) => {
			await login(scene, ...ourWords);
			const credentials = JSON.parse(await aws(scene, 'configure', 'export-credentials', '--profile', 'dev'));
			assert.is(credentials.AccessKeyId, scene.idc.credentialsFor('111111111111', 'ReadOnly')?.accessKeyId);
			await aws(scene, 'sso', 'login', '--sso-session', 'corp', ...theirWords);
			assert.is(scene.idc.requestsTo('RegisterClient').length, 1);
			await expectWorking(ours, scene);
		},
	);

	testWith(lacks, `${flow}: both write the same files in the same shape`, options, async (scene) => {
		const folder = scene.home.file('.aws/sso/cache');
		await login(scene, ...ourWords);
		const mine = cacheShapes(scene);
		rmSync(folder, { recursive: true });
		await aws(scene, 'sso', 'login', '--sso-session', 'corp', ...theirWords);
		assert.equal(mine, cacheShapes(scene));
	});
}

test.run();
