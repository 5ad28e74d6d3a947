/** The client registration that a sign-in needs: the AWS CLI's where it serves, else a new one, written as the AWS CLI does. */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { REGISTERED_REDIRECT_URI } from '../../core/sign-in/callback.ts';
import {
	type ClientRegistration,
	DEFAULT_SCOPES,
	formatRegistrationFile,
	GRANT_TYPES,
	parseRegistrationFile,
	registrationKey,
	type SignInFlow,
	servesFlow,
} from '../../core/sign-in/client-registration.ts';
import type { Ports } from '../../ports/context.ts';
import type { Answer, Oidc } from '../../ports/services.ts';

type Refusal = Extract<Answer<unknown>, { ok: false }>;

interface Purpose {
	readonly session: SsoSession;
	readonly flow: SignInFlow;
	/** True: a new one, whatever there is. */
	readonly isAfresh: boolean;
}

/** @throws Failure `request-refused`, and those of the OIDC service */
export async function registerClient(
	{ session, flow, isAfresh }: Purpose,
	oidc: Oidc,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<ClientRegistration> {
	const key = registrationKey(session);
	const before = isAfresh ? context.files.accessTokens.read(key, isWhole) : undefined;
	/** Others may want one at this moment, too: it is new enough for all of them. */
	const ready = () => {
		const text = context.files.accessTokens.read(key, isWhole);
		const cached = text === undefined || (isAfresh && text === before) ? undefined : parseRegistrationFile(text);
		return cached !== undefined && servesFlow(cached, flow, context.machine.now()) ? cached : undefined;
	};
	return (
		ready() ??
		context.machine.singleFlight(`register ${key}`, {
			ready,
			work: () => requestAndKeep({ session, flow, key }, oidc, context),
		})
	);
}

const isWhole = (text: string): boolean => parseRegistrationFile(text) !== undefined;

async function requestAndKeep(
	{ session, flow, key }: Pick<Purpose, 'session' | 'flow'> & { readonly key: string },
	oidc: Oidc,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<ClientRegistration> {
	const registration = await request(session, flow, oidc, context);
	try {
		await context.files.accessTokens.write(key, formatRegistrationFile(registration));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		context.terminal.say(`warning: ${error.message}; the next sign-in will register again`);
	}
	return registration;
}

async function request(
	session: SsoSession,
	flow: SignInFlow,
	oidc: Oidc,
	context: Ports<'machine'>,
): Promise<ClientRegistration> {
	const isForCode = flow === 'authorization-code';
	const configured = session.scopes !== undefined && session.scopes.length > 0 ? session.scopes : undefined;
	const scopes = isForCode ? (configured ?? DEFAULT_SCOPES) : configured;
	const grantTypes = isForCode ? GRANT_TYPES : undefined;
	const answer = await oidc.registerClient({
		// The name that the AWS CLI gives: administrators know it from their logs.
		clientName: `botocore-client-${session.ssoSession ?? Math.trunc(context.machine.now() / 1000)}`,
		...(scopes && { scopes }),
		...(grantTypes && { grantTypes, redirectUris: [REGISTERED_REDIRECT_URI], issuerUrl: session.startUrl }),
	});
	if (!answer.ok) throw refusedSignIn(answer, 'RegisterClient', session);
	return { ...answer.value, scopes, grantTypes };
}

/** The failure behind a refusal to begin a sign-in. The service names no field, but by its error some are ruled out. */
export function refusedSignIn(refusal: Refusal, operation: string, session: SsoSession): Failure {
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

/** A registration that AWS does not know any more, by its refusal, is not used again. */
export function forgetUnknown(code: string, session: SsoSession, clientId: string, context: Ports<'files'>): void {
	if (code !== 'InvalidClientException') return;
	const key = registrationKey(session);
	const text = context.files.accessTokens.read(key, (candidate) => parseRegistrationFile(candidate) !== undefined);
	const isIt = text !== undefined && parseRegistrationFile(text)?.clientId === clientId;
	if (isIt) context.files.accessTokens.remove(context.files.accessTokens.path(key));
}
