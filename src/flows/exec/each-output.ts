/** Where the output of the commands of `each` goes: to the terminal in lines, into one JSON text, or into files. */
import { type EachOutcome, type EachOutput, outcomesJson } from '../../core/exec/each-outcome.ts';
import { outputNames } from '../../core/exec/output-names.ts';
import { prefixedLines } from '../../core/exec/whole-lines.ts';
import { printable } from '../../core/text/printable.ts';
import type { Ports } from '../../ports/context.ts';
import type { OutputStream, ProgramOutput } from '../../ports/programs.ts';
import type { ProgressBar } from '../../ports/terminal.ts';

/** The output of all commands. */
export interface OutputPlace {
	/** Returns where that of a profile goes, and what to do when its command has ended. */
	readonly open: (at: number) => { readonly output: ProgramOutput; readonly close: () => void };
	/** Called at the end. */
	readonly finish: (outcomes: readonly EachOutcome[]) => void;
}

const STREAMS = ['stdout', 'stderr'] as const;

/** Passes on each whole line, with the profile in front of it. */
export async function linesOutput(
	profiles: readonly string[],
	bar: ProgressBar | undefined,
	{ terminal }: Ports<'terminal'>,
): Promise<OutputPlace> {
	const paint = await terminal.painter();
	const isOnTerminal = { stdout: terminal.stdoutIsTerminal(), stderr: terminal.stderrIsTerminal() };
	const passOn = (stream: OutputStream, lines: Uint8Array): boolean => {
		if (lines.length === 0) return true;
		const write = () => terminal.passOn(stream, lines);
		return bar !== undefined && isOnTerminal[stream] ? bar.aside(write) : write();
	};
	return {
		open: (at) => {
			const name = `${printable(profiles[at] ?? '')}:`;
			const linesOf = (stream: OutputStream) => prefixedLines(new TextEncoder().encode(`${paint(name, at, stream)} `));
			const lines = { stdout: linesOf('stdout'), stderr: linesOf('stderr') };
			return {
				output: { take: (stream, part) => passOn(stream, lines[stream].push(part)) },
				close: () => {
					for (const stream of STREAMS) passOn(stream, lines[stream].end());
				},
			};
		},
		finish: () => undefined,
	};
}

/** Keeps the output, and prints it with the outcomes at the end. */
export function jsonOutput({ terminal }: Ports<'terminal'>): OutputPlace {
	const texts = new Map<number, EachOutput>();
	return {
		open: (at) => {
			const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
			const parts: Record<OutputStream, string[]> = { stdout: [], stderr: [] };
			return {
				output: {
					take: (stream, part) => {
						parts[stream].push(decoders[stream].decode(part, { stream: true }));
						return true;
					},
				},
				close: () => {
					const textOf = (stream: OutputStream) => parts[stream].join('') + decoders[stream].decode();
					texts.set(at, { stdout: textOf('stdout'), stderr: textOf('stderr') });
				},
			};
		},
		finish: (outcomes) => {
			const nothing = { stdout: '', stderr: '' };
			terminal.stdout(outcomesJson(outcomes.map((outcome, at) => ({ ...outcome, ...(texts.get(at) ?? nothing) }))));
		},
	};
}

/** Writes two files for each profile. */
export function filesOutput(folder: string, profiles: readonly string[]): OutputPlace {
	const names = outputNames(profiles);
	return {
		open: (at) => ({ output: { path: `${folder}/${names[at]}` }, close: () => undefined }),
		finish: () => undefined,
	};
}
