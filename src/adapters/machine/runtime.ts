/** Which runtime this is: Node, or the one inside the single file, which is Bun. scripts/single-file builds that. */

/** The bundlers fill in whether it is: code for the other runtime is left out. */
export const isSingleFile = process.versions.bun !== undefined;

/** The words that run this program again. In the single file, `process.argv[1]` is a path that only it can read. */
export const ownCommand: readonly string[] = isSingleFile
	? [process.execPath]
	: [process.execPath, process.argv[1] ?? ''];
