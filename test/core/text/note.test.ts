import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatNote, parseNote } from '../../../src/core/text/note.ts';

test('a note is read back, with the number of its layout in front', () => {
	assert.is(formatNote({ refused: 'token' }), '{"format": 1, "refused": "token"}');
	assert.equal(parseNote('{"format": 1, "refused": "token"}'), { format: 1, refused: 'token' });
});

for (const text of ['', '[]', '{"format": 2, "refused": "token"}', '{"format": "1"}', '{"format": null']) {
	test(`no note that this release knows: ${text}`, () => assert.is(parseNote(text), undefined));
}

test('a note of the first release, which wrote no number', () => {
	assert.equal(parseNote('{"refused": "token"}'), { refused: 'token' });
});

test.run();
