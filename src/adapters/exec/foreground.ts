/** Tells whether the keys of the terminal reach this process. */
import { readFileSync } from 'node:fs';

/** Fields of `/proc/PID/stat` behind the name: proc_pid_stat(5). Empty on systems without `/proc`. */
export function statOf(pid: number | 'self'): readonly string[] {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	} catch {
		return [];
	}
}

/** Whether the keys of a terminal send their signals to this process. Without `/proc`, whether it has a terminal. */
export function isInForeground(): boolean {
	const [, , group, , , foreground] = statOf('self');
	return group === undefined ? process.stdin.isTTY === true : group === foreground;
}
