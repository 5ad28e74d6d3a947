/**
 * The single file: it reads nothing of the folder that it is started in, obeys no variable for Node, and asks by the
 * rules of Node's program where its runtime has others. `npm test -- --program FILE` runs all other tests on it.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildProgram } from '../../scripts/single-file/build-program.ts';
import { hasRuntime } from '../../scripts/single-file/runtime.ts';
import { ownTarget } from '../../scripts/single-file/targets.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import { type Ended, runCommand } from '../support/program/program.ts';
import { tracer } from '../support/program/traced-program.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { startTls } from '../support/proxy/tls-front.ts';
import {
	HOSTILE_FILES,
	HOSTILE_FOLDER_CONFIG,
	inHostileFolder,
	type SingleFileScene,
} from '../support/sign-in/hostile-folder.ts';

const lacks = hasRuntime(ownTarget()) ? undefined : 'its runtime is not here: npm run single-file gets it';
const lacksTracer = lacks ?? ((await tracer()) === undefined ? 'there is no strace that may trace' : undefined);

const USE = ['use', 'dev', '--shell', 'bash'];

const programs = makeHome();
let program = '';

test.before(async () => {
	if (lacks === undefined) program = await buildProgram(ownTarget(), programs.path);
});
test.after(programs.remove);

const withScene = (body: (scene: SingleFileScene) => Promise<void>) => inHostileFolder(program, body);

function isRole({ exitCode, stdout, stderr }: Ended): void {
	assert.is(exitCode, 0, stderr);
	assert.is(stderr, '');
	assert.match(stdout, /^\{ \([\s\S]*AWS_SESSION_TOKEN='[^']{100,}'/);
	assert.not.match(stdout, /EVIL/);
}

testUnless(lacks, 'the single file gets a role with no Node on PATH, in a folder with hostile files', () =>
	withScene(async ({ idc, run }) => {
		isRole(await run(USE));
		isRole(await run(USE));
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	}),
);

testUnless(lacksTracer, 'the single file opens no file of the folder that it is started in', () =>
	withScene(async ({ home, run }) => {
		for (const args of [USE, USE, ['status'], ['export', 'nope'], ['use', '--no-such-option']]) {
			const words = ['-f', '-qq', '-o', home.file('trace'), '-e', 'trace=%file,?getdents64', program, ...args];
			await runCommand('/bin/sh', ['-c', `cd "$0" && exec strace "$@"`, home.file('clone'), ...words], {
				HOME: home.path,
			});
			const trace = readFileSync(home.file('trace'), 'utf8');
			assert.match(trace, /execve\(/);
			for (const name of [...Object.keys(HOSTILE_FILES), 'clone"']) assert.not.ok(hasTouched(trace, name), name);
		}
		assert.is((await run(USE)).exitCode, 0);
	}),
);

/** The folder itself may be asked for its path and its owner, but not listed. */
const hasTouched = (trace: string, name: string): boolean =>
	trace.split('\n').some((line) => line.includes(name) && !(name === 'clone"' ? ABOUT_FOLDER : OF_SHELL).test(line));

const OF_SHELL = /\b(?:getcwd|execve|chdir)\(/;
const ABOUT_FOLDER = /\b(?:getcwd|execve|chdir|statx|l?stat|newfstatat)\(/;

testUnless(lacks, 'variables for Node, and for the debug output of Bun, have no effect', () =>
	withScene(async ({ run }) => {
		const expected = await run(USE);
		isRole(expected);
		for (const variables of [
			{ NODE_OPTIONS: '--require ./evil.js --inspect' },
			{ NODE_PATH: '.' },
			{ NODE_DEBUG: 'http,https,net,tls' },
			{ BUN_CONFIG_VERBOSE_FETCH: 'curl' },
			{ BUN_INSPECT_PRELOAD: './evil.js' },
			{ BUN_CONFIG_REGISTRY: 'https://evil.example' },
		]) {
			assert.equal(await run(['export', 'dev']), await run(['export', 'dev'], variables), JSON.stringify(variables));
			await run(['logout', '--all'], variables);
		}
	}),
);

testUnless(lacks, 'a proxy applies by the rules of AWS tools, not by those of Bun', () =>
	withScene(async ({ idc, run }) => {
		const asked: string[] = [];
		const proxy = createServer((request, response) => {
			asked.push(request.url ?? '');
			response.writeHead(502).end();
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const address = proxy.address();
		if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
		const url = `http://127.0.0.1:${address.port}`;
		try {
			// Bun would ask it for loopback too.
			isRole(await run(USE, { HTTP_PROXY: url, http_proxy: url }));
			assert.equal(asked, []);
			assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
			const elsewhere = { AWS_ENDPOINT_URL_SSO: 'http://sso.example.invalid', AWS_MAX_ATTEMPTS: '1' };
			const refused = await run(['use', 'audit', '--shell', 'bash'], { ...elsewhere, http_proxy: url });
			assert.is(refused.exitCode, 6, refused.stderr);
			assert.match(asked.join(' '), /^http:\/\/sso\.example\.invalid\/federation\/credentials/);
		} finally {
			proxy.close();
		}
	}),
);

testUnless(lacks, 'an encrypted service is trusted only with its authority, and only under its name', () =>
	withScene(async ({ idc, home, run }) => {
		const own = await selfSigned(home, ['IP:127.0.0.1']);
		if (own === undefined) return;
		const { port, close } = await startTls(idc, own);
		try {
			const at = (host: string) => ({ AWS_ENDPOINT_URL_SSO: `https://${host}:${port}`, AWS_MAX_ATTEMPTS: '1' });
			const untrusted = await run(USE, at('127.0.0.1'));
			assert.is(untrusted.exitCode, 6, untrusted.stderr);
			const misnamed = await run(USE, { ...at('localhost'), AWS_CA_BUNDLE: own.certificate });
			assert.is(misnamed.exitCode, 6, misnamed.stderr);
			assert.is(idc.requestsTo('GetRoleCredentials').length, 0);
			isRole(await run(USE, { ...at('127.0.0.1'), AWS_CA_BUNDLE: own.certificate }));
			const audit = ['use', 'audit', '--shell', 'bash'];
			isRole(await run(audit, { ...at('127.0.0.1'), NODE_EXTRA_CA_CERTS: own.certificate }));
		} finally {
			close();
		}
	}),
);

testUnless(lacks, 'an error that nobody handles shows nothing of its text, as a rejection too', () =>
	withScene(async ({ home, run }) => {
		for (const line of ["throw new Error('SECRET')", "Promise.reject(new Error('SECRET'))"]) {
			const script = home.write('fail.js', `setTimeout(() => { ${line} }, 0)`);
			const elsewhere = { AWS_ENDPOINT_URL_SSO: 'http://192.0.2.1' };
			const { exitCode, stdout, stderr } = await run(USE, { ...elsewhere, BUN_OPTIONS: `--preload ${script}` });
			assert.equal([exitCode, stdout], [1, '(exit 1);\n']);
			assert.match(stderr, /^ssoenv: this is a bug in ssoenv .*\nssoenv: hint: .*\n$/);
		}
	}),
);

testUnless(lacks, 'a relative HOME is not believed', () =>
	withScene(async ({ home, run }) => {
		home.write('clone/.aws/config', HOSTILE_FOLDER_CONFIG);
		for (const HOME of ['.', '', 'clone']) {
			assert.not.match((await run(['list'], { HOME })).stdout, /\bdev\b/);
		}
	}),
);

test.run();
