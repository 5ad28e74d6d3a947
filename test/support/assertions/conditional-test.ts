/** Tests that need something the machine may not have: skipped with a line on stderr, never silently. */
import { test } from 'uvu';

/** @param lacks what the machine does not have; undefined to run the test */
export function testUnless(lacks: string | undefined, name: string, body: () => Promise<void> | void): void {
	if (lacks === undefined) {
		test(name, body);
		return;
	}
	process.stderr.write(`skipped: ${name} (${lacks})\n`);
	test.skip(name, body);
}
