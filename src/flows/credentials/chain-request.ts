/** The types that the steps of a chain share. */

import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import type { SsoProfile } from '../../core/profile/sso-profile.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { SigningKeys } from '../../ports/services.ts';
import type { MfaCodes } from './mfa-codes.ts';

/** Whether a person is there while the credentials of a profile are got. */
export interface Attendance {
	/** Loads what gets the codes of MFA devices; without it nobody is asked. */
	readonly mfaCodes?: () => Promise<MfaCodes>;
	/** True in the background: the program of a source gets no terminal. */
	readonly isUnattended?: boolean;
	/** True for a program that asks again and again: it uses short-lived credentials for half of their life. */
	readonly asksAgain?: boolean;
}

/** What all roles of a chain share. */
export interface ChainRequest {
	/** The profile that was asked for: the AWS CLI takes the region and the endpoints of all requests from it. */
	readonly active: ChainedProfile;
	readonly loaded: LoadedConfig;
	/** Undefined: nobody is asked for a code. */
	readonly mfaCodes: MfaCodes | undefined;
	readonly isUnattended: boolean;
	readonly asksAgain: boolean;
	/** Returns the credentials of a profile of Identity Center. */
	readonly signedIn: (profile: SsoProfile) => Promise<RoleCredentials>;
}

/** The credentials with which a role is assumed. */
export interface RoleCaller {
	readonly keys: SigningKeys;
	/** The ARN, if it is known without asking. */
	readonly arn: string | undefined;
}
