/**
 * Gets the client registration for a sign-in: the one in the AWS CLI's cache if it fits, else a new one, cached as the
 * AWS CLI does.
 */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { REGISTERED_REDIRECT_URI } from '../../core/sign-in/authorization-code.ts';
import {
	type ClientRegistration,
	DEFAULT_SCOPES,
	formatRegistrationFile,
	GRANT_TYPES,
	isValidForFlow,
	parseRegistrationFile,
	registrationKey,
	type SignInFlow,
} from '../../core/sign-in/client-registration.ts';
import type { Ports } from '../../ports/context.ts';
import type { Oidc } from '../../ports/services.ts';
import { refusedSignIn } from './sign-in-attempt.ts';

interface RegistrationNeed {
	readonly session: SsoSession;
	/** The start URL that AWS knows. */
	readonly portal: string;
	readonly flow: SignInFlow;
	/** Whether to register again in any case. */
	readonly isAfresh: boolean;
}

/** Returns a registration that fits the flow. @throws Failure `request-refused`, and those of the OIDC service */
export async function registerClient(
	{ session, portal, flow, isAfresh }: RegistrationNeed,
	oidc: Oidc,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<ClientRegistration> {
	const key = registrationKey(session);
	const before = isAfresh ? context.files.accessTokens.read(key, isWhole) : undefined;
	/** With `isAfresh`, a registration that another process made meanwhile is new enough. */
	const ready = () => {
		const text = context.files.accessTokens.read(key, isWhole);
		const cached = text === undefined || (isAfresh && text === before) ? undefined : parseRegistrationFile(text);
		return cached !== undefined && isValidForFlow(cached, flow, context.machine.now()) ? cached : undefined;
	};
	return (
		ready() ??
		context.machine.singleFlight(`register ${key}`, {
			ready,
			work: () => requestAndKeep({ session, portal, flow, key }, oidc, context),
		})
	);
}

const isWhole = (text: string): boolean => parseRegistrationFile(text) !== undefined;

async function requestAndKeep(
	{ key, ...wanted }: Omit<RegistrationNeed, 'isAfresh'> & { readonly key: string },
	oidc: Oidc,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<ClientRegistration> {
	const registration = await request(wanted, oidc, context);
	try {
		await context.files.accessTokens.write(key, formatRegistrationFile(registration));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		context.terminal.say(`warning: ${error.message}; the next sign-in will register again`);
	}
	return registration;
}

async function request(
	{ session, portal, flow }: Omit<RegistrationNeed, 'isAfresh'>,
	oidc: Oidc,
	context: Ports<'machine'>,
): Promise<ClientRegistration> {
	const isForCode = flow === 'authorization-code';
	const configured = session.scopes !== undefined && session.scopes.length > 0 ? session.scopes : undefined;
	const scopes = isForCode ? (configured ?? DEFAULT_SCOPES) : configured;
	const grantTypes = isForCode ? GRANT_TYPES : undefined;
	const answer = await oidc.registerClient({
		// The name that the AWS CLI uses, which administrators know from their logs.
		clientName: `botocore-client-${session.ssoSession ?? Math.trunc(context.machine.now() / 1000)}`,
		...(scopes && { scopes }),
		...(grantTypes && { grantTypes, redirectUris: [REGISTERED_REDIRECT_URI], issuerUrl: portal }),
	});
	if (!answer.ok) throw refusedSignIn(answer, 'RegisterClient', session);
	return { ...answer.value, scopes, grantTypes };
}
