/** Scripted answers of a fake service, and the record of its calls. */
import type { Answer } from '../../../src/ports/services.ts';

/** An answer, an error to throw instead, or a function that makes either from the request. */
type Scripted<Value> = Answer<Value> | Error | ((request: unknown) => Answer<Value> | Error);

/** One answer for every request, or a list that is used up in order. */
export type Script<Value> = Scripted<Value> | readonly Scripted<Value>[];

export interface ServiceCall {
	readonly operation: string;
	readonly request: unknown;
}

const isList = <Value>(script: Script<Value>): script is readonly Scripted<Value>[] => Array.isArray(script);

/** Returns an operation that answers from the script; a request that the script does not expect is an error. */
export function scripted<Request, Value>(
	operation: string,
	script: Script<Value> | undefined,
	calls: ServiceCall[],
): (request: Request) => Promise<Answer<Value>> {
	const list = script !== undefined && isList(script) ? [...script] : undefined;
	const next = (): Scripted<Value> | undefined =>
		list === undefined ? (script !== undefined && !isList(script) ? script : undefined) : list.shift();
	return async (request) => {
		calls.push({ operation, request });
		const answer = next();
		if (answer === undefined) throw new Error(`the script has no answer to ${operation}`);
		const outcome = typeof answer === 'function' ? answer(request) : answer;
		if (outcome instanceof Error) throw outcome;
		return outcome;
	};
}
