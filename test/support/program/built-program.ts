/**
 * The built program that the tests run: dist/ in Node, or the file that SSOENV_TEST_PROGRAM names, such as the single
 * file. `npm test -- --program FILE` sets that.
 */
import { fileURLToPath } from 'node:url';

const { SSOENV_TEST_PROGRAM: other } = process.env;

export const CLI = other ?? fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));

/** The variable that lets the program load a script before it starts. */
export const preloading = (script: string): Readonly<Record<string, string>> =>
	other === undefined ? { NODE_OPTIONS: `-r ${script}` } : { BUN_OPTIONS: `--preload ${script}` };

/** The words that run the program without a look at PATH. */
export const PROGRAM: readonly [file: string, ...words: string[]] =
	other === undefined ? [process.execPath, CLI] : [CLI];

/** Why a test about the Node that runs ssoenv is skipped; undefined if a Node runs it. */
export const lacksNode = other === undefined ? undefined : 'the single file runs without Node';
