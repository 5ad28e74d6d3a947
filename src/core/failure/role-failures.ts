/**
 * Failures while an account is looked up for a role, and while a role is assumed with STS AssumeRole: what it needs, and
 * why AWS refuses it. Like those of a profile that assumes a role, they are not on the warm path.
 */

import { argumentWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';

/** A profile and the role that it assumes, which may be one on the way to the role of the profile. */
interface RoleFacts {
	/** The profile that was asked for. */
	readonly profile: string;
	readonly roleArn: string;
}

interface MfaFacts extends RoleFacts {
	/** ARN or serial number of the device. */
	readonly serial: string;
}

const withCode = (profile: string): string => `ssoenv use ${argumentWord(profile)}`;

export const roleFailures = {
	accountNotFound: row(
		'account-not-found',
		2,
		(f: { account: string; count: number; nearest: string | undefined; hint: string }) => ({
			message: `account "${f.account}" is not among the accounts assigned to you (${f.count} in the list)${orNearest(f.nearest)}`,
			hints: [f.hint],
		}),
	),

	accountAmbiguous: row(
		'account-ambiguous',
		2,
		(f: { account: string; accountIds: readonly string[]; hints: readonly string[] }) => ({
			message: `several accounts have the name "${f.account}": ${list(f.accountIds)}`,
			hints: f.hints,
		}),
	),

	roleSourceMissing: row('role-source-missing', 2, (f: { path: string; retry: string | undefined }) => ({
		message: `no profile is active or set, and ${f.path} has no profile "default", so --role-arn needs --source-profile`,
		hints: f.retry === undefined ? ['ssoenv configure'] : [f.retry, 'ssoenv list'],
	})),

	roleRegionMissing: row('role-region-missing', 3, (f: { profile: string; where: string }) => ({
		message: `profile "${f.profile}" assumes a role and has no region, so ssoenv cannot tell which region's STS to ask`,
		hints: [`add region ${f.where}`],
	})),

	environmentKeysMissing: row(
		'environment-keys-missing',
		3,
		(f: { profile: string; active: string | undefined; missing: string | undefined }) => {
			const subject = `profile "${f.profile}" assumes its role with the keys of the environment`;
			return f.active === undefined
				? {
						message: `${subject}, but ${f.missing ?? 'AWS_ACCESS_KEY_ID'} is not set`,
						hints: ['set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or replace credential_source by source_profile'],
					}
				: {
						message: `${subject}, but the keys there are those of the role that is active, "${f.active}"`,
						hints: ['ssoenv off'],
					};
		},
	),

	mfaCodeNeeded: row('mfa-code-needed', 2, (f: MfaFacts) => ({
		message: `${f.roleArn} needs a code of the MFA device ${f.serial}`,
		hints: [withCode(f.profile), `${withCode(f.profile)} --mfa-code -`],
	})),

	mfaCodeInvalid: row('mfa-code-invalid', 2, (f: { serial: string }) => ({
		message: `stdin has no code for the MFA device ${f.serial}: expected a line of 6 digits for each code`,
	})),

	mfaCodeRefused: row('mfa-code-refused', 5, (f: MfaFacts & { isDevice: boolean }) => ({
		message: `cannot assume ${f.roleArn}: ${f.isDevice ? `the user whose keys are used has no MFA device ${f.serial}` : `AWS does not accept this code of the MFA device ${f.serial}`}`,
		hints: f.isDevice
			? [`check mfa_serial of profile "${f.profile}" and of its sources`]
			: [`${withCode(f.profile)}`, 'each code is valid once, and only for a short time'],
	})),

	roleNotAllowed: row(
		'role-not-allowed',
		5,
		(f: RoleFacts & { principal: string; hasExternalId: boolean; hasMfa: boolean; isGiven: boolean }) => ({
			message: `cannot assume ${f.roleArn}: AWS does not allow it to ${f.principal}`,
			hints: [
				'check that the trust policy of the role names this principal, and that its own policies allow sts:AssumeRole',
				`${f.hasExternalId ? 'check' : 'if the trust policy asks for an external ID, add'} ${f.isGiven ? '--external-id' : 'external_id'}`,
				...(f.hasMfa
					? []
					: [`if the trust policy asks for MFA, ${f.isGiven ? 'write a profile with' : 'add'} mfa_serial`]),
			],
		}),
	),

	roleDurationRefused: row(
		'role-duration-refused',
		5,
		(f: RoleFacts & { seconds: number; where: string; isChained: boolean }) => ({
			message: `cannot assume ${f.roleArn} for ${f.seconds} seconds: ${f.isChained ? 'a role that is assumed with the credentials of another role lasts an hour at most' : "that is longer than the role's maximum session duration"}`,
			hints: [`set duration_seconds to a smaller number ${f.where}`],
		}),
	),

	sourceKeysRefused: row(
		'source-keys-refused',
		5,
		(f: RoleFacts & { source: string; because: string; hint: string }) => ({
			message: `cannot assume ${f.roleArn}: AWS refuses ${f.source}: ${f.because}`,
			hints: [f.hint],
		}),
	),

	stsRegionDisabled: row('sts-region-disabled', 5, (f: RoleFacts & { region: string; where: string }) => ({
		message: `cannot assume ${f.roleArn}: STS is not enabled in ${f.region} for the account of the caller`,
		hints: [
			`set another region ${f.where}, or enable ${f.region} in the account`,
			`ssoenv use --region us-east-1 ${argumentWord(f.profile)}`,
		],
	})),
};
