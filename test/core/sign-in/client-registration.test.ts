/** The AWS CLI's registration files: their names, their text, and the flow that each allows. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileCache } from '../../../src/adapters/files/file-cache.ts';
import {
	type ClientRegistration,
	formatRegistrationFile,
	isValidForFlow,
	parseRegisteredClient,
	parseRegistrationFile,
	registrationKey,
	registrationScopes,
	type SignInFlow,
} from '../../../src/core/sign-in/client-registration.ts';
import { NOW } from '../../support/context/sample.ts';

const D = 'https://d-1234567890.awsapps.com/start';
const MY = 'https://my-sso-portal.awsapps.com/start';
const ACCESS = 'sso:account:access';

/** File names that the AWS CLI gives to registrations. */
const VECTORS: readonly (readonly [string, string | undefined, string, readonly string[] | undefined])[] = [
	['bc8a1afdb0f5cdc2c789b8a6cd51898e2be3c37c', 'corp', D, [ACCESS]],
	['cfaf7ef4a0ec868a86f526a3143dcbf741b147ba', 'corp', D, undefined],
	['365414a68be7c9bfc776c660981dbdbd942acea4', undefined, D, undefined],
	['0f66d04d10bc193b79c36d784f62dff0f8700212', 'my-sso', MY, []],
	['b77aa3b5b944f30b6610548ed10b51228fa9d2fa', 'my-sso', MY, [ACCESS, 'codewhisperer:completions']],
];

for (const [sha1, ssoSession, startUrl, scopes] of VECTORS) {
	test(`registration of ${ssoSession ?? 'a legacy profile'} with scopes ${scopes?.join(' ') ?? 'absent'} is ${sha1}.json`, () => {
		const key = registrationKey({ ssoSession, startUrl, ssoRegion: 'us-east-1', scopes });
		assert.is(
			fileCache(
				() => '/cache',
				() => ({ base: '/', kind: 'shared' }),
			).path(key),
			`/cache/${sha1}.json`,
		);
	});
}

for (const [value, scopes] of [
	[undefined, undefined],
	['', []],
	[' , ', []],
	['sso:account:access', [ACCESS]],
	[' b , a,,c ', ['b', 'a', 'c']],
] as const) {
	test(`scopes of ${JSON.stringify(value)}`, () => {
		const session = new Map(value === undefined ? [] : [['sso_registration_scopes', value]]);
		assert.equal(registrationScopes(session), scopes);
	});
}

test('a nested block instead of scopes counts as absent', () => {
	assert.equal(registrationScopes(new Map([['sso_registration_scopes', new Map([['a', 'b']])]])), []);
});

test("the hashed text is Python's JSON with sorted keys, non-ASCII escaped", () => {
	assert.is(
		registrationKey({ ssoSession: 'café', startUrl: D, ssoRegion: 'us-east-1', scopes: [ACCESS, 'b'] }),
		`{"region": "us-east-1", "scopes": ["sso:account:access", "b"], "session_name": "caf\\u00e9", "startUrl": "${D}", "tool": "botocore"}`,
	);
});

const EXPIRES = Date.UTC(2027, 1, 19, 2, 25, 16);
const forDevice: ClientRegistration = {
	clientId: 'c',
	clientSecret: 's',
	expiresAt: EXPIRES,
	grantTypes: undefined,
	scopes: undefined,
};
const forCode: ClientRegistration = {
	...forDevice,
	grantTypes: ['authorization_code', 'refresh_token'],
	scopes: [ACCESS],
};

/** Byte for byte as the AWS CLI writes them. */
const FILES: Readonly<Record<string, readonly [text: string, registration: ClientRegistration]>> = {
	'for authorization codes': [
		'{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z", "scopes": ["sso:account:access"], "grantTypes": ["authorization_code", "refresh_token"]}',
		forCode,
	],
	'for device codes': ['{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z"}', forDevice],
	'for device codes, with scopes': [
		'{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z", "scopes": ["a", "b"]}',
		{ ...forDevice, scopes: ['a', 'b'] },
	],
};

for (const [name, [text, registration]] of Object.entries(FILES)) {
	test(`a registration ${name} is written and read back`, () => {
		assert.is(formatRegistrationFile(registration), text);
		assert.equal(parseRegistrationFile(text), registration);
	});
}

const noRegistrations: Readonly<Record<string, string>> = {
	empty: '',
	'half written': '{"clientId": "c", "clie',
	'a list': '[]',
	'without clientId': '{"clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z"}',
	'without clientSecret': '{"clientId": "c", "expiresAt": "2027-02-19T02:25:16Z"}',
	'without a time': '{"clientId": "c", "clientSecret": "s"}',
	'with an invalid time': '{"clientId": "c", "clientSecret": "s", "expiresAt": "soon"}',
};

for (const [name, text] of Object.entries(noRegistrations)) {
	test(`not a registration: ${name}`, () => {
		assert.is(parseRegistrationFile(text), undefined);
	});
}

test('lists of other types are read as far as possible', () => {
	const text = JSON.stringify({
		...JSON.parse(FILES['for device codes']?.[0] ?? ''),
		scopes: 'a',
		grantTypes: ['a', 5],
	});
	assert.equal(parseRegistrationFile(text), { ...forDevice, grantTypes: ['a'] });
});

const MINUTE = 60_000;

const serving: readonly (readonly [
	name: string,
	registration: ClientRegistration,
	left: number,
	flow: SignInFlow,
	serves: boolean,
])[] = [
	['for codes, 15 minutes left', forCode, 15 * MINUTE, 'authorization-code', true],
	['for codes, less left', forCode, 15 * MINUTE - 1, 'authorization-code', false],
	['for codes, expired', forCode, -MINUTE, 'authorization-code', false],
	['for codes', forCode, 90 * MINUTE, 'device-code', false],
	['for devices, 15 minutes left', forDevice, 15 * MINUTE, 'device-code', true],
	['for devices, less left', forDevice, 15 * MINUTE - 1, 'device-code', false],
	['for devices', forDevice, 90 * MINUTE, 'authorization-code', false],
	['with other grant types', { ...forDevice, grantTypes: ['refresh_token'] }, 90 * MINUTE, 'authorization-code', false],
];

for (const [name, registration, left, flow, serves] of serving) {
	test(`a registration ${name} ${serves ? 'allows' : 'does not allow'} the ${flow} flow`, () => {
		assert.is(isValidForFlow({ ...registration, expiresAt: NOW + left }, flow, NOW), serves);
	});
}

test('RegisterClient answers with a time in seconds', () => {
	assert.equal(
		parseRegisteredClient({
			clientId: 'c',
			clientSecret: 's',
			clientIdIssuedAt: 1_795_227_916,
			clientSecretExpiresAt: EXPIRES / 1000,
			authorizationEndpoint: 'https://elsewhere',
		}),
		{ clientId: 'c', clientSecret: 's', expiresAt: EXPIRES },
	);
});

const wrongAnswers: Readonly<Record<string, readonly [changed: object | undefined, problem: string]>> = {
	nothing: [undefined, 'clientId is missing'],
	'no clientId': [{ clientId: undefined }, 'clientId is missing'],
	'a clientId that is too long': [{ clientId: 'c'.repeat(2001) }, 'clientId is too long for a URL'],
	'an empty clientId': [{ clientId: '' }, 'clientId is missing'],
	'no clientSecret': [{ clientSecret: null }, 'clientSecret is missing'],
	'an empty clientSecret': [{ clientSecret: '' }, 'clientSecret is missing'],
	'no time': [{ clientSecretExpiresAt: undefined }, 'clientSecretExpiresAt is not a time in seconds'],
	'a time as a string': [{ clientSecretExpiresAt: '1' }, 'clientSecretExpiresAt is not a time in seconds'],
	'a time outside every calendar': [{ clientSecretExpiresAt: 0 }, 'clientSecretExpiresAt is not a time in seconds'],
	milliseconds: [{ clientSecretExpiresAt: EXPIRES }, 'clientSecretExpiresAt is not a time in seconds'],
};

for (const [name, [changed, problem]] of Object.entries(wrongAnswers)) {
	test(`an answer of RegisterClient is refused: ${name}`, () => {
		const answer = { clientId: 'c', clientSecret: 's', clientSecretExpiresAt: EXPIRES / 1000, ...changed };
		assert.equal(parseRegisteredClient(changed === undefined ? undefined : answer), { problem });
	});
}

test.run();
