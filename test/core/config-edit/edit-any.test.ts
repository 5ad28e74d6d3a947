/** Edits of generated config texts: other lines do not change, and a second edit changes nothing. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChangedSettings, type SectionId, withSection } from '../../../src/core/config-edit/section-edit.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';

const a: SectionId = { kind: 'profile', name: 'a' };
const settings = (record: Readonly<Record<string, string | undefined>>): ChangedSettings =>
	new Map(Object.entries(record));

const PIECES = [
	'[profile a]\n',
	'[profile "a"]\r\n',
	'[b]\n',
	'k = 1\n',
	'K: 2\r\n',
	'  k = n\n',
	'# c\n',
	'\n',
	' \t\r\n',
	'l =\n',
	'\tx = 1\n',
	'  [profile a]\n',
	'\r',
];

/** Returns whether all lines of `part` are in `whole`, in the same order. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
	let at = 0;
	for (const line of part) {
		at = whole.indexOf(line, at) + 1;
		if (at === 0) return false;
	}
	return true;
}

const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

test('generated texts: a new key is added below existing lines, and a second edit changes nothing', () => {
	for (const text of generatedTexts(6, 3000, 12, PIECES)) {
		const once = withSection(text, a, settings({ fresh: 'v' }));
		const shown = JSON.stringify([text, once]);
		assert.ok(isWithin(linesOf(text), linesOf(once)), shown);
		assert.ok(once.includes('fresh = v'), shown);
		assert.is(withSection(once, a, settings({ fresh: 'v' })), once, shown);
		const removed = withSection(once, a, settings({ fresh: undefined }));
		assert.is(withSection(removed, a, settings({ fresh: undefined })), removed, shown);
		assert.not.ok(removed.includes('fresh'), shown);
	}
});

test('generated texts: only the lines of the key change, and a second edit changes nothing', () => {
	for (const text of generatedTexts(7, 3000, 12, PIECES)) {
		const once = withSection(text, a, settings({ k: 'v' }));
		// Blank lines are left out: a lone CR and an LF become one line end when the line between them is removed.
		const others = linesOf(text).filter((line) => /^[[#l]/.test(line));
		assert.ok(isWithin(others, linesOf(once)), JSON.stringify([text, once]));
		assert.is(withSection(once, a, settings({ k: 'v' })), once, JSON.stringify([text, once]));
	}
});

test.run();
