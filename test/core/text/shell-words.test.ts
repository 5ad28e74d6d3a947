/** Splits section headers as Python's shlex does, compared with Python if it is installed. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellWords } from '../../../src/core/text/shell-words.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const table: Readonly<Record<string, readonly string[] | undefined>> = {
	'': [],
	' \t\r\n': [],
	'profile a': ['profile', 'a'],
	'  profile \t a  ': ['profile', 'a'],
	'profile "a b"': ['profile', 'a b'],
	"profile 'a b'": ['profile', 'a b'],
	'profile a\\ b': ['profile', 'a b'],
	'profile a" "b': ['profile', 'a b'],
	'""': [''],
	"a''": ['a'],
	"'' ''": ['', ''],
	'"a\\"b"': ['a"b'],
	'"a\\\\b"': ['a\\b'],
	'"a\\b"': ['a\\b'],
	'"$x `y`"': ['$x `y`'],
	"'a\\'": ['a\\'],
	"'a\"b'": ['a"b'],
	'\\"': ['"'],
	'\\\\': ['\\'],
	'a#b # c': ['a#b', '#', 'c'],
	'a;b|c&d': ['a;b|c&d'],
	'café\u00a0x': ['café\u00a0x'],
	'a\u000bb\u000cc': ['a\u000bb\u000cc'],
	'"a': undefined,
	"o'brien": undefined,
	'a\\': undefined,
	'"a\\': undefined,
	'"a\\"': undefined,
	'\'a"b"': undefined,
	'"': undefined,
};

for (const [text, words] of Object.entries(table)) {
	test(`words of ${JSON.stringify(text)}`, () => {
		assert.equal(shellWords(text), words);
	});
}

const PIECES = [
	'a',
	'b c',
	' ',
	'\t',
	'\n',
	'"',
	"'",
	'\\',
	'\\"',
	"\\'",
	'#',
	'=',
	'é',
	'\u00a0',
	'😀',
	'""',
	"''",
	'$',
	'\u000b',
];

const program = `
import shlex
def words(text):
    try:
        return shlex.split(text)
    except ValueError:
        return None
print(json.dumps([words(text) for text in given]))
`;

testUnless(hasPython ? undefined : 'no python3', "1000 generated texts split as Python's shlex does", () => {
	const texts = [...Object.keys(table), ...generatedTexts(11, 1000, 9, PIECES)];
	const theirs = pythonAnswer(program, texts);
	if (!Array.isArray(theirs)) throw new TypeError('python3 gave no list');
	for (const [at, text] of texts.entries()) {
		assert.equal(shellWords(text) ?? null, theirs[at], JSON.stringify(text));
	}
});

test.run();
