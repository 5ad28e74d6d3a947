/** Hides the debug output of Node, which holds secrets. */

/**
 * Drops the lines that Node prints for NODE_DEBUG: they show requests with the tokens in their headers. Node reads the
 * variable before any of our code runs, so the only place to stop them is `process.stderr.write`. Messages of ssoenv do
 * not pass through it.
 */
export function hideNodeDebug(): void {
	const nodeDebugLine = new RegExp(`^[A-Z\\d_-]+ (?:\\x1b\\[\\d+m)?${process.pid}(?:\\x1b\\[\\d+m)?: `);
	process.stderr.write = new Proxy(process.stderr.write, {
		apply: (write, stream, args) => nodeDebugLine.test(String(args[0])) || Reflect.apply(write, stream, args),
	});
}
