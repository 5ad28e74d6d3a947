/**
 * Defines a failure: a code, an exit status, one line of message, and hints to paste. For the list of failures, see
 * failures.ts.
 */
/**
 * Exit statuses: 2 usage, 3 configuration, 4 sign-in needed, 5 AWS refused, 6 AWS unreachable or throttled, 126 the
 * program of `exec` cannot run, 127 it does not exist, 130 interrupted, 143 `serve` was ended by SIGTERM.
 */
export type FailureStatus = 2 | 3 | 4 | 5 | 6 | 126 | 127 | 130 | 143;

interface FailureText {
	readonly message: string;
	/** Commands to paste, or facts that the person needs; one line each. */
	readonly hints?: readonly string[];
	/** For programs: the sso-session or start URL that the failure concerns, and the command that fixes it. */
	readonly session?: string;
	readonly command?: string;
	/** True if only the exit status matters, and nothing is printed. */
	readonly isQuiet?: boolean;
}

export class Failure extends Error {
	readonly code: string;
	readonly status: FailureStatus;
	readonly hints: readonly string[];
	readonly session: string | undefined;
	readonly command: string | undefined;
	readonly isQuiet: boolean;

	constructor(code: string, status: FailureStatus, text: FailureText) {
		super(text.message);
		this.name = 'Failure';
		this.code = code;
		this.status = status;
		this.hints = text.hints ?? [];
		this.session = text.session;
		this.command = text.command;
		this.isQuiet = text.isQuiet ?? false;
	}

	/** Recognizes failures by name: some adapters are bundled separately, each with its own copy of this class. */
	static override [Symbol.hasInstance](value: unknown): boolean {
		return value instanceof Error && value.name === 'Failure';
	}

	/** True if the same request may succeed in a moment: AWS was unreachable, throttled the request or failed. */
	get isPassing(): boolean {
		return this.status === 6;
	}
}

/** Defines one kind of failure, which is created from its facts. */
export const row =
	<Facts>(code: string, status: FailureStatus, textOf: (facts: Facts) => FailureText) =>
	(facts: Facts) =>
		new Failure(code, status, textOf(facts));

export const list = (names: readonly string[]): string => names.join(', ');

/** Says where to add the missing keys of a sign-in that uses an sso-session: to its section or to the profile. */
export function missingLines(missing: readonly string[], session: string, path: string): readonly string[] {
	const isShared = (key: string) => key === 'sso_start_url' || key === 'sso_region';
	const [shared, own] = [missing.filter(isShared), missing.filter((key) => !isShared(key))];
	return [
		...(shared.length > 0 ? [`add ${list(shared)} to [sso-session ${session}] in ${path}`] : []),
		...(own.length > 0 ? [`add ${list(own)} to the profile in ${path}`] : []),
	];
}

/**
 * Formats a value of a config file for a message. Shows only the first line, because the continuation lines may be
 * settings with secrets that were indented by mistake, and hides a password before the host of a URL.
 */
export function shownValue(value: string): string {
	return value.replace(/\n\s*\S.*$/s, ' …').replace(/\/\/[^/]*@/, '//…@');
}

export const orNearest = (nearest: string | undefined): string =>
	nearest === undefined ? '' : `; did you mean "${nearest}"?`;
