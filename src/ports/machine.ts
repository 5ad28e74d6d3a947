/** The port to this machine: its variables, its clock, and the other processes on it. */
import type { Environment } from '../core/machine/environment.ts';
import type { Shell } from '../core/shell/syntaxes.ts';

export interface Machine {
	readonly env: Environment;
	/** Throws Failure `home-unknown`. */
	readonly homeFolder: () => string;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** When this machine started, by its clock, in epoch seconds: another time once the clock has been set. */
	readonly startedAt: () => number;
	/** Resolves after that many milliseconds, or as soon as the signal is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** Does work while no other process does work of the same name; says so when that takes long. */
	readonly singleFlight: <Value extends NonNullable<unknown>>(
		name: string,
		shared: SharedWork<Value>,
	) => Promise<Value>;
	/** The shell that runs ssoenv, by its processes; undefined when it recognises none. */
	readonly runningShell: () => Shell | undefined;
}

/** Work that several processes want done, though once is enough. */
export interface SharedWork<Value> {
	/** What another process has brought about in the meantime, if anything: then there is nothing left to do. */
	readonly ready: () => Value | undefined;
	/** Loads what the work will need: nobody is kept waiting for that. Called before the work begins, if at all; changes nothing. */
	readonly prepare?: () => Promise<unknown>;
	readonly work: () => Promise<Value>;
	/** What a person is told at once who has to wait. @param holder such as `process 1234` */
	readonly waitingFor?: (holder: string) => string;
	/** True: waits for nobody, though others wait for this one. */
	readonly isImpatient?: boolean;
}
