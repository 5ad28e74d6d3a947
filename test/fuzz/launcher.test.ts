/** A small run of launcher.ts with a new seed each time; `npm run fuzz-launcher` is the long one. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fuzzLauncher } from './launcher.ts';

const seed = Date.now() % 2 ** 32;

test(`the launcher prints what the program prints, or nothing, for 12 roles (seed ${seed})`, () => {
	const { problems, answers, left } = fuzzLauncher(12, seed);
	assert.equal(problems, []);
	assert.ok(answers > 0 && answers + left > 100, `${answers} answers`);
});

test.run();
