/** Preloaded into uvu by scripts/test.mjs: writes the test that runs into the file RUNNING_TEST, so that one that hangs has a name. */
import { writeFileSync } from 'node:fs';
import { test } from 'uvu';

const { RUNNING_TEST } = process.env;

/** Tests that ended with more servers or child processes than there were when they began: these keep Node from ending. */
const holders: string[] = [];
let held = 0;

const countHeld = (): number =>
	process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap' || kind === 'ProcessWrap').length;

function note(now: string): void {
	const left = holders.map((holder) => `a server or a process was left open by: ${holder}`);
	if (RUNNING_TEST !== undefined) writeFileSync(RUNNING_TEST, [now, ...left].join('\n'));
}

/** uvu keeps a list of [file, ...suites], and adds to the last one while it loads that file. */
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
