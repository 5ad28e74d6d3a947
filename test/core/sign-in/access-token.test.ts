/** Token files: their names, and how their text is read. */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tokenKey } from '../../../src/core/aws/sso-session.ts';
import {
	type AccessToken,
	formatRefreshed,
	formatSignedIn,
	isTokenAlive,
	isTokenFresh,
	parseIssuedToken,
	parseTokenFile,
	refreshFacts,
	sessionEnd,
} from '../../../src/core/sign-in/access-token.ts';
import type { JsonRecord } from '../../../src/core/text/json.ts';
import { dev, legacy, NOW, renewable, START_URL, tokenText } from '../../support/context/sample.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

const named: readonly (readonly [ssoSession: string | undefined, startUrl: string, hash: string])[] = [
	['corp', START_URL, 'ee0bfd2552fbd840c02cc48b6e823320543c450f'],
	['my-sso', START_URL, '0ad374308c5a4e22f723adf10145eafad7c4031c'],
	['admin', START_URL, 'd033e22ae348aeb5660fc2140aec35850c4da997'],
	['café', START_URL, 'f424452a9673918c6f09b0cdd35b20be8e6ae7d7'],
	['my sess', START_URL, 'd6ff2053e6e55c95556e07ae0cdb574cf0356249'],
	[undefined, START_URL, '7487b5b67d5fa1132cf33fa93ae51ef38cc37752'],
	[undefined, 'https://d-92671207e4.awsapps.com/start', '13f9d35043871d073ab260e020f0ffde092cb14b'],
	[undefined, 'https://d-abc123.awsapps.com/start', '40a89917e3175433e361b710a9d43528d7f1890a'],
	[undefined, 'https://my-sso-portal.awsapps.com/start', 'c7aaaf71fcc8777ae2475525ed049d39fe16c484'],
	[undefined, 'https://my-sso-portal.awsapps.com/start/', '281a1863574b3787533891e49521f808d4fc0d51'],
	[undefined, 'https://my-sso-portal.awsapps.com/start#', '9a38b8b2228fabc1d3f26817603976371aa2d3ad'],
	[undefined, 'https://my-sso-portal.awsapps.com/start#/', 'dbb58223772e9bae116ca5a3d089fdc0858ca302'],
];

for (const [ssoSession, startUrl, hash] of named) {
	test(`name of the token file of ${ssoSession ?? startUrl}`, () => {
		assert.is(sha1(tokenKey({ ssoSession, startUrl })), hash);
	});
}

const TIME = Date.UTC(2026, 10, 21, 11);
const whole = {
	accessToken: 'aoaAAAAA-token-of-corp',
	expiresAt: TIME,
	region: 'us-east-1',
	startUrl: START_URL,
	refresh: undefined,
};
const refresh = {
	refreshToken: 'r',
	clientId: 'c',
	clientSecret: 's',
	registrationExpiresAt: Date.UTC(2027, 1, 19, 2, 25, 16),
};

const tokens: Readonly<Record<string, readonly [text: string, token: object]>> = {
	'as the AWS CLI writes it': [
		`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "aoaAAAAA-token-of-corp", "expiresAt": "2026-11-21T11:00:00Z", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2027-02-19T02:25:16Z", "refreshToken": "r"}`,
		{ ...whole, refresh },
	],
	'as the JavaScript SDK writes it': [
		JSON.stringify(JSON.parse(tokenText({ expiresAt: '2026-11-21T11:00:00.607Z', unknown: [1] })), null, 2),
		{ ...whole, expiresAt: TIME + 607 },
	],
	'as an old AWS CLI wrote it': [tokenText({ expiresAt: '2026-11-21T11:00:00UTC' }), whole],
	'nanoseconds, as the Java SDK writes them': [tokenText({ expiresAt: '2026-11-21T11:00:00.000000001Z' }), whole],
	'with an offset': [tokenText({ expiresAt: '2026-11-21T16:30:00+0530' }), whole],
	'a final newline': [`${tokenText()}\n`, whole],
	'only the required fields': [
		'{"accessToken":"t","expiresAt":"2026-11-21T11:00:00Z"}',
		{ accessToken: 't', expiresAt: TIME, region: undefined, startUrl: undefined, refresh: undefined },
	],
	'region and start URL of the wrong type count as absent': [
		tokenText({ region: 5, startUrl: null }),
		{ ...whole, region: undefined, startUrl: undefined },
	],
	'expired long ago is still a token': [
		tokenText({ expiresAt: '2001-01-01T00:00:00Z' }),
		{
			...whole,
			expiresAt: Date.UTC(2001, 0, 1),
		},
	],
};

for (const [name, [text, token]] of Object.entries(tokens)) {
	test(`read as a token: ${name}`, () => {
		assert.equal(parseTokenFile(text), { kind: 'token', token: { ...token, record: JSON.parse(text) } });
	});
}

const registrations: Readonly<Record<string, string>> = {
	'of the AWS CLI':
		'{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z", "scopes": ["sso:account:access"]}',
	'cut down': '{"clientId":"c"}',
};

for (const [name, text] of Object.entries(registrations)) {
	test(`read as a registration: ${name}`, () => {
		assert.equal(parseTokenFile(text), { kind: 'registration' });
	});
}

const NOT_JSON = 'it is not a JSON object';
const NO_TOKEN = 'its accessToken is missing or cannot be sent';
const NO_TIME = 'its expiresAt is not a time';

const unusable: Readonly<Record<string, readonly [text: string, because: string]>> = {
	empty: ['', NOT_JSON],
	blank: [' \n', NOT_JSON],
	'half written': [tokenText().slice(0, 60), NOT_JSON],
	'cut off by one character': [tokenText().slice(0, -1), NOT_JSON],
	'twice over': [tokenText() + tokenText(), NOT_JSON],
	'a list': [`[${tokenText()}]`, NOT_JSON],
	null: ['null', NOT_JSON],
	'a text': ['"aoaAAAAA"', NOT_JSON],
	'not JSON': ['aoaAAAAA', NOT_JSON],
	'an empty object': ['{}', NO_TOKEN],
	'accessToken empty': [tokenText({ accessToken: '' }), NO_TOKEN],
	'accessToken null': [tokenText({ accessToken: null }), NO_TOKEN],
	'accessToken is a number': [tokenText({ accessToken: 5 }), NO_TOKEN],
	'accessToken is an object': [tokenText({ accessToken: {} }), NO_TOKEN],
	'accessToken of the wrong type beside a clientId': [tokenText({ accessToken: null, clientId: 'c' }), NO_TOKEN],
	'accessToken with a newline': [tokenText({ accessToken: 'a\r\nHost: b' }), NO_TOKEN],
	'accessToken with a space': [tokenText({ accessToken: 'a b' }), NO_TOKEN],
	'accessToken with a final newline': [tokenText({ accessToken: 'a\n' }), NO_TOKEN],
	'accessToken with a NUL': [tokenText({ accessToken: 'a\0' }), NO_TOKEN],
	'accessToken that is not ASCII': [tokenText({ accessToken: 'é' }), NO_TOKEN],
	'accessToken too long for a header': [tokenText({ accessToken: 'a'.repeat(15_001) }), NO_TOKEN],
	'accessToken missing': [tokenText({ accessToken: undefined }), NO_TOKEN],
	'clientId is not a string': ['{"clientId":5}', NO_TOKEN],
	'expiresAt missing': [tokenText({ expiresAt: undefined }), NO_TIME],
	'expiresAt empty': [tokenText({ expiresAt: '' }), NO_TIME],
	'expiresAt nonsense': [tokenText({ expiresAt: 'tomorrow' }), NO_TIME],
	'expiresAt null': [tokenText({ expiresAt: null }), NO_TIME],
	'expiresAt is a list': [tokenText({ expiresAt: [] }), NO_TIME],
	'expiresAt is a number outside every calendar': [tokenText({ expiresAt: 1e300 }), NO_TIME],
	'role credentials': ['{"ProviderType": "sso", "Credentials": {}}', NO_TOKEN],
};

for (const [name, [text, because]] of Object.entries(unusable)) {
	test(`unusable: ${name}`, () => {
		assert.equal(parseTokenFile(text), { kind: 'unusable', because });
	});
}

function tokenOf(text: string): AccessToken {
	const file = parseTokenFile(text);
	if (file.kind !== 'token') throw new Error('it is no token file');
	return file.token;
}

const incomplete: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	'no refreshToken': { refreshToken: undefined },
	'an empty refreshToken': { refreshToken: '' },
	'a refreshToken of another type': { refreshToken: 5 },
	'no clientId': { clientId: undefined },
	'a clientId of another type': { clientId: null },
	'no clientSecret': { clientSecret: undefined },
	'no registrationExpiresAt': { registrationExpiresAt: undefined },
	'registrationExpiresAt is not a time': { registrationExpiresAt: 'tomorrow' },
};

for (const [name, changed] of Object.entries(incomplete)) {
	test(`a token that cannot be refreshed: ${name}`, () => {
		const token = tokenOf(tokenText({ ...renewable, ...changed }));
		assert.equal([token.accessToken, token.refresh], [whole.accessToken, undefined]);
	});
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Whether a token is fresh and valid, by the milliseconds left. */
const ages: readonly (readonly [left: number, fresh: boolean, alive: boolean])[] = [
	[HOUR, true, true],
	[15 * MINUTE, true, true],
	[15 * MINUTE - 1, false, true],
	[1, false, true],
	[0, false, false],
	[-HOUR, false, false],
];

for (const [left, fresh, alive] of ages) {
	test(`${left} ms left: ${fresh ? 'fresh' : 'not fresh'}, ${alive ? 'valid' : 'expired'}`, () => {
		const token = { ...tokenOf(tokenText()), expiresAt: NOW + left };
		assert.equal([isTokenFresh(token, NOW), isTokenAlive(token, NOW)], [fresh, alive]);
	});
}

test('a refresh is possible until the second in which the registration expires', () => {
	const token = tokenOf(tokenText(renewable));
	assert.equal(refreshFacts(token, refresh.registrationExpiresAt - 1), token.refresh);
	assert.is(refreshFacts(token, refresh.registrationExpiresAt), undefined);
});

const ends: Readonly<Record<string, readonly [changed: object, legacy: boolean, end: number]>> = {
	"without a refresh token is the token's": [{}, false, TIME],
	"with a refresh token is the registration's": [renewable, false, refresh.registrationExpiresAt],
	"of a legacy token is always the token's": [renewable, true, TIME],
	"with an expired registration is the token's": [
		{ ...renewable, registrationExpiresAt: '2026-11-21T10:00:00Z' },
		false,
		TIME,
	],
	"with a registration that ends before the token is the token's": [
		{ ...renewable, registrationExpiresAt: '2026-11-21T10:00:01Z' },
		false,
		TIME,
	],
};

for (const [name, [changed, isLegacy, end]] of Object.entries(ends)) {
	test(`the end of a sign-in ${name}`, () => {
		assert.is(sessionEnd(isLegacy ? legacy : dev, tokenOf(tokenText({ ...changed })), NOW), end);
	});
}

const issued: Readonly<Record<string, readonly [answer: unknown, token: object]>> = {
	'with a refresh token': [
		{ accessToken: 'a', tokenType: 'Bearer', expiresIn: 3600, refreshToken: 'r', idToken: 'i' },
		{ accessToken: 'a', expiresAt: NOW + HOUR, refreshToken: 'r' },
	],
	'without one': [
		{ accessToken: 'a', expiresIn: 28_800 },
		{ accessToken: 'a', expiresAt: NOW + 8 * HOUR, refreshToken: undefined },
	],
	'with a null refresh token': [
		{ accessToken: 'a', expiresIn: 1, refreshToken: null },
		{ accessToken: 'a', expiresAt: NOW + 1000, refreshToken: undefined },
	],
	'with an empty refresh token': [
		{ accessToken: 'a', expiresIn: 1, refreshToken: '' },
		{ accessToken: 'a', expiresAt: NOW + 1000, refreshToken: undefined },
	],
};

for (const [name, [answer, token]] of Object.entries(issued)) {
	test(`issued token ${name}`, () => {
		assert.equal(parseIssuedToken(answer, NOW), token);
		// Token files hold whole seconds: the fraction is cut, so that no token is used too long.
		assert.equal(parseIssuedToken(answer, NOW + 999), token);
	});
}

const notIssued: Readonly<Record<string, readonly [answer: unknown, problem: string]>> = {
	nothing: [undefined, 'accessToken is missing'],
	'a text': ['aoaAAAAA', 'accessToken is missing'],
	'an accessToken too long for a header': [
		{ accessToken: 'a'.repeat(15_001), expiresIn: 1 },
		'accessToken is too long for a header',
	],
	'an accessToken that a header cannot carry': [{ accessToken: 'aoaAAAAA\n', expiresIn: 1 }, 'accessToken is missing'],
	'no expiresIn': [{ accessToken: 'a' }, 'expiresIn is not a number of seconds'],
	'expiresIn is a string': [{ accessToken: 'a', expiresIn: '3600' }, 'expiresIn is not a number of seconds'],
	'expiresIn nought': [{ accessToken: 'a', expiresIn: 0 }, 'expiresIn is not a number of seconds'],
	'expiresIn is NaN': [{ accessToken: 'a', expiresIn: Number.NaN }, 'expiresIn is not a number of seconds'],
	'expiresIn outside every calendar': [{ accessToken: 'a', expiresIn: 1e9 }, 'expiresIn is not a number of seconds'],
	'an invalid refreshToken': [
		{ accessToken: 'a', expiresIn: 1, refreshToken: { aoaAAAAA: 1 } },
		'refreshToken is not a string',
	],
};

for (const [name, [answer, problem]] of Object.entries(notIssued)) {
	test(`issued token refused: ${name}`, () => {
		assert.equal(parseIssuedToken(answer, NOW), { problem });
	});
}

const client = {
	clientId: 'c',
	clientSecret: 's',
	expiresAt: refresh.registrationExpiresAt,
	grantTypes: undefined,
	scopes: undefined,
};
const issuedToken = { accessToken: 'aé', expiresAt: Date.UTC(2026, 10, 21, 10, 25, 18), refreshToken: 'r' };

test("the file after a sign-in is byte for byte the AWS CLI's", () => {
	assert.is(
		formatSignedIn(dev, issuedToken, client),
		`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "a\\u00e9", "expiresAt": "2026-11-21T10:25:18Z", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2027-02-19T02:25:16Z", "refreshToken": "r"}`,
	);
	assert.is(
		formatSignedIn(legacy, { ...issuedToken, refreshToken: undefined }, client),
		`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "a\\u00e9", "expiresAt": "2026-11-21T10:25:18Z", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2027-02-19T02:25:16Z"}`,
	);
});

const CLI_FILE = formatSignedIn(dev, { ...issuedToken, accessToken: 'old', refreshToken: 'old-r' }, client);

const refreshed: Readonly<
	Record<string, readonly [before: string, newRefreshToken: string | undefined, after: string]>
> = {
	'a new refresh token replaces the old one': [
		CLI_FILE,
		'new-r',
		CLI_FILE.replace('"old"', '"new"').replace('"old-r"', '"new-r"').replace('10:25:18Z', '12:00:00Z'),
	],
	'the old refresh token is kept if none is issued': [
		CLI_FILE,
		undefined,
		CLI_FILE.replace('"old"', '"new"').replace('10:25:18Z', '12:00:00Z'),
	],
	'unknown fields of any type are kept': [
		'{"accessToken": "old", "expiresAt": "2026-11-21T10:25:18Z", "x": [1, null, {"y": "é"}], "z": false}',
		undefined,
		`{"accessToken": "new", "expiresAt": "2026-11-21T12:00:00Z", "x": [1, null, {"y": "\\u00e9"}], "z": false, "startUrl": "${START_URL}", "region": "us-east-1"}`,
	],
	'region and start URL are set from the config file': [
		'{"startUrl": "https://old", "region": "eu-west-1", "accessToken": "old", "expiresAt": 5, "refreshToken": "r"}',
		undefined,
		`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "new", "expiresAt": "2026-11-21T12:00:00Z", "refreshToken": "r"}`,
	],
	'other times get the form that all SDKs read': [
		CLI_FILE.replace(
			'02:25:16Z"',
			'02:25:16UTC", "issuedAt": "2026-11-21T09:00:00.123+00:00", "saidAt": "noon", "lookedAt": 5',
		),
		'old-r',
		CLI_FILE.replace('"old"', '"new"')
			.replace('10:25:18Z', '12:00:00Z')
			.replace('02:25:16Z"', '02:25:16Z", "issuedAt": "2026-11-21T09:00:00Z", "saidAt": "noon", "lookedAt": 5'),
	],
	'a registration end that is a number': [
		CLI_FILE.replace('"2027-02-19T02:25:16Z"', '1803003916'),
		'old-r',
		CLI_FILE.replace('"old"', '"new"').replace('10:25:18Z', '12:00:00Z'),
	],
	'an invalid registration end is dropped': [
		CLI_FILE.replace('"2027-02-19T02:25:16Z"', '"soon"'),
		'old-r',
		CLI_FILE.replace('"old"', '"new"')
			.replace('10:25:18Z', '12:00:00Z')
			.replace('"registrationExpiresAt": "2027-02-19T02:25:16Z", ', ''),
	],
};

const REGISTRATION_ENDS = [
	'2027-02-19T02:25:16UTC',
	'2027-02-19T02:25:16 UTC',
	'2027-02-19T02:25:16+00:00',
	'2027-02-19T03:25:16+0100',
	'2027-02-19 02:25:16',
	'2027-02-19T02:25:16,5',
	'20270219T022516Z',
	'Fri, 19 Feb 2027 02:25:16 GMT',
	'2027-02-19t02:25:16z',
];

test('the registration end is written in the form that the Rust and Java SDKs read, from any earlier form', () => {
	for (const form of REGISTRATION_ENDS) {
		const before = tokenOf(CLI_FILE.replace('2027-02-19T02:25:16Z', form));
		const after = JSON.parse(formatRefreshed(dev, { ...issuedToken, refreshToken: 'r' }, before));
		assert.is(after.registrationExpiresAt, '2027-02-19T02:25:16Z', form);
	}
});

for (const [name, [before, refreshToken, after]] of Object.entries(refreshed)) {
	test(`after a refresh: ${name}`, () => {
		const answer = { accessToken: 'new', expiresAt: Date.UTC(2026, 10, 21, 12), refreshToken };
		assert.is(formatRefreshed(dev, answer, tokenOf(before)), after);
	});
}

test('a written token is read back unchanged', () => {
	const { record, ...token } = tokenOf(formatSignedIn(dev, { ...issuedToken, accessToken: 'a' }, client));
	const known: JsonRecord = JSON.parse(formatSignedIn(dev, { ...issuedToken, accessToken: 'a' }, client));
	assert.equal(token, { ...whole, accessToken: 'a', expiresAt: issuedToken.expiresAt, refresh });
	assert.equal(record, known);
});

test('the reason never quotes the text', () => {
	for (const [text] of Object.values(unusable)) {
		const file = parseTokenFile(text);
		if (file.kind === 'unusable') assert.not.match(file.because, 'aoaAAAAA');
	}
});

test.run();
