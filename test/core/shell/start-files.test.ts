/** The marked block in start-up files: text outside it does not change by a byte. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { layersIn, rcMarks, shellStarts, withoutRcBlock, withRcBlock } from '../../../src/core/shell/start-files.ts';
import { shellNames } from '../../../src/core/shell/syntaxes.ts';

const BLOCK = '# >>> ssoenv >>>\n. /x\n# <<< ssoenv <<<\n';

const texts: Readonly<Record<string, readonly [before: string, after: string]>> = {
	'no file': ['', BLOCK],
	'a file': ['alias a=b\n', `alias a=b\n\n${BLOCK}`],
	'a file without a final newline': ['alias a=b', `alias a=b\n${BLOCK}`],
	'an older block at the end': ['a\n\n# >>> ssoenv >>>\nold\n# <<< ssoenv <<<\n', `a\n\n${BLOCK}`],
	'an older block in the middle': ['a\n\n# >>> ssoenv >>>\nold\n# <<< ssoenv <<<\nb\n', `a\nb\n\n${BLOCK}`],
	'two blocks': [`a\n\n${BLOCK}b\n\n${BLOCK}`, `a\nb\n\n${BLOCK}`],
	'only the begin line of a block': ['# >>> ssoenv >>>\nmine\n', `# >>> ssoenv >>>\nmine\n\n${BLOCK}`],
	'one line with CRLF': ['a\r\nb\n', `a\r\nb\n\n${BLOCK}`],
	CRLF: ['a\r\n', `a\r\n\r\n${BLOCK.replaceAll('\n', '\r\n')}`],
};

for (const [name, [before, after]] of Object.entries(texts)) {
	test(`${name}: the block is there once, and a second run changes nothing`, () => {
		assert.is(withRcBlock(before, '. /x'), after);
		assert.is(withRcBlock(after, '. /x'), after);
	});
}

test('text after a block without an end line is not part of the next block', () => {
	const before = '# >>> ssoenv >>>\nold\nmine\n';
	assert.is(withRcBlock(withRcBlock(before, '. /w'), '. /x'), `${before}\n${BLOCK}`);
	assert.is(withoutRcBlock(withRcBlock(before, '. /x')), before);
});

for (const text of [
	'',
	'a',
	'a\r\nb',
	'a\n',
	'a\n\n',
	'\n\n',
	'#!/bin/sh\n# mine\n\n\nb\n',
	'a\r\nb\r\n',
	'# <<< ssoenv <<<\n',
]) {
	test(`adding and removing the block restores ${JSON.stringify(text)}`, () => {
		assert.is(withoutRcBlock(withRcBlock(text, '. /x')), text);
		assert.is(withoutRcBlock(text), text);
	});
}

for (const shell of shellNames) {
	const { file, load } = shellStarts[shell];
	test(`${shell}: of a path that is written in another form, nothing wrong is found`, () => {
		const path = `/home/m\u00fc'ller/ssoenv/shell/${file}`;
		const found = layersIn(withRcBlock('', load(path)), shell);
		assert.ok(found.length === 0 || found[0] === path, found[0]);
	});

	for (const folder of ['/opt/ssoenv', '/home/me/my tools/ssoenv@1']) {
		test(`${shell}: the file that a block loads is found in ${folder}`, () => {
			const path = `${folder}/shell/${file}`;
			const text = withRcBlock('# /not/this/one\n', `${load(path)}\n# The role in the prompt: plain\necho`);
			assert.equal(layersIn(text, shell), [path]);
		});
	}
}

for (const [text, marks] of [
	[BLOCK, [true, true]],
	[BLOCK + BLOCK, [true, true, true, true]],
	[BLOCK.replace('# <<< ssoenv <<<\n', ''), [false]],
	[BLOCK.replace('# >>> ssoenv >>>\n', ''), [false]],
	[`# >>> ssoenv >>>\n${BLOCK}`, [false, true, true]],
	[`${BLOCK}# <<< ssoenv <<<\n`, [true, true, false]],
	['# <<< ssoenv <<<\n# >>> ssoenv >>>\n', [false, false]],
	['', []],
] as const) {
	test(`marks that belong to a block: ${JSON.stringify(text)}`, () =>
		assert.equal(
			rcMarks(text).map(({ isPaired }) => isPaired),
			marks,
		));
}

test.run();
