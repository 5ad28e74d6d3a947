/** The client registration that the AWS CLI keeps beside its access tokens, one for each combination of what it was made with. */

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
	/** What it was registered for; absent in registrations for the device flow. */
	readonly grantTypes: readonly string[] | undefined;
	readonly scopes: readonly string[] | undefined;
}

/** The two ways to sign in: with the browser coming back to a loopback port, or with a code typed on any device. */
export type SignInFlow = 'authorization-code' | 'device-code';

/** What the authorization-code flow registers; the device flow registers none. */
export const GRANT_TYPES = ['authorization_code', 'refresh_token'] as const;

/** What is asked for where nothing is configured: only by the authorization-code flow, as the AWS CLI does it. */
export const DEFAULT_SCOPES = [ACCOUNT_ACCESS_SCOPE] as const;

/** True when nothing of accounts and roles can be asked for: IDEs register for their own services alone. */
export const lacksAccountAccess = (scopes: readonly string[]): boolean =>
	scopes.length > 0 && !scopes.includes(ACCOUNT_ACCESS_SCOPE);

/** The scopes of `sso_registration_scopes`: separated by commas, trimmed, empty ones dropped; undefined where the key is absent. */
export function registrationScopes(session: SettingsLookup): readonly string[] | undefined {
	if (!session.has('sso_registration_scopes')) return undefined;
	const scopes = text(session, 'sso_registration_scopes')?.split(',') ?? [];
	return scopes.map((scope) => scope.trim()).filter((scope) => scope !== '');
}

/** The text whose SHA-1 names the registration file: Python's JSON with sorted keys. */
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

/** The registration in the text of a cache file; undefined for anything else. */
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

/** The text of a cache file, with the fields and the order of the AWS CLI. */
export const formatRegistrationFile = (registration: ClientRegistration): string =>
	pythonJson({
		clientId: registration.clientId,
		clientSecret: registration.clientSecret,
		expiresAt: formatTimestamp(registration.expiresAt),
		...(registration.scopes && { scopes: registration.scopes }),
		...(registration.grantTypes && { grantTypes: registration.grantTypes }),
	});

/**
 * Whether a cached registration serves a flow. The flows share one file, and the AWS CLI tells their registrations apart by
 * the grant types: the device flow refuses one for authorization codes, and the other way round.
 */
export function servesFlow(registration: ClientRegistration, flow: SignInFlow, now: number): boolean {
	const isForCode = registration.grantTypes?.includes('authorization_code') === true;
	return isBeforeRenewal(registration.expiresAt, now) && isForCode === (flow === 'authorization-code');
}

/** It becomes part of the URL that browsers are opened with; real ones have some twenty characters. */
const LONGEST_CLIENT_ID = 2000;

/** The client in an answer of RegisterClient, or what is wrong with it. The time in it is in epoch seconds. */
export function parseRegisteredClient(
	answer: unknown,
): Pick<ClientRegistration, 'clientId' | 'clientSecret' | 'expiresAt'> | { readonly problem: string } {
	const { clientId, clientSecret, clientSecretExpiresAt } = asRecord(answer) ?? {};
	if (typeof clientId !== 'string' || clientId === '') return { problem: 'clientId is missing' };
	if (clientId.length > LONGEST_CLIENT_ID) return { problem: 'clientId is longer than a URL may be' };
	if (typeof clientSecret !== 'string' || clientSecret === '') return { problem: 'clientSecret is missing' };
	if (typeof clientSecretExpiresAt !== 'number' || !(clientSecretExpiresAt > 0 && clientSecretExpiresAt < 2.5e11)) {
		return { problem: 'clientSecretExpiresAt is not a time in seconds' };
	}
	return { clientId, clientSecret, expiresAt: Math.trunc(clientSecretExpiresAt) * 1000 };
}
