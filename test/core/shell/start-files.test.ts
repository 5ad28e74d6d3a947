/** The marked block in start-up files: what is outside of it stays as it is, byte for byte. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutRcBlock, withRcBlock } from '../../../src/core/shell/start-files.ts';

const BLOCK = '# >>> ssoenv >>>\n. /x\n# <<< ssoenv <<<\n';

const texts: Readonly<Record<string, readonly [before: string, after: string]>> = {
	'no file': ['', BLOCK],
	'a file': ['alias a=b\n', `alias a=b\n\n${BLOCK}`],
	'a file without an end of line': ['alias a=b', `alias a=b\n\n${BLOCK}`],
	'an older block at the end': ['a\n\n# >>> ssoenv >>>\nold\n# <<< ssoenv <<<\n', `a\n\n${BLOCK}`],
	'an older block in the middle': ['a\n\n# >>> ssoenv >>>\nold\n# <<< ssoenv <<<\nb\n', `a\nb\n\n${BLOCK}`],
	'two blocks': [`a\n\n${BLOCK}b\n\n${BLOCK}`, `a\nb\n\n${BLOCK}`],
	'the beginning of a block alone': ['# >>> ssoenv >>>\nmine\n', `# >>> ssoenv >>>\nmine\n\n${BLOCK}`],
	CRLF: ['a\r\n', `a\r\n\r\n${BLOCK.replaceAll('\n', '\r\n')}`],
};

for (const [name, [before, after]] of Object.entries(texts)) {
	test(`${name}: the block is there once, and a second time nothing changes`, () => {
		assert.is(withRcBlock(before, '. /x'), after);
		assert.is(withRcBlock(after, '. /x'), after);
	});
}

test('what follows a block that lost its end is not part of the next block', () => {
	const before = '# >>> ssoenv >>>\nold\nmine\n';
	assert.is(withRcBlock(withRcBlock(before, '. /w'), '. /x'), `${before}\n${BLOCK}`);
	assert.is(withoutRcBlock(withRcBlock(before, '. /x')), before);
});

for (const text of ['', 'a\n', 'a\n\n', '\n\n', '#!/bin/sh\n# mine\n\n\nb\n', 'a\r\nb\r\n', '# <<< ssoenv <<<\n']) {
	test(`${JSON.stringify(text)}: taken out again, it is as it was`, () => {
		assert.is(withoutRcBlock(withRcBlock(text, '. /x')), text);
		assert.is(withoutRcBlock(text), text);
	});
}

test.run();
