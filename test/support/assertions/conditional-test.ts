/** Tests that need something the machine may lack: skipped by name and loudly, never silently. */
import { test } from 'uvu';

/** @param lacks what stands in the way of the test; undefined when nothing does */
export function testUnless(lacks: string | undefined, name: string, body: () => Promise<void> | void): void {
	if (lacks === undefined) {
		test(name, body);
		return;
	}
	process.stderr.write(`skipped: ${name} (${lacks})\n`);
	test.skip(name, body);
}
