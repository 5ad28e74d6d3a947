/** Runs every check and test, one runner after the other, and ends with one line that sums them up. */
import { delimiter } from 'node:path';
import { execa } from 'execa';

const noCount = () => ({ passed: 0, failed: 0, skipped: 0 });

/** uvu ends with `Total:`, `Passed:` and `Skipped:`; the total leaves the skipped ones out. */
const countUvu = (output) => {
	const number = (name) => Number(new RegExp(`^\\s*${name}:\\s+(\\d+)`, 'm').exec(output)?.[1] ?? 0);
	return { passed: number('Passed'), failed: number('Total') - number('Passed'), skipped: number('Skipped') };
};

/** bats in its TAP form: `ok 1 name`, `ok 2 name # skip why`, `not ok 3 name`. */
const countTap = (output) => {
	const lines = (pattern) => output.match(pattern)?.length ?? 0;
	const skipped = lines(/^ok .*# skip/gm);
	return { passed: lines(/^ok /gm) - skipped, failed: lines(/^not ok /gm), skipped };
};

const runners = [
	{ name: 'types', command: 'tsc', args: [] },
	{ name: 'format and lint', command: 'biome', args: ['ci', '--colors=off', '.'] },
	{ name: 'unused code', command: 'knip', args: [] },
	{ name: 'generated text', command: 'tsx', args: ['scripts/readme.ts', '--check'] },
	{ name: 'build', command: 'node', args: ['scripts/build.mjs'] },
	{
		name: 'unit, wire and interop',
		command: 'node',
		args: ['--import', 'tsx', 'node_modules/uvu/bin.js', 'test', '\\.test\\.ts$'],
		count: countUvu,
	},
	{
		name: 'shells',
		command: 'node_modules/bats/bin/bats',
		args: ['--formatter', 'tap', 'test/shell'],
		count: countTap,
	},
];

async function run({ name, command, args, count }) {
	console.log(`\n# ${name}`);
	const { stdout, failed } = await execa(command, args, {
		preferLocal: true,
		env: { NO_COLOR: '1', PATH: `${process.env.PATH}${delimiter}node_modules/.bin` },
		stdin: 'ignore',
		stdout: ['inherit', 'pipe'],
		stderr: 'inherit',
		reject: false,
	});
	const counted = count === undefined ? { ...noCount(), passed: failed ? 0 : 1 } : count(stdout);
	// A runner that fails without a failed test (it crashed, or found no test) is a failure of its own.
	const isSilent = counted.passed + counted.failed === 0;
	return (failed && counted.failed === 0) || isSilent ? { ...counted, failed: 1 } : counted;
}

const sum = noCount();
for (const runner of runners) {
	const counted = await run(runner);
	for (const kind of Object.keys(sum)) sum[kind] += counted[kind];
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;
