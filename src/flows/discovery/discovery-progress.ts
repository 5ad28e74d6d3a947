/** Tells how far a discovery has come: a bar on a terminal, else a line now and then; nothing of one that is over at once. */
import { progressWords, stepsPerSecond } from '../../core/discovery/progress.ts';
import type { Ports } from '../../ports/context.ts';
import type { ProgressBar } from '../../ports/terminal.ts';

/** Sooner than this nothing is told. */
const QUIET_MS = 1000;
/** Lines are this far apart. */
const LINE_MS = 5000;

interface State {
	readonly done: number;
	readonly total: number;
	readonly isTotalKnown: boolean;
}

export interface DiscoveryProgress {
	/** A call was answered. */
	readonly tell: (state: State) => void;
	/** Takes the bar off the terminal. */
	readonly end: () => Promise<void>;
}

export function discoveryProgress(context: Ports<'terminal' | 'machine'>): DiscoveryProgress {
	const begunAt = context.machine.now();
	const moments: number[] = [];
	const isTerminal = context.terminal.stderrIsTerminal();
	let lineAt = begunAt + LINE_MS;
	let opening: Promise<void> | undefined;
	let bar: ProgressBar | undefined;
	const open = async () => {
		bar = await context.terminal.progressBar();
	};
	return {
		tell: (state) => {
			const now = context.machine.now();
			moments.push(now);
			if (now - begunAt < QUIET_MS) return;
			const words = () => progressWords({ ...state, perSecond: stepsPerSecond(moments, begunAt, now) });
			if (isTerminal) {
				opening ??= open();
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
