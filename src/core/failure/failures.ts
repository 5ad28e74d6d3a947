/**
 * The closed table of failures. Rows are made from facts, never from token or credential records: no secret gets into them.
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

	/** The person left the picker, who knows that. */
	nothingPicked: row('nothing-picked', 130, () => ({ message: 'nothing was picked', isQuiet: true })),
	interrupted: row('interrupted', 130, (f: { signal: string }) => ({ message: `interrupted by ${f.signal}` })),
};
