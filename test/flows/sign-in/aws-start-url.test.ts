/** Start URLs on domains of the person's organization: where they lead, and what is refused. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { registrationKey } from '../../../src/core/sign-in/client-registration.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { signIn } from '../../../src/flows/sign-in/sign-in.ts';
import type { Redirect } from '../../../src/ports/services.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, dev, legacy, NOW, ON_DISK, START_URL, sampleConfig } from '../../support/context/sample.ts';
import { oidcGranted } from '../../support/context/scripted-oidc.ts';
import { device, issued } from '../../support/context/sign-in-attempt.ts';

const VANITY = 'https://sso.example.com/aws';
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const oidc = {
	registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 86_400_000 }),
	startDeviceAuthorization: oidcGranted(device),
	createToken: oidcGranted(issued),
};
const to = (location: string | undefined, status = 302): Redirect => ({ status, location });

function prepare(redirect: Redirect | Error | undefined, profile: SsoProfile, isDeviceCode = false) {
	const callback = { kind: 'code', code: 'x' } as const;
	const fake = fakeContext({ oidc, signIn: { callback }, ...(redirect && { redirect }) });
	const options = { isDeviceCode, opensBrowser: true, isAfresh: false };
	return { ...fake, signingIn: signIn(signInOf(profile, loaded), options, fake.context) };
}

const corp = { ...dev, startUrl: VANITY };

for (const [way, profile, operation, member] of [
	['with a browser', corp, 'RegisterClient', 'issuerUrl'],
	['with a device code', { ...legacy, startUrl: VANITY }, 'StartDeviceAuthorization', 'startUrl'],
] as const) {
	test(`${way}: AWS is told the URL that the start URL leads to, and the files keep the configured one`, async () => {
		const { signingIn, stderr, startPages, accessTokens, oidc: service } = prepare(to(`${START_URL}/#/`), profile);
		await signingIn;
		assert.equal(startPages, [VANITY]);
		assert.is(stderr[0], `the start URL leads to ${START_URL}`);
		const request = service.calls.find((call) => call.operation === operation)?.request;
		assert.is((request as Readonly<Record<string, unknown>>)[member], START_URL);
		assert.equal([...accessTokens.texts.keys()], [registrationKey(profile), profile.ssoSession ?? VANITY]);
		assert.match(accessTokens.texts.get(profile.ssoSession ?? VANITY) ?? '', `"startUrl": "${VANITY}"`);
	});
}

test('a start URL of AWS is used as it is, and nobody is asked', async () => {
	for (const startUrl of [START_URL, `${START_URL}/#/`, 'https://start.us-gov-home.awsapps.com/directory/d-1']) {
		const { signingIn, startPages, oidc: service } = prepare(undefined, { ...dev, startUrl });
		await signingIn;
		assert.equal(startPages, []);
		assert.match(JSON.stringify(service.calls[0]), `"issuerUrl":"${startUrl}"`);
	}
});

test('a start URL that leads to the configured region', async () => {
	const { signingIn } = prepare(to('https://ssoins-1.portal.us-east-1.app.aws'), corp);
	await signingIn;
});

const NAMED = `the start URL ${VANITY}, which does not belong to AWS,`;
const REPLACE = `set sso_start_url in ${CONFIG_PATH} to the start URL of your AWS access portal, such as https://d-1234567890.awsapps.com/start`;

const refused: readonly (readonly [redirect: Redirect, code: string, told: readonly string[]])[] = [
	[to(undefined, 200), 'start-url-unresolved', [`${NAMED} does not redirect to one that does (status 200)`, REPLACE]],
	[to(undefined, 302), 'start-url-unresolved', [`${NAMED} does not redirect to one that does (status 302)`, REPLACE]],
	[
		to('https://evil.example/start'),
		'start-url-elsewhere',
		[`${NAMED} redirects to https://evil.example, which does not belong to AWS`, REPLACE],
	],
	[
		to('http://d-1234567890.awsapps.com/start'),
		'start-url-elsewhere',
		[`${NAMED} redirects to http://d-1234567890.awsapps.com, which is not https`, REPLACE],
	],
	[
		to('https://ssoins-1.portal.eu-west-1.app.aws/'),
		'start-url-region',
		[
			`${NAMED} redirects to https://ssoins-1.portal.eu-west-1.app.aws in eu-west-1, but sso_region is us-east-1`,
			`set sso_region = eu-west-1 in [sso-session corp] of ${CONFIG_PATH}`,
		],
	],
];

for (const [redirect, code, told] of refused) {
	test(`${code}, and AWS gets no request: ${told[0]}`, async () => {
		const { signingIn, oidc: service, accessTokens } = prepare(redirect, corp);
		const failure = await failureFrom(signingIn);
		assert.equal([failure.code, failure.status], [code, 3]);
		assert.equal(toldBy(failure), told);
		assert.equal([service.opened, service.calls, [...accessTokens.texts]], [[], [], []]);
	});
}

test('no password and no query of a start URL is shown', async () => {
	const startUrl = 'https://me:hunter2@sso.example.com/aws?key=hunter2#x';
	const failure = await failureFrom(prepare(to(undefined, 404), { ...dev, startUrl }).signingIn);
	assert.not.match(toldBy(failure).join('\n'), 'hunter2');
});

test('a host that cannot be reached', async () => {
	const reason = 'no such host';
	const unreachable = networkFailures.unreachable({
		endpoint: 'https://sso.example.com',
		reason,
		givenBy: 'sso_start_url',
	});
	assert.is((await failureFrom(prepare(unreachable, corp).signingIn)).code, 'unreachable');
});

test.run();
