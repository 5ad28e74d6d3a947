/** The failure that a piece of code ends with, for tests of error paths. */
import { Failure } from '../../../src/core/failure/failure.ts';

function asFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	throw error;
}

/**
 * Returns the Failure that `body` throws. Any other error is thrown again: it is a bug, and the test has to show it.
 */
export function failureOf(body: () => unknown): Failure {
	try {
		body();
	} catch (error) {
		return asFailure(error);
	}
	throw new Error('should have failed');
}

export async function failureFrom(promise: Promise<unknown>): Promise<Failure> {
	try {
		await promise;
	} catch (error) {
		return asFailure(error);
	}
	throw new Error('should have failed');
}

/** Returns a failure as people see it: the message, then the hints. */
export const toldBy = (failure: Failure): readonly string[] => [failure.message, ...failure.hints];
