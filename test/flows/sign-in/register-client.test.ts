/** When the AWS CLI's client registration is used, and otherwise what is registered and written. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SsoSession } from '../../../src/core/aws/sso-session.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import {
	type ClientRegistration,
	formatRegistrationFile,
	registrationKey,
	type SignInFlow,
} from '../../../src/core/sign-in/client-registration.ts';
import { registerClient } from '../../../src/flows/sign-in/register-client.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import { dev, legacy, NOW, START_URL } from '../../support/context/sample.ts';
import { OIDC_ENDPOINT, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';

const MINUTE = 60_000;
const EXPIRES = Date.UTC(2027, 1, 19, 2, 25, 16);
const granted = { clientId: 'new', clientSecret: 'snew', expiresAt: EXPIRES };
const oidc = { registerClient: oidcGranted(granted) };

const register = (world: World, flow: SignInFlow, session: SsoSession = dev, isAfresh = false) => {
	const fake: FakeContext = fakeContext({ oidc, ...world });
	return {
		...fake,
		registration: registerClient({ session, portal: session.startUrl, flow, isAfresh }, fake.oidc.oidc, fake.context),
	};
};

/** The registration file of `session`, with a registration that lasts `left` milliseconds more. */
const cached = (left: number, grantTypes: readonly string[] | undefined, session: SsoSession = dev) => ({
	[registrationKey(session)]: formatRegistrationFile({
		clientId: 'old',
		clientSecret: 'sold',
		expiresAt: NOW + left,
		grantTypes,
		scopes: undefined,
	}),
});

const CODE = ['authorization_code', 'refresh_token'];

const reuse: Readonly<
	Record<string, readonly [tokens: Readonly<Record<string, string>>, flow: SignInFlow, clientId: 'old' | 'new']>
> = {
	'for authorization codes, 15 minutes left': [cached(15 * MINUTE, CODE), 'authorization-code', 'old'],
	'for authorization codes, a second less': [cached(15 * MINUTE - 1000, CODE), 'authorization-code', 'new'],
	'for authorization codes, expired': [cached(-MINUTE, CODE), 'authorization-code', 'new'],
	'for device codes, 15 minutes left': [cached(15 * MINUTE, undefined), 'device-code', 'old'],
	'for device codes, a second less': [cached(15 * MINUTE - 1000, undefined), 'device-code', 'new'],
	'for authorization codes, in the device code flow': [cached(60 * MINUTE, CODE), 'device-code', 'new'],
	'for device codes, in the authorization code flow': [cached(60 * MINUTE, undefined), 'authorization-code', 'new'],
	none: [{}, 'authorization-code', 'new'],
	'half written': [{ [registrationKey(dev)]: '{"clientId": "old"' }, 'authorization-code', 'new'],
	'of another session': [cached(60 * MINUTE, CODE, { ...dev, ssoSession: 'b' }), 'authorization-code', 'new'],
	'of other scopes': [cached(60 * MINUTE, CODE, { ...dev, scopes: ['a'] }), 'authorization-code', 'new'],
	'of another region': [cached(60 * MINUTE, CODE, { ...dev, ssoRegion: 'eu-west-1' }), 'authorization-code', 'new'],
};

for (const [name, [tokens, flow, clientId]] of Object.entries(reuse)) {
	test(`${flow}, registration ${name}: ${clientId === 'old' ? 'reused' : 'replaced'}`, async () => {
		const { registration, oidc: service, accessTokens } = register({ tokens }, flow);
		assert.is((await registration).clientId, clientId);
		assert.equal(service.operations(), clientId === 'old' ? [] : ['RegisterClient']);
		if (clientId === 'old') assert.equal(Object.fromEntries(accessTokens.texts), tokens);
		else assert.match(accessTokens.texts.get(registrationKey(dev)) ?? '', '"clientId": "new"');
	});
}

interface Body {
	readonly session: SsoSession;
	readonly flow: SignInFlow;
	readonly request: object;
	readonly file: string;
}

const forCode = { grantTypes: CODE, redirectUris: ['http://127.0.0.1/oauth/callback'], issuerUrl: START_URL };
const FILE = '{"clientId": "new", "clientSecret": "snew", "expiresAt": "2027-02-19T02:25:16Z"';
const GRANTS = '"grantTypes": ["authorization_code", "refresh_token"]}';

/** What the AWS CLI sends (the adapter adds clientType) and writes, byte for byte. */
const bodies: Readonly<Record<string, Body>> = {
	'for codes': {
		session: dev,
		flow: 'authorization-code',
		request: { clientName: 'botocore-client-corp', scopes: ['sso:account:access'], ...forCode },
		file: `${FILE}, "scopes": ["sso:account:access"], ${GRANTS}`,
	},
	'for authorization codes, with scopes': {
		session: { ...dev, scopes: ['a', 'b'] },
		flow: 'authorization-code',
		request: { clientName: 'botocore-client-corp', scopes: ['a', 'b'], ...forCode },
		file: `${FILE}, "scopes": ["a", "b"], ${GRANTS}`,
	},
	'for authorization codes, with empty scopes': {
		session: { ...dev, scopes: [] },
		flow: 'authorization-code',
		request: { clientName: 'botocore-client-corp', scopes: ['sso:account:access'], ...forCode },
		file: `${FILE}, "scopes": ["sso:account:access"], ${GRANTS}`,
	},
	'for devices': {
		session: dev,
		flow: 'device-code',
		request: { clientName: 'botocore-client-corp' },
		file: `${FILE}}`,
	},
	'for device codes, with scopes': {
		session: { ...dev, scopes: ['a'] },
		flow: 'device-code',
		request: { clientName: 'botocore-client-corp', scopes: ['a'] },
		file: `${FILE}, "scopes": ["a"]}`,
	},
	'for device codes, with empty scopes': {
		session: { ...dev, scopes: [] },
		flow: 'device-code',
		request: { clientName: 'botocore-client-corp' },
		file: `${FILE}}`,
	},
	'of a legacy profile': {
		session: legacy,
		flow: 'device-code',
		request: { clientName: `botocore-client-${NOW / 1000}` },
		file: `${FILE}}`,
	},
};

for (const [name, { session, flow, request, file }] of Object.entries(bodies)) {
	test(`request and file of a registration ${name}`, async () => {
		const fake = register({}, flow, session);
		const registration = await fake.registration;
		assert.equal(fake.oidc.calls, [{ operation: 'RegisterClient', request }]);
		assert.equal([...fake.accessTokens.texts], [[registrationKey(session), file]]);
		const { clientId, clientSecret, expiresAt }: ClientRegistration = registration;
		assert.equal({ clientId, clientSecret, expiresAt }, granted);
		assert.equal(registration.grantTypes, flow === 'authorization-code' ? CODE : undefined);
	});
}

test('when the cache cannot be written, the registration is returned with a warning', async () => {
	const { registration, stderr } = register({ isCacheBroken: true }, 'device-code');
	assert.is((await registration).clientId, 'new');
	assert.equal(stderr, [
		`warning: cannot read or write /home/me/.aws/sso/cache/${registrationKey(dev)}.json: no space is left on the device; the next sign-in will register again`,
	]);
});

test('a refusal names the settings to check, and nothing is written', async () => {
	const { registration, accessTokens } = register(
		{ oidc: { registerClient: oidcRefusal('InvalidClientMetadataException') } },
		'authorization-code',
	);
	const failure = await failureFrom(registration);
	assert.is(failure.code, 'request-refused');
	assert.equal(toldBy(failure), [
		`${OIDC_ENDPOINT} refused RegisterClient: InvalidClientMetadataException (400)`,
		`check sso_start_url = ${START_URL} and sso_region = us-east-1`,
	]);
	assert.equal([...accessTokens.texts], []);
});

test('AWS is unreachable', async () => {
	const unreachable = networkFailures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'no network' });
	const { registration } = register({ oidc: { registerClient: unreachable } }, 'device-code');
	assert.is(await failureFrom(registration), unreachable);
});

test('isAfresh replaces a valid registration', async () => {
	const tokens = cached(90 * 24 * 60 * MINUTE, ['authorization_code', 'refresh_token']);
	const { registration, oidc: scriptedOidc } = register({ tokens }, 'authorization-code', dev, true);
	assert.is((await registration).clientId, 'new');
	assert.equal(scriptedOidc.operations(), ['RegisterClient']);
});

for (const isAfresh of [false, true]) {
	test(`a registration that another process made while this one waited is used${isAfresh ? ', even with isAfresh' : ''}`, async () => {
		const otherRegistration = cached(90 * 24 * 60 * MINUTE, CODE);
		const before = isAfresh ? { [registrationKey(dev)]: '{"clientId": "before"}' } : {};
		const fake: ReturnType<typeof register> = register(
			{
				tokens: before,
				meanwhile: () =>
					fake.accessTokens.texts.set(registrationKey(dev), otherRegistration[registrationKey(dev)] ?? ''),
			},
			'authorization-code',
			dev,
			isAfresh,
		);
		assert.is((await fake.registration).clientId, 'old');
		assert.equal([fake.oidc.calls, fake.works], [[], [`register ${registrationKey(dev)}`]]);
	});
}

test.run();
