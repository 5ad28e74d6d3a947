/** The parameters of a request in the Query protocol: a form in the body of a POST. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Call } from '../call.ts';
import { stsRefusal } from './xml.ts';

/** The version of the API; the only one that STS has. */
export const apiVersion = '2011-06-15';

export function isForm(headers: IncomingHttpHeaders): boolean {
	return /^application\/x-www-form-urlencoded *(;|$)/i.test(headers['content-type'] ?? '');
}

/** Returns no parameters if the body is not a form. */
export function formOf({ headers, body }: Pick<Call, 'headers' | 'body'>): URLSearchParams {
	return new URLSearchParams(isForm(headers) ? body : '');
}

/**
 * Returns the parameters of an operation. AWS ignores unknown parameters and the repetition of known ones; this fake
 * refuses both, because each is a mistake of the client.
 */
export function parametersOf<Name extends string>(call: Call, names: readonly Name[]): ReadonlyMap<Name, string> {
	const parameters = new Map<Name, string>();
	for (const [name, value] of formOf(call)) {
		const known = names.find((one) => one === name);
		if (known === undefined && name !== 'Action' && name !== 'Version') {
			throw stsRefusal(400, 'MalformedInput', `Unknown parameter: ${name}`);
		}
		if (known !== undefined) {
			if (parameters.has(known)) {
				throw stsRefusal(400, 'MalformedInput', `Repeated parameter: ${name}`);
			}
			parameters.set(known, value);
		}
	}
	return parameters;
}
