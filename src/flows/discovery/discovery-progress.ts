/**
 * Shows the progress of a discovery: a bar on a terminal, else a line every few seconds. A short discovery shows
 * nothing.
 */
import { progressWords, stepsPerSecond } from '../../core/discovery/progress.ts';
import type { Ports } from '../../ports/context.ts';
import type { ProgressBar } from '../../ports/terminal.ts';

/** A discovery shows nothing before this. */
const QUIET_MS = 1000;
/** The time between two lines. */
const LINE_MS = 5000;

interface State {
	readonly done: number;
	readonly total: number;
	readonly isTotalKnown: boolean;
}

export interface DiscoveryProgress {
	/** Call after each answer. */
	readonly update: (state: State) => void;
	/** Removes the bar from the terminal. */
	readonly end: () => Promise<void>;
}

/** Starts measuring a discovery. Nothing is drawn before the first `tell`. */
export function discoveryProgress(context: Ports<'terminal' | 'machine'>): DiscoveryProgress {
	const begunAt = context.machine.now();
	const answeredAt: number[] = [];
	const isTerminal = context.terminal.stderrIsTerminal();
	let lineAt = begunAt + LINE_MS;
	let opening: Promise<void> | undefined;
	let bar: ProgressBar | undefined;
	const openBar = async () => {
		bar = await context.terminal.progressBar();
	};
	return {
		update: (state) => {
			const now = context.machine.now();
			answeredAt.push(now);
			if (now - begunAt < QUIET_MS) return;
			const words = () => progressWords({ ...state, perSecond: stepsPerSecond(answeredAt, begunAt, now) });
			if (isTerminal) {
				opening ??= openBar();
				bar?.show(state.done, state.total, words());
			} else if (now >= lineAt) {
				lineAt = now + LINE_MS;
				context.terminal.say(words());
			}
		},
		end: async () => {
			await opening;
			bar?.stop();
		},
	};
}
