/** The process that holds a lock: what it writes into the lock about itself, and what others can find out about its life. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { formatNote, parseNote } from '../../core/text/note.ts';
import { systemErrorCode } from '../machine/system-error.ts';

export interface Holder {
	readonly pid: number;
	readonly host: string;
	/** The start of the machine that runs it; only Linux tells. */
	readonly boot: string | undefined;
	/** Where the pid counts: containers number their processes anew. */
	readonly pidNamespace: string | undefined;
	/** When it was started, in ticks since the machine was: tells it from a later process of the same pid. */
	readonly start: string | undefined;
}

/** `unknown`: it cannot be asked from here, or not for certain. */
export type Fate = 'alive' | 'dead' | 'unknown';

function told(ask: () => string): string | undefined {
	try {
		return ask().trim() || undefined;
	} catch {
		return undefined;
	}
}

interface ProcessState {
	readonly state: string;
	readonly start: string;
}

/** Fields 3 and 22 of `/proc/PID/stat`, proc_pid_stat(5); the name before them may hold blanks and brackets. */
export function parseStat(stat: string): ProcessState | undefined {
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [state, start] = [fields[0], fields[19]];
	return state === undefined || start === undefined ? undefined : { state, start };
}

function processState(pid: number): ProcessState | undefined {
	const stat = told(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
	return stat === undefined ? undefined : parseStat(stat);
}

/** In a new pid namespace `/proc` may still be the outer one, whose numbers are others: `unshare --pid` without `--mount-proc`. */
const procIsOurs = (): boolean => told(() => readlinkSync('/proc/self')) === String(process.pid);

let known: Holder | undefined;

export function thisProcess(): Holder {
	known ??= {
		pid: process.pid,
		host: hostname(),
		boot: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
		pidNamespace: told(() => readlinkSync('/proc/self/ns/pid')),
		start: procIsOurs() ? processState(process.pid)?.start : undefined,
	};
	return known;
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

/** Undefined for what names no process: an empty file, half a one, one of another release. */
export function parseHolder(text: string): Holder | undefined {
	const { pid, host, ...rest } = parseNote(text) ?? {};
	// 0 and below stand for groups of processes: kill(2).
	if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== 'string') return undefined;
	return {
		pid,
		host,
		boot: textOf(rest.boot),
		pidNamespace: textOf(rest.pidNamespace),
		start: textOf(rest.start),
	};
}

/** Whether its pid says the same here as there. Hosts of one name are told apart by their start, where the system tells it. */
function isHere(holder: Holder, self: Holder): boolean {
	const isSame = holder.host === self.host && holder.boot === self.boot && holder.pidNamespace === self.pidNamespace;
	const isCertain = self.boot !== undefined && self.pidNamespace !== undefined;
	return isSame && (isCertain || process.platform !== 'linux');
}

/** By signal 0, which is sent to nobody: kill(2). A pid that is there may be another process by now. */
function fateBySignal(pid: number): Fate {
	try {
		process.kill(pid, 0);
		return 'unknown';
	} catch (error) {
		return systemErrorCode(error) === 'ESRCH' ? 'dead' : 'unknown';
	}
}

/** Over but not yet collected by its parent (zombie): it will never do anything again. */
const OVER = ['Z', 'X', 'x'];

function fateHere(holder: Holder, self: Holder): Fate {
	const isTold = holder.start !== undefined && self.start !== undefined;
	const now = isTold ? processState(holder.pid) : undefined;
	// Processes of others may be hidden: proc(5), hidepid.
	if (now === undefined) return fateBySignal(holder.pid);
	return now.start === holder.start && !OVER.includes(now.state) ? 'alive' : 'dead';
}

/** The machine has been started anew since the lock was touched, and nothing of before lives on. */
const isFromBefore = (holder: Holder, self: Holder, touchedMs: number): boolean =>
	holder.host === self.host &&
	holder.boot !== undefined &&
	self.boot !== undefined &&
	holder.boot !== self.boot &&
	touchedMs < Date.now() - uptime() * 1000;

/** @param touchedMs when the lock was touched last, in epoch milliseconds */
export function fateOf(holder: Holder, touchedMs: number): Fate {
	const self = thisProcess();
	if (isHere(holder, self)) return fateHere(holder, self);
	return isFromBefore(holder, self, touchedMs) ? 'dead' : 'unknown';
}

/** For messages. */
export function holderName(holder: Holder | undefined): string {
	const self = thisProcess();
	if (holder === undefined) return 'another ssoenv process';
	if (isHere(holder, self)) return `ssoenv process ${holder.pid}`;
	return holder.host === self.host
		? `ssoenv process ${holder.pid} in another container`
		: `ssoenv process ${holder.pid} on ${holder.host}`;
}

/** `[[DD-]hh:]mm:ss`, as POSIX ps(1) tells how long ago a process was started, in milliseconds. */
export function parseElapsed(text: string): number | undefined {
	const [, days = 0, hours = 0, minutes, seconds] = /^\s*(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)\s*$/.exec(text) ?? [];
	if (minutes === undefined || seconds === undefined) return undefined;
	return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** What `ps` rounds, and what it takes to start. */
const ROUNDING_MS = 5000;

/**
 * Where there is no `/proc` (macOS): true when the process of that pid was there when the lock was touched last, so that it is the
 * holder and not one that has its pid by now. Costs a process, so it is asked only before a lock is taken away.
 */
export function outlasts(holder: Holder, touchedMs: number): boolean {
	if (process.platform === 'linux' || process.platform === 'win32' || !isHere(holder, thisProcess())) return false;
	const { spawnSync } = process.getBuiltinModule('node:child_process');
	const elapsed = parseElapsed(String(spawnSync('ps', ['-o', 'etime=', '-p', String(holder.pid)]).stdout));
	return elapsed !== undefined && Date.now() - elapsed <= touchedMs + ROUNDING_MS;
}
