/** The endpoint of the built `ssoenv serve`, attacked with raw requests; its files and its end. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { whyNotRunnable } from '../../src/adapters/machine/executable.ts';
import { containerSettings } from '../../src/core/exec/container-settings.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { freePort } from '../support/program/free-port.ts';
import { runCommand } from '../support/program/program.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { CHAINS, type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';
import { type EndpointScene, variablesIn, withEndpoint } from '../support/sign-in/endpoint-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';

const TOKEN = /AWS_CONTAINER_AUTHORIZATION_TOKEN='([\w-]{43})'/;

const tokenOf = async ({ program }: EndpointScene): Promise<string> => (await program.printed(TOKEN))[1] ?? '';

const requestWith = (port: number, token: string, more = '', method = 'GET'): string =>
	`${method} /credentials HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${token}\r\n${more}\r\n`;

const statusOf = (answer: string): string => answer.split(' ')[1] ?? '';
const bodyOf = (answer: string): Record<string, string> => JSON.parse(answer.split('\r\n\r\n')[1] ?? '');

test('the token gets the credentials that AWS issued, as a chain does with a token of its own', () =>
	withEndpoint(['dev', 'deploy'], async ({ idc, program, port, send }) => {
		const [, first = '', second = ''] = await program.printed(new RegExp(`${TOKEN.source}[^]*${TOKEN.source}`));
		const [dev, deploy] = [bodyOf(await send(requestWith(port, first))), bodyOf(await send(requestWith(port, second)))];
		const issued = idc.credentialsFor('111111111111', 'ReadOnly');
		assert.is(dev.AccessKeyId, issued?.accessKeyId);
		assert.is(dev.Token, issued?.sessionToken);
		assert.is(dev.AccountId, '111111111111');
		assert.is(deploy.AccessKeyId, idc.assumedCredentials('arn:aws:iam::333333333333:role/Deploy')?.accessKeyId);
		assert.is(deploy.AccountId, '333333333333');
		assert.not.equal(first, second);
	}));

test('other tokens, hosts, methods and paths, and requests of pages, get nothing', () =>
	withEndpoint(['dev'], async (scene) => {
		const { port, send } = scene;
		const token = await tokenOf(scene);
		const good = requestWith(port, token);
		const refused: Readonly<Record<string, string>> = {
			'no token': good.replace(/Authorization.*\r\n/, ''),
			'another token': requestWith(port, 'x'.repeat(43)),
			'a part of the token': requestWith(port, token.slice(0, -1)),
			'more than the token': requestWith(port, `${token}x`),
			'another host': good.replace('127.0.0.1', 'evil.example'),
			'no host': good.replace(/Host.*\r\n/, ''),
			'another origin': requestWith(port, token, 'Origin: https://evil.example\r\n'),
			'a page': requestWith(port, token, 'Sec-Fetch-Site: cross-site\r\n'),
			POST: requestWith(port, token, 'Content-Length: 2\r\n', 'POST').concat('{}'),
			OPTIONS: requestWith(port, token, '', 'OPTIONS'),
			'another path': good.replace('/credentials', '/latest/meta-data'),
			'a long header': requestWith(port, token, `X: ${'x'.repeat(9000)}\r\n`),
			'no HTTP': 'hello\r\n\r\n',
		};
		const statuses: string[] = [];
		for (const [what, request] of Object.entries(refused)) {
			const answer = await send(request);
			assert.not.match(answer, /AccessKeyId|access-control/i, what);
			statuses.push(statusOf(answer));
		}
		assert.is(statuses.join(' '), '401 401 401 401 421 400 403 403 405 405 404 431 400');
		assert.is(statusOf(await send(good)), '200');
	}));

test('clients that send nothing, or half of a request, are disconnected, and the others do not wait for them', () =>
	withEndpoint(['dev'], async (scene) => {
		const token = await tokenOf(scene);
		const slow = ['', 'GET /cred', requestWith(scene.port, token).slice(0, -2)].map(scene.send);
		const body = scene.send(requestWith(scene.port, token, 'Content-Length: 9\r\n'));
		assert.is(statusOf(await scene.send(requestWith(scene.port, token))), '200');
		for (const answer of await Promise.all(slow)) assert.match(answer, /^HTTP\/1\.1 408 /);
		assert.is(statusOf(await body), '200');
	}));

const TOKEN_FILE = `.aws/sso/cache/${cacheFileName('corp')}`;

test('without a sign-in it says so, and goes on after one; 200 clients that wait share one request to AWS', async () => {
	let signIn = '';
	const signOut = ({ home }: ChainScene) => {
		signIn = readFileSync(home.file(TOKEN_FILE), 'utf8');
		rmSync(home.file(TOKEN_FILE));
	};
	await withEndpoint(
		['dev'],
		async (scene) => {
			const { idc, home, port, program, send } = scene;
			const request = requestWith(port, await tokenOf(scene));
			await program.said(
				/^ssoenv: dev: sso-session "corp": not signed in\nssoenv: hint: ssoenv login --sso-session corp$/m,
			);
			const refused = await send(request);
			assert.is(statusOf(refused), '403');
			assert.is(bodyOf(refused).code, 'sign-in-needed');
			idc.fail('GetRoleCredentials', { kind: 'hold' });
			home.write(TOKEN_FILE, signIn);
			await idc.received('GetRoleCredentials');
			const answers = Promise.all(Array.from({ length: 200 }, () => send(request)));
			idc.release();
			assert.equal([...new Set((await answers).map(statusOf))], ['200']);
			assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
			await program.said(/^ssoenv: dev: has new credentials, for (?:59 min|1 h 0 min)$/m);
			assert.equal(idc.requestsTo('RegisterClient'), []);
		},
		CHAINS,
		signOut,
	);
});

test('while AWS is unreachable it serves what it has, says so once, and goes on', () =>
	withEndpoint(
		['dev'],
		async (scene) => {
			const { idc, port, program, send } = scene;
			const request = requestWith(port, await tokenOf(scene));
			const first = bodyOf(await send(request)).AccessKeyId;
			await program.said(/^ssoenv: dev: .*; using the cached credentials, which expire in \d+ s$/m);
			await idc.received('GetRoleCredentials', 3);
			assert.is(bodyOf(await send(request)).AccessKeyId, first);
			idc.clearFaults();
			await program.said(/^ssoenv: dev: has new credentials, for/m);
			assert.is.not(bodyOf(await send(request)).AccessKeyId, first);
			program.kill('SIGTERM');
			assert.is((await program.ended).stderr.match(/using the cached/g)?.length, 1);
		},
		CHAINS,
		({ idc }) => {
			idc.configure({ directory: { roleCredentialsSeconds: 16 } });
			idc.fail('GetRoleCredentials', { kind: 'slow', delayMs: 0 }, { kind: 'status', status: 500, times: 'always' });
		},
	));

test('after a sign-out nobody gets the credentials any more', () =>
	withEndpoint(['dev'], async (scene) => {
		const { port, program, send, ssoenv } = scene;
		const request = requestWith(port, await tokenOf(scene));
		assert.is(statusOf(await send(request)), '200');
		assert.is((await ssoenv('logout dev')).exitCode, 0);
		assert.is(bodyOf(await send(request)).code, 'sign-in-needed');
		await program.said(/^ssoenv: dev: .*not signed in$/m);
	}));

const outside = Object.values(networkInterfaces())
	.flatMap((list) => list ?? [])
	.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

testUnless(outside === undefined ? 'no other address' : undefined, 'other addresses of the machine are closed', () =>
	withEndpoint(['dev'], async ({ port }) => {
		for (const host of [outside ?? '', '127.0.0.2']) {
			const error = await new Promise<NodeJS.ErrnoException | undefined>((settle) => {
				const socket = connect(port, host, () => settle(undefined)).on('error', settle);
				socket.on('close', () => socket.destroy());
			});
			assert.is(error?.code, 'ECONNREFUSED', host);
		}
	}),
);

for (const [signal, status] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 130],
] as const) {
	test(`${signal} ends it with status ${status}; the file of --write-env is private, and is gone`, () =>
		withChains(async ({ home, env }) => {
			const path = home.file('dev.env');
			const program = startSsoenv(['serve', 'dev', '--write-env', path], env);
			await program.said(/serving dev on/);
			assert.is(statSync(path).mode & 0o777, 0o600);
			const names = Object.keys(variablesIn(path)).map((name) => name.replace(/^AWS_/, ''));
			assert.is(names.join(' '), 'CONTAINER_CREDENTIALS_FULL_URI CONTAINER_AUTHORIZATION_TOKEN REGION DEFAULT_REGION');
			const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '' } = variablesIn(path);
			program.kill(signal);
			const { exitCode, stdout, stderr } = await program.ended;
			assert.equal([exitCode, stdout, existsSync(path)], [status, '', false]);
			assert.not.match(stderr, token);
			assert.equal(readdirSync(home.path).sort(), ['.aws', '.cache']);
		}));
}

test('--docker prints the settings of containers, with the file and without the token', () =>
	withChains(async ({ home, env }) => {
		const path = home.file('dev.env');
		const program = startSsoenv(['serve', 'dev', '--write-env', path, '--docker'], env);
		await program.said(/serving dev on/);
		const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '', AWS_CONTAINER_CREDENTIALS_FULL_URI: uri = '' } =
			variablesIn(path);
		program.kill('SIGTERM');
		const { stdout } = await program.ended;
		assert.is(stdout, containerSettings(path, Number(new URL(uri).port)));
		assert.not.match(stdout, token);
	}));

test('it replaces a file that a killed one left, and no other', () =>
	withChains(async ({ home, env, ssoenv }) => {
		const path = home.file('dev.env');
		const killed = startSsoenv(['serve', 'dev', '--write-env', path], env);
		await killed.said(/serving dev on/);
		killed.kill('SIGKILL');
		await killed.ended;
		const { AWS_CONTAINER_AUTHORIZATION_TOKEN: old } = variablesIn(path);
		const next = startSsoenv(['serve', 'dev', '--write-env', path], env);
		await next.said(/serving dev on/);
		assert.is.not(variablesIn(path).AWS_CONTAINER_AUTHORIZATION_TOKEN, old);
		next.kill('SIGTERM');
		await next.ended;
		writeFileSync(path, 'MINE=1\n');
		symlinkSync(path, home.file('link.env'));
		for (const taken of [path, home.file('link.env')]) {
			const { exitCode, stderr } = await ssoenv(`serve dev --write-env ${taken}`);
			assert.is(exitCode, 3);
			assert.match(stderr, `ssoenv: ${taken} exists, and ssoenv serve did not write it\n`);
		}
		assert.is(readFileSync(path, 'utf8'), 'MINE=1\n');
		assert.is((await ssoenv(`serve dev --write-env ${home.file('no/dev.env')}`)).exitCode, 3);
	}));

/** For each shell, how it runs a text, and what prints its environment. */
const readers: Readonly<Record<string, readonly [command: readonly string[], printing: string]>> = {
	bash: [['bash', '-c'], 'env'],
	zsh: [['zsh', '-fc'], 'env'],
	sh: [['dash', '-c'], 'env'],
	fish: [['fish', '--no-config', '-c'], 'env'],
	powershell: [['pwsh', '-NoProfile', '-Command'], 'env'],
	elvish: [['elvish', '-norc', '-c'], 'e:env'],
	xonsh: [['xonsh', '--no-rc', '-c'], 'env'],
	tcsh: [['tcsh', '-fc'], 'env'],
	nushell: [['nu', '--no-config-file', '-c'], '^env'],
};

for (const [shell, [[program = '', ...options], printing]] of Object.entries(readers)) {
	const lacks = whyNotRunnable(program, process.env) === undefined ? undefined : `there is no ${program}`;
	testUnless(lacks, `${shell}: the line removes what would win, and sets the endpoint`, () =>
		withEndpoint(['dev', '--shell', shell], async ({ program: serving, port, env }) => {
			const [line] = await serving.printed(/^.*\n$/);
			const rivals = { AWS_PROFILE: 'x', AWS_ACCESS_KEY_ID: 'y', AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'z' };
			const text = `${line}${printing}`;
			const { stdout, stderr } = await runCommand(program, [...options, text], { ...env, ...rivals });
			const names = /^(AWS_(?:PROFILE|ACCESS_KEY_ID|REGION|CONTAINER_.*?))=/gm;
			assert.equal(
				[...stdout.matchAll(names)].map(([, name]) => name).sort(),
				['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_REGION'],
				stderr,
			);
			assert.match(stdout, `AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:${port}/credentials\n`);
		}),
	);
}

test('it warns where [default] would win over the endpoint', () =>
	withEndpoint(
		['dev'],
		async ({ home, program }) => {
			await program.said(new RegExp(`warning: AWS SDKs take \\[default\\] of ${home.file('.aws/config')} before this`));
		},
		`${CHAINS}[default]\ncredential_process = cat\n`,
	));

test('a port that is in use, and command lines with mistakes: one line, and no endpoint', () =>
	withEndpoint(['dev'], async ({ port, ssoenv }) => {
		const mistakes: Readonly<Record<string, readonly [number, string]>> = {
			[`serve dev --port ${port}`]: [3, `cannot listen on port ${port} of 127.0.0.1: another program uses it`],
			'serve dev --port 0': [2, '--port is "0", expected a number from 1 to 65535'],
			'serve dev --port 65536': [2, '--port is "65536", expected a number from 1 to 65535'],
			'serve dev --host 0.0.0.0': [2, 'unknown argument: host'],
			'serve dev deploy --write-env f': [2, '--write-env takes one profile: the variables of two have the same names'],
			'serve dev --docker': [2, '--docker requires --write-env FILE, which the container reads'],
			'serve dev --write-env f --shell sh': [2, '--write-env and --shell cannot be used together'],
			'serve dev nobody': [3, 'profile "nobody" is not in'],
			'serve dev deploy --account 111111111111': [2, 'PROFILE and --account cannot be used together'],
		};
		for (const [words, [status, message]] of Object.entries(mistakes)) {
			const { exitCode, stdout, stderr } = await ssoenv(words, { SSOENV_SHELL: 'bash' });
			assert.equal([exitCode, stdout], [status, ''], `${words}: ${stderr}`);
			assert.match(stderr, `ssoenv: ${message}`);
		}
		const free = await freePort();
		await withEndpoint(['dev', '--port', String(free)], async (other) => assert.is(other.port, free));
	}));

test('a role without a profile, and without a name the profile of AWS_PROFILE', () =>
	withChains(async ({ env, idc }) => {
		const words = ['serve', '--account', '111111111111', '--role', 'PowerUser', '--shell', 'sh'];
		for (const [args, role] of [
			[words, 'PowerUser'],
			[['serve', '--shell', 'sh'], 'ReadOnly'],
		] as const) {
			const program = startSsoenv(args, { ...env, AWS_PROFILE: 'dev' });
			await program.said(/serving \S+ on/);
			program.kill('SIGTERM');
			await program.ended;
			assert.ok(idc.credentialsFor('111111111111', role));
		}
	}));

test.run();
