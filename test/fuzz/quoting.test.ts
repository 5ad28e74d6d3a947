/** A small run of the fuzzer with a new seed each time; `npm run fuzz` is the long one. */
import { env } from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fuzz, isOnPath, subjects } from './quoting.ts';
import { hostileValues, randomNumbers } from './values.ts';

const seed = Date.now() % 2 ** 32;
const required = (env.SSOENV_REQUIRE_SHELLS ?? '').split(' ');

for (const subject of subjects) {
	const { name, shell, program } = subject;
	if (!isOnPath(program) && !required.includes(shell) && !required.includes(program)) {
		console.warn(`${program} IS NOT ON PATH: nothing is proved for ${name}`);
		test.skip(name, () => {});
		continue;
	}
	test(`${name}: 400 hostile values arrive byte for byte (seed ${seed})`, async () => {
		const { values, refused, failures } = await fuzz(subject, { count: 400, seed });
		assert.is(values + refused, 400);
		assert.ok(refused === 0 || shell === 'tcsh');
		assert.equal(failures, []);
	});
}

test('a syntax that does not quote is caught', async () => {
	const [bash] = subjects;
	if (bash === undefined) throw new Error('there are no subjects');
	const unquoted = {
		...bash,
		write: (changes: readonly { readonly name: string; readonly value: string | undefined }[]) =>
			changes.map(({ name, value }) => `export ${name}="${value}"\n`).join(''),
	};
	const { failures } = await fuzz(unquoted, { count: 200, seed: 1 });
	assert.ok(failures.some((failure) => failure.includes('CODE RAN')));
});

test('a seed always gives the same values', () => {
	const values = () => [...hostileValues(randomNumbers(7), 50)];
	assert.equal(values(), values());
});

test.run();
