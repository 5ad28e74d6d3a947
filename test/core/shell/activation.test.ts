/** The variables that `use` sets and unsets, and that `off` removes. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	activation,
	type Change,
	deactivation,
	exportedCredentials,
	processDocument,
} from '../../../src/core/shell/activation.ts';
import { credentialsUntil, dev, legacy, variablesOfDev } from '../../support/context/sample.ts';

const UNTIL = Date.UTC(2026, 10, 21, 10, 25, 18, 999);
const credentials = credentialsUntil(UNTIL);
const plain = (changes: readonly Change[]) => changes.map(({ name, value }) => [name, value]);
const ofRegions = (changes: readonly Change[]) => plain(changes).filter(([name]) => name?.includes('REGION'));

test('activation sets all variables in order', () => {
	assert.equal(plain(activation(dev, credentials, {})), [...variablesOfDev(UNTIL)]);
});

const RIVALS = { AWS_PROFILE: 'other', AWS_SECURITY_TOKEN: 'x', AWS_REGION: 'us-west-2' };

test('for a profile with a region, earlier variables do not change the activation', () => {
	assert.equal(activation(dev, credentials, RIVALS), activation(dev, credentials, {}));
});

const UNSET = (...names: readonly string[]) => names.map((name) => [name, undefined]);

const withoutRegion = {
	'no region anywhere': [{}, UNSET('SSOENV_REGION')],
	'a region that the person set stays': [{ AWS_REGION: 'us-west-2' }, UNSET('SSOENV_REGION')],
	'a region from an earlier use is unset': [
		{ AWS_REGION: 'a', AWS_DEFAULT_REGION: 'a', SSOENV_REGION: 'a' },
		UNSET('AWS_REGION', 'AWS_DEFAULT_REGION', 'SSOENV_REGION'),
	],
	'a region that was changed since then stays': [
		{ AWS_REGION: 'b', AWS_DEFAULT_REGION: 'a', SSOENV_REGION: 'a' },
		UNSET('AWS_DEFAULT_REGION', 'SSOENV_REGION'),
	],
	'a region that was unset since then is not touched': [
		{ AWS_DEFAULT_REGION: 'a', SSOENV_REGION: 'a' },
		UNSET('AWS_DEFAULT_REGION', 'SSOENV_REGION'),
	],
} as const;

for (const [name, [current, expected]] of Object.entries(withoutRegion)) {
	test(`activation without a region: ${name}`, () => {
		assert.equal(ofRegions(activation(legacy, credentials, current)), expected);
	});

	test(`deactivation: ${name}`, () => {
		assert.equal(ofRegions(deactivation(current)), expected);
	});
}

const ofOutput = (changes: readonly Change[]) =>
	plain(changes).filter(([name]) => name === 'AWS_DEFAULT_OUTPUT' || name === 'SSOENV_OUTPUT');

const withOutput = {
	'the profile has one': [{ AWS_DEFAULT_OUTPUT: 'text' }, {}, ['text', 'text']],
	'the profile has one, and the person too': [
		{ AWS_DEFAULT_OUTPUT: 'text' },
		{ AWS_DEFAULT_OUTPUT: 'yaml' },
		['text', 'text'],
	],
	'an earlier profile had one': [{}, { AWS_DEFAULT_OUTPUT: 'a', SSOENV_OUTPUT: 'a' }, [undefined, undefined]],
	'the person has changed that of an earlier profile': [
		{},
		{ AWS_DEFAULT_OUTPUT: 'b', SSOENV_OUTPUT: 'a' },
		[undefined],
	],
	'there is a label alone': [{}, { SSOENV_OUTPUT: 'a' }, [undefined]],
	'there is the variable alone': [{}, { AWS_DEFAULT_OUTPUT: 'a' }, []],
} as const;

for (const [name, [passed, current, values]] of Object.entries(withOutput)) {
	test(`activation with a rare setting: ${name}`, () => {
		const names = ['AWS_DEFAULT_OUTPUT', 'SSOENV_OUTPUT'].slice(2 - values.length);
		assert.equal(
			ofOutput(activation(dev, credentials, current, passed)),
			names.map((variable, at) => [variable, values[at]]),
		);
	});
}

test('deactivation unsets everything that activation sets, except the region', () => {
	const set = plain(activation(legacy, credentials, {})).flatMap(([name, value]) =>
		value === undefined ? [] : [name],
	);
	const unset = plain(deactivation({})).map(([name, value]) => {
		assert.is(value, undefined);
		return name;
	});
	assert.equal(
		unset.filter((name) => name !== 'SSOENV_REGION'),
		set,
	);
});

test('activation followed by deactivation leaves no variable of the profile', () => {
	const after = new Map<string, string>([['HOME', '/home/me']]);
	for (const { name, value } of activation(dev, credentials, {})) if (value !== undefined) after.set(name, value);
	for (const { name } of deactivation(Object.fromEntries(after))) after.delete(name);
	assert.equal([...after], [['HOME', '/home/me']]);
});

test("export prints the AWS CLI's four variables, with an offset in the time", () => {
	assert.equal(plain(exportedCredentials(credentials)), [
		['AWS_ACCESS_KEY_ID', 'ASIASSO'],
		['AWS_SECRET_ACCESS_KEY', 'sso/secret+x'],
		['AWS_SESSION_TOKEN', 'sso+tok/=='],
		['AWS_CREDENTIAL_EXPIRATION', '2026-11-21T10:25:18+00:00'],
	]);
});

test("the document of a credential_process has the AWS CLI's form", () => {
	assert.equal(Object.entries(processDocument(credentials)), [
		['Version', 1],
		['AccessKeyId', 'ASIASSO'],
		['SecretAccessKey', 'sso/secret+x'],
		['SessionToken', 'sso+tok/=='],
		['Expiration', '2026-11-21T10:25:18+00:00'],
	]);
});

test.run();
