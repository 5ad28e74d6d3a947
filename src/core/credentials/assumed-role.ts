/** Formats and parses the AWS CLI's cache entries of assumed roles: the response of STS AssumeRole. */

import { offsetRecord } from '../aws/clock-offset.ts';
import type { ChainedProfile } from '../profile/role-chain.ts';
import { asRecord, parseRecord, pythonJson } from '../text/json.ts';
import { formatWithOffset } from '../text/time.ts';
import { CLOCK_FORMAT, parseCacheEntry, type RoleCredentials } from './role-credentials.ts';

/** The arguments of AssumeRole that a profile sets. */
export type AssumedRoleArguments = Pick<ChainedProfile, 'roleArn' | 'externalId' | 'mfaSerial' | 'durationSeconds'> & {
	/** Only a configured name: one that is derived from the caller does not belong to the key. */
	readonly sessionName: string | undefined;
};

/**
 * Returns the arguments for a profile.
 * @param setting the session name of `SSOENV_ROLE_SESSION_NAME`, for profiles without `role_session_name`
 */
export const argumentsOf = (profile: ChainedProfile, setting: string | undefined): AssumedRoleArguments => ({
	roleArn: profile.roleArn,
	externalId: profile.externalId,
	mfaSerial: profile.mfaSerial,
	durationSeconds: profile.durationSeconds,
	sessionName: profile.sessionName ?? setting,
});

/**
 * Returns the text whose SHA-1 names the cache entry: the arguments as Python writes them, with sorted keys
 * (BaseAssumeRoleCredentialFetcher._create_cache_key in botocore's credentials.py). It contains nothing about the
 * source credentials.
 */
export const assumedRoleKey = (role: AssumedRoleArguments): string =>
	pythonJson({
		...(role.durationSeconds !== undefined && { DurationSeconds: role.durationSeconds }),
		...(role.externalId !== undefined && { ExternalId: role.externalId }),
		RoleArn: role.roleArn,
		...(role.sessionName !== undefined && { RoleSessionName: role.sessionName }),
		...(role.mfaSerial !== undefined && { SerialNumber: role.mfaSerial }),
	});

/** A role that STS has given. */
export interface AssumedRole {
	readonly credentials: RoleCredentials;
	/** ARN of the session, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`; undefined if the entry lacks it. */
	readonly arn: string | undefined;
	/** ID of the role and the session name, `AROA…:SESSION`; undefined if the entry lacks it. */
	readonly assumedRoleId: string | undefined;
	/** What STS says about a web identity: the subject, the provider and the audience, by AWS's names. */
	readonly webIdentity?: Readonly<Record<string, string>>;
}

/**
 * Formats a cache entry with the members and the order of the AWS CLI 2. If the clock is wrong, it has one more member,
 * which the AWS CLI ignores.
 * @param requestId of the response, for `ResponseMetadata`
 */
export function formatAssumedRole(role: AssumedRole, accountId: string, requestId: string): string {
	// botocore has the members in the order of the service model, with the user between those of the web identity.
	const { SubjectFromWebIdentityToken: subject, ...provider } = role.webIdentity ?? {};
	return pythonJson({
		Credentials: {
			AccessKeyId: role.credentials.accessKeyId,
			SecretAccessKey: role.credentials.secretAccessKey,
			SessionToken: role.credentials.sessionToken,
			Expiration: formatWithOffset(role.credentials.expiresAt),
			AccountId: accountId,
		},
		...(subject !== undefined && { SubjectFromWebIdentityToken: subject }),
		AssumedRoleUser: { AssumedRoleId: role.assumedRoleId ?? null, Arn: role.arn ?? null },
		...provider,
		ResponseMetadata: { RequestId: requestId, HTTPStatusCode: 200, HTTPHeaders: {}, RetryAttempts: 0 },
		...(role.credentials.clock && { ssoenv: { format: CLOCK_FORMAT, ...offsetRecord(role.credentials.clock) } }),
	});
}

/** The end of a time that names its zone. botocore cannot compare a time without one with the clock, and crashes. */
const ZONE = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/;

/**
 * Parses a cache entry of any tool; undefined if it is incomplete, belongs to another account, or is an entry of
 * Identity Center.
 */
export function parseAssumedRole(text: string, accountId: string): AssumedRole | undefined {
	const entry = parseRecord(text);
	const expiration = asRecord(entry?.Credentials)?.Expiration;
	if (entry?.ProviderType !== undefined || typeof expiration !== 'string' || !ZONE.test(expiration)) return undefined;
	const credentials = parseCacheEntry(text, accountId);
	if (credentials === undefined) return undefined;
	const { Arn, AssumedRoleId } = asRecord(entry?.AssumedRoleUser) ?? {};
	return {
		credentials,
		arn: typeof Arn === 'string' ? Arn : undefined,
		assumedRoleId: typeof AssumedRoleId === 'string' ? AssumedRoleId : undefined,
	};
}
