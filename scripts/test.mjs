/** Runs every check, then every test, as many at a time as there are cores, and prints one line of totals. */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter } from 'node:path';
import { execa } from 'execa';

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

/** A runner that takes longer hangs; the last test in its output is the one. */
const LIMIT_MS = 15 * 60_000;

const runners = [
	{ name: 'types', command: 'tsc', args: [] },
	{ name: 'format and lint', command: 'biome', args: ['ci', '--colors=off', '.'] },
	{ name: 'unused code', command: 'knip', args: [] },
	{ name: 'generated text', command: 'tsx', args: ['scripts/documents.ts', '--check'] },
	{ name: 'generated completions', command: 'tsx', args: ['scripts/completions.ts', '--check'] },
	{ name: 'table of what is shown', command: 'tsx', args: ['scripts/printable.ts', '--check'] },
	{ name: 'build', command: 'node', args: ['scripts/build.mjs'] },
];

/** One process for each folder of tests, and for each file of shell tests. */
const testsIn = (folder) => readdirSync(folder).filter((file) => /\.(?:test\.ts|bats)$/.test(file));

const unitTests = readdirSync('test', { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && testsIn(`test/${entry.name}`).some((file) => file.endsWith('.ts')))
	.map(({ name }) => ({ name, pattern: `^${name}/.*\\.test\\.ts$` }))
	.concat({ name: 'the table of commands', pattern: '^[^/]*\\.test\\.ts$' })
	.map(({ name, pattern }) => ({
		name: `tests: ${name}`,
		command: 'node',
		args: ['--import', 'tsx', 'node_modules/uvu/bin.js', 'test', pattern],
		count: countUvu,
	}));

const shellTests = testsIn('test/shell').map((file) => ({
	name: `shells: ${file}`,
	command: 'node_modules/bats/bin/bats',
	args: ['--formatter', 'tap', `test/shell/${file}`],
	count: countTap,
}));

async function run({ name, command, args, count }) {
	const { all, failed, timedOut } = await execa(command, args, {
		timeout: LIMIT_MS,
		preferLocal: true,
		env: { NO_COLOR: '1', PATH: `${process.env.PATH}${delimiter}node_modules/.bin` },
		stdin: 'ignore',
		all: true,
		reject: false,
	});
	console.log(`\n# ${name}\n${all}`);
	if (timedOut) console.log(`${name} HANGS: it was ended after ${LIMIT_MS / 60_000} minutes`);
	const counted = count === undefined ? { ...noCount(), passed: failed ? 0 : 1 } : count(all);
	// A runner that fails without a failed test (a crash, or no tests found) counts as one failure.
	const isSilent = counted.passed + counted.failed + counted.skipped === 0;
	add((failed && counted.failed === 0) || isSilent ? { ...counted, failed: 1 } : counted);
}

const sum = noCount();
const add = (counted) => {
	for (const kind of Object.keys(sum)) sum[kind] += counted[kind];
};

for (const runner of runners) await run(runner);
// As many at a time as there are cores: tests mostly wait for programs to start.
const work = [...unitTests, ...shellTests].values();
const workers = Array.from({ length: availableParallelism() }, async () => {
	for (const runner of work) await run(runner);
});
await Promise.all(workers);
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;
