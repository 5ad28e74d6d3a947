/** The marked block in start-up files: text outside it does not change by a byte. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutRcBlock, withRcBlock } from '../../../src/core/shell/start-files.ts';

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

test.run();
