/** The operation that the parameters of a request name; a request that names none is answered by AWS's front end. */

import type { Call } from '../call.ts';
import type { Reply } from '../reply.ts';
import { apiVersion, formOf } from './form.ts';
import { frontEndError } from './xml.ts';

export function isNamed(operation: string, call: Call): boolean {
	const form = formOf(call);
	return form.get('Action') === operation && form.get('Version') === apiVersion;
}

/** AWS also takes parameters in the query of a GET; no client of this project sends that. */
export function unnamed(call: Call): Reply {
	if (call.path !== '/' || call.method !== 'POST') {
		return { status: 404, headers: { 'content-type': 'text/xml' }, body: '<UnknownOperationException/>\n' };
	}
	const form = formOf(call);
	const action = form.get('Action');
	if (action === null) {
		return { status: 302, headers: { location: 'https://aws.amazon.com/iam' }, body: '' };
	}
	const version = form.get('Version') ?? 'NO_VERSION_SPECIFIED';
	return frontEndError(400, 'InvalidAction', `Could not find operation ${action} for version ${version}`);
}
