/** Answers a request to the credential endpoint of `serve`. */
import { type EndpointRequest, refusedRequest } from '../../core/exec/endpoint-request.ts';
import {
	credentialsAnswer,
	type EndpointAnswer,
	failureAnswer,
	refusedAnswer,
} from '../../core/exec/served-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Endpoint } from '../../ports/endpoint.ts';
import type { ServedRole } from './served-role.ts';

/** A role, and the token of those who may have it. */
export interface TokenOfRole {
	readonly role: ServedRole;
	readonly token: string;
}

/** Returns the answer: the credentials of the role whose token the request has, or a refusal. */
export async function answeredRequest(
	request: EndpointRequest,
	port: number,
	tokens: readonly TokenOfRole[],
	{ isSame }: Pick<Endpoint, 'isSame'>,
): Promise<EndpointAnswer> {
	const refused = refusedRequest(request, port);
	if (refused !== undefined) return refused;
	const { authorization } = request.headers;
	// Compares with all tokens, so that the time does not tell which one is near.
	const [found] = tokens.filter(({ token }) => isSame(String(authorization), token));
	if (found === undefined) {
		return refusedAnswer(401, 'token-refused', 'the Authorization header must be the token of a served profile');
	}
	try {
		return credentialsAnswer(await found.role.current(), found.role.profile.accountId);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return failureAnswer(error);
	}
}
