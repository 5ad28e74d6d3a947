/** What a scripted service answers, and the record of what it was asked. */
import type { Answer } from '../../../src/ports/services.ts';

/** An answer, an error to throw in place of one, or either made at the time of the question. */
type Scripted<Value> = Answer<Value> | Error | ((request: unknown) => Answer<Value> | Error);

/** One answer for every question, or a list that is used up in order. */
export type Script<Value> = Scripted<Value> | readonly Scripted<Value>[];

export interface ServiceCall {
	readonly operation: string;
	readonly request: unknown;
}

const isList = <Value>(script: Script<Value>): script is readonly Scripted<Value>[] => Array.isArray(script);

/** An operation that answers by script; a question that the script does not foresee is a bug in the test, or in the code. */
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
		const made = typeof answer === 'function' ? answer(request) : answer;
		if (made instanceof Error) throw made;
		return made;
	};
}
