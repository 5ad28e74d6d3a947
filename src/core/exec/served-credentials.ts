/** What the credential endpoint of `serve` answers. */
import type { RoleCredentials } from '../credentials/role-credentials.ts';
import type { Failure } from '../failure/failure.ts';
import { asciiJson } from '../text/json.ts';
import { formatTimestamp } from '../text/time.ts';

/** An answer of the endpoint: JSON and its HTTP status. */
export interface EndpointAnswer {
	readonly status: number;
	readonly body: string;
}

/** Returns the answer with credentials, with the names and the form of time that the container services of AWS use. */
export const credentialsAnswer = (credentials: RoleCredentials, accountId: string): EndpointAnswer => ({
	status: 200,
	body: asciiJson({
		AccessKeyId: credentials.accessKeyId,
		SecretAccessKey: credentials.secretAccessKey,
		Token: credentials.sessionToken,
		Expiration: formatTimestamp(credentials.expiresAt),
		AccountId: accountId,
	}),
});

/**
 * Returns the answer to a request that is refused. The SDK for JavaScript reads the names with capitals, those for Go
 * and Java read the others.
 */
export const refusedAnswer = (status: number, code: string, message: string): EndpointAnswer => ({
	status,
	body: asciiJson({ code, message, Code: code, Message: message }),
});

/** The status for each exit status. SDKs repeat a request after a 5xx at once, which helps only if AWS did not answer. */
const STATUSES: Readonly<Record<number, number>> = { 4: 403, 5: 403, 6: 503 };

/** Returns the answer while there are no credentials, with the command that helps. */
export function failureAnswer({ code, status, message, command }: Failure): EndpointAnswer {
	const help = command === undefined ? '' : `; run ${command}`;
	return refusedAnswer(STATUSES[status] ?? 500, code, `${message}${help}`);
}
