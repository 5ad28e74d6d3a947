/** Splits command lines as the C runtime of Windows does, compared with botocore if it is installed. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { windowsWords } from '../../../src/core/text/windows-words.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const table: Readonly<Record<string, readonly string[] | undefined>> = {
	'': [],
	' \t ': [],
	'C:\\bin\\keys.exe --role a': ['C:\\bin\\keys.exe', '--role', 'a'],
	'"C:\\Program Files\\keys.exe" a': ['C:\\Program Files\\keys.exe', 'a'],
	"a 'b c'": ['a', "'b", "c'"],
	'a ""': ['a', ''],
	'a" "b': ['a b'],
	'a\nb': ['a\nb'],
	'a\\"b': ['a"b'],
	'a\\\\"b c"': ['a\\b c'],
	'a\\\\\\"b': ['a\\"b'],
	'a\\\\ b\\': ['a\\\\', 'b\\'],
	'"a': undefined,
	'"a\\"': undefined,
};

for (const [text, words] of Object.entries(table)) {
	test(`words of ${JSON.stringify(text)}`, () => {
		assert.equal(windowsWords(text), words);
	});
}

const program = `
import importlib.util
if importlib.util.find_spec('botocore') is None:
    print('null')
    sys.exit()
from botocore.compat import compat_shell_split
def words(text):
    try:
        return compat_shell_split(text, 'win32')
    except ValueError:
        return None
print(json.dumps([words(text) for text in given]))
`;

const texts = [
	...Object.keys(table),
	...generatedTexts(12, 1000, 9, ['a', 'b c', ' ', '\t', '\n', '"', "'", '\\', '\\\\', '\\"', 'é', '😀', '""']),
];
const theirs = hasPython ? pythonAnswer(program, texts) : null;

testUnless(theirs === null ? 'no botocore' : undefined, '1000 generated texts split as in botocore', () => {
	if (!Array.isArray(theirs)) throw new TypeError('python3 gave no list');
	for (const [at, text] of texts.entries()) {
		assert.equal(windowsWords(text) ?? null, theirs[at], JSON.stringify(text));
	}
});

test.run();
