/**
 * Edits of sections in config texts: exactly the intended lines change, and a second edit changes nothing. For
 * generated texts, see edit-any.test.ts.
 */

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isWritableName } from '../../../src/core/aws/identifiers.ts';
import {
	type ChangedSettings,
	isWritableValue,
	type SectionId,
	sectionText,
	withSection,
} from '../../../src/core/config-edit/section-edit.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const a: SectionId = { kind: 'profile', name: 'a' };
const settings = (record: Readonly<Record<string, string | undefined>>): ChangedSettings =>
	new Map(Object.entries(record));

interface Row {
	readonly text: string;
	readonly set: Readonly<Record<string, string | undefined>>;
	readonly id?: SectionId;
	readonly result: string;
}

const both = '[profile "a"]\nk = 1\n[profile a]\nk = 2\n';

const rows: Readonly<Record<string, Row>> = {
	'empty file': { text: '', set: { region: 'x', output: 'json' }, result: '[profile a]\nregion = x\noutput = json\n' },
	'empty file, default': {
		text: '',
		id: { kind: 'profile', name: 'default' },
		set: { k: '1' },
		result: '[default]\nk = 1\n',
	},
	'empty file, session': {
		text: '',
		id: { kind: 'sso-session', name: 's' },
		set: { k: '1' },
		result: '[sso-session s]\nk = 1\n',
	},
	'a session named default': {
		text: '[default]\nk = 0\n',
		id: { kind: 'sso-session', name: 'default' },
		set: { k: '1' },
		result: '[default]\nk = 0\n\n[sso-session default]\nk = 1\n',
	},
	'new, below other text': { text: '[b]\nk = 1\n', set: { k: '2' }, result: '[b]\nk = 1\n\n[profile a]\nk = 2\n' },
	'new, no final newline': { text: '[b]\nk = 1', set: { k: '2' }, result: '[b]\nk = 1\n\n[profile a]\nk = 2\n' },
	'new, blank lines at the end': { text: '[b]\n\n\n', set: { k: '2' }, result: '[b]\n\n\n[profile a]\nk = 2\n' },
	'new, spaces without a newline at the end': {
		text: '[b]\n  ',
		set: { k: '2' },
		result: '[b]\n  \n\n[profile a]\nk = 2\n',
	},
	'new, CRLF': { text: '[b]\r\nk = 1\r\n', set: { k: '2' }, result: '[b]\r\nk = 1\r\n\r\n[profile a]\r\nk = 2\r\n' },
	'new, lone CR': { text: '[b]\rk = 1\r', set: { k: '2' }, result: '[b]\rk = 1\r\r[profile a]\rk = 2\r' },
	'new, nothing to set': { text: '[b]\n', set: { k: undefined }, result: '[b]\n' },
	'a new section gets keys in lower case': { text: '', set: { Region: 'x' }, result: '[profile a]\nregion = x\n' },
	'a name that begins with another name': {
		text: '[profile ab]\nk = 1\n',
		set: { k: '2' },
		result: '[profile ab]\nk = 1\n\n[profile a]\nk = 2\n',
	},
	'names differ by case': {
		text: '[profile A]\nk = 1\n',
		set: { k: '2' },
		result: '[profile A]\nk = 1\n\n[profile a]\nk = 2\n',
	},
	'double quotes': { text: '[profile "a"]\nk = 1\n', set: { k: '2' }, result: '[profile "a"]\nk = 2\n' },
	'single quotes': { text: "[profile 'a']\nk = 1\n", set: { k: '2' }, result: "[profile 'a']\nk = 2\n" },
	'quoted, with a space': {
		text: '[profile "a b"]\nk = 1\n',
		id: { kind: 'profile', name: 'a b' },
		set: { k: '2', l: '3' },
		result: '[profile "a b"]\nk = 2\nl = 3\n',
	},
	'escaped blank': {
		text: '[profile a\\ b]\nk = 1\n',
		id: { kind: 'profile', name: 'a b' },
		set: { k: '2' },
		result: '[profile a\\ b]\nk = 2\n',
	},
	'two sections of one name: the last counts': { text: both, set: { k: '3' }, result: both.replace('k = 2', 'k = 3') },
	'[default] and [profile default]': {
		text: '[default]\nk = 1\n[profile default]\nk = 2\n',
		id: { kind: 'profile', name: 'default' },
		set: { k: '3' },
		result: '[default]\nk = 1\n[profile default]\nk = 3\n',
	},
	'[profile default] and [default]': {
		text: '[profile default]\nk = 1\n[default]\nk = 2\n',
		id: { kind: 'profile', name: 'default' },
		set: { k: '3' },
		result: '[profile default]\nk = 1\n[default]\nk = 3\n',
	},
	'three words are not a profile': {
		text: '[profile a b]\nk = 1\n',
		set: { k: '2' },
		result: '[profile a b]\nk = 1\n\n[profile a]\nk = 2\n',
	},
	'several spaces in the header': {
		text: '[profile \t a]\nk = 1\n',
		set: { k: '2' },
		result: '[profile \t a]\nk = 2\n',
	},
	'header followed by text': { text: '[profile a] # x\nk = 1\n', set: { k: '2' }, result: '[profile a] # x\nk = 2\n' },
	'indented header': { text: '  [profile a]\n', set: { k: '2' }, result: '  [profile a]\nk = 2\n' },
	'a header inside a value is not a header': {
		text: '[b]\nk = 1\n  [profile a]\n',
		set: { k: '2' },
		result: '[b]\nk = 1\n  [profile a]\n\n[profile a]\nk = 2\n',
	},
	'existing key: only the value changes': {
		text: '# top\n[profile a]\n  # c\n\tk\t=  1  \n\n; d\n[b]\nk = 1\n',
		set: { k: '2' },
		result: '# top\n[profile a]\n  # c\n\tk\t=  2\n\n; d\n[b]\nk = 1\n',
	},
	'the value is the same already': { text: '[profile a]\nK :1  \n', set: { k: '1' }, result: '[profile a]\nK :1  \n' },
	'an existing value that ssoenv would not write itself': {
		text: '[profile a]\nk = 1 # c\n',
		set: { k: '1 # c' },
		result: '[profile a]\nk = 1 # c\n',
	},
	'text that looks like a comment is part of the value': {
		text: '[profile a]\nk = 1 # c\n',
		set: { k: '1' },
		result: '[profile a]\nk = 1\n',
	},
	'upper case': { text: '[profile a]\nReGion = x\n', set: { region: 'y' }, result: '[profile a]\nReGion = y\n' },
	'a requested key in upper case': {
		text: '[profile a]\nregion = x\n',
		set: { REGION: 'y' },
		result: '[profile a]\nregion = y\n',
	},
	colon: { text: '[profile a]\nk: v=w\n', set: { k: 'y' }, result: '[profile a]\nk: y\n' },
	'colon without spaces': { text: '[profile a]\nk:v\n', set: { k: 'y' }, result: '[profile a]\nk:y\n' },
	'empty value': { text: '[profile a]\nk =\nl = 1\n', set: { k: 'y' }, result: '[profile a]\nk = y\nl = 1\n' },
	'empty value with spaces': { text: '[profile a]\nk=  \n', set: { k: 'y' }, result: '[profile a]\nk= y\n' },
	'no final newline, existing key': { text: '[profile a]\nk = 1', set: { k: '2' }, result: '[profile a]\nk = 2' },
	'no final newline, new key': { text: '[profile a]\nk = 1', set: { l: '2' }, result: '[profile a]\nk = 1\nl = 2\n' },
	'no final newline, only a header': { text: '[profile a]', set: { l: '2' }, result: '[profile a]\nl = 2\n' },
	'no final newline, last key replaced': {
		text: '[profile a]\nk = 1',
		set: { k: undefined, l: '2' },
		result: '[profile a]\nl = 2\n',
	},
	CRLF: {
		text: '[profile a]\r\nk = 1\r\n\r\n[b]\r\n',
		set: { k: '2', l: '3' },
		result: '[profile a]\r\nk = 2\r\nl = 3\r\n\r\n[b]\r\n',
	},
	'lone CR': {
		text: '[profile a]\rk = 1\r\r[b]\r',
		set: { k: '2', l: '3' },
		result: '[profile a]\rk = 2\rl = 3\r\r[b]\r',
	},
	'CRLF, no final newline': {
		text: '[profile a]\r\nk = 1',
		set: { l: '3' },
		result: '[profile a]\r\nk = 1\r\nl = 3\r\n',
	},
	'mixed line ends: as in the neighbouring line': {
		text: '[b]\n[profile a]\r\nk = 1\r\n[c]\n',
		set: { l: '2' },
		result: '[b]\n[profile a]\r\nk = 1\r\nl = 2\r\n[c]\n',
	},
	'new keys go below the last key, above comments and blank lines': {
		text: '[profile a]\n# c\nk = 1\n# l = 9\n\n# about b\n[b]\n',
		set: { l: '2', m: '3' },
		result: '[profile a]\n# c\nk = 1\nl = 2\nm = 3\n# l = 9\n\n# about b\n[b]\n',
	},
	'trailing blank lines stay': {
		text: '[profile a]\nk = 1\n\n\n',
		set: { l: '2' },
		result: '[profile a]\nk = 1\nl = 2\n\n\n',
	},
	'a section without keys': {
		text: '[profile a]\n# c\n\n[b]\n',
		set: { k: '1' },
		result: '[profile a]\nk = 1\n# c\n\n[b]\n',
	},
	'a nested key of the same name': {
		text: '[profile a]\ns3 =\n  region = n\n\n  # c\n  k = 1\nlast = 1\n',
		set: { region: 'y' },
		result: '[profile a]\ns3 =\n  region = n\n\n  # c\n  k = 1\nlast = 1\nregion = y\n',
	},
	'a nested block at the end': {
		text: '[profile a]\ns3 =\n  region = n\n\n[b]\n',
		set: { region: 'y' },
		result: '[profile a]\ns3 =\n  region = n\nregion = y\n\n[b]\n',
	},
	'a removed nested block: its comments stay': {
		text: '[profile a]\ns3 =\n  k = 1\n  # c\n\n  l = 1\nz = 1\n',
		set: { s3: undefined },
		result: '[profile a]\n  # c\n\nz = 1\n',
	},
	'a value of several lines': {
		text: '[profile a]\nk = 1\n  2\n  3\nl = 1\n',
		set: { k: '1' },
		result: '[profile a]\nk = 1\nl = 1\n',
	},
	'first key indented like the others': {
		text: '[profile a]\n  k = 1\n  l = 2\n[b]\n',
		set: { l: '3', m: '4' },
		result: '[profile a]\n  k = 1\n  l = 3\n  m = 4\n[b]\n',
	},
	'indented keys before an indented header': {
		text: '[profile a]\n  k = 1\n  [profile b]\n  k = 2\n',
		set: { m: '4' },
		result: '[profile a]\n  k = 1\n  m = 4\n  [profile b]\n  k = 2\n',
	},
	'no keys above an indented header': {
		text: '[profile a]\n\t[profile b]\n',
		set: { m: '4' },
		result: '[profile a]\n\tm = 4\n\t[profile b]\n',
	},
	'taken away': {
		text: '[profile a]\nk = 1\n# c\nl = 2\n[b]\nk = 1\n',
		set: { k: undefined },
		result: '[profile a]\n# c\nl = 2\n[b]\nk = 1\n',
	},
	'removing a key that does not exist': {
		text: '[profile a]\nk = 1\n',
		set: { x: undefined },
		result: '[profile a]\nk = 1\n',
	},
	'unicode around': {
		text: '# ключи 🔑\n[profile café]\nk = 1\n[profile a]\nk = ü\n',
		set: { k: 'é' },
		result: '# ключи 🔑\n[profile café]\nk = 1\n[profile a]\nk = é\n',
	},
	'NUL around': { text: '# \0\n[profile a]\nk = 1\n', set: { k: '2' }, result: '# \0\n[profile a]\nk = 2\n' },
};

for (const [name, { text, set, id, result }] of Object.entries(rows)) {
	test(`section edit: ${name}`, () => {
		const once = withSection(text, id ?? a, settings(set));
		assert.is(once, result);
		assert.is(withSection(once, id ?? a, settings(set)), once);
	});
}

test('text of a section', () => {
	assert.is(sectionText(a, new Map([['k', '1']])), '[profile a]\nk = 1\n');
	assert.is(sectionText({ kind: 'sso-session', name: 'x.y' }, new Map()), '[sso-session x.y]\n');
});

const refused: Readonly<Record<string, () => unknown>> = {
	'byte order mark': () => withSection('\ufeff[profile a]\n', a, settings({ k: '1' })),
	'a new name that is not safe': () => withSection('', { kind: 'profile', name: 'a b' }, settings({ k: '1' })),
	'a name with a line end': () => sectionText({ kind: 'profile', name: 'a]\n[b' }, new Map()),
	'a value with a line end': () => withSection('', a, settings({ k: '1\nrole_arn = x' })),
	'a value with a line end, for an existing key': () => withSection('[profile a]\nk = 1\n', a, settings({ k: '1\r2' })),
	'empty value': () => withSection('', a, settings({ k: '' })),
	'a key with a delimiter': () => withSection('', a, settings({ 'k = 1\nl': '2' })),
	'a key that is a header': () => withSection('[profile a]\n', a, settings({ '[b]': '2' })),
};

for (const [name, body] of Object.entries(refused)) {
	test(`refused edit: ${name}`, () => {
		const { code, status } = failureOf(body);
		assert.equal([code, status], ['config-not-editable', 3]);
	});
}

test('which names are safe to write', () => {
	for (const name of ['a', 'default', 'Prod_1', 'a.b/c@d%e+f:g-h', '-x', '111111111111'])
		assert.ok(isWritableName(name), name);
	for (const name of [
		'',
		' ',
		'a b',
		"o'brien",
		'a"',
		'a]',
		'[a',
		'é',
		'a\n',
		'a#b',
		'a=b',
		'a,b',
		'a\\b',
		'$a',
		'\ufeffa',
	]) {
		assert.not.ok(isWritableName(name), name);
	}
});

test('which values are safe to write', () => {
	for (const value of ['x', 'a b', 'https://h/start#/', 'a=b', 'a: b', 'é 🔑', '"q"', '[x]', 'a#b', 'a;b', '%(x)s']) {
		assert.ok(isWritableValue(value), value);
	}
	for (const value of [
		'',
		' a',
		'a ',
		'a\n',
		'a\rb',
		'a\u2028b',
		'a\u0085b',
		'a\0b',
		'a\tb',
		'#a',
		';',
		'a # b',
		'a ;b',
		'a\u00a0',
		'\u200b',
		'\ud800',
		'\u202ea',
	]) {
		assert.not.ok(isWritableValue(value), JSON.stringify(value));
	}
});

test.run();
