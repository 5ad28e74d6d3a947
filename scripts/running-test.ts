/**
 * Preloaded into uvu by scripts/test.mjs: writes the name of the running test into the file RUNNING_TEST, so that a
 * test that hangs can be named.
 */
import { writeFileSync } from 'node:fs';
import { test } from 'uvu';

const { RUNNING_TEST } = process.env;

/** Tests that left a server or a child process open, which keeps Node from ending. */
const holders: string[] = [];
let held = 0;

const countHeld = (): number =>
	process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap' || kind === 'ProcessWrap').length;

function note(now: string): void {
	const left = holders.map((holder) => `a server or a process was left open by: ${holder}`);
	if (RUNNING_TEST !== undefined) writeFileSync(RUNNING_TEST, [now, ...left].join('\n'));
}

/** uvu keeps a list of [file, ...suites], and extends the last entry while it loads that file. */
const fileThatLoads = (): string => String(Reflect.get(globalThis, 'UVU_QUEUE')?.at(-1)?.[0]);

const { run } = test;
test.run = () => {
	const file = fileThatLoads();
	test.before.each(({ __test__ }) => {
		held = countHeld();
		note(`${file}: ${__test__}`);
	});
	test.after.each(({ __test__ }) => {
		if (countHeld() > held) holders.push(`${file}: ${__test__}`);
		note(`${file}: what comes after the test: ${__test__}`);
	});
	run();
};
