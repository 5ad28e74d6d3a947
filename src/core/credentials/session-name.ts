/** Chooses the session name of an assumed role: AWS writes it into the logs of everything that the role does. */

/** The longest session name that STS allows. */
const LONGEST_NAME = 64;

/**
 * Returns the name for a role without a configured one: the user name of the caller, else `ssoenv-` and the time.
 * @param callerArn the ARN of the source credentials, as GetCallerIdentity or AssumeRole returns it
 * @param now in epoch milliseconds
 */
export function derivedSessionName(callerArn: string | undefined, now: number): string {
	// Of an assumed role the last part is the session name, which IAM Identity Center sets to the user name.
	const user = callerArn?.includes('/') ? callerArn.slice(callerArn.lastIndexOf('/') + 1) : '';
	const name = user.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, LONGEST_NAME);
	return name.length >= 2 && /\w/.test(name) ? name : `ssoenv-${Math.trunc(now / 1000)}`;
}
