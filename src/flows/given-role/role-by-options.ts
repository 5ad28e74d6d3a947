/** Finds the role that the options of `use` describe, in place of a profile. */

import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { type GivenRoleChain, givenChain } from './given-chain.ts';
import { givenRole, type HowToUse } from './given-role.ts';

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

/** @throws Failure of `givenRole` and `givenChain` */
export async function roleByOptions(
	options: RoleOptions,
	loaded: LoadedConfig,
	how: HowToUse,
	context: Context,
): Promise<GivenRoleChain> {
	const { account = '', role: roleName, 'sso-session': ssoSession, 'role-arn': roleArn, region } = options;
	if (roleArn === undefined) {
		const words = { account, roleName, ssoSession, region };
		return { profile: await givenRole(words, loaded, how, context) };
	}
	const { 'source-profile': sourceProfile, 'external-id': externalId } = options;
	return givenChain({ roleArn, sourceProfile, externalId, region }, loaded, how.apply, context);
}
