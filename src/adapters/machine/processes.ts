/** Names the processes above this one. */
import { readFileSync } from 'node:fs';

/** Far more than any chain of shells, wrappers and terminals. */
const MAX_DEPTH = 32;

interface Process {
	readonly name: string;
	readonly parent: number;
}

/** Reads `pid (name) state ppid …` in `/proc/PID/stat`: proc_pid_stat(5). The name may hold blanks and brackets. */
function fromProc(pid: number): Process | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const end = stat.lastIndexOf(')');
		return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) };
	} catch {
		return undefined;
	}
}

/** Returns the names of the ancestors, nearest first. Empty on systems without `/proc`. */
export function ancestors(pid: number): readonly string[] {
	const names: string[] = [];
	for (let next = pid; next > 0 && names.length < MAX_DEPTH; ) {
		const current = fromProc(next);
		if (current === undefined) break;
		names.push(current.name);
		next = current.parent;
	}
	return names;
}
