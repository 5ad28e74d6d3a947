/** The AWS CLI's guard against a `credential_process` that calls itself. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { refuseProfileCycle, withProfile } from '../../../src/core/profile/profile-chain.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const allowed: readonly (readonly [chain: string | undefined, profile: string])[] = [
	[undefined, 'a'],
	['', 'a'],
	['b', 'a'],
	['b,c,d', 'a'],
	['aa', 'a'],
	['A', 'a'],
	['"a,b"', 'a'],
	['"a,b",c', 'b'],
	['"say ""a"""', 'a'],
	[' a', 'a'],
];

for (const [chain, profile] of allowed) {
	test(`accepted: ${profile} after ${JSON.stringify(chain)}`, () => {
		refuseProfileCycle(chain, profile);
	});
}

const refused: readonly (readonly [chain: string, profile: string, shown: string])[] = [
	['a', 'a', 'a -> a'],
	['a,b', 'a', 'a -> b -> a'],
	['b,a', 'a', 'b -> a -> a'],
	['default', 'default', 'default -> default'],
	['"a,b"', 'a,b', 'a,b -> a,b'],
	['x,"a ""q"" b",y', 'a "q" b', 'x -> a "q" b -> y -> a "q" b'],
	['"a\nb",c', 'a\nb', 'a\nb -> c -> a\nb'],
	['a,b,c,d', 'e', 'a -> b -> c -> d -> e'],
	['a,b,c,d,e', 'f', 'a -> b -> c -> d -> e -> f'],
	[',a', 'a', ' -> a -> a'],
];

for (const [chain, profile, shown] of refused) {
	test(`refused: ${profile} after ${JSON.stringify(chain)}`, () => {
		const failure = failureOf(() => refuseProfileCycle(chain, profile));
		assert.is(failure.code, 'process-chain');
		assert.is(failure.status, 3);
		assert.is(failure.message, `credential_process would call itself: ${shown}`);
	});
}

const write = `
import csv, io
def record(names):
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(names)
    return out.getvalue()
print(json.dumps([record(names) for names in given]))
`;

testUnless(hasPython ? undefined : 'no python3', "records of Python's csv module are read back", () => {
	const chains = [['a'], ['a b', 'c'], ['a,b', 'c"d'], ['"', ',', '\n'], ["it's", 'café'], ['""', 'x,"y"']];
	const records = pythonAnswer(write, chains);
	if (!Array.isArray(records)) throw new TypeError('python3 gave no list');
	for (const [at, names] of chains.entries()) {
		for (const name of names) {
			const failure = failureOf(() => refuseProfileCycle(String(records[at]), name));
			assert.is(failure.message, `credential_process would call itself: ${[...names, name].join(' -> ')}`);
		}
	}
});

testUnless(hasPython ? undefined : 'no python3', "a record grows as Python's csv module writes it", () => {
	const chains = [['a'], ['a b', 'c'], ['a,b', 'c"d'], ['"', ','], ["it's", 'café', '']];
	const records = pythonAnswer(write, chains);
	const ours = chains.map((names) => names.reduce<string | undefined>(withProfile, undefined));
	assert.equal(ours, records);
});

test.run();
