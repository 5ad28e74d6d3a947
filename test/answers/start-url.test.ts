/** The built program with a start URL on a domain of the person's organization: sign-in, `configure`, and refusals. */
import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runSsoenv, type Variables } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { startStubProxy } from '../support/proxy/stub-proxy.ts';
import { cacheFileName, START_URL } from '../support/sign-in/signed-in-home.ts';
import { redirecting, type StartPage, startStartPage } from '../support/sign-in/start-page.ts';

const HOST = 'sso.example.com';
const files = makeHome();
const own = await selfSigned(files, ['IP:127.0.0.1', `DNS:${HOST}`]);
const lacks = own === undefined ? 'openssl is not installed' : undefined;

const configWith = (startUrl: string): string => `[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile old]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_account_id = 111111111111
sso_role_name = ReadOnly
[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1
`;

interface Scene {
	readonly idc: IdentityCenter;
	readonly page: StartPage;
	readonly home: Home;
	/** The start URL in the config file. */
	readonly startUrl: string;
	readonly ssoenv: (words: string, more?: Variables) => Promise<Ended>;
}

/** @param host of the start URL, if not the loopback address itself */
async function withPage(answer: RequestListener, work: (scene: Scene) => Promise<void>, host?: string): Promise<void> {
	if (own === undefined) throw new Error(lacks);
	const page = await startStartPage(own, answer);
	const idc = await startIdentityCenter({ autoApprove: true });
	const startUrl = host === undefined ? page.startUrl : page.startUrl.replace('127.0.0.1', host);
	const home = makeHome({ '.aws/config': configWith(startUrl) });
	const env = { HOME: home.path, AWS_CA_BUNDLE: own.certificate, ...idc.environment };
	const ssoenv = (words: string, more: Variables = {}) => runSsoenv(words.split(' '), { ...env, ...more });
	try {
		await work({ idc, page, home, startUrl, ssoenv });
	} finally {
		await releaseAll(page.close, idc.close, home.remove);
	}
}

const LOGIN = 'login dev --device-code --no-browser';
const startUrlsIn = (idc: IdentityCenter): readonly unknown[] =>
	idc.requestsTo('StartDeviceAuthorization').map(({ body }) => asRecord(body)?.startUrl);

for (const [profile, keyOf] of [
	['dev', () => 'corp'],
	['old', (startUrl: string) => startUrl],
] as const) {
	testUnless(
		lacks,
		`${profile}: the sign-in goes where the start URL leads, and the files keep the one configured`,
		() =>
			withPage(redirecting(`${START_URL}/?a=b#/`), async ({ idc, page, home, startUrl, ssoenv }) => {
				const { exitCode, stdout, stderr } = await ssoenv(`login ${profile} --device-code --no-browser`);
				assert.equal([exitCode, stdout], [0, ''], stderr);
				assert.ok(stderr.startsWith(`ssoenv: the start URL leads to ${START_URL}\n`), stderr);
				assert.equal(page.asked, ['HEAD /start']);
				assert.equal(startUrlsIn(idc), [START_URL]);
				const token = readFileSync(home.file(`.aws/sso/cache/${cacheFileName(keyOf(startUrl))}`), 'utf8');
				assert.is(asRecord(JSON.parse(token))?.startUrl, startUrl);
				const used = await ssoenv(`export ${profile}`);
				assert.equal([used.exitCode, used.stderr], [0, ''], 'the token is the one of this start URL');
				assert.equal(page.asked.length, 1, 'only a sign-in asks the page');
			}),
	);
}

const onlyGet: RequestListener = (request, response) =>
	request.method === 'GET' ? redirecting(START_URL)(request, response) : response.writeHead(405).end();
testUnless(lacks, 'a page that does not know HEAD is asked with GET', () =>
	withPage(onlyGet, async ({ page, ssoenv }) => {
		const { exitCode, stderr } = await ssoenv(LOGIN);
		assert.is(exitCode, 0, stderr);
		assert.equal(page.asked, ['HEAD /start', 'GET /start']);
	}),
);

testUnless(lacks, 'the page is reached through the proxy', () =>
	withPage(
		redirecting(START_URL),
		async ({ idc, page, ssoenv }) => {
			const proxy = await startStubProxy();
			try {
				const { exitCode, stderr } = await ssoenv(LOGIN, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
				assert.is(exitCode, 0, stderr);
				assert.equal(
					proxy.asked.map(({ line }) => line),
					[`CONNECT ${HOST}:${page.port}`],
				);
				assert.equal(startUrlsIn(idc), [START_URL]);
			} finally {
				await proxy.close();
			}
		},
		HOST,
	),
);

const hostile: readonly (readonly [what: string, answer: RequestListener, message: string])[] = [
	['http', redirecting('http://d-1.awsapps.com/start'), 'redirects to http://d-1.awsapps.com, which is not https'],
	[
		'another host',
		redirecting('https://evil.example/start'),
		'redirects to https://evil.example, which does not belong to AWS',
	],
	[
		'a look-alike',
		redirecting('https://awsapps.com.evil.example/'),
		'redirects to https://awsapps.com.evil.example, which does not belong to AWS',
	],
	[
		'a name in front',
		redirecting('https://evil-awsapps.com/'),
		'redirects to https://evil-awsapps.com, which does not belong to AWS',
	],
	['a second hop', redirecting('/again'), 'which does not belong to AWS'],
	[
		'a user name',
		redirecting('https://me:word@d-1.awsapps.com/'),
		'redirects to a URL of d-1.awsapps.com with a user name',
	],
	['an address', redirecting('https://10.0.0.1/start'), 'redirects to https://10.0.0.1, which does not belong to AWS'],
	[
		'a port',
		redirecting('https://d-1.awsapps.com:8443/start'),
		'redirects to https://d-1.awsapps.com:8443, which has a port',
	],
	['a program', redirecting('javascript:alert(1)'), 'redirects to a "javascript:" URL, which is not https'],
	[
		'a page',
		(_, response) => response.end('<meta http-equiv="refresh" content="0; https://d-1.awsapps.com">'),
		'does not redirect to one that does (status 200)',
	],
	['nothing', (_, response) => response.writeHead(404).end(), 'does not redirect to one that does (status 404)'],
	[
		'a redirect without a target',
		(_, response) => response.writeHead(302).end(),
		'does not redirect to one that does (status 302)',
	],
	[
		'another region',
		redirecting('https://ssoins-1.portal.eu-west-1.app.aws/'),
		'redirects to https://ssoins-1.portal.eu-west-1.app.aws in eu-west-1, but sso_region is us-east-1',
	],
];

for (const [what, answer, message] of hostile) {
	testUnless(lacks, `refused before AWS gets a request: ${what}`, () =>
		withPage(answer, async ({ idc, home, startUrl, ssoenv }) => {
			const { exitCode, stdout, stderr } = await ssoenv(LOGIN);
			assert.equal([exitCode, stdout], [3, ''], stderr);
			assert.ok(stderr.includes(`ssoenv: the start URL ${startUrl}, which does not belong to AWS, `), stderr);
			assert.ok(stderr.includes(`${message}\nssoenv: hint: `), stderr);
			assert.equal([idc.requests.length, existsSync(home.file('.aws/sso/cache'))], [0, false]);
		}),
	);
}

testUnless(lacks, 'configure asks a new start URL where it leads, and takes the region from there', () =>
	withPage(redirecting('https://ssoins-1.portal.eu-west-1.app.aws/'), async ({ idc, page, home, ssoenv }) => {
		const words = `configure --session-only --sso-session new --start-url ${page.startUrl}`;
		const { exitCode, stderr } = await ssoenv(words);
		assert.is(exitCode, 0, stderr);
		const config = readFileSync(home.file('.aws/config'), 'utf8');
		assert.match(config, `[sso-session new]\nsso_start_url = ${page.startUrl}\nsso_region = eu-west-1\n`);
		assert.equal([page.asked, idc.requests.length], [['HEAD /start'], 0]);
	}),
);

testUnless(lacks, 'configure with all flags asks nobody', () =>
	withPage(redirecting('https://evil.example'), async ({ page, ssoenv }) => {
		const words = `configure --session-only --sso-session new --start-url ${page.startUrl} --sso-region eu-west-1`;
		const { exitCode, stderr } = await ssoenv(words);
		assert.is(exitCode, 0, stderr);
		assert.equal(page.asked, []);
	}),
);

testUnless(lacks, 'configure writes nothing if the start URL leads nowhere', () =>
	withPage(redirecting('https://evil.example'), async ({ page, home, ssoenv }) => {
		const before = readFileSync(home.file('.aws/config'), 'utf8');
		const { exitCode, stderr } = await ssoenv(
			`configure --session-only --sso-session new --start-url ${page.startUrl}`,
		);
		assert.is(exitCode, 3);
		assert.match(stderr, /hint: use the start URL of your AWS access portal, such as /);
		assert.is(readFileSync(home.file('.aws/config'), 'utf8'), before);
	}),
);

test.after(files.remove);
test.run();
