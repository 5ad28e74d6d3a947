import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatNote, parseNote } from '../../../src/core/text/note.ts';

test('a note is read back, and begins with its format number', () => {
	assert.is(formatNote({ refused: 'token' }), '{"format": 1, "refused": "token"}');
	assert.equal(parseNote('{"format": 1, "refused": "token"}'), { format: 1, refused: 'token' });
});

for (const text of ['', '[]', '{"format": 2, "refused": "token"}', '{"format": "1"}', '{"format": null']) {
	test(`not a note of a known format: ${text}`, () => assert.is(parseNote(text), undefined));
}

test('a note of the first release, without a format number, is read', () => {
	assert.equal(parseNote('{"refused": "token"}'), { refused: 'token' });
});

test.run();
