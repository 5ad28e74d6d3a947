/**
 * After `use p`, the shell has the settings of p in variables. No request of ssoenv for anything else follows them, and
 * `use` warns once of what no variable can carry.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { listen } from '../support/identity-center/loopback-server.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { runSsoenv, type Variables } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { variablesAfterUse } from '../support/program/used-shell.ts';
import { startStubProxy } from '../support/proxy/stub-proxy.ts';
import { ALICE, DEPLOY } from '../support/sign-in/chain-scene.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const READ_ONLY = `sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
`;

/** Returns the profile p, which is the first in the file: a command for a whole sign-in may look at the first one. */
const firstOf = (p: string): string => `[profile p]
${READ_ONLY.replace('ReadOnly', 'PowerUser')}${p}
`;

/** @param own addresses of the services for q; r has none */
const restOf = (own: Readonly<Record<'sso' | 'oidc' | 'sts', string>>): string => `[profile q]
${READ_ONLY}services = own
[services own]
sso =
  endpoint_url = ${own.sso}
sso_oidc =
  endpoint_url = ${own.oidc}
sts =
  endpoint_url = ${own.sts}
[profile chain-q]
role_arn = ${DEPLOY}
source_profile = q
region = eu-west-1
services = own
[profile r]
${READ_ONLY}
[profile alice]
aws_access_key_id = ${ALICE.AWS_ACCESS_KEY_ID}
aws_secret_access_key = ${ALICE.AWS_SECRET_ACCESS_KEY}
[profile chain-r]
role_arn = ${DEPLOY}
source_profile = alice
region = eu-west-1
`;

/** @param p settings of the profile p */
const configOf = (p: string, own: Parameters<typeof restOf>[0]): string => `${CORP}${firstOf(p)}${restOf(own)}`;

interface Scene {
	readonly idc: Awaited<ReturnType<typeof startIdentityCenter>>;
	/** The endpoint of p. It answers nothing that could be used. */
	readonly other: Awaited<ReturnType<typeof listen>>;
	/** Runs a command in the shell after `use p`, in a home of its own. Its access token is due, but not for `logout`. */
	readonly run: (command: string, more?: Variables) => ReturnType<typeof runSsoenv>;
}

/** @param settings returns those of p */
async function withScene(settings: (endpoint: string) => string, work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter({ autoApprove: true });
	const other = await listen((_, response) => response.writeHead(500).end());
	const config = configOf(settings(other.origin), idc.url);
	const homes = [signedInHome(config, idc.signIn())];
	const [first] = homes;
	const base = { HOME: first?.path ?? '', AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
	const newHome = (expiresInSeconds: number) => {
		const home = signedInHome(config, idc.signIn({ expiresInSeconds }));
		homes.push(home);
		return home.path;
	};
	try {
		const cold = await runSsoenv(['export', 'p'], { ...base, AWS_CA_BUNDLE: '', ...idc.environment });
		assert.is(cold.exitCode, 0, cold.stderr);
		const variables = await variablesAfterUse('p', base);
		const run: Scene['run'] = (command, others = {}) =>
			// AWS is told of the end of a token only while it is good.
			runSsoenv(command.split(' '), {
				...variables,
				HOME: newHome(command.startsWith('logout') ? 3600 : -60),
				...others,
			});
		await work({ idc, other, run });
	} finally {
		await releaseAll(idc.close, other.close, ...homes.map(({ remove }) => remove));
	}
}

/** What asks AWS for another profile. Each begins with a token that is due, so that the first request is a refresh. */
const OF_OTHERS = [
	'export q',
	'use q --shell bash',
	'shell-role q --shell bash --no-login',
	'export chain-q',
	'accounts q --refresh',
	'roles 111111111111 q',
	'login q --device-code --no-browser --force',
	'logout q',
	'status q',
	'list',
] as const;

test('after use, no request for another profile reaches the endpoint of the profile', () =>
	withScene(
		(endpoint) => `endpoint_url = ${endpoint}`,
		async ({ idc, other, run }) => {
			for (const command of OF_OTHERS) {
				const before = idc.requests.length;
				const { exitCode, stderr } = await run(command);
				assert.is(exitCode, 0, `${command}: ${stderr}`);
				assert.is(idc.requests.length > before, !/^(?:status|list)/.test(command), command);
			}
			assert.is(other.connections(), 0);
		},
	));

test('after use, a renewal of the profile itself reaches its endpoint, and so does what the person sets by hand', () =>
	withScene(
		(endpoint) => `endpoint_url = ${endpoint}`,
		async ({ idc, other, run }) => {
			const before = idc.requests.length;
			assert.is((await run('shell-role p --shell bash --no-login')).exitCode, 6);
			assert.is(other.connections(), 1);
			assert.is((await run('export r', { AWS_ENDPOINT_URL: `${other.origin}/mine` })).exitCode, 6);
			assert.is(other.connections(), 2);
			assert.is(idc.requests.length, before);
		},
	));

/** What asks AWS without an endpoint of its own, and the hosts that it asks first. */
const AT_AWS: readonly (readonly [command: string, hosts: readonly string[]])[] = [
	['export r', ['oidc.us-east-1.amazonaws.com']],
	['shell-role r --shell bash --no-login', ['oidc.us-east-1.amazonaws.com']],
	['export chain-r', ['sts.eu-west-1.amazonaws.com']],
	['accounts r --refresh', ['oidc.us-east-1.amazonaws.com']],
	['sync --sso-session corp --yes', ['oidc.us-east-1.amazonaws.com']],
	['login r --device-code --no-browser --force', ['oidc.us-east-1.amazonaws.com']],
	['login --sso-session corp --device-code --no-browser --force', ['oidc.us-east-1.amazonaws.com']],
	['logout r', ['portal.sso.us-east-1.amazonaws.com']],
	['logout --sso-session corp', ['portal.sso.us-east-1.amazonaws.com']],
	['logout', ['portal.sso.us-east-1.amazonaws.com']],
	['logout --all', ['portal.sso.us-east-1.amazonaws.com']],
	['login --device-code --no-browser --force', ['oidc.us-east-1.amazonaws.com']],
	['list', []],
	['status', []],
];

const SETTINGS: Readonly<Record<string, (endpoint: string) => string>> = {
	'an endpoint': (endpoint) => `endpoint_url = ${endpoint}`,
	'all settings that travel': (endpoint) =>
		`endpoint_url = ${endpoint}\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\nca_bundle = /nowhere/ca.pem\noutput = text`,
};

for (const [what, settings] of Object.entries(SETTINGS)) {
	test(`after use of a profile with ${what}, others are asked for at AWS's usual addresses`, () =>
		withScene(settings, async ({ other, run }) => {
			for (const [command, hosts] of AT_AWS) {
				const proxy = await startStubProxy({ send: 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n' });
				try {
					const { stderr } = await run(command, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
					const asked = [...new Set(proxy.asked.map(({ line }) => line))];
					assert.equal(
						asked,
						hosts.map((host) => `CONNECT ${host}:443`),
						`${command}: ${stderr}`,
					);
				} finally {
					await proxy.close();
				}
			}
			assert.is(other.connections(), 0);
		}));
}

const UNPASSED: Readonly<Record<string, readonly [settings: string, more: string, warning: RegExp]>> = {
	'a services section': [
		'services = own',
		'',
		/^ssoenv: warning: after use, AWS tools ignore services of profile "p", .*; aws --profile p obeys it$/gm,
	],
	'an endpoint of [default]': [
		'',
		'[default]\nendpoint_url = http://127.0.0.1:9\n',
		/^ssoenv: warning: after use, AWS tools obey endpoint_url of \[default\], .*; aws --profile p ignores it$/gm,
	],
};

for (const [what, [settings, more, warning]] of Object.entries(UNPASSED)) {
	test(`use warns once of what cannot be set: ${what}`, async () => {
		const idc = await startIdentityCenter();
		const home = signedInHome(configOf(settings, idc.url) + more, idc.signIn());
		try {
			const said: string[] = [];
			for (const command of [
				'use p --shell bash',
				'shell-role p --shell bash',
				'use p --shell bash',
				'use q --shell bash',
			]) {
				const { stderr, exitCode } = await runSsoenv(command.split(' '), { HOME: home.path, ...idc.environment });
				assert.is(exitCode, 0, stderr);
				said.push(stderr);
			}
			assert.is(said[0]?.match(warning)?.length, 1, said[0]);
			assert.equal(said.slice(1, 3), ['', '']);
			assert.not.match(said[3] ?? '', /profile "p"/);
		} finally {
			await releaseAll(idc.close, home.remove);
		}
	});
}

test.run();
