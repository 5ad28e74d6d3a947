/** Whole sections of a config file: taken out, renamed, moved out of a block. The rest stays as it is. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	withoutWholeSections,
	withProfileMovedOut,
	withRenamedProfile,
} from '../../../src/core/config-edit/whole-sections.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const without = (text: string, ...names: readonly string[]): string =>
	withoutWholeSections(text, ({ kind, name }) => kind === 'profile' && names.includes(name));

/** What is taken out of a text, and what is left. */
const removals: readonly (readonly [what: string, text: string, names: readonly string[], left: string])[] = [
	['the only section', '[profile a]\nregion = x\n', ['a'], ''],
	['the first', '[profile a]\nregion = x\n\n[profile b]\nregion = y\n', ['a'], '[profile b]\nregion = y\n'],
	['the last', '[profile b]\nregion = y\n\n[profile a]\nregion = x\n', ['a'], '[profile b]\nregion = y\n\n'],
	['the last, without a line end', '[profile b]\nk = y\n\n[profile a]\nk = x', ['a'], '[profile b]\nk = y\n\n'],
	[
		'one between',
		'[profile b]\nk = 1\n\n[profile a]\nk = 2\n\n[profile c]\n',
		['a'],
		'[profile b]\nk = 1\n\n[profile c]\n',
	],
	[
		'one without blank lines',
		'[profile b]\nk = 1\n[profile a]\nk = 2\n[profile c]\n',
		['a'],
		'[profile b]\nk = 1\n[profile c]\n',
	],
	['several', '[profile a]\nk = 1\n[profile b]\nk = 2\n[profile c]\nk = 3\n', ['a', 'c'], '[profile b]\nk = 2\n'],
	['all sections of a name', '[profile a]\nk = 1\n[profile b]\n[profile "a"]\nk = 2\n', ['a'], '[profile b]\n'],
	['a quoted name', '[profile "my role"]\nk = 1\n[profile b]\n', ['my role'], '[profile b]\n'],
	['default', '[default]\nk = 1\n[profile b]\n', ['default'], '[profile b]\n'],
	['nested settings', '[profile a]\ns3 =\n  max = 1\nk = 2\n[profile b]\n', ['a'], '[profile b]\n'],
	['CRLF', '[profile a]\r\nk = 1\r\n\r\n[profile b]\r\nk = 2\r\n', ['a'], '[profile b]\r\nk = 2\r\n'],
	['nothing', '[profile a]\nk = 1\n', ['b'], '[profile a]\nk = 1\n'],
	['no sso-session of that name', '[sso-session a]\nk = 1\n[profile a]\nk = 2\n', ['a'], '[sso-session a]\nk = 1\n'],
	[
		'comments around stay, those within go',
		'# mine\n[profile a]\n# within\nk = 1\n# behind\n\n[profile b]\n',
		['a'],
		'# mine\n# behind\n\n[profile b]\n',
	],
	[
		'within a block',
		'[profile b]\nk = 1\n\n# >>> ssoenv sync corp >>>\n# ssoenv sync\n\n[profile a]\nk = 2\n# <<< ssoenv sync corp <<<\n',
		['a'],
		'[profile b]\nk = 1\n\n# >>> ssoenv sync corp >>>\n# ssoenv sync\n\n# <<< ssoenv sync corp <<<\n',
	],
	[
		'above a block, with a setting that the AWS CLI wrote below the mark',
		'[profile a]\nk = 1\n# >>> ssoenv sync corp >>>\noutput = json\n[profile b]\n# <<< ssoenv sync corp <<<\n',
		['a'],
		'# >>> ssoenv sync corp >>>\n[profile b]\n# <<< ssoenv sync corp <<<\n',
	],
];

for (const [what, text, names, left] of removals) {
	test(`taken out: ${what}`, () => assert.is(without(text, ...names), left));
}

const renames: readonly (readonly [text: string, from: string, to: string, after: string])[] = [
	['# mine\n[profile a] # why\nk = 1\n', 'a', 'b', '# mine\n[profile b] # why\nk = 1\n'],
	['[profile "a b"]\r\nk = 1\r\n', 'a b', 'c', '[profile c]\r\nk = 1\r\n'],
	['[default]\nk = 1\n', 'default', 'b', '[profile b]\nk = 1\n'],
	['[profile b]\nk = 1', 'b', 'default', '[default]\nk = 1'],
	['  [profile a]\nk = 1\n[profile a]\nk = 2\n', 'a', '$&', ''],
];

for (const [text, from, to, after] of renames) {
	test(`renamed: ${JSON.stringify([from, to])}`, () => {
		if (after !== '') assert.is(withRenamedProfile(text, from, to), after);
		else assert.is(failureOf(() => withRenamedProfile(text, from, to)).code, 'config-not-editable');
	});
}

test('moved out of a block, and renamed', () => {
	const block = (sections: string) =>
		`# >>> ssoenv sync corp >>>\n# ssoenv sync\n\n${sections}# <<< ssoenv sync corp <<<`;
	const text = block('[profile a]\n# mine\nk = 1\n\n[profile b]\nk = 2\n');
	const after = `${block('[profile b]\nk = 2\n')}\n\n[profile c]\n# mine\nk = 1\n`;
	assert.is(withProfileMovedOut(text, 'a', 'c'), after);
	assert.is(withProfileMovedOut(`${text}\n`, 'a', 'c'), after);
});

test('a damaged mark is told', () => {
	const text = '# >>> ssoenv sync corp >>>\n[profile a]\nk = 1\n';
	assert.is(failureOf(() => without(text, 'a')).code, 'config-block-damaged');
});

test.run();
