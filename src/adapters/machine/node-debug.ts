/** Node's own debug output, which is not for everybody to see. */

/**
 * Keeps back what Node prints of itself for NODE_DEBUG: requests with the tokens in their headers. Node reads the variable before any
 * code of ours runs, so it can only be told apart where it is written. What is said here does not go that way.
 */
export function hideNodeDebug(): void {
	const ofNode = new RegExp(`^[A-Z\\d_-]+ (?:\\x1b\\[\\d+m)?${process.pid}(?:\\x1b\\[\\d+m)?: `);
	process.stderr.write = new Proxy(process.stderr.write, {
		apply: (write, stream, words) => ofNode.test(String(words[0])) || Reflect.apply(write, stream, words),
	});
}
