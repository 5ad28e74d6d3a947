/**
 * Refusals with more than one possible reason, with the built program: the config and token files decide which reason
 * is shown.
 */
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { execa } from 'execa';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { Home } from '../support/files/home.ts';
import type { Fault } from '../support/identity-center/faults.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import { type Ended, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, START_URL, signedInHome } from '../support/sign-in/signed-in-home.ts';

const DEV = `[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const TOKEN = `.aws/sso/cache/${cacheFileName('corp')}`;
const ALWAYS = { kind: 'status', times: 'always' } as const;

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Readonly<Record<string, string>>;
	readonly ssoenv: (...args: readonly string[]) => Promise<Ended>;
}

async function withScene(config: string, body: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(config, idc.signIn({ refreshable: false }));
	const env = { HOME: home.path, AWS_MAX_ATTEMPTS: '1', ...idc.environment };
	try {
		await body({ idc, home, env, ssoenv: (...args) => runSsoenv(args, env) });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

function refuseAll(idc: IdentityCenter, fault: Fault): void {
	for (const operation of ['GetRoleCredentials', 'ListAccounts', 'ListAccountRoles'] as const)
		idc.fail(operation, fault);
}

/** Every command that sends the access token. */
const COMMANDS: readonly (readonly string[])[] = [
	['use', 'dev', '--shell', 'bash'],
	['export', 'dev'],
	['accounts'],
	['roles', '111111111111'],
	['use', '--account', '111111111111', '--role', 'ReadOnly', '--shell', 'bash'],
	['sync', '--region', 'eu-west-1', '--dry-run'],
];

const IDE = `${CORP}sso_registration_scopes = codewhisperer:completions, codewhisperer:analysis\n${DEV}`;

for (const args of COMMANDS) {
	for (const status of [401, 403]) {
		test(`${args.join(' ')}: ${status} for a session without sso:account:access names the scope and the fix`, () =>
			withScene(IDE, async ({ idc, home, ssoenv }) => {
				refuseAll(idc, { ...ALWAYS, status });
				const { exitCode, stdout, stderr } = await ssoenv(...args);
				assert.is(exitCode, 5);
				assert.match(
					stderr,
					'sso_registration_scopes of sso-session "corp" (codewhisperer:completions, codewhisperer:analysis) lacks sso:account:access\n',
				);
				assert.match(
					stderr,
					`\nssoenv: hint: set sso_registration_scopes = sso:account:access, codewhisperer:completions, codewhisperer:analysis in [sso-session corp] of ${home.file('.aws/config')}\n`,
				);
				assert.match(stderr, '\nssoenv: hint: ssoenv login --sso-session corp --force\n');
				assert.not.match(stderr, /not assigned|revoked/);
				if (args[0] === 'use') assert.is(stdout, '(exit 5);\n');
			}));

		test(`${args.join(' ')}: ${status} after a change of the start URL says so`, () =>
			withScene(`${CORP.replace(START_URL, 'https://new.awsapps.com/start')}${DEV}`, async ({ idc, ssoenv }) => {
				refuseAll(idc, { ...ALWAYS, status });
				const { exitCode, stderr } = await ssoenv(...args);
				assert.is(exitCode, 4);
				assert.match(stderr, `it was issued for ${START_URL}, but sso_start_url is https://new.awsapps.com/start\n`);
				assert.match(stderr, 'hint: ssoenv login --sso-session corp\n');
			}));
	}

	test(`${args.join(' ')}: an unreachable endpoint from a variable is reported with the variable`, () =>
		withScene(`${CORP}${DEV}`, async ({ env }) => {
			for (const name of ['AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL']) {
				const { AWS_ENDPOINT_URL_SSO: _own, ...others } = env;
				const { exitCode, stderr } = await runSsoenv(args, { ...others, [name]: 'http://127.0.0.1:9' });
				assert.is(exitCode, 6);
				assert.match(stderr, `hint: check the network and ${name}, which sets this endpoint\n`);
				assert.not.match(stderr, 'sso_region');
			}
		}));
}

const signed: readonly (readonly [name: string, change: string, scopes: readonly string[], told: RegExp])[] = [
	[
		'the token lacks the scope, the config has it',
		CORP,
		['codewhisperer:completions'],
		/its scopes are codewhisperer:completions, but roles need sso:account:access\n/,
	],
	[
		'the token has the scope, the config lacks it',
		IDE.replace(DEV, ''),
		['sso:account:access'],
		/is not assigned to you/,
	],
];

for (const [name, section, scopes, told] of signed) {
	test(`403: ${name}`, () =>
		withScene(`${section}${DEV}`, async ({ idc, home, ssoenv }) => {
			const { clientId } = idc.signIn();
			const registration = { clientId, clientSecret: 's', expiresAt: '2100-01-01T00:00:00Z', scopes };
			home.write('.aws/sso/cache/aws-toolkit-client.json', JSON.stringify(registration));
			home.write(TOKEN, JSON.stringify({ ...idc.signIn(), clientId }));
			refuseAll(idc, { ...ALWAYS, status: 403 });
			const { stderr } = await ssoenv('use', 'dev', '--shell', 'bash');
			assert.match(stderr, told);
		}));
}

test('an unreachable endpoint from a services section is reported with the section', () =>
	withScene(
		`${CORP}${DEV}services = local\n[services local]\nsso =\n  endpoint_url = http://127.0.0.1:9\n`,
		async ({ env }) => {
			const { AWS_ENDPOINT_URL_SSO: _own, ...others } = env;
			const { exitCode, stderr } = await runSsoenv(['export', 'dev'], others);
			assert.is(exitCode, 6);
			assert.match(
				stderr,
				'hint: check the network and endpoint_url of services section "local", which sets this endpoint\n',
			);
		},
	));

for (const [operation, fault] of [
	['a refusal', { ...ALWAYS, status: 404 }],
	['a broken service', { ...ALWAYS, status: 503 }],
	['a page', { kind: 'html', times: 'always' }],
] as const) {
	test(`${operation} from a configured endpoint is reported with the variable`, () =>
		withScene(`${CORP}${DEV}`, async ({ idc, ssoenv }) => {
			idc.fail('GetRoleCredentials', fault);
			const { stderr } = await ssoenv('export', 'dev');
			assert.match(stderr, '\nssoenv: hint: check AWS_ENDPOINT_URL_SSO, which sets this endpoint\n');
		}));
}

const NOBODY = 65_534;
const isRoot = process.geteuid?.() === 0;
const others = isRoot ? undefined : 'only root can give files to others';

testUnless(others, 'a token file of another owner is reported with path and owner, and no sign-in is requested', () =>
	withScene(`${CORP}${DEV}`, async ({ home, env }) => {
		for (const name of ['', '.aws', '.aws/sso', '.aws/sso/cache']) chownSync(home.file(name), NOBODY, NOBODY);
		chmodSync(home.file(TOKEN), 0o600);
		const asNobody = {
			env: { PATH: process.env.PATH, ...env },
			extendEnv: false,
			reject: false,
			uid: NOBODY,
			gid: NOBODY,
		};
		for (const args of [['use', 'dev', '--shell', 'bash'], ['export', 'dev'], ['accounts']]) {
			const { exitCode, stderr } = await execa(PROGRAM[0], [...PROGRAM.slice(1), ...args], asNobody);
			assert.is(exitCode, 3, stderr);
			const path = home.file(TOKEN);
			assert.match(
				stderr,
				`cannot read the access token of sso-session "corp" in ${path}: permission denied (it belongs to root)`,
			);
			assert.match(stderr, `hint: ls -l ${path}`);
		}
		const { stdout } = await execa(PROGRAM[0], [...PROGRAM.slice(1), 'status'], asNobody);
		assert.match(stdout, 'sso-session "corp": unusable token file');
	}),
);

test('a folder instead of the token file is reported', () =>
	withScene(`${CORP}${DEV}`, async ({ home, ssoenv }) => {
		rmSync(home.file(TOKEN));
		mkdirSync(home.file(TOKEN));
		const { exitCode, stderr } = await ssoenv('export', 'dev');
		assert.is(exitCode, 3);
		assert.match(stderr, `in ${home.file(TOKEN)}: it is a folder\n`);
	}));

test('after AWS refuses a refresh because of the client, the next sign-in registers again', () =>
	withScene(`${CORP}${DEV}`, async ({ idc, home, ssoenv }) => {
		const token = idc.signIn({ expiresInSeconds: -60 });
		home.write(TOKEN, JSON.stringify(token));
		const key = `{"region": "us-east-1", "scopes": null, "session_name": "corp", "startUrl": "${START_URL}", "tool": "botocore"}`;
		const registration = home.write(
			`.aws/sso/cache/${cacheFileName(key)}`,
			JSON.stringify({ clientId: token.clientId, clientSecret: 's', expiresAt: '2100-01-01T00:00:00Z' }),
		);
		idc.fail('CreateToken', { kind: 'oauth', error: 'invalid_client' });
		const { exitCode, stderr } = await ssoenv('export', 'dev');
		assert.is(exitCode, 4);
		assert.match(stderr, ', and AWS refuses to renew it\n');
		assert.throws(() => chmodSync(registration, 0o600), 'ENOENT');
	}));

test.run();
