/** Tells whether the keys of the terminal reach this process. */
import { procText } from '../machine/proc-files.ts';

/** Fields of `/proc/PID/stat` behind the name: proc_pid_stat(5). Empty on systems without `/proc`. */
export function statOf(pid: number | 'self'): readonly string[] {
	const stat = procText(`${pid}/stat`);
	return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Whether the keys of a terminal send their signals to this process. Without `/proc`, whether it has a terminal. */
export function isInForeground(): boolean {
	const [, , group, , , foreground] = statOf('self');
	return group === undefined ? process.stdin.isTTY === true : group === foreground;
}
