/** `console` of the built program where AWS Sign-In refuses or fails, and where no browser can open. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import type { Fault } from '../support/identity-center/faults.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { releaseAll } from '../support/program/release.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { startStubProxy } from '../support/proxy/stub-proxy.ts';
import { type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';

const scene = (work: (scene: ChainScene) => Promise<void>) => () => withChains(work);

interface Row {
	readonly words?: string;
	readonly fault: Fault;
	readonly exitCode: number;
	readonly told: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
	'a refusal': {
		fault: { kind: 'status', status: 400 },
		exitCode: 5,
		told: /^ssoenv: http:\S+ refused to open the console for dev \(status 400\)\nssoenv: hint: ssoenv exec dev -- aws sts get-caller-identity\nssoenv: hint: check AWS_ENDPOINT_URL_SIGNIN, which sets this endpoint\n$/,
	},
	'a refusal with a duration': {
		words: 'console dev --print --duration 12h',
		fault: { kind: 'status', status: 400 },
		exitCode: 5,
		told: /maximum session duration may be shorter than --duration\nssoenv: hint: ssoenv console dev\n/,
	},
	'too many requests': { fault: { kind: 'status', status: 429 }, exitCode: 6, told: /is throttling requests \(429\)/ },
	'a broken service': { fault: { kind: 'status', status: 503 }, exitCode: 6, told: /failed with status 503/ },
	'a closed connection': { fault: { kind: 'reset' }, exitCode: 6, told: /cannot reach \S+: the connection was reset/ },
	'a redirect': {
		fault: { kind: 'redirect', location: 'https://evil.example/' },
		exitCode: 6,
		told: /it is a redirect \(302\), which ssoenv does not follow/,
	},
	'the page of a network': { fault: { kind: 'html' }, exitCode: 6, told: /it has no SigninToken/ },
	'a token with a line break': {
		fault: { kind: 'body', body: { SigninToken: 'hunter2\nssoenv: hint: x' } },
		exitCode: 6,
		told: /its SigninToken has an unexpected form/,
	},
	'an empty token': { fault: { kind: 'body', body: { SigninToken: '' } }, exitCode: 6, told: /unexpected form/ },
};

for (const [what, { words = 'console dev --print', fault, exitCode, told }] of Object.entries(rows)) {
	test(
		`${what}: nothing on stdout`,
		scene(async ({ idc, ssoenv }) => {
			idc.fail('GetSigninToken', fault);
			const ended = await ssoenv(words);
			assert.equal([ended.exitCode, ended.stdout], [exitCode, ''], ended.stderr);
			assert.match(ended.stderr, told);
			assert.not.match(ended.stderr, 'hunter2');
		}),
	);
}

test(
	'a passing failure is tried again, and an endpoint that does not know POST gets a GET',
	scene(async ({ idc, ssoenv }) => {
		idc.fail('GetSigninToken', { kind: 'status', status: 503 }, { kind: 'reset' }, { kind: 'status', status: 405 });
		const { exitCode, stdout } = await ssoenv('console dev --print', { AWS_MAX_ATTEMPTS: '3' });
		assert.is(exitCode, 0);
		assert.match(stdout, 'SigninToken=');
		const methods = idc.requestsTo('GetSigninToken').map(({ method }) => method);
		assert.equal(methods, ['POST', 'POST', 'POST', 'GET']);
	}),
);

test(
	'AWS_ENDPOINT_URL does not name AWS Sign-In, and a wrong URL for it is refused',
	scene(async ({ idc, ssoenv }) => {
		const other = await ssoenv('console dev --print', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
		assert.ok(other.stdout.startsWith(idc.url.signin));
		const wrong = await ssoenv('console dev --print', { AWS_ENDPOINT_URL_SIGNIN: 'ftp://me:hunter2@h' });
		assert.is(wrong.exitCode, 3);
		assert.match(wrong.stderr, /^ssoenv: AWS_ENDPOINT_URL_SIGNIN/);
		assert.not.match(wrong.stderr, 'hunter2');
	}),
);

const refusals: Readonly<Record<string, readonly [more: Record<string, string>, words: string, told: RegExp]>> = {
	'over SSH': [{ SSH_TTY: '/dev/pts/1' }, 'console dev', /^ssoenv: cannot open a browser: this is an SSH session\n/],
	'with a browser that is not there': [
		{ DISPLAY: ':0' },
		'console dev --browser /no/such',
		/^ssoenv: cannot open the browser that --browser names: "\/no\/such" is not found\n/,
	],
	'with a setting that is not there': [
		{ DISPLAY: ':0', SSOENV_BROWSER: '/no/such %s' },
		'console dev',
		/^ssoenv: cannot open the browser that SSOENV_BROWSER names: /,
	],
	'with the link of the portal': [{ SSH_TTY: 'x' }, 'console dev --portal', /this is an SSH session\n/],
};

for (const [what, [more, words, told]] of Object.entries(refusals)) {
	test(
		`no browser, ${what}: refused before AWS is asked`,
		scene(async ({ ssoenv, operations }) => {
			const { exitCode, stdout, stderr } = await ssoenv(words, more);
			assert.equal([exitCode, stdout], [3, '']);
			assert.match(stderr, told);
			assert.match(stderr, /hint: ssoenv console --print dev\n$/);
			assert.equal(operations(), []);
		}),
	);
}

const home = makeHome();
const own = await selfSigned(home, ['IP:127.0.0.1', 'DNS:signin.example.com']);

testUnless(
	own === undefined ? 'openssl is not installed' : undefined,
	'AWS_CA_BUNDLE is trusted and nothing else, and a proxy sees only the host',
	() =>
		withChains(async ({ ssoenv, idc }) => {
			const [key, cert] = [own?.key ?? '', own?.certificate ?? ''].map((path) => readFileSync(path, 'utf8'));
			const proxy = await startStubProxy();
			const secure = await startIdentityCenter({ tls: { key: key ?? '', cert: cert ?? '' } });
			try {
				const trusting = { AWS_ENDPOINT_URL_SIGNIN: secure.url.signin };
				const distrusted = await ssoenv('console dev --print', trusting);
				assert.match(distrusted.stderr, 'its certificate is self-signed');
				// The other fake has not issued the credentials, so it refuses them.
				const trusted = await ssoenv('console dev --print', { ...trusting, AWS_CA_BUNDLE: own?.certificate ?? '' });
				assert.match(trusted.stderr, /refused to open the console for dev \(status 400\)/);
				const there = secure.url.signin.replace('127.0.0.1', 'signin.example.com');
				const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
				await ssoenv('console dev --print', {
					AWS_ENDPOINT_URL_SIGNIN: there,
					AWS_CA_BUNDLE: own?.certificate ?? '',
					HTTPS_PROXY,
				});
				assert.equal(
					proxy.asked.map(({ line }) => line),
					[`CONNECT ${new URL(there).host}`],
				);
				assert.equal([secure.requestsTo('GetSigninToken').length, idc.requestsTo('GetSigninToken').length], [2, 0]);
			} finally {
				await releaseAll(secure.close, proxy.close);
			}
		}),
);

test.after(home.remove);
test.run();
