/** The port to the machine: its environment, its clock and its processes. */
import type { Environment } from '../core/machine/environment.ts';
import type { Shell } from '../core/shell/syntaxes.ts';
import type { Endpoint } from './endpoint.ts';
import type { Inspection } from './inspection.ts';
import type { Programs } from './programs.ts';

export interface Machine {
	readonly env: Environment;
	/** Returns the SHA-1 of a text in hexadecimal digits. */
	readonly digestOf: (text: string) => string;
	/** Throws Failure `home-unknown`. */
	readonly homeFolder: () => string;
	/** Returns epoch milliseconds. */
	readonly now: () => number;
	/** Returns when the machine booted, in epoch seconds by its clock. The value changes when the clock is set. */
	readonly startedAt: () => number;
	/** Resolves after that many milliseconds, or once the signal is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/**
	 * Does the work unless another process does work with the same name; then waits for its result. Tells the person if
	 * that takes long.
	 */
	readonly singleFlight: <Value extends NonNullable<unknown>>(
		name: string,
		shared: SharedWork<Value>,
	) => Promise<Value>;
	/**
	 * Returns the shell that runs ssoenv, by the names of the processes above it; undefined if none of them is a known
	 * shell.
	 */
	readonly runningShell: () => Shell | undefined;
	readonly isMacOs: boolean;
	/** Whether the launcher started this process, and looks for copies of roles. */
	readonly isLaunched: boolean;
	/** Whether a shell started this process to renew its role in the background. */
	readonly isRenewal: boolean;
	/** Loads what runs other programs. */
	readonly programs: () => Promise<Programs>;
	/**
	 * Does the work before Ctrl-C or another signal ends this process; a second signal does not wait for it. From then on
	 * SIGTERM ends it with status 143.
	 */
	readonly beforeSignalEnds: (work: () => Promise<void>) => Promise<void>;
	/** Loads what serves credentials on loopback. */
	readonly endpoint: () => Promise<Endpoint>;
	/** Loads what looks at this machine for `doctor`. */
	readonly inspection: () => Promise<Inspection>;
}

/** Work that several processes may want, and that only one of them needs to do. */
export interface SharedWork<Value> {
	/** Returns the result of another process, if there is one by now: then the work is not done again. */
	readonly ready: () => Value | undefined;
	/**
	 * Loads code for the work before the lock is taken, so that no process waits at the lock while it loads. Changes
	 * nothing.
	 */
	readonly prepare?: () => Promise<unknown>;
	readonly work: () => Promise<Value>;
	/** Returns a line for a person who has to wait. @param holder such as `process 1234` */
	readonly waitingFor?: (holder: string) => string;
	/** True: does the work without waiting, although other processes wait for this one. */
	readonly isImpatient?: boolean;
}
