/** The settings for how to sign in: variables, keys of the sso-session, which wins, and what is wrong with a value. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { settings } from '../../../src/core/command-line/settings.ts';
import {
	type SettingsScope,
	type SignInSettings,
	settingAgainstKeeping,
	signInKeys,
	signInSettings,
	unknownKeys,
} from '../../../src/core/command-line/sign-in-settings.ts';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';

const HEAD = '[sso-session corp]\nsso_region = us-east-1\n';

type Named = Pick<SettingsScope, 'ssoSession'>;

/** Reads the settings of `corp`, whose section has the lines from line 3 on. */
function read(env: Environment, lines = '', named: Named = { ssoSession: 'corp' }): SignInSettings {
	return signInSettings({ ...scopeOf(lines), env, ...named });
}

const strangersIn = (lines: string): readonly string[] => unknownKeys(scopeOf(lines));

function scopeOf(lines: string): SettingsScope {
	const text = `${HEAD}${lines}\n[profile dev]\nsso_session = corp\n`;
	const texts = [{ path: CONFIG_PATH, text, isCredentials: false }];
	const config = sharedConfig(parseAwsIni(text).sections, [], texts);
	return { env: {}, config, path: CONFIG_PATH, ssoSession: 'corp' };
}

const PLACE = `(line 3 of ${CONFIG_PATH})`;

for (const value of ['1', 'true', 'TRUE', 'True']) {
	test(`device code by ${value}`, () => {
		assert.is(read({ SSOENV_DEVICE_CODE: value }).isDeviceCode, true);
		assert.is(read({}, `ssoenv_device_code = ${value}`).isDeviceCode, true);
	});
}

for (const value of ['0', 'false', 'FALSE']) {
	test(`no device code by ${value}, also against the key`, () => {
		assert.is(read({}, `ssoenv_device_code = ${value}`).isDeviceCode, false);
		assert.is(read({ SSOENV_DEVICE_CODE: value }, 'ssoenv_device_code = true').isDeviceCode, false);
	});
}

for (const [value, port] of [
	['1', 1],
	['80', 80],
	['8400', 8400],
	['08400', 8400],
	['65535', 65_535],
] as const) {
	test(`port ${value}`, () => {
		assert.equal(read({ SSOENV_CALLBACK_PORT: value }).callbackPort, {
			value: port,
			givenBy: 'SSOENV_CALLBACK_PORT',
			place: 'SSOENV_CALLBACK_PORT',
		});
		assert.equal(read({}, `ssoenv_callback_port = ${value}`).callbackPort, {
			value: port,
			givenBy: `ssoenv_callback_port of sso-session "corp" ${PLACE}`,
			place: `ssoenv_callback_port in ${CONFIG_PATH}`,
		});
	});
}

for (const value of [
	'firefox',
	'firefox -P work %s',
	"'/opt/my browser' --url=%s",
	'"a#b"',
	'C:\\fox.exe -x',
	'open&',
]) {
	test(`browser ${value}`, () => {
		assert.is(read({ SSOENV_BROWSER: value }).browser?.value, value);
		assert.equal(read({}, `ssoenv_browser = ${value}`).browser, {
			value,
			givenBy: `ssoenv_browser of sso-session "corp" ${PLACE}`,
			place: `ssoenv_browser in ${CONFIG_PATH}`,
		});
	});
}

const NONE: SignInSettings = { isDeviceCode: false, callbackPort: undefined, browser: undefined };
const KEYS = 'ssoenv_device_code = true\nssoenv_callback_port = 8400\nssoenv_browser = firefox\n';

test('without variables and keys nothing is set; an empty variable is none', () => {
	assert.equal(read({}), NONE);
	assert.equal(read({ SSOENV_DEVICE_CODE: '', SSOENV_CALLBACK_PORT: '', SSOENV_BROWSER: '' }), NONE);
	assert.is(read({ SSOENV_BROWSER: '' }, KEYS).browser?.value, 'firefox');
});

test('a variable wins over the key, even over a wrong one', () => {
	const env = { SSOENV_DEVICE_CODE: '0', SSOENV_CALLBACK_PORT: '9000', SSOENV_BROWSER: 'chromium' };
	for (const lines of [KEYS, 'ssoenv_device_code = x\nssoenv_callback_port = 0\nssoenv_browser =\n']) {
		const { isDeviceCode, callbackPort, browser } = read(env, lines);
		assert.equal([isDeviceCode, callbackPort?.value, browser?.value], [false, 9000, 'chromium']);
	}
});

test('the keys count only in the sso-session of the sign-in', () => {
	assert.equal(read({}, `[sso-session other]\n${KEYS}`), NONE);
	assert.equal(read({}, `[profile corp]\n${KEYS}`), NONE);
	assert.equal(read({}, KEYS, { ssoSession: undefined }), NONE, 'the legacy form');
	assert.equal(read({}, KEYS, { ssoSession: 'a session that is not in the file' }), NONE);
});

const EXPECTED = {
	SSOENV_DEVICE_CODE: 'true, false, 1 or 0',
	SSOENV_CALLBACK_PORT: 'a port from 1 to 65535',
	SSOENV_BROWSER: 'the command of a browser',
} as const;

const wrongVariables: readonly (readonly [name: keyof typeof EXPECTED, value: string])[] = [
	...['yes', '2', 'on', ' 1', 'constructor'].map((value) => ['SSOENV_DEVICE_CODE', value] as const),
	...['0', '00', '70000', '65536', 'x', '-1', '80.5', '8e3', '0x50', ' 80', '80 ', '123456', '٣'].map(
		(value) => ['SSOENV_CALLBACK_PORT', value] as const,
	),
	...[' ', '\t', '\n'].map((value) => ['SSOENV_BROWSER', value] as const),
];

for (const [name, value] of wrongVariables) {
	test(`${name}=${JSON.stringify(value)} is refused`, () => {
		const failure = failureOf(() => read({ [name]: value }, KEYS));
		assert.equal([failure.code, failure.status], ['setting-invalid', 3]);
		assert.equal(toldBy(failure), [`${name} is "${value}", expected ${EXPECTED[name]}`]);
	});
}

const set = (key: string, wanted: string) => `set ${key} in ${CONFIG_PATH} to ${wanted}`;

const wrongKeys: readonly (readonly [lines: string, problem: string, hint: string])[] = [
	[
		'ssoenv_device_code = maybe',
		'"maybe", which is not true, false, 1 or 0',
		set('ssoenv_device_code', 'true or false'),
	],
	['ssoenv_device_code =', '"", which is not true, false, 1 or 0', set('ssoenv_device_code', 'true or false')],
	[
		'ssoenv_device_code = true # at work',
		'"true # at work", which is not true, false, 1 or 0: the comment after # is part of the value, as in the AWS CLI',
		`write ssoenv_device_code = true on line 3 of ${CONFIG_PATH}, and nothing after it`,
	],
	[
		'ssoenv_callback_port = 0',
		'"0", which is not a port from 1 to 65535',
		set('ssoenv_callback_port', 'a port from 1 to 65535'),
	],
	[
		'ssoenv_callback_port = 70000',
		'"70000", which is not a port from 1 to 65535',
		set('ssoenv_callback_port', 'a port from 1 to 65535'),
	],
	[
		'ssoenv_callback_port = x',
		'"x", which is not a port from 1 to 65535',
		set('ssoenv_callback_port', 'a port from 1 to 65535'),
	],
	[
		'ssoenv_callback_port = "8400"',
		'""8400"", which is not a port from 1 to 65535: the quotes are part of the value, as in the AWS CLI',
		`write ssoenv_callback_port = 8400 on line 3 of ${CONFIG_PATH}, and nothing after it`,
	],
	[
		'ssoenv_callback_port =\n  port = 8400',
		'"", which is not a port from 1 to 65535',
		set('ssoenv_callback_port', 'a port from 1 to 65535'),
	],
	[
		'ssoenv_browser =',
		'"", which is not the command of a browser',
		set('ssoenv_browser', 'a command such as firefox -P work'),
	],
	[
		'ssoenv_browser = firefox -P work # mine',
		'"firefox -P work # mine", which is not the command of a browser: the comment after # is part of the value, as in the AWS CLI',
		`write ssoenv_browser = firefox -P work on line 3 of ${CONFIG_PATH}, and nothing after it`,
	],
	[
		'ssoenv_browser = firefox\n  aws_secret_access_key = SECRET',
		'"firefox …", which is not the command of a browser: the indented line below is part of the value',
		`write ssoenv_browser = firefox on line 3 of ${CONFIG_PATH}, and nothing after it`,
	],
];

for (const [lines, problem, hint] of wrongKeys) {
	test(`refused: ${JSON.stringify(lines)}`, () => {
		const failure = failureOf(() => read({}, lines));
		assert.equal([failure.code, failure.status], ['profile-value-invalid', 3]);
		const key = /^\w+/.exec(lines)?.[0];
		assert.equal(toldBy(failure), [`${key} of sso-session "corp" is ${problem} ${PLACE}`, hint]);
	});
}

const BY_KEY = `ssoenv_keep of sso-session "corp" ${PLACE}`;

/** The variable, the key, and what forbids to keep role credentials. */
const keeping: readonly (readonly [Environment, string, string | undefined])[] = [
	[{}, '', undefined],
	[{ SSOENV_KEEP: '' }, '', undefined],
	[{ SSOENV_KEEP: '1' }, 'ssoenv_keep = true', undefined],
	[{ SSOENV_KEEP: '0' }, '', 'SSOENV_KEEP'],
	[{ SSOENV_KEEP: 'False' }, 'ssoenv_keep = true', 'SSOENV_KEEP'],
	[{ SSOENV_KEEP: 'true' }, 'ssoenv_keep = false', BY_KEY],
	[{}, 'ssoenv_keep = 0', BY_KEY],
	[{ SSOENV_SHELL_CACHE: '0' }, '', 'SSOENV_SHELL_CACHE'],
	[{ SSOENV_SHELL_CACHE: '0', SSOENV_KEEP: '1' }, 'ssoenv_keep = 1', 'SSOENV_SHELL_CACHE'],
	[{ SSOENV_SHELL_CACHE: 'false' }, '', undefined],
];

for (const [env, lines, forbiddenBy] of keeping) {
	test(`kept or not: ${JSON.stringify({ ...env, lines })}`, () => {
		assert.is(settingAgainstKeeping({ ...scopeOf(lines), env }), forbiddenBy);
	});
}

for (const [env, lines, code] of [
	[{ SSOENV_KEEP: 'no' }, '', 'setting-invalid'],
	[{ SSOENV_KEEP: '0' }, 'ssoenv_keep = no', 'profile-value-invalid'],
	[{}, 'ssoenv_keep =', 'profile-value-invalid'],
	[{}, 'ssoenv_keep = false # never', 'profile-value-invalid'],
] as const) {
	test(`neither kept nor not: ${JSON.stringify({ ...env, lines })}`, () => {
		assert.is(failureOf(() => settingAgainstKeeping({ ...scopeOf(lines), env })).code, code);
	});
}

test('the legacy form has no key', () => {
	assert.is(settingAgainstKeeping({ ...scopeOf('ssoenv_keep = false'), ssoSession: undefined }), undefined);
});

test('a key that is none of ssoenv is named, with the one that was probably meant', () => {
	const lines = 'ssoenv_browser = firefox\nssoenv_callbackport = 8400\nssoenv_colour = red\nother_key = x\n';
	assert.equal(strangersIn(lines), [
		`ssoenv_callbackport of sso-session "corp" (line 4 of ${CONFIG_PATH}) is no setting of ssoenv; did you mean "ssoenv_callback_port"?`,
		`ssoenv_colour of sso-session "corp" (line 5 of ${CONFIG_PATH}) is no setting of ssoenv`,
	]);
	assert.equal(strangersIn(KEYS), []);
	assert.equal(unknownKeys({ ...scopeOf(lines), ssoSession: undefined }), []);
	assert.equal(unknownKeys({ ...scopeOf(lines), ssoSession: 'a session that is not in the file' }), []);
});

test('the variable of each key has its name, and is a documented setting', () => {
	for (const { key, variable } of Object.values(signInKeys)) {
		assert.is(key.toUpperCase(), variable);
		assert.ok(variable in settings);
	}
});

test.run();
