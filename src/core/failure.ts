/** What a failure is: a code, an exit status, one line, and hints to paste. The failures there are: failures.ts. */

/** 2 usage, 3 configuration, 4 sign-in needed, 5 AWS refused, 6 AWS unreachable or throttled, 130 interrupted. */
export type FailureStatus = 2 | 3 | 4 | 5 | 6 | 130;

interface Told {
	readonly message: string;
	/** A command to paste, or a fact that the person needs; one line each. */
	readonly hints?: readonly string[];
}

export class Failure extends Error {
	readonly code: string;
	readonly status: FailureStatus;
	readonly hints: readonly string[];

	constructor(code: string, status: FailureStatus, told: Told) {
		super(told.message);
		this.name = 'Failure';
		this.code = code;
		this.status = status;
		this.hints = told.hints ?? [];
	}

	/** By name: costly adapters are bundled apart, each with its own copy of this class, and their failures count as well. */
	static override [Symbol.hasInstance](value: unknown): boolean {
		return value instanceof Error && value.name === 'Failure';
	}

	/** True when the same request may well succeed in a moment: AWS was unreachable, throttled or broken. */
	get isPassing(): boolean {
		return this.status === 6;
	}
}

/** One kind of failure, made from its facts. */
export const row =
	<Facts>(code: string, status: FailureStatus, tell: (facts: Facts) => Told) =>
	(facts: Facts) =>
		new Failure(code, status, tell(facts));
