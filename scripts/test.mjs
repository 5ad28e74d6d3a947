/**
 * Runs every check, then every test, several at a time, and prints one line of totals.
 *
 * `--all` runs each row of the large tables of tests, of which there are some otherwise. `--only PATTERN` runs only those
 * whose names match the regular expression; `--limit SECONDS` sets another time limit. `--program FILE` tests another
 * built program than dist/, such as the single file.
 */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { watchedRun } from './watched-run.mjs';

const type = 'string';
const { values } = parseArgs({
	options: { all: { type: 'boolean' }, only: { type }, limit: { type }, program: { type } },
});

/**
 * A run in which no test ends for so long hangs: the runner ends it and names the test that hangs. BATS_TEST_TIMEOUT of
 * bats is not safe here: its watcher may miss the end of a short test. Minutes later it kills another process that
 * has got the same process ID.
 */
const LIMIT_S = Number(values.limit ?? 10 * 60);

const noCount = () => ({ passed: 0, failed: 0, skipped: 0 });

/** uvu ends with `Total:`, `Passed:` and `Skipped:`; the total does not include skipped tests. */
const countUvu = (output) => {
	const number = (name) => Number(new RegExp(`^\\s*${name}:\\s+(\\d+)`, 'm').exec(output)?.[1] ?? 0);
	return { passed: number('Passed'), failed: number('Total') - number('Passed'), skipped: number('Skipped') };
};

/** bats in TAP form: `ok 1 name`, `ok 2 name # skip why`, `not ok 3 name`. */
const countTap = (output) => {
	const lines = (pattern) => output.match(pattern)?.length ?? 0;
	const skipped = lines(/^ok .*# skip/gm);
	return { passed: lines(/^ok /gm) - skipped, failed: lines(/^not ok /gm), skipped };
};

/** The lines with which bats reports the beginning of each test, for its formatters. */
const BEGINS = /^(?:begin \d+|suite) (.*)\n/gm;

const checks = [
	{ name: 'types', command: 'tsc', args: [] },
	{ name: 'format and lint', command: 'biome', args: ['ci', '--colors=off', '.'] },
	{ name: 'unused code', command: 'knip', args: [] },
	{ name: 'generated text', command: 'tsx', args: ['scripts/documents.ts', '--check'] },
	{ name: 'generated completions', command: 'tsx', args: ['scripts/completions.ts', '--check'] },
	{ name: 'generated text in the shell layers', command: 'tsx', args: ['scripts/shell-layers.ts', '--check'] },
	{ name: 'table of what is shown', command: 'tsx', args: ['scripts/printable.ts', '--check'] },
	{ name: 'build', command: 'node', args: ['scripts/build.mjs'] },
];

const testFiles = readdirSync('test', { recursive: true }).sort();

/** One process for each folder of test/ with unit tests. */
const folders = new Set(
	testFiles.filter((file) => file.endsWith('.test.ts')).map((file) => file.split('/').slice(0, -1)[0]),
);
const unitTests = [...folders].map((folder) => ({
	name: `tests: ${folder ?? 'the table of commands'}`,
	command: 'node',
	args: [
		...['--import', 'tsx', '--import', './scripts/running-test.ts', 'node_modules/uvu/bin.js', 'test'],
		folder === undefined ? '^[^/]*\\.test\\.ts$' : `^${folder}/.*\\.test\\.ts$`,
	],
	count: countUvu,
}));

/** One process for each file of shell tests, named after its room and file. `npm run frameworks` runs the others. */
const shellTests = testFiles
	.filter((file) => file.startsWith('program/') && file.endsWith('.bats'))
	.map((file) => ({
		name: `shells: ${file.replace(/^program\//, '')}`,
		command: 'node_modules/bats/bin/bats',
		args: ['--formatter', 'cat', `test/${file}`],
		count: countTap,
	}));

async function run({ name, command, args, count }) {
	const began = performance.now();
	const env = {
		NO_COLOR: '1',
		...(values.all && { SSOENV_ALL_TESTS: '1' }),
		...(values.program !== undefined && { SSOENV_TEST_PROGRAM: resolve(values.program) }),
		PATH: `${process.env.PATH}${delimiter}node_modules/.bin`,
	};
	const { output, failed, hangs, running } = await watchedRun(command, args, { limitMs: LIMIT_S * 1000, env });
	const begun = [...output.matchAll(BEGINS)].at(-1)?.[1];
	const seconds = Math.round((performance.now() - began) / 1000);
	console.log(`\n# ${name} (${seconds} s)\n${output.replace(BEGINS, '')}`);
	if (hangs) console.log(`${name} HANGS: no test ended for ${LIMIT_S} s, in: ${running || begun || 'its start'}`);
	const counted = count === undefined ? { ...noCount(), passed: failed ? 0 : 1 } : count(output);
	// A run that fails without a failed test (a crash, a hang, or no tests found) counts as one failure.
	const isSilent = counted.passed + counted.failed + counted.skipped === 0;
	add((failed && counted.failed === 0) || isSilent ? { ...counted, failed: 1 } : counted);
}

// All tests talk to loopback. Node 20 reads these certificates at each start, which then takes three times as long.
delete process.env.NODE_EXTRA_CA_CERTS;

const sum = noCount();
const add = (counted) => {
	for (const kind of Object.keys(sum)) sum[kind] += counted[kind];
};

const isMeant = ({ name }) => new RegExp(values.only ?? '').test(name);
for (const check of checks.filter(isMeant)) await run(check);
// Two more than there are cores: tests of terminals, proxies and sign-ins mostly wait.
const work = [...unitTests, ...shellTests].filter(isMeant).values();
const workers = Array.from({ length: availableParallelism() + 2 }, async () => {
	for (const one of work) await run(one);
});
await Promise.all(workers);
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;
