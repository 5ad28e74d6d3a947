/** Identifies the process that holds a lock, and finds out whether it is still running. */
import { hostname, uptime } from 'node:os';
import { formatNote, parseNote } from '../../core/text/note.ts';
import { procLink, procText } from '../machine/proc-files.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/** The note about a process in its lock. */
export interface Holder {
	readonly pid: number;
	readonly host: string;
	/** The boot ID of its machine. Linux only. */
	readonly boot: string | undefined;
	/** The PID namespace of its pid, because each container numbers its own processes. Linux only. */
	readonly pidNamespace: string | undefined;
	/** Its start time in clock ticks since boot, which tells it from a later process with the same pid. Linux only. */
	readonly start: string | undefined;
}

/** `unknown`: this process cannot find out, or not with certainty. */
export type Fate = 'alive' | 'dead' | 'unknown';

interface ProcessState {
	readonly state: string;
	readonly start: string;
}

/**
 * Returns fields 3 and 22 of `/proc/PID/stat`: proc_pid_stat(5). Counts from the last `)`, because the name in field 2
 * may hold blanks and brackets.
 */
export function parseStat(stat: string): ProcessState | undefined {
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [state, start] = [fields[0], fields[19]];
	return state === undefined || start === undefined ? undefined : { state, start };
}

function processState(pid: number): ProcessState | undefined {
	const stat = procText(`${pid}/stat`);
	return stat === undefined ? undefined : parseStat(stat);
}

/**
 * Whether `/proc` shows this PID namespace. After `unshare --pid` without `--mount-proc` it shows the outer one, with
 * other pids.
 */
const procIsOurs = (): boolean => procLink('self') === String(process.pid);

let cachedHolder: Holder | undefined;

/** Returns the note about this process. */
export function thisProcess(): Holder {
	cachedHolder ??= {
		pid: process.pid,
		host: hostname(),
		boot: procText('sys/kernel/random/boot_id'),
		pidNamespace: procLink('self/ns/pid'),
		start: procIsOurs() ? processState(process.pid)?.start : undefined,
	};
	return cachedHolder;
}

export const formatHolder = ({ pid, host, boot, pidNamespace, start }: Holder): string =>
	formatNote({
		pid,
		host,
		...(boot !== undefined && { boot }),
		...(pidNamespace !== undefined && { pidNamespace }),
		...(start !== undefined && { start }),
	});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Returns the holder; undefined if the text is empty, incomplete, or from a release with another format. */
export function parseHolder(text: string): Holder | undefined {
	const { pid, host, ...rest } = parseNote(text) ?? {};
	// A pid of 0 or less would signal a process group: kill(2).
	if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== 'string') return undefined;
	return {
		pid,
		host,
		boot: textOf(rest.boot),
		pidNamespace: textOf(rest.pidNamespace),
		start: textOf(rest.start),
	};
}

/**
 * Whether the holder's pid means the same process here. The boot ID tells machines with the same host name apart, if
 * the system has one.
 */
function isHere(holder: Holder, self: Holder): boolean {
	const isSame = holder.host === self.host && holder.boot === self.boot && holder.pidNamespace === self.pidNamespace;
	const isCertain = self.boot !== undefined && self.pidNamespace !== undefined;
	return isSame && (isCertain || process.platform !== 'linux');
}

/**
 * Signal 0 only checks whether a process exists: kill(2). The pid may have been reused, so an existing process proves
 * nothing.
 */
function fateBySignal(pid: number): Fate {
	try {
		process.kill(pid, 0);
		return 'unknown';
	} catch (error) {
		return systemErrorCode(error) === 'ESRCH' ? 'dead' : 'unknown';
	}
}

/** Process states of a zombie or a dead process, which never runs again: proc_pid_stat(5). */
const DEAD_STATES = ['Z', 'X', 'x'];

function fateHere(holder: Holder, self: Holder): Fate {
	const hasStartTimes = holder.start !== undefined && self.start !== undefined;
	const current = hasStartTimes ? processState(holder.pid) : undefined;
	// `/proc` may hide other users' processes: proc(5), hidepid.
	if (current === undefined) return fateBySignal(holder.pid);
	return current.start === holder.start && !DEAD_STATES.includes(current.state) ? 'alive' : 'dead';
}

/** Whether this machine has rebooted since the lock was last touched. Then the holder is gone. */
const isFromEarlierBoot = (holder: Holder, self: Holder, touchedMs: number): boolean =>
	holder.host === self.host &&
	holder.boot !== undefined &&
	self.boot !== undefined &&
	holder.boot !== self.boot &&
	touchedMs < Date.now() - uptime() * 1000;

/** Returns whether the holder still runs. @param touchedMs when the lock was last touched, in epoch milliseconds */
export function holderState(holder: Holder, touchedMs: number): Fate {
	const self = thisProcess();
	if (isHere(holder, self)) return fateHere(holder, self);
	return isFromEarlierBoot(holder, self, touchedMs) ? 'dead' : 'unknown';
}

/** Returns the holder's name for messages. */
export function holderName(holder: Holder | undefined): string {
	const self = thisProcess();
	if (holder === undefined) return 'another ssoenv process';
	if (isHere(holder, self)) return `ssoenv process ${holder.pid}`;
	return holder.host === self.host
		? `ssoenv process ${holder.pid} in another container`
		: `ssoenv process ${holder.pid} on ${holder.host}`;
}

/** Parses the elapsed time of ps(1), `[[DD-]hh:]mm:ss` (POSIX, `-o etime`), into milliseconds. */
export function parseElapsed(text: string): number | undefined {
	const [, days = 0, hours = 0, minutes, seconds] = /^\s*(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)\s*$/.exec(text) ?? [];
	if (minutes === undefined || seconds === undefined) return undefined;
	return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** The rounding of `ps`, and the time that it takes to start. */
const ROUNDING_MS = 5000;

/**
 * Whether the process with the holder's pid already ran when the lock was last touched, so that it is the holder and
 * not a later process with that pid. For systems without `/proc`, such as macOS. It starts `ps`, so call it only before
 * taking the lock over.
 * @param touchedMs when the lock was last touched, in epoch milliseconds
 */
export function ranBeforeTouch(holder: Holder, touchedMs: number): boolean {
	if (process.platform === 'linux' || process.platform === 'win32' || !isHere(holder, thisProcess())) return false;
	const { spawnSync } = process.getBuiltinModule('node:child_process');
	const elapsed = parseElapsed(String(spawnSync('ps', ['-o', 'etime=', '-p', String(holder.pid)]).stdout));
	return elapsed !== undefined && Date.now() - elapsed <= touchedMs + ROUNDING_MS;
}
