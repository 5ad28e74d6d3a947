/**
 * Runs the program with what V8 has compiled of it before. README.md in this folder says what that buys, what it costs and when it
 * may go.
 */
import { keepCompiled, load } from './load.ts';

const PROGRAM = './program.cjs';

/** Commands that compile those parts of the program that the next run needs. */
const USUAL = new Set(['use', 'shell-role', 'export']);
const HELP = new Set(['-h', '--help']);

process.once('exit', (status) => {
	if (status !== 0) return;
	const [, , command = '', ...words] = process.argv;
	const isUsual = USUAL.has(command) && !words.some((word) => HELP.has(word));
	keepCompiled((file) => isUsual || file !== PROGRAM);
});

load(PROGRAM);
