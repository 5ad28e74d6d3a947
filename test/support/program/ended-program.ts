/** A run of Node as it looked back on itself when it ended. */
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { asRecord } from '../../../src/core/text/json.ts';

const HOOK = fileURLToPath(new URL('at-end.cjs', import.meta.url));

/** Milliseconds on the one clock of the machine that no process has to itself. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** When it was started, was a process, came to the program, left it, and was gone. */
export type Milestones = Readonly<Record<'started' | 'origin' | 'begin' | 'end' | 'gone', number>>;

export interface EndedProgram {
	/** Names as Node has them, its own internal modules and bindings too. */
	readonly modules: readonly string[];
	readonly peakKilobytes: number;
	readonly times: Milestones;
}

/** @throws Error when it fails, or tells nothing */
export async function endOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<EndedProgram> {
	const started = now();
	// A shell between, for Linux counts the memory of whoever starts a program as that program's own.
	const words = ['-c', '"$@"; exit "$?"', 'sh', process.execPath, '--require', HOOK, ...args];
	const child = spawn('sh', words, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
	const status = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
	const [, , , pipe] = child.stdio;
	if (!(pipe instanceof Readable)) throw new TypeError('there is nothing to read from');
	const told = await text(pipe);
	if ((await status) !== 0) throw new Error(`${args.join(' ')}: exit status ${await status}`);
	return parse(told, started, now());
}

function parse(told: string, started: number, gone: number): EndedProgram {
	const { modules, peakKilobytes, times } = asRecord(JSON.parse(told)) ?? {};
	const { origin, begin, end } = asRecord(times) ?? {};
	if (!Array.isArray(modules)) throw new TypeError('it told no modules');
	return {
		modules: modules.map(String),
		peakKilobytes: Number(peakKilobytes),
		times: { started, origin: Number(origin), begin: Number(begin), end: Number(end), gone },
	};
}
