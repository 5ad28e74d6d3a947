/** Names the processes above this one. */
import { procText } from './proc-files.ts';

/** Far more than any chain of shells, wrappers and terminals. */
const MAX_DEPTH = 32;

interface Process {
	readonly name: string;
	readonly parent: number;
}

/** Reads `pid (name) state ppid …` in `/proc/PID/stat`: proc_pid_stat(5). The name may hold blanks and brackets. */
function processInProc(pid: number): Process | undefined {
	const stat = procText(`${pid}/stat`);
	if (stat === undefined) return undefined;
	const end = stat.lastIndexOf(')');
	return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) };
}

/** Parses lines of `pid ppid name`, as `ps` prints them. On macOS the name is a path, which may hold blanks. */
export const parseProcesses = (listed: string): ReadonlyMap<number, Process> =>
	new Map(
		Array.from(listed.matchAll(/^ *(\d+) +(\d+) +(.*)$/gm), ([, pid, parent, name = '']) => [
			Number(pid),
			{ name: name.trimEnd(), parent: Number(parent) },
		]),
	);

/**
 * Starts `ps`, on systems without `/proc`, such as macOS. PATH does not decide which program that is. One `-o` each: for
 * ps of BSD, what follows `=` is the heading, commas too.
 */
function processesOfPs(): ReadonlyMap<number, Process> {
	const { spawnSync } = process.getBuiltinModule('node:child_process');
	const { stdout } = spawnSync('/bin/ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'comm='], { encoding: 'utf8' });
	return parseProcesses(stdout ?? '');
}

/** Returns the names of the ancestors, nearest first. Empty where neither `/proc` nor `ps` tells. */
export function ancestors(pid: number, hasProc: boolean = processInProc(pid) !== undefined): readonly string[] {
	const listed = hasProc ? undefined : processesOfPs();
	const names: string[] = [];
	for (let next = pid; next > 0 && names.length < MAX_DEPTH; ) {
		const current = listed === undefined ? processInProc(next) : listed.get(next);
		if (current === undefined) break;
		names.push(current.name);
		next = current.parent;
	}
	return names;
}
