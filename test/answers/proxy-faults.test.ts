/**
 * The built program behind a proxy that does not do its work. Whichever service is asked, the message names the
 * variable, and nobody's password is in it.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { holdsNoSecret, secretsOf } from '../support/assertions/secrets.ts';
import { isInRun } from '../support/assertions/short-run.ts';
import { makeHome } from '../support/files/home.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { startStubProxy } from '../support/proxy/stub-proxy.ts';
import { CHAINS } from '../support/sign-in/chain-scene.ts';
import { signedInHome } from '../support/sign-in/signed-in-home.ts';

const PASSWORD = 'proxyPassword1';
const SECRETS = [PASSWORD, Buffer.from(`me:${PASSWORD}`).toString('base64')];

/** A command for each service and for each way to send a request: with Node's client and with the AWS SDK. */
const COMMANDS: Readonly<Record<string, string>> = {
	'the portal': 'export dev',
	'the portal by the SDK': 'accounts dev --refresh',
	OIDC: 'login dev --device-code --no-browser --force',
	STS: 'export long',
};

type Behaviour = Parameters<typeof startStubProxy>[0];

const page = (status: string): Behaviour => {
	const text = '<html><title>Sign in to the network</title></html>';
	const head = [`HTTP/1.1 ${status}`, 'content-type: text/html', `content-length: ${text.length}`, 'connection: close'];
	return { send: `${head.join('\r\n')}\r\n\r\n${text}` };
};

/** What the proxy does with a request to connect, and what the message says of it. */
const FAULTS: Readonly<Record<string, readonly [behaviour: Behaviour, said: RegExp]>> = {
	'refuses the host': [page('403 Forbidden'), /^ssoenv: PROXY did not connect to TARGET \(status 403\)$/m],
	'wants another password': [
		page('407 Proxy Authentication Required'),
		/^ssoenv: PROXY does not accept the user and password in HTTPS_PROXY \(status 407\)$/m,
	],
	'cannot reach the host': [page('502 Bad Gateway'), /^ssoenv: PROXY did not connect to TARGET \(status 502\)$/m],
	'leads to another page': [page('302 Found'), /^ssoenv: PROXY did not connect to TARGET \(status 302\)$/m],
	'answers with its own page': [page('200 OK'), /^ssoenv: cannot reach https:\/\/TARGET through PROXY: .*$/m],
	'does not speak HTTP': [
		{ send: 'SSH-2.0-OpenSSH_9.2\r\n\r\n' },
		/^ssoenv: cannot reach PROXY: it does not speak HTTP$/m,
	],
	'closes the connection': ['close', /^ssoenv: cannot reach PROXY: the connection was closed$/m],
	hangs: [
		'silent',
		/^ssoenv: cannot reach https:\/\/TARGET through PROXY: no response within 1 s \(SSOENV_TIMEOUT\)$/m,
	],
};

const files = makeHome();
const own = await selfSigned(files, ['DNS:localhost', 'IP:127.0.0.1']);

interface Setting {
	readonly behaviour: Behaviour;
	readonly isTls?: boolean;
	/** In place of the proxy that is started. */
	readonly url?: string;
}

/** Runs a command, and returns what it said with fixed words for the addresses. */
async function saidOf(command: string, { behaviour, isTls = false, url }: Setting): Promise<Ended> {
	const idc = await startIdentityCenter({ host: 'aws.example', autoApprove: true });
	const proxy = await startStubProxy(behaviour, isTls ? own : undefined);
	const home = signedInHome(CHAINS, idc.signIn());
	const origin = new URL(url ?? `${isTls ? 'https' : 'http'}://localhost:${proxy.port}`);
	const endpoints = Object.entries(idc.environment).map(([name, value]) => [name, value.replace('http:', 'https:')]);
	try {
		const ended = await runSsoenv(command.split(' '), {
			HOME: home.path,
			AWS_MAX_ATTEMPTS: '1',
			SSOENV_TIMEOUT: '1',
			HTTPS_PROXY: `${origin.protocol}//me:${PASSWORD}@${origin.host}`,
			...Object.fromEntries(endpoints),
		});
		holdsNoSecret(ended.stderr, [...SECRETS, ...secretsOf(idc, home)], 'stderr');
		assert.is(idc.connections(), 0);
		const named = ended.stderr
			.replaceAll(`the proxy ${origin.origin} (from HTTPS_PROXY)`, 'PROXY')
			.replaceAll(new URL(idc.url.sts).host, 'TARGET');
		return { ...ended, stderr: named };
	} finally {
		await releaseAll(proxy.close, idc.close, home.remove);
	}
}

for (const [row, [service, command]] of Object.entries(COMMANDS).entries()) {
	for (const [column, [fault, [behaviour, said]]] of Object.entries(FAULTS).entries()) {
		if (!isInRun(row, column, 3)) continue;
		test(`${service}, and the proxy ${fault}`, async () => {
			const { exitCode, stdout, stderr } = await saidOf(command, { behaviour });
			assert.match(stderr, said);
			assert.equal([exitCode, stdout], [6, '']);
			assert.match(stderr, /^ssoenv: hint: /m);
		});
	}

	test(`${service}, and nobody listens where the proxy should be`, async () => {
		const { exitCode, stderr } = await saidOf(command, { behaviour: 'pass', url: 'http://localhost:1' });
		assert.match(stderr, /^ssoenv: cannot reach PROXY: connection refused$/m);
		assert.is(exitCode, 6);
	});

	testUnless(
		own === undefined ? 'openssl is not installed' : undefined,
		`${service}, and the proxy is not trusted`,
		async () => {
			const { exitCode, stderr } = await saidOf(command, { behaviour: 'pass', isTls: true });
			assert.match(stderr, /^ssoenv: cannot reach PROXY: its certificate is .*\(see AWS_CA_BUNDLE\)$/m);
			assert.is(exitCode, 6);
		},
	);
}

test.after(files.remove);
test.run();
