/** A small run of program-words.ts with a new seed each time; `npm run fuzz-words` is the long one. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { wrongVectors } from './program-words.ts';

const seed = Date.now() % 2 ** 32;

test(`30 lists of hostile words reach a program byte for byte (seed ${seed})`, async () => {
	assert.equal(await wrongVectors(30, seed), []);
});

test.run();
