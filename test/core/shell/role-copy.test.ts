/** The copies that the shell functions read: the order of the lines, when a copy may be kept, and what is refused. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { orAbsent } from '../../../src/core/machine/environment.ts';
import { nameList, profileNameList } from '../../../src/core/shell/completion-names.ts';
import { contractRows } from '../../../src/core/shell/contract.ts';
import { canBeKept, formatRoleCopy, roleCopyFile, valuesIn } from '../../../src/core/shell/role-copy.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { CONFIG_PATH, credentialsUntil, dev, ON_DISK, variablesOfDev } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const UNTIL = Date.UTC(2026, 10, 21, 11, 0, 0);
const credentials = credentialsUntil(UNTIL);
/** The number of lines above the variables. */
const FIRST_ROW = 7;
const ofDev = variablesOfDev(UNTIL);
const source = { env: { HOME: '/home/me' }, files: ON_DISK.files };

test('the lines of a role copy are in order', () => {
	assert.equal(formatRoleCopy(dev, credentials, source).split('\n'), [
		'ssoenv4',
		'=/home/me',
		'',
		'',
		'',
		CONFIG_PATH,
		'/home/me/.aws/credentials',
		...contractRows.map(({ name, kind }) => {
			if (ofDev.has(name)) return orAbsent(ofDev.get(name));
			return kind === 'setting' ? '-' : '';
		}),
		'end',
		'',
	]);
});

test('the values are found in a copy of this format and of the first', () => {
	const copy = formatRoleCopy(dev, credentials, source);
	for (const text of [copy, copy.replaceAll(/^=/gm, '')]) assert.ok(valuesIn(text).includes('ASIASSO'));
});

test('an empty variable differs from one that is not set', () => {
	const env = { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '/c' };
	const lines = formatRoleCopy({ ...dev, region: undefined }, credentials, { ...source, env }).split('\n');
	assert.equal(lines.slice(1, 4), ['', '=', '=/c']);
});

test('without a region, the settings are left to the person and their label is unset', () => {
	const lines = formatRoleCopy({ ...dev, region: undefined }, credentials, source).split('\n');
	const lineOf = (name: string) => lines[FIRST_ROW + contractRows.findIndex((row) => row.name === name)];
	assert.equal(['AWS_REGION', 'AWS_DEFAULT_REGION', 'SSOENV_REGION'].map(lineOf), ['-', '-', '']);
});

test('the settings of a profile have their lines, and so have their labels', () => {
	const passed = { AWS_CA_BUNDLE: '/ca files/ca.pem', AWS_USE_FIPS_ENDPOINT: 'true' };
	const lines = formatRoleCopy(dev, credentials, source, passed).split('\n');
	const expected = new Map<string, string>([
		['AWS_USE_FIPS_ENDPOINT', '=true'],
		['AWS_CA_BUNDLE', '=/ca files/ca.pem'],
		['SSOENV_USE_FIPS_ENDPOINT', '=true'],
		['SSOENV_CA_BUNDLE', '=/ca files/ca.pem'],
	]);
	for (const [at, { name, kind, isRare }] of contractRows.entries()) {
		if (isRare === true) assert.is(lines[FIRST_ROW + at], expected.get(name) ?? (kind === 'setting' ? '-' : ''), name);
	}
});

for (const [what, value] of Object.entries({ 'a line end': 'a\nb', 'a carriage return': 'a\r', NUL: 'a\0' })) {
	test(`${what} in a value is refused, because it would shift the following lines`, () => {
		assert.is(failureOf(() => formatRoleCopy({ ...dev, roleName: value }, credentials, source)).code, 'value-unfit');
		const home = { ...source, env: { HOME: value } };
		assert.is(failureOf(() => formatRoleCopy(dev, credentials, home)).code, 'value-unfit');
	});
}

const fileNames: Readonly<Record<string, string>> = {
	dev: 'dev',
	9: '9',
	'a.b_c-d': 'a.b_c-d',
	'me@corp': 'me@corp',
	'a+b=c,d': 'a+b=c,d',
	'.': '%2E',
	'..': '%2E.',
	'.dev': '%2Edev',
	'-x': '%2Dx',
	'../x': '%2E.%2Fx',
	'team/env': 'team%2Fenv',
	'111111111111:Admin': '111111111111%3AAdmin',
	'a b': 'a%20b',
	'50%': '50%25',
	'%2F': '%252F',
	café: 'caf%C3%A9',
	日本: '%E6%97%A5%E6%9C%AC',
	'$(x)': '%24%28x%29',
	"o'b": 'o%27b',
	'~/x': '%7E%2Fx',
	'tab\there': 'tab%09here',
	[`/${'x'.repeat(252)}`]: `%2F${'x'.repeat(252)}`,
};

for (const [name, file] of Object.entries(fileNames)) {
	test(`the copy of ${JSON.stringify(name.slice(0, 20))} has a file name by its bytes`, () =>
		assert.is(roleCopyFile(name), `roles/${file}`));
}

for (const [what, name] of Object.entries({
	'an empty name': '',
	'a name of 256 bytes': 'x'.repeat(256),
	'a name that is too long when it is encoded': '/'.repeat(86),
	'a name of two lines': 'a\nb',
	'a carriage return': 'a\r',
	NUL: 'a\0',
})) {
	test(`there is no copy of ${what}`, () => assert.is(roleCopyFile(name), undefined));
}

const kept: Readonly<Record<string, boolean>> = {
	'/etc/aws/config': true,
	'~/aws': true,
	'': false,
	'aws/config': false,
	'./config': false,
	'~other/config': false,
	'/etc/$STAGE/config': false,
};

for (const [path, expected] of Object.entries(kept)) {
	test(`config files at "${path}": a copy is ${expected ? 'kept' : 'not kept'}`, () => {
		assert.is(canBeKept({ AWS_CONFIG_FILE: path }), expected);
		assert.is(canBeKept({ AWS_SHARED_CREDENTIALS_FILE: path }), expected);
	});
}

test('without settings, a copy is kept', () => assert.ok(canBeKept({})));

test('names come with a description for the shell, and names with control characters are left out', () => {
	const config = sharedConfigOf({
		profiles: {
			'a b': { sso_account_id: '111111111111', sso_role_name: 'Admin' },
			plain: { region: 'x' },
			'esc\u001b[31m': {},
			odd: { sso_account_id: '1', sso_role_name: 'R\u0007' },
		},
		ssoSessions: { corp: {} },
	});
	const lines = nameList(config, source).split('\n');
	assert.equal(lines.slice(0, 6), ['ssoenv-names1', '=/home/me', '', '', ...ON_DISK.files]);
	assert.equal(
		lines.slice(6).sort(),
		['', 'p\ta b\tAdmin in 111111111111', 'p\todd\t', 'p\tplain\t', 's\tcorp'].sort(),
	);
});

test('a description that would reverse the text of a terminal line is left out', () => {
	const config = sharedConfigOf({
		profiles: { p: { sso_account_id: '1', sso_role_name: 'a\u202eb' } },
		ssoSessions: {},
	});
	assert.is(nameList(config, source).split('\n')[6], 'p\tp\t');
});

test('the list of names: plain names sorted and counted first, then the others, one per line', () => {
	const many = Array.from({ length: 300 }, (_, index) => `p${index}`);
	const named = (names: readonly string[]) =>
		sharedConfigOf({ profiles: Object.fromEntries(names.map((name) => [name, {}])), ssoSessions: { corp: {} } });
	const text = profileNameList(named(['a b', 'org:9', 'Zed', 'me@x', '-x', 'bad\nname', ...many]), source);
	const lines = text?.split('\n') ?? [];
	assert.equal(lines.slice(0, 7), ['ssoenv-profiles1', '=/home/me', '', '', ...ON_DISK.files, '302']);
	assert.equal(lines.slice(7, 309), ['Zed', 'me@x', ...many].sort());
	assert.equal(lines.slice(309).sort(), ['', '-x', 'a b', 'org:9']);
	assert.is(profileNameList(named(many.slice(1)), source), undefined);
});

test.run();
