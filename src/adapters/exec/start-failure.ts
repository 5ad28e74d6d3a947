/** Says why a program could not start. */
import { execFailures } from '../../core/failure/exec-failures.ts';
import type { Failure } from '../../core/failure/failure.ts';

/** Returns the failure for an error code of the system; undefined without one. */
export function startFailure(name: string, code: string | undefined): Failure | undefined {
	if (code === undefined) return undefined;
	return code === 'ENOENT'
		? execFailures.programNotFound({ name })
		: execFailures.programNotRunnable({ name, why: `cannot be run (${code})` });
}
