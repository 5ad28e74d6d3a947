/**
 * Runs the program from code that V8 compiled in an earlier run. That saves 8 to 9 ms of a warm `use`, which takes
 * some 37. README.md says how that was measured, what it costs a reader, and when this folder may go.
 */
import { keepCompiled, load } from './load.ts';

const PROGRAM = './program.cjs';

/** Commands that compile the parts of the program that the next run needs. */
const USUAL = new Set(['use', 'shell-role', 'export']);
const HELP = new Set(['-h', '--help']);

process.once('exit', (status) => {
	if (status !== 0) return;
	const [, , command = '', ...words] = process.argv;
	const isUsual = USUAL.has(command) && !words.some((word) => HELP.has(word));
	keepCompiled((file) => isUsual || file !== PROGRAM);
});

load(PROGRAM);
