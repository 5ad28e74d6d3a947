/** Signing in from end to end: which flow is used, what is written, and what is printed. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { registrationKey } from '../../../src/core/sign-in/client-registration.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { type SignInOptions, signIn } from '../../../src/flows/sign-in/sign-in.ts';
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

test('no secret is printed', async () => {
	const { signingIn, stderr } = prepare();
	await signingIn;
	assert.ok(stderr.length > 0);
	for (const secret of ['aoaNEW', 'aorNEW']) assert.not.ok(stderr.join('\n').includes(secret));
});

test.run();
