/**
 * Cuts the output of a command into whole lines and puts a prefix in front of each, so that the lines of commands that
 * run side by side do not mix. Works on bytes, because output need not be text.
 */

const LINE_END = 10;

/** A longer line is cut, so that a command without line ends cannot fill the memory. */
const LONGEST_BYTES = 4_000_000;

export interface PrefixedLines {
	/** Takes a part of the output. Returns the lines that are whole by now. */
	readonly push: (chunk: Uint8Array) => Uint8Array;
	/** Returns the rest as a line. */
	readonly end: () => Uint8Array;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

const NEW_LINE = Uint8Array.of(LINE_END);

/** @param longest the most bytes of a line */
export function prefixedLines(prefix: Uint8Array, longest = LONGEST_BYTES): PrefixedLines {
	let begun: Uint8Array[] = [];
	let size = 0;
	const takeLine = (): readonly Uint8Array[] => {
		const line = [prefix, ...begun, NEW_LINE];
		begun = [];
		size = 0;
		return line;
	};
	return {
		push: (chunk) => {
			const whole: Uint8Array[] = [];
			let start = 0;
			for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
				begun.push(chunk.subarray(start, end));
				whole.push(...takeLine());
				start = end + 1;
			}
			// A copy, which `slice` of a Buffer is not: the memory of the chunk may be used again.
			begun.push(new Uint8Array(chunk.subarray(start)));
			size += chunk.length - start;
			if (size === 0) begun = [];
			if (size > longest) whole.push(...takeLine());
			return joined(whole);
		},
		end: () => (size === 0 ? new Uint8Array(0) : joined(takeLine())),
	};
}
