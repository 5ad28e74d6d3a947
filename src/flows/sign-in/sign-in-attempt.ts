/** Describes an attempt to sign in, and turns refusals of the OIDC service into failures. */
import type { SsoSession } from '../../core/aws/sso-session.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import {
	type ClientRegistration,
	parseRegistrationFile,
	registrationKey,
} from '../../core/sign-in/client-registration.ts';
import type { Ports } from '../../ports/context.ts';
import type { Oidc, RefusedAnswer } from '../../ports/services.ts';
import type { SignInPorts } from '../../ports/sign-in.ts';

export interface SignInAttempt {
	readonly session: SsoSession;
	/** The start URL that AWS knows: that of the session, or the one that it leads to. */
	readonly portal: string;
	/** A profile of the session, if known, for hints. */
	readonly profile: string | undefined;
	readonly client: ClientRegistration;
	readonly oidc: Oidc;
	readonly ports: SignInPorts;
	readonly opensBrowser: boolean;
	/** The command that opens it; undefined for `BROWSER` or the default browser. */
	readonly browser?: string | undefined;
	/** Whether the person asked for a device code, which a hint then repeats. */
	readonly isDeviceCode?: boolean;
}

/** Returns the facts about a sign-in for a failure. */
export const signInFacts = ({ session, profile, isDeviceCode = false }: SignInAttempt) => ({
	session,
	profile,
	isDeviceCode,
});

/**
 * Returns the failure for a refused start of a sign-in. The service does not name the wrong setting, so the hint goes
 * by its error code.
 */
export function refusedSignIn(refusal: RefusedAnswer, operation: string, session: SsoSession): Failure {
	const { code, status, endpoint, givenBy } = refusal;
	const region = `sso_region = ${session.ssoRegion}`;
	const hint =
		code === 'InvalidScopeException'
			? `check sso_registration_scopes = ${(session.scopes ?? []).join(', ')}`
			: code === 'InvalidRequestRegionException'
				? `check ${region}`
				: `check sso_start_url = ${session.startUrl} and ${region}`;
	const asked = { operation, endpoint, ...(givenBy !== undefined && { givenBy }) };
	return failures.requestRefused({ ...asked, answer: `${code} (${status})`, hint });
}

/** Returns the failure for a refused CreateToken. Deletes the client registration if AWS does not know it. */
export function createTokenRefused(attempt: SignInAttempt, code: string, context: Ports<'files'>): Failure {
	if (code === 'ExpiredTokenException') return failures.signInTimedOut(signInFacts(attempt));
	forgetUnknown(code, attempt.session, attempt.client.clientId, context);
	return failures.signInRefused({ ...signInFacts(attempt), answer: code });
}

/** Deletes the cached client registration if AWS answered that it does not know the client. */
export function forgetUnknown(code: string, session: SsoSession, clientId: string, context: Ports<'files'>): void {
	if (code !== 'InvalidClientException') return;
	const key = registrationKey(session);
	const text = context.files.accessTokens.read(key, (candidate) => parseRegistrationFile(candidate) !== undefined);
	const isIt = text !== undefined && parseRegistrationFile(text)?.clientId === clientId;
	if (isIt) context.files.accessTokens.remove(context.files.accessTokens.path(key));
}
