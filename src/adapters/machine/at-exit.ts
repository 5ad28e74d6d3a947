/** Does work when the process ends, by one listener for all of it: Node warns of more than ten. */

const waiting = new Set<() => void>();

function doAll(): void {
	for (const work of waiting) work();
}

/** Does the work when the process ends, unless the returned function is called before. */
export function atExit(work: () => void): () => void {
	if (waiting.size === 0) process.once('exit', doAll);
	waiting.add(work);
	return () => {
		waiting.delete(work);
		if (waiting.size === 0) process.off('exit', doAll);
	};
}
