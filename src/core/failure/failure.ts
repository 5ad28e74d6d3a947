/** What a failure is: a code, an exit status, one line, and hints to paste. The failures there are: failures.ts. */
/** 2 usage, 3 configuration, 4 sign-in needed, 5 AWS refused, 6 AWS unreachable or throttled, 130 interrupted. */
export type FailureStatus = 2 | 3 | 4 | 5 | 6 | 130;

interface Told {
	readonly message: string;
	/** A command to paste, or a fact that the person needs; one line each. */
	readonly hints?: readonly string[];
	/** For programs: the sso-session or start URL that it is about, and the command that mends it. */
	readonly session?: string;
	readonly command?: string;
	/** True for an answer that is given by exit status alone. */
	readonly isQuiet?: boolean;
}

export class Failure extends Error {
	readonly code: string;
	readonly status: FailureStatus;
	readonly hints: readonly string[];
	readonly session: string | undefined;
	readonly command: string | undefined;
	readonly isQuiet: boolean;

	constructor(code: string, status: FailureStatus, told: Told) {
		super(told.message);
		this.name = 'Failure';
		this.code = code;
		this.status = status;
		this.hints = told.hints ?? [];
		this.session = told.session;
		this.command = told.command;
		this.isQuiet = told.isQuiet ?? false;
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

export const list = (names: readonly string[]): string => names.join(', ');

/**
 * A value of a config file as a message may show it: of a value that goes on in further lines the first one alone, because the others may
 * be settings with secrets in them that were indented by mistake; and nobody's password before the host of a URL.
 */
export function shownValue(value: string): string {
	return value.replace(/\n\s*\S.*$/s, ' …').replace(/\/\/[^/]*@/, '//…@');
}

export const orNearest = (nearest: string | undefined): string =>
	nearest === undefined ? '' : `; the nearest is "${nearest}"`;
