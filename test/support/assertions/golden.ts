/** Compares text with a reviewed file in test/golden; `UPDATE_GOLDEN=1` writes the file again. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';

const folder = new URL('../../golden/', import.meta.url);

export function matchesGolden(name: string, text: string): void {
	const file = new URL(name, folder);
	if (process.env.UPDATE_GOLDEN === '1') {
		mkdirSync(folder, { recursive: true });
		writeFileSync(file, text);
	}
	assert.fixture(text, readFileSync(file, 'utf8'));
}
