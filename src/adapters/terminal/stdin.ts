/** Reads stdin, for a value that must not be a word of the command line. */

const MAX_CHARACTERS = 4096;

/** Returns the text of stdin up to its end, at most 4 kB of it. */
export async function readStdin(): Promise<string> {
	let text = '';
	process.stdin.setEncoding('utf8');
	for await (const chunk of process.stdin) {
		text += String(chunk);
		if (text.length >= MAX_CHARACTERS) break;
	}
	return text.slice(0, MAX_CHARACTERS);
}
