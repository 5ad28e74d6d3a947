/** Signing in from end to end: which flow is used, what is written, and what is printed. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { signInSettingFailures } from '../../../src/core/failure/sign-in-setting-failures.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { registrationKey } from '../../../src/core/sign-in/client-registration.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { signIn } from '../../../src/flows/sign-in/sign-in.ts';
import type { SignInOptions } from '../../../src/flows/sign-in/sign-in-settings.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	dev,
	legacy,
	NOW,
	ON_DISK,
	START_URL,
	sampleConfig,
	tokenText,
} from '../../support/context/sample.ts';
import { OIDC_ENDPOINT, type OidcScript, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';
import { device, issued } from '../../support/context/sign-in-attempt.ts';

const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const usual: SignInOptions = { isDeviceCode: false, opensBrowser: true, isAfresh: false };

const oidc: OidcScript = {
	registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: Date.UTC(2027, 1, 19, 2, 25, 16) }),
	startDeviceAuthorization: oidcGranted(device),
	createToken: oidcGranted({ ...issued, accessToken: 'aoaNEW', refreshToken: 'aorNEW' }),
};
const callback = { kind: 'code', code: 'x' } as const;

function prepare(world: World = {}, profile: SsoProfile = dev, options: SignInOptions = usual) {
	const fake = fakeContext({ oidc, signIn: { callback }, ...world });
	return { ...fake, signingIn: signIn(signInOf(profile, loaded), options, fake.context) };
}

const BY_CODE = ['RegisterClient', 'CreateToken'];
const BY_DEVICE = ['RegisterClient', 'StartDeviceAuthorization', 'CreateToken'];
const headless = { signIn: { callback, headlessReason: 'this is an SSH session' } };
const BECAUSE = 'signing in with a device code, because this is an SSH session';

type Way = readonly [
	world: World,
	profile: SsoProfile,
	options: SignInOptions,
	operations: readonly string[],
	said?: string,
];

const ways: Readonly<Record<string, Way>> = {
	'an sso-session on a desktop uses an authorization code': [{}, dev, usual, BY_CODE],
	'--no-browser also uses an authorization code': [{}, dev, { ...usual, opensBrowser: false }, BY_CODE],
	'--device-code': [{}, dev, { ...usual, isDeviceCode: true }, BY_DEVICE],
	'a legacy profile uses a device code': [{}, legacy, usual, BY_DEVICE],
	'without a browser, a device code is used and the reason is printed': [headless, dev, usual, BY_DEVICE, BECAUSE],
	'SSOENV_DEVICE_CODE=1': [{ env: { SSOENV_DEVICE_CODE: '1' } }, dev, usual, BY_DEVICE],
	'a fixed port, for a browser that reaches it from elsewhere': [
		{ ...headless, env: { SSOENV_CALLBACK_PORT: '8400' } },
		dev,
		usual,
		BY_CODE,
	],
	'a fixed port, with --device-code': [
		{ env: { SSOENV_CALLBACK_PORT: '8400' } },
		dev,
		{ ...usual, isDeviceCode: true },
		BY_DEVICE,
	],
	'a browser of a setting, where no other can open': [
		{ ...headless, env: { SSOENV_BROWSER: 'firefox' } },
		dev,
		usual,
		BY_CODE,
	],
	'--device-code without a browser prints no reason': [headless, dev, { ...usual, isDeviceCode: true }, BY_DEVICE],
};

for (const [name, [world, profile, options, operations, said]] of Object.entries(ways)) {
	test(name, async () => {
		const { signingIn, oidc: service, stderr } = prepare(world, profile, options);
		await signingIn;
		assert.equal(service.operations(), operations);
		assert.equal(
			stderr.filter((line) => line.includes('because')),
			said === undefined ? [] : [said],
		);
	});
}

test('the token file and the registration are written byte for byte as the AWS CLI writes them', async () => {
	const { signingIn, accessTokens, stderr } = prepare();
	await signingIn;
	assert.equal(
		[...accessTokens.texts],
		[
			[
				registrationKey(dev),
				'{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z", "scopes": ["sso:account:access"], "grantTypes": ["authorization_code", "refresh_token"]}',
			],
			[
				'corp',
				`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "aoaNEW", "expiresAt": "2026-11-21T11:00:00Z", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2027-02-19T02:25:16Z", "refreshToken": "aorNEW"}`,
			],
		],
	);
	assert.is(stderr.at(-1), 'signed in to sso-session "corp"; valid for 1 h 0 min, then renewed automatically');
});

test('a legacy sign-in writes the file of the start URL, and the output does not promise a refresh', async () => {
	const createToken = oidcGranted({ accessToken: 'a', expiresAt: NOW + 8 * 3_600_000, refreshToken: undefined });
	const { signingIn, accessTokens, stderr } = prepare({ oidc: { ...oidc, createToken } }, legacy);
	await signingIn;
	assert.equal([...accessTokens.texts.keys()], [registrationKey(legacy), START_URL]);
	assert.equal(stderr, [`signed in to start URL "${START_URL}"; valid for 8 h 0 min`]);
});

test('a sign-in replaces a cached token without using it', async () => {
	const { signingIn, accessTokens } = prepare({ tokens: { corp: tokenText() } });
	await signingIn;
	assert.match(accessTokens.texts.get('corp') ?? '', 'aoaNEW');
});

test('when the sign-in is abandoned, the registration and the old token stay, as with the AWS CLI', async () => {
	const old = tokenText();
	const { signingIn, accessTokens } = prepare({ signIn: {}, tokens: { corp: old } });
	assert.is((await failureFrom(signingIn)).code, 'sign-in-timed-out');
	assert.equal([...accessTokens.texts.keys()], ['corp', registrationKey(dev)]);
	assert.is(accessTokens.texts.get('corp'), old);
});

for (const startUrl of ['http://d-1.awsapps.com/start', 'd-1.awsapps.com/start', 'https://', 'https:///start', '']) {
	test(`a start URL that is not https is refused before any request: ${startUrl || 'empty'}`, async () => {
		const { signingIn, oidc: service } = prepare({}, { ...dev, startUrl });
		const failure = await failureFrom(signingIn);
		assert.is(failure.code, 'start-url-invalid');
		assert.equal(toldBy(failure), [
			'sso_start_url of sso-session "corp" is not an https URL',
			`set sso_start_url in ${CONFIG_PATH} to the start URL of your AWS access portal`,
		]);
		assert.equal([service.opened, service.calls], [[], []]);
	});
}

test('when the token could not be written, no browser opens', async () => {
	const { signingIn, stderr, oidc: service } = prepare({ isCacheBroken: true });
	const failure = await failureFrom(signingIn);
	assert.equal([failure.code, failure.status], ['token-unkeepable', 3]);
	assert.is(
		failure.message,
		'cannot sign in to sso-session "corp", because ssoenv cannot save the access token: cannot read or write /home/me/.aws/sso/cache/corp.json: no space is left on the device',
	);
	assert.equal([service.calls, stderr], [[], []]);
});

test('failures of the service are thrown on, and no success is printed', async () => {
	const unreachable = networkFailures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'no network' });
	for (const [script, code] of [
		[{ ...oidc, registerClient: unreachable }, 'unreachable'],
		[{ ...oidc, registerClient: oidcRefusal('InvalidRequestException') }, 'request-refused'],
		[{ ...oidc, createToken: oidcRefusal('InvalidGrantException') }, 'sign-in-refused'],
	] as const) {
		const { signingIn, stderr, accessTokens } = prepare({ oidc: script });
		assert.is((await failureFrom(signingIn)).code, code);
		assert.not.match(stderr.join('\n'), /^signed in/m);
		assert.not.ok(accessTokens.texts.has('corp'));
	}
});

const KEYS = { ssoenv_device_code: '0', ssoenv_callback_port: '8400', ssoenv_browser: 'firefox -P work' };

test('the keys of the sso-session are followed', async () => {
	const ssoSessions = { corp: { sso_start_url: START_URL, sso_region: 'us-east-1', ...KEYS } };
	const fake = fakeContext({ oidc, signIn: { callback } });
	const target = signInOf(dev, { ...loaded, config: sharedConfigOf({ ssoSessions }) });
	await signIn(target, usual, fake.context);
	assert.equal([fake.signIn.callbackPorts, fake.signIn.browsers], [[8400], ['firefox -P work']]);
});

test('a key that is none of ssoenv is a warning', async () => {
	const ssoSessions = { corp: { ssoenv_device_cod: 'true' } };
	const fake = fakeContext({ oidc, signIn: { callback } });
	await signIn(signInOf(dev, { ...loaded, config: sharedConfigOf({ ssoSessions }) }), usual, fake.context);
	assert.is(
		fake.stderr[0],
		'warning: ssoenv_device_cod of sso-session "corp" is no setting of ssoenv; did you mean "ssoenv_device_code"?',
	);
	assert.equal(fake.oidc.operations(), BY_CODE);
});

test('a device code opens its page with the browser of the setting', async () => {
	const env = { SSOENV_BROWSER: 'firefox -P work' };
	// The first poll answers that the person has not confirmed yet: only then is the page opened.
	const createToken = [oidcRefusal('AuthorizationPendingException'), oidcGranted(issued)];
	const { signingIn, signIn: ports } = prepare({ env, oidc: { ...oidc, createToken } }, legacy);
	await signingIn;
	assert.equal([ports.browsed.length, ports.browsers], [1, ['firefox -P work']]);
});

test('a fixed port without a browser here shows the URL, and opens nothing', async () => {
	const { signingIn, signIn: ports, stderr } = prepare({ ...headless, env: { SSOENV_CALLBACK_PORT: '8400' } });
	await signingIn;
	assert.equal(ports.browsed, []);
	assert.match(stderr[0] ?? '', 'open this URL in a browser on this machine, or on one that forwards its port 8400');
});

const wrong: Readonly<Record<string, readonly [world: World, code: string]>> = {
	'a wrong setting': [{ env: { SSOENV_CALLBACK_PORT: '70000' } }, 'setting-invalid'],
	'a browser that cannot run': [
		{ env: { SSOENV_BROWSER: 'fierfox' }, signIn: { callback, unusable: 'is not found' } },
		'browser-unusable',
	],
	'a port that is taken': [
		{
			env: { SSOENV_CALLBACK_PORT: '8400' },
			signIn: {
				serverError: signInSettingFailures.callbackPortUnusable({
					port: 8400,
					givenBy: 'SSOENV_CALLBACK_PORT',
					place: 'SSOENV_CALLBACK_PORT',
					login: 'ssoenv login',
					reason: 'another program uses it',
				}),
			},
		},
		'callback-port-unusable',
	],
};

for (const [name, [world, code]] of Object.entries(wrong)) {
	test(`${name}: ${code}, before any request, and nothing is written`, async () => {
		const { signingIn, oidc: service, accessTokens, stderr, signIn: ports } = prepare(world);
		const failure = await failureFrom(signingIn);
		assert.equal([failure.code, failure.status], [code, 3]);
		assert.equal([service.calls, [...accessTokens.texts], stderr, ports.browsed], [[], [], [], []]);
	});
}

test('with --no-browser, a browser that cannot run does not matter', async () => {
	const world = { env: { SSOENV_BROWSER: 'fierfox' }, signIn: { callback, unusable: 'is not found' } };
	const { signingIn, stderr } = prepare(world, dev, { ...usual, opensBrowser: false });
	await signingIn;
	assert.match(stderr.at(-1) ?? '', /^signed in/);
});

test('if the client cannot be registered, the callback server is closed', async () => {
	const { signingIn, signIn: ports } = prepare({ oidc: { registerClient: oidcRefusal('InvalidRequestException') } });
	assert.is((await failureFrom(signingIn)).code, 'request-refused');
	assert.equal(ports.closed, ['failed']);
});

test('a refusal after --device-code suggests --device-code again', async () => {
	const refused = { ...oidc, createToken: oidcRefusal('AccessDeniedException') };
	for (const [isDeviceCode, command] of [
		[true, 'ssoenv login --sso-session corp --device-code'],
		[false, 'ssoenv login --sso-session corp'],
	] as const) {
		const env = { SSOENV_DEVICE_CODE: '1' };
		const { signingIn } = prepare({ oidc: refused, env }, dev, { ...usual, isDeviceCode });
		assert.is((await failureFrom(signingIn)).command, command);
	}
});

test('no secret is printed', async () => {
	const { signingIn, stderr } = prepare();
	await signingIn;
	assert.ok(stderr.length > 0);
	for (const secret of ['aoaNEW', 'aorNEW']) assert.not.ok(stderr.join('\n').includes(secret));
});

test.run();
