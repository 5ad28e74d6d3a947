/**
 * The built program behind tinyproxy: both ways to sign in, a refresh, a role, a chain, a discovery and a sign-out over
 * TLS, with and without a password. The services are at 0.0.0.0, which is this machine, but no loopback address that
 * needs no proxy.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { holdsNoSecret, secretsOf } from '../support/assertions/secrets.ts';
import { isInRun } from '../support/assertions/short-run.ts';
import { type Home, makeHome } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runCommand, runSsoenv, type Variables } from '../support/program/program.ts';
import { hasPython, pythonAnswer } from '../support/program/python.ts';
import { releaseAll } from '../support/program/release.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { startStubProxy } from '../support/proxy/stub-proxy.ts';
import { hasTinyproxy, startTinyproxy, type Tinyproxy } from '../support/proxy/tinyproxy.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const HOST = '0.0.0.0';
/** Signs in at once. It knows no proxy. */
const BROWSER = fileURLToPath(new URL('../support/sign-in/stub-browser.mjs', import.meta.url));
const USER = 'me';
const PASSWORD = 'proxyPassword1';
const CONFIG = `${CORP}sso_registration_scopes = sso:account:access
[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
[profile deploy]
role_arn = arn:aws:iam::333333333333:role/Deploy
source_profile = dev
region = eu-west-1
[profile release]
role_arn = arn:aws:iam::333333333333:role/team/Release
source_profile = deploy
region = eu-west-1
`;

const files = makeHome();
const own = await selfSigned(files, [`IP:${HOST}`, 'DNS:localhost']);
const openssl = own === undefined ? 'openssl is not installed' : undefined;
const lacks = hasTinyproxy ? openssl : 'tinyproxy is not installed';

interface Scene {
	readonly idc: IdentityCenter;
	readonly proxy: Tinyproxy;
	/** `0.0.0.0` with the port of the services. */
	readonly target: string;
	readonly run: (args: string, home: Home, more?: Variables) => Promise<Ended>;
	/** Returns a home whose access token expires in so many seconds. */
	readonly homeWith: (expiresInSeconds: number) => Home;
	readonly variables: (home: Home) => Variables;
}

type Rules = Parameters<typeof startTinyproxy>[1];

async function withScene(rules: Rules, userInfo: string, work: (scene: Scene) => Promise<void>): Promise<void> {
	if (own === undefined) throw new Error(openssl);
	const tls = { key: readFileSync(own.key, 'utf8'), cert: readFileSync(own.certificate, 'utf8') };
	const idc = await startIdentityCenter({ tls, host: HOST, autoApprove: true });
	const proxy = await startTinyproxy(files, rules);
	const homes: Home[] = [];
	const variables = (home: Home): Variables => ({
		HOME: home.path,
		AWS_CA_BUNDLE: own.certificate,
		BROWSER: `env NODE_EXTRA_CA_CERTS=${own.certificate} ${process.execPath} ${BROWSER} follow ${home.file('visit')}`,
		AWS_EC2_METADATA_DISABLED: 'true',
		HTTPS_PROXY: `http://${userInfo}127.0.0.1:${proxy.port}`,
		// Both show secrets, or would without care.
		DEBUG: '*',
		NODE_DEBUG: 'http,https,net,tls',
		...idc.environment,
	});
	const run = async (args: string, home: Home, more: Variables = {}): Promise<Ended> => {
		const ended = await runSsoenv(args.split(' '), { ...variables(home), ...more });
		const password = [PASSWORD, Buffer.from(`${USER}:${PASSWORD}`).toString('base64')];
		holdsNoSecret(ended.stderr, [...password, ...secretsOf(idc, home)], `stderr of ${args}`);
		return ended;
	};
	const kept = (home: Home): Home => {
		homes.push(home);
		return home;
	};
	try {
		await work({
			idc,
			proxy,
			target: new URL(idc.url.sso).host,
			run,
			variables,
			homeWith: (expiresInSeconds) => kept(signedInHome(CONFIG, idc.signIn({ expiresInSeconds }))),
		});
	} finally {
		await releaseAll(proxy.stop, idc.close, ...homes.map(({ remove }) => remove));
	}
}

const COMMANDS: readonly (readonly [args: string, expiresInSeconds: number, operations: readonly string[]])[] = [
	['login dev --device-code --no-browser --force', 3600, ['RegisterClient', 'StartDeviceAuthorization', 'CreateToken']],
	['login dev --force', 3600, ['RegisterClient', 'Authorize', 'CreateToken']],
	['export dev', 3600, ['GetRoleCredentials']],
	['export dev', -60, ['CreateToken', 'GetRoleCredentials']],
	['use dev --shell bash', 3600, ['GetRoleCredentials']],
	['use release --shell bash', 3600, ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']],
	['export release', -60, ['CreateToken', 'GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']],
	['sync --sso-session corp --yes', 3600, ['ListAccounts', 'ListAccountRoles']],
	['logout --sso-session corp', 3600, ['Logout']],
];

const ways: readonly (readonly [name: string, rules: Rules, userInfo: string])[] = [
	['without a password', {}, ''],
	['with a password', { credentials: [USER, PASSWORD] }, `${USER}:${PASSWORD}@`],
];

for (const [row, [name, rules, userInfo]] of ways.entries()) {
	for (const [column, [args, expiresInSeconds, operations]] of COMMANDS.entries()) {
		if (!isInRun(row, column, 2)) continue;
		const what = expiresInSeconds > 0 ? args : `${args}, which refreshes the token`;
		testUnless(lacks, `a proxy ${name}: ${what}`, () =>
			withScene(rules, userInfo, async ({ idc, proxy, target, run, homeWith }) => {
				const { exitCode, stderr } = await run(args, homeWith(expiresInSeconds));
				assert.is(exitCode, 0, stderr);
				const asked = new Set(idc.requests.map(({ operation }) => operation));
				assert.equal([...asked].sort(), [...operations].sort());
				assert.equal(new Set(proxy.requests()), new Set([`CONNECT ${target}`]));
				const ofBrowser = idc.requestsTo('Authorize').length;
				assert.is(proxy.requests().length, idc.connections() - ofBrowser, 'all other connections came from the proxy');
			}),
		);
	}
}

const refusals: readonly (readonly [name: string, rules: Rules, userInfo: string, message: RegExp])[] = [
	[
		'that wants a password',
		{ credentials: [USER, PASSWORD] },
		'',
		/: the proxy http:\/\/127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) requires a user and a password \(status 407\)\n/,
	],
	[
		'that wants another password',
		{ credentials: [USER, 'other'] },
		`${USER}:${PASSWORD}@`,
		/: the proxy http:\/\/127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) does not accept the user and password in HTTPS_PROXY \(status 401\)\n/,
	],
	[
		'that does not allow the port',
		{ connectPort: 443 },
		`${USER}:${PASSWORD}@`,
		/: the proxy http:\/\/127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) did not connect to 0\.0\.0\.0:\d+ \(status 403\)\n/,
	],
];

for (const [name, rules, userInfo, message] of refusals) {
	testUnless(lacks, `a proxy ${name} is named, and no password is shown`, () =>
		withScene(rules, userInfo, async ({ idc, run, homeWith }) => {
			for (const args of ['export dev', 'login dev --device-code --no-browser --force']) {
				const { exitCode, stdout, stderr } = await run(args, homeWith(3600));
				assert.equal([exitCode, stdout], [6, '']);
				assert.match(stderr, message);
			}
			assert.is(idc.connections(), 0);
		}),
	);
}

testUnless(lacks, 'NO_PROXY, loopback and an empty variable go past the proxy', () =>
	withScene({}, '', async ({ idc, proxy, run, homeWith, target }) => {
		for (const more of [{ NO_PROXY: HOST }, { no_proxy: target }, { NO_PROXY: '0.0.0.0/8' }, { https_proxy: '' }]) {
			const { exitCode, stderr } = await run('export dev', homeWith(3600), more);
			assert.is(exitCode, 0, stderr);
		}
		assert.is(idc.requestsTo('GetRoleCredentials').length, 4);
		assert.equal(proxy.requests(), []);
	}),
);

const SOURCE = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

testUnless(lacks, 'DEBUG shows no secret either if the program runs from its source, with the real package', () =>
	withScene({ credentials: [USER, PASSWORD] }, `${USER}:${PASSWORD}@`, async ({ idc, variables, homeWith }) => {
		const home = homeWith(3600);
		const tsx = import.meta.resolve('tsx');
		const { NODE_DEBUG: _, ...env } = variables(home);
		const run = await runCommand(process.execPath, ['--import', tsx, SOURCE, 'accounts', 'dev', '--refresh'], env);
		assert.is(run.exitCode, 0, run.stderr);
		assert.not.match(run.stderr, /proxy/i);
		holdsNoSecret(run.stderr, [PASSWORD, ...secretsOf(idc, home)], 'stderr');
	}),
);

testUnless(
	openssl,
	'the program ends by itself after requests through an https proxy, which keeps its connections',
	() =>
		withScene({}, '', async ({ run, homeWith }) => {
			const proxy = await startStubProxy('pass', own);
			try {
				const more = { HTTPS_PROXY: `https://localhost:${proxy.port}` };
				const { exitCode, stderr } = await run('accounts dev --refresh', homeWith(3600), more);
				assert.is(exitCode, 0, stderr);
				assert.ok(proxy.asked.length > 0);
			} finally {
				await proxy.close();
			}
		}),
);

const BOTOCORE = fileURLToPath(new URL('../interop/botocore_credentials.py', import.meta.url));
const isThere =
	hasPython && pythonAnswer('import importlib.util\nprint(json.dumps(bool(importlib.util.find_spec("botocore"))))', 1);
const botocore = isThere === true ? lacks : 'botocore is not installed';

for (const [profile, count] of [
	['dev', 0],
	['release', 2],
] as const) {
	testUnless(botocore, `botocore gets ${profile} through the same proxy with the same variables`, () =>
		withScene(
			{ credentials: [USER, PASSWORD] },
			`${USER}:${PASSWORD}@`,
			async ({ idc, proxy, variables, homeWith }) => {
				const { exitCode, stderr } = await runCommand('python3', [BOTOCORE, profile], variables(homeWith(3600)));
				assert.is(exitCode, 0, stderr);
				assert.is(idc.requestsTo('AssumeRole').length, count);
				assert.is(proxy.requests().length, 1 + count);
			},
		),
	);
}

test.after(files.remove);
test.run();
