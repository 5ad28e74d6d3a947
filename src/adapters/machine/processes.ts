/** The processes above this one, by name. */
import { readFileSync } from 'node:fs';

/** Far more than any chain of shells, wrappers and terminals. */
const MAX_DEPTH = 32;

interface Process {
	readonly name: string;
	readonly parent: number;
}

/** `/proc/N/stat` is `pid (name) state ppid …`; the name itself may hold blanks and brackets. */
function fromProc(pid: number): Process | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const end = stat.lastIndexOf(')');
		return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) };
	} catch {
		return undefined;
	}
}

/** Names of the ancestors, nearest first. Empty on systems without /proc. */
export function ancestors(pid: number): readonly string[] {
	const names: string[] = [];
	for (let next = pid; next > 0 && names.length < MAX_DEPTH; ) {
		const found = fromProc(next);
		if (found === undefined) break;
		names.push(found.name);
		next = found.parent;
	}
	return names;
}
