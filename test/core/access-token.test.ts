/** Token files: their names, and what their text turns out to be. */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loginCommand, parseTokenFile, signInName, tokenKey } from '../../src/core/access-token.ts';
import { dev, legacy, START_URL, tokenText } from '../support/sample.ts';

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
	test(`token file of ${ssoSession ?? startUrl}`, () => {
		assert.is(sha1(tokenKey({ ssoSession, startUrl })), hash);
	});
}

test('how a sign-in is named, and the command for it', () => {
	assert.is(signInName(dev), 'sso-session "corp"');
	assert.is(signInName(legacy), `start URL "${START_URL}"`);
	assert.is(loginCommand(dev), 'aws sso login --sso-session corp');
	assert.is(loginCommand(legacy), 'aws sso login --profile legacy');
	assert.is(loginCommand({ ...dev, ssoSession: "it's; rm" }), `aws sso login --sso-session 'it'\\''s; rm'`);
	assert.is(loginCommand({ ...legacy, name: 'a b' }), "aws sso login --profile 'a b'");
});

const TIME = Date.UTC(2026, 10, 21, 11);
const whole = { accessToken: 'aoaAAAAA-token-of-corp', expiresAt: TIME, region: 'us-east-1', startUrl: START_URL };

const tokens: Readonly<Record<string, readonly [text: string, token: object]>> = {
	'as the AWS CLI writes it': [
		`{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": "aoaAAAAA-token-of-corp", "expiresAt": "2026-11-21T11:00:00Z", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2027-02-19T02:25:16Z", "refreshToken": "r"}`,
		whole,
	],
	'as the JavaScript SDK writes it': [
		JSON.stringify(JSON.parse(tokenText({ expiresAt: '2026-11-21T11:00:00.607Z', unknown: [1] })), null, 2),
		{ ...whole, expiresAt: TIME + 607 },
	],
	'as an old AWS CLI wrote it': [tokenText({ expiresAt: '2026-11-21T11:00:00UTC' }), whole],
	'nanoseconds of Java': [tokenText({ expiresAt: '2026-11-21T11:00:00.000000001Z' }), whole],
	'with an offset': [tokenText({ expiresAt: '2026-11-21T16:30:00+0530' }), whole],
	'a final newline': [`${tokenText()}\n`, whole],
	'the least there can be': [
		'{"accessToken":"t","expiresAt":"2026-11-21T11:00:00Z"}',
		{ accessToken: 't', expiresAt: TIME, region: undefined, startUrl: undefined },
	],
	'region and start URL of wrong types count as absent': [
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
	test(`token: ${name}`, () => {
		assert.equal(parseTokenFile(text), { kind: 'token', token });
	});
}

const registrations: Readonly<Record<string, string>> = {
	'of the AWS CLI':
		'{"clientId": "c", "clientSecret": "s", "expiresAt": "2027-02-19T02:25:16Z", "scopes": ["sso:account:access"]}',
	'cut down': '{"clientId":"c"}',
};

for (const [name, text] of Object.entries(registrations)) {
	test(`registration: ${name}`, () => {
		assert.equal(parseTokenFile(text), { kind: 'registration' });
	});
}

const NOT_JSON = 'it is not a JSON object';
const NO_TOKEN = 'it has no accessToken that can be sent';
const NO_TIME = 'its expiresAt is not a time';

const unusable: Readonly<Record<string, readonly [text: string, because: string]>> = {
	empty: ['', NOT_JSON],
	blank: [' \n', NOT_JSON],
	'half written': [tokenText().slice(0, 60), NOT_JSON],
	'cut by one character': [tokenText().slice(0, -1), NOT_JSON],
	'twice over': [tokenText() + tokenText(), NOT_JSON],
	'a list': [`[${tokenText()}]`, NOT_JSON],
	null: ['null', NOT_JSON],
	'a text': ['"aoaAAAAA"', NOT_JSON],
	'not JSON': ['aoaAAAAA', NOT_JSON],
	'an empty object': ['{}', NO_TOKEN],
	'accessToken empty': [tokenText({ accessToken: '' }), NO_TOKEN],
	'accessToken null': [tokenText({ accessToken: null }), NO_TOKEN],
	'accessToken a number': [tokenText({ accessToken: 5 }), NO_TOKEN],
	'accessToken an object': [tokenText({ accessToken: {} }), NO_TOKEN],
	'accessToken wrong beside a clientId': [tokenText({ accessToken: null, clientId: 'c' }), NO_TOKEN],
	'accessToken with a newline': [tokenText({ accessToken: 'a\r\nHost: b' }), NO_TOKEN],
	'accessToken with a blank': [tokenText({ accessToken: 'a b' }), NO_TOKEN],
	'accessToken with a final newline': [tokenText({ accessToken: 'a\n' }), NO_TOKEN],
	'accessToken with a NUL': [tokenText({ accessToken: 'a\0' }), NO_TOKEN],
	'accessToken not in ASCII': [tokenText({ accessToken: 'é' }), NO_TOKEN],
	'accessToken missing': [tokenText({ accessToken: undefined }), NO_TOKEN],
	'clientId not a text': ['{"clientId":5}', NO_TOKEN],
	'expiresAt missing': [tokenText({ expiresAt: undefined }), NO_TIME],
	'expiresAt empty': [tokenText({ expiresAt: '' }), NO_TIME],
	'expiresAt nonsense': [tokenText({ expiresAt: 'tomorrow' }), NO_TIME],
	'expiresAt null': [tokenText({ expiresAt: null }), NO_TIME],
	'expiresAt a list': [tokenText({ expiresAt: [] }), NO_TIME],
	'expiresAt a number beyond every calendar': [tokenText({ expiresAt: 1e300 }), NO_TIME],
	'credentials of a role': ['{"ProviderType": "sso", "Credentials": {}}', NO_TOKEN],
};

for (const [name, [text, because]] of Object.entries(unusable)) {
	test(`unusable: ${name}`, () => {
		assert.equal(parseTokenFile(text), { kind: 'unusable', because });
	});
}

test('the reason never quotes the text', () => {
	for (const [text] of Object.values(unusable)) {
		const file = parseTokenFile(text);
		if (file.kind === 'unusable') assert.not.match(file.because, 'aoaAAAAA');
	}
});

test.run();
