/** One attempt to sign in, and the failures behind the refusals that it may meet. */
import type { SsoSession } from '../../core/aws/sso-session.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import {
	type ClientRegistration,
	parseRegistrationFile,
	registrationKey,
} from '../../core/sign-in/client-registration.ts';
import type { Ports } from '../../ports/context.ts';
import type { Oidc, RefusedAnswer, SignInPorts } from '../../ports/services.ts';

export interface SignInAttempt {
	readonly session: SsoSession;
	/** A profile of it, where one is known, for hints. */
	readonly profile: string | undefined;
	readonly client: ClientRegistration;
	readonly oidc: Oidc;
	readonly ports: SignInPorts;
	readonly opensBrowser: boolean;
}

/** The failure behind a refusal to begin a sign-in. The service names no field, but by its error some are ruled out. */
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

/** The failure behind a refusal of CreateToken. A registration that AWS does not know is not used again. */
export function createTokenRefused(
	{ session, profile, client }: SignInAttempt,
	code: string,
	context: Ports<'files'>,
): Failure {
	if (code === 'ExpiredTokenException') return failures.signInTimedOut({ session, profile });
	forgetUnknown(code, session, client.clientId, context);
	return failures.signInRefused({ session, profile, answer: code });
}

/** A registration that AWS does not know any more, by its refusal, is not used again. */
export function forgetUnknown(code: string, session: SsoSession, clientId: string, context: Ports<'files'>): void {
	if (code !== 'InvalidClientException') return;
	const key = registrationKey(session);
	const text = context.files.accessTokens.read(key, (candidate) => parseRegistrationFile(candidate) !== undefined);
	const isIt = text !== undefined && parseRegistrationFile(text)?.clientId === clientId;
	if (isIt) context.files.accessTokens.remove(context.files.accessTokens.path(key));
}
