/** AWS Sign-In in the fake: what it gives, and what it refuses. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { fieldsOf, type RawAnswer, raw, withCenter } from './raw-http.ts';
import { alice, assumedKeys, type Keys, portalKeys } from './signed-http.ts';

const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
const CONSOLE = 'https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1';

type Parameters = Readonly<Record<string, string>>;

const sessionOf = ({ accessKeyId, secretAccessKey, sessionToken }: Keys): string =>
	JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const post = ({ url }: IdentityCenter, parameters: Parameters, headers: Parameters = FORM): Promise<RawAnswer> =>
	raw(`${url.signin}/federation`, { method: 'POST', headers }, String(new URLSearchParams(parameters)));

const get = ({ url }: IdentityCenter, parameters: Parameters): Promise<RawAnswer> =>
	raw(`${url.signin}/federation?${new URLSearchParams(parameters)}`);

const asking = (keys: Keys, more: Parameters = {}): Parameters => ({
	Action: 'getSigninToken',
	Session: sessionOf(keys),
	...more,
});

async function tokenOf(idc: IdentityCenter): Promise<string> {
	const { SigninToken } = fieldsOf(await post(idc, asking(await portalKeys(idc))));
	assert.type(SigninToken, 'string');
	return String(SigninToken);
}

test('gives a token for a POST and for a GET, and lets its browser into the console', () =>
	withCenter({}, async (idc) => {
		const keys = await portalKeys(idc);
		for (const answer of [await post(idc, asking(keys, { SessionDuration: '43200' })), await get(idc, asking(keys))]) {
			assert.is(answer.status, 200);
			const SigninToken = String(fieldsOf(answer).SigninToken);
			const { status, headers } = await get(idc, { Action: 'login', Issuer: 'x', Destination: CONSOLE, SigninToken });
			assert.equal([status, headers.location], [302, CONSOLE]);
		}
	}));

const refused: Readonly<Record<string, (keys: Keys) => Parameters>> = {
	'no session': () => ({ Action: 'getSigninToken' }),
	'a session that is not JSON': (keys) => asking(keys, { Session: 'x' }),
	'another secret key': (keys) => asking({ ...keys, secretAccessKey: 'x' }),
	'another session token': (keys) => asking({ ...keys, sessionToken: 'x' }),
	'the key of a user': () => asking(alice),
	'a member too many': (keys) => asking(keys, { Session: sessionOf(keys).replace('}', ',"x":1}') }),
	'an unknown parameter': (keys) => asking(keys, { Duration: '900' }),
	'a session of another type': (keys) => asking(keys, { SessionType: 'xml' }),
	'a short duration': (keys) => asking(keys, { SessionDuration: '899' }),
	'a long duration': (keys) => asking(keys, { SessionDuration: '43201' }),
	'another action': (keys) => asking(keys, { Action: 'GetSigninToken' }),
};

for (const [what, parametersFor] of Object.entries(refused)) {
	test(`refuses ${what}`, () =>
		withCenter({}, async (idc) => {
			const parameters = parametersFor(await portalKeys(idc));
			assert.is((await post(idc, parameters)).status, 400);
			assert.is((await get(idc, parameters)).status, 400);
		}));
}

test('refuses a body that is not a form, a signature, and expired credentials', () =>
	withCenter({}, async (idc) => {
		const parameters = asking(await portalKeys(idc));
		assert.is((await post(idc, parameters, { 'content-type': 'text/plain' })).status, 400);
		assert.is((await post(idc, parameters, { ...FORM, authorization: 'AWS4-HMAC-SHA256 x' })).status, 400);
		idc.setClockOffset(3601);
		assert.is((await post(idc, parameters)).status, 400);
	}));

test('takes no duration for a role that another role assumed, and no POST in AWS GovCloud', () =>
	withCenter({}, async (idc) => {
		const first = await portalKeys(idc);
		const chained = await assumedKeys(idc, first, { RoleArn: DEPLOY });
		assert.is((await post(idc, asking(chained, { SessionDuration: '900' }))).status, 400);
		assert.is((await post(idc, asking(chained))).status, 200);
		idc.configure({ directory: { partition: 'aws-us-gov' } });
		assert.is((await post(idc, asking(first))).status, 405);
		assert.is((await get(idc, asking(first))).status, 200);
	}));

test('lets nobody in with a wrong or expired token, or to another place', () =>
	withCenter({}, async (idc) => {
		const SigninToken = await tokenOf(idc);
		const login = { Action: 'login', Issuer: 'x', Destination: CONSOLE, SigninToken };
		const wrong: readonly Parameters[] = [
			{ SigninToken: SigninToken.replaceAll('+', ' ') },
			{ Destination: 'https://evil.example/' },
			{ Destination: CONSOLE.replace('https', 'http') },
			{ Destination: CONSOLE.replace('.com', '.com.evil.example') },
			{ Destination: 'x' },
			{ Other: 'x' },
		];
		for (const change of wrong) assert.is((await get(idc, { ...login, ...change })).status, 400);
		idc.setClockOffset(15 * 60);
		assert.is((await get(idc, login)).status, 400);
	}));

test.run();
