/** Runs Node once and reads what at-end.cjs reports about the run. */
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { asRecord } from '../../../src/core/text/json.ts';

const HOOK = fileURLToPath(new URL('at-end.cjs', import.meta.url));

/** Milliseconds on the machine's monotonic clock, which all processes share. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** When the process was started, when it began to run, when it entered and left the program, and when it was gone. */
export type Milestones = Readonly<Record<'started' | 'origin' | 'begin' | 'end' | 'gone', number>>;

export interface EndedProgram {
	/** Module names as Node lists them, with its internal modules and bindings. */
	readonly modules: readonly string[];
	readonly peakKilobytes: number;
	readonly times: Milestones;
}

/** @throws Error when the program fails or reports nothing */
export async function endOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<EndedProgram> {
	const started = now();
	// A shell in between: Linux counts the peak memory of the process that starts a program as the program's own.
	const words = ['-c', '"$@"; exit "$?"', 'sh', process.execPath, '--require', HOOK, ...args];
	const child = spawn('sh', words, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
	const status = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
	const [, , , pipe] = child.stdio;
	if (!(pipe instanceof Readable)) throw new TypeError('there is nothing to read from');
	const report = await text(pipe);
	if ((await status) !== 0) throw new Error(`${args.join(' ')}: exit status ${await status}`);
	return parse(report, started, now());
}

function parse(report: string, started: number, gone: number): EndedProgram {
	const { modules, peakKilobytes, times } = asRecord(JSON.parse(report)) ?? {};
	const { origin, begin, end } = asRecord(times) ?? {};
	if (!Array.isArray(modules)) throw new TypeError('it told no modules');
	return {
		modules: modules.map(String),
		peakKilobytes: Number(peakKilobytes),
		times: { started, origin: Number(origin), begin: Number(begin), end: Number(end), gone },
	};
}
