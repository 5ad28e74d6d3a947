/**
 * The table of all failures. They are created from facts, never from token or credential records, so they contain no
 * secrets.
 */
import { configFailures } from './config-failures.ts';
import { row } from './failure.ts';
import { fileFailures } from './file-failures.ts';
import { serviceFailures } from './service-failures.ts';
import { signInFailures } from './sign-in-failures.ts';
import { usageFailures } from './usage-failures.ts';

export const failures = {
	...usageFailures,
	...configFailures,
	...fileFailures,
	...signInFailures,
	...serviceFailures,
	declined: row('declined', 130, () => ({ message: 'nothing was changed' })),

	/** Quiet, because the person left the picker and knows it. */
	nothingPicked: row('nothing-picked', 130, () => ({ message: 'no profile was chosen', isQuiet: true })),
	interrupted: row('interrupted', 130, (f: { signal: string }) => ({ message: `interrupted by ${f.signal}` })),
};
