/** Finds the role that the options of `use` describe, in place of a profile. */

import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { type GivenRoleChain, givenChain } from './given-chain.ts';
import { givenRole } from './given-role.ts';

/** The options that describe a role. For `roleByOptions`, `account` or `role-arn` is given. */
export interface RoleOptions {
	readonly account: string | undefined;
	readonly role: string | undefined;
	readonly 'sso-session': string | undefined;
	readonly 'role-arn'?: string | undefined;
	readonly 'source-profile'?: string | undefined;
	readonly 'external-id'?: string | undefined;
	readonly region: string | undefined;
}

interface HowToUse {
	readonly choice: LoginChoice;
	/** Returns the command that applies `use` with these words in the shell, for hints. */
	readonly apply: (words: string) => string;
}

/** @throws Failure of `givenRole` and `givenChain` */
export async function roleByOptions(
	options: RoleOptions,
	loaded: LoadedConfig,
	{ choice, apply }: HowToUse,
	context: Context,
): Promise<GivenRoleChain> {
	const { account = '', role: roleName, 'sso-session': ssoSession, 'role-arn': roleArn, region } = options;
	if (roleArn === undefined) {
		const words = { accountId: account, roleName, ssoSession, region };
		return { profile: await givenRole(words, loaded, choice, context) };
	}
	const { 'source-profile': sourceProfile, 'external-id': externalId } = options;
	return givenChain({ roleArn, sourceProfile, externalId, region }, loaded, apply, context);
}
