/** What all formats of `export` share: the data that they print, and the refusal of a value that they cannot hold. */
import { failures } from '../failure/failures.ts';
import type { Change } from './activation.ts';

/** The data that a format of `export` can print. */
export interface Exported {
	/** In the names and the order of `aws configure export-credentials`. */
	readonly credentials: readonly Change[];
	/** The JSON that AWS SDKs expect from a `credential_process`. */
	readonly process: Readonly<Record<string, string | number>>;
	/** All variables that `use` sets and unsets. */
	readonly environment: readonly Change[];
}

/** Returns the variables with a value. */
export const setOnly = ({ environment }: Pick<Exported, 'environment'>): readonly (readonly [string, string])[] =>
	environment.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));

/** @throws Failure `value-without-safe-form` */
export function withoutSafeForm(variable: string, syntax: string): never {
	throw failures.valueWithoutSafeForm({ variable, syntax });
}
