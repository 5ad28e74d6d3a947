/** The roles, users and MFA devices of IAM, as far as STS asks for them. */

import {
	type JsonObject,
	objectFrom,
	optionalFlag,
	optionalNumber,
	optionalText,
	optionalTexts,
	requiredText,
} from '../json.ts';
import type { Principal } from './principals.ts';

export interface IamRole {
	/** With its path. */
	readonly arn: string;
	/** MaxSessionDuration: 3600 to 43200. */
	readonly maxSessionSeconds: number;
	/**
	 * Who may assume it, as a trust policy names them: the ARN of a role, session, user or identity provider, an account
	 * by its number or root ARN, or `*`.
	 */
	readonly trusted: readonly string[];
	readonly externalId?: string;
	/** The condition aws:MultiFactorAuthPresent. */
	readonly mfaRequired: boolean;
}

export interface IamUser {
	readonly arn: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
}

/** Issues the tokens of web identities. */
export interface IdentityProvider {
	/** `arn:aws:iam::ACCOUNT:oidc-provider/HOST`, with a path if its URL has one. */
	readonly arn: string;
	/** The only audience that it accepts tokens for. */
	readonly audience: string;
}

export interface MfaDevice {
	/** The ARN of a virtual device, or the number of a thing. */
	readonly serialNumber: string;
	/** Stays the same, and may be used again: the fake keeps no time for codes. */
	readonly code: string;
	/** The ARN of the only user who may use it. AWS has one for each device; without one, roles may use it too. */
	readonly user?: string;
}

/** What the trust policy of a role gets to know about a request. */
export interface TrustRequest {
	readonly caller: Principal;
	readonly externalId: string | undefined;
	readonly hasMfa: boolean;
}

export function mayAssume(role: IamRole, { caller, externalId, hasMfa }: TrustRequest): boolean {
	const { arn, accountId, roleArn } = caller;
	const root = `${arn.split(':').slice(0, 2).join(':')}:iam::${accountId}:root`;
	return (
		role.trusted.some((one) => ['*', arn, roleArn, accountId, root].includes(one)) &&
		(role.externalId === undefined || role.externalId === externalId) &&
		(!role.mfaRequired || hasMfa)
	);
}

export const defaultProviders: readonly IdentityProvider[] = [
	{ arn: 'arn:aws:iam::333333333333:oidc-provider/tokens.example.com', audience: 'sts.amazonaws.com' },
];

/** Roles to chain into from each role of the default directory. */
export const defaultRoles: readonly IamRole[] = [
	iamRole('arn:aws:iam::333333333333:role/Deploy'),
	iamRole('arn:aws:iam::444444444444:role/Audit', { maxSessionSeconds: 43_200 }),
	iamRole('arn:aws:iam::333333333333:role/team/Release', { trusted: ['arn:aws:iam::333333333333:role/Deploy'] }),
	iamRole('arn:aws:iam::444444444444:role/Partner', { externalId: 'partner-42' }),
	iamRole('arn:aws:iam::333333333333:role/Emergency', { mfaRequired: true }),
	iamRole('arn:aws:iam::333333333333:role/Closed', { trusted: [] }),
	iamRole('arn:aws:iam::333333333333:role/Pipeline', { trusted: defaultProviders.map(({ arn }) => arn) }),
];

/** The key of AWS's own documentation: scanners of secrets know it. */
export const defaultUsers: readonly IamUser[] = [
	{
		arn: 'arn:aws:iam::111111111111:user/alice',
		accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
		secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
	},
];

export const defaultMfaDevices: readonly MfaDevice[] = [
	{ serialNumber: 'arn:aws:iam::111111111111:mfa/alice', code: '123456' },
];

/** Returns a role that trusts everybody, for an hour at most, unless `more` says otherwise. */
export function iamRole(arn: string, more: Partial<Omit<IamRole, 'arn'>> = {}): IamRole {
	return { arn, maxSessionSeconds: 3600, trusted: ['*'], mfaRequired: false, ...more };
}

/** A role without `trusted` trusts everybody. */
export function parseRole(value: unknown): IamRole {
	const source = objectFrom(value, 'a role');
	const externalId = optionalText(source, 'externalId');
	return {
		arn: requiredText(source, 'arn'),
		maxSessionSeconds: optionalNumber(source, 'maxSessionSeconds') ?? 3600,
		trusted: optionalTexts(source, 'trusted') ?? ['*'],
		mfaRequired: optionalFlag(source, 'mfaRequired') ?? false,
		...(externalId === undefined ? {} : { externalId }),
	};
}

export function parseUser(value: unknown): IamUser {
	const source: JsonObject = objectFrom(value, 'a user');
	return {
		arn: requiredText(source, 'arn'),
		accessKeyId: requiredText(source, 'accessKeyId'),
		secretAccessKey: requiredText(source, 'secretAccessKey'),
	};
}

export function parseProvider(value: unknown): IdentityProvider {
	const source = objectFrom(value, 'an identity provider');
	return { arn: requiredText(source, 'arn'), audience: requiredText(source, 'audience') };
}

export function parseMfaDevice(value: unknown): MfaDevice {
	const source = objectFrom(value, 'an MFA device');
	const owner = optionalText(source, 'user');
	return {
		serialNumber: requiredText(source, 'serialNumber'),
		code: requiredText(source, 'code'),
		...(owner === undefined ? {} : { user: owner }),
	};
}
