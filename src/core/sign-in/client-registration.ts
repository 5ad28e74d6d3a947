/**
 * Parses and formats the client registrations that the AWS CLI keeps next to its access tokens, one for each
 * combination of sso-session, start URL, SSO region and scopes.
 */

import { isBeforeRenewal } from '../aws/lifetime.ts';
import { ACCOUNT_ACCESS_SCOPE, type SsoSession } from '../aws/sso-session.ts';
import { type SettingsLookup, text } from '../config/shared-config.ts';
import { asRecord, parseRecord, pythonJson } from '../text/json.ts';
import { formatTimestamp, parseTimestamp } from '../text/time.ts';

export interface ClientRegistration {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	/** The grant types that it was registered for; undefined for the device flow. */
	readonly grantTypes: readonly string[] | undefined;
	readonly scopes: readonly string[] | undefined;
}

/** The two flows: the browser returns to a loopback port, or the person enters a code on any device. */
export type SignInFlow = 'authorization-code' | 'device-code';

/** The grant types of the authorization-code flow; the device flow registers none. */
export const GRANT_TYPES = ['authorization_code', 'refresh_token'] as const;

/** The scopes if none are configured. Like the AWS CLI, only the authorization-code flow sends them. */
export const DEFAULT_SCOPES = [ACCOUNT_ACCESS_SCOPE] as const;

/**
 * Returns true if these scopes do not allow requests for accounts and roles. Some IDEs register only for their own
 * services.
 */
export const lacksAccountAccess = (scopes: readonly string[]): boolean =>
	scopes.length > 0 && !scopes.includes(ACCOUNT_ACCESS_SCOPE);

/**
 * Parses `sso_registration_scopes`: separated by commas, trimmed, without empty items; undefined if the key is absent.
 */
export function registrationScopes(session: SettingsLookup): readonly string[] | undefined {
	if (!session.has('sso_registration_scopes')) return undefined;
	const scopes = text(session, 'sso_registration_scopes')?.split(',') ?? [];
	return scopes.map((scope) => scope.trim()).filter((scope) => scope !== '');
}

/**
 * Returns the text whose SHA-1 names the registration file, as in botocore: JSON as Python writes it, with sorted keys.
 */
export const registrationKey = ({ ssoSession, startUrl, ssoRegion, scopes }: SsoSession): string =>
	pythonJson({
		region: ssoRegion,
		scopes: scopes ?? null,
		session_name: ssoSession ?? null,
		startUrl,
		tool: 'botocore',
	});

const textList = (value: unknown): readonly string[] | undefined =>
	Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;

/** Parses a registration file; undefined for any other file. */
export function parseRegistrationFile(text: string): ClientRegistration | undefined {
	const record = parseRecord(text);
	const expiresAt = parseTimestamp(record?.expiresAt);
	if (record === undefined || expiresAt === undefined) return undefined;
	const { clientId, clientSecret } = record;
	if (typeof clientId !== 'string' || typeof clientSecret !== 'string') return undefined;
	return {
		clientId,
		clientSecret,
		expiresAt,
		grantTypes: textList(record.grantTypes),
		scopes: textList(record.scopes),
	};
}

/** Formats a registration file, with the AWS CLI's fields in its order. */
export const formatRegistrationFile = (registration: ClientRegistration): string =>
	pythonJson({
		clientId: registration.clientId,
		clientSecret: registration.clientSecret,
		expiresAt: formatTimestamp(registration.expiresAt),
		...(registration.scopes && { scopes: registration.scopes }),
		...(registration.grantTypes && { grantTypes: registration.grantTypes }),
	});

/**
 * Returns true if a cached registration is valid for a flow. Both flows share one file. The AWS CLI distinguishes their
 * registrations by the grant types, and each flow refuses those of the other.
 */
export function isValidForFlow(registration: ClientRegistration, flow: SignInFlow, now: number): boolean {
	const isForCode = registration.grantTypes?.includes('authorization_code') === true;
	return isBeforeRenewal(registration.expiresAt, now) && isForCode === (flow === 'authorization-code');
}

/**
 * The longest client ID, in characters: it becomes part of the URL that the browser opens. Real ones have about twenty.
 */
const LONGEST_CLIENT_ID = 2000;

/** Parses a response of RegisterClient, or returns the problem with it. Its time is in epoch seconds. */
export function parseRegisteredClient(
	answer: unknown,
): Pick<ClientRegistration, 'clientId' | 'clientSecret' | 'expiresAt'> | { readonly problem: string } {
	const { clientId, clientSecret, clientSecretExpiresAt } = asRecord(answer) ?? {};
	if (typeof clientId !== 'string' || clientId === '') return { problem: 'clientId is missing' };
	if (clientId.length > LONGEST_CLIENT_ID) return { problem: 'clientId is too long for a URL' };
	if (typeof clientSecret !== 'string' || clientSecret === '') return { problem: 'clientSecret is missing' };
	if (typeof clientSecretExpiresAt !== 'number' || !(clientSecretExpiresAt > 0 && clientSecretExpiresAt < 2.5e11)) {
		return { problem: 'clientSecretExpiresAt is not a time in seconds' };
	}
	return { clientId, clientSecret, expiresAt: Math.trunc(clientSecretExpiresAt) * 1000 };
}
