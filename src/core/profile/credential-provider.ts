/**
 * Tells which of botocore's credential providers serves a profile. The order is that of botocore's credentials.py:
 * AssumeRoleProvider first, then ProfileProviderBuilder.providers.
 */

import { type Settings, type SharedConfig, text } from '../config/shared-config.ts';

/** The keys that activate botocore's SSOProvider, in the order in which it reports a missing one. */
export const TRIGGERS = ['sso_role_name', 'sso_account_id'] as const;

/** Returns true if any key of the profile concerns Identity Center, complete or not: such profiles are listed. */
export const mentionsSso = (settings: Settings): boolean => [...settings.keys()].some((key) => key.startsWith('sso_'));

/**
 * Returns true for a profile that assumes its role with the credentials of another one. With `web_identity_token_file`,
 * even an empty one, the role is not assumed that way (AssumeRoleProvider._has_assume_role_config_vars).
 */
export const assumesRole = (settings: Settings): boolean =>
	settings.has('role_arn') && !settings.has('web_identity_token_file');

/** Returns true for a profile that is listed, picked and completed: one of Identity Center, or one that assumes a role. */
export const isListed = (settings: Settings): boolean => mentionsSso(settings) || assumesRole(settings);

/** Returns true if a profile has one of the static keys: then botocore does not assume the role that it may name. */
export const hasStaticKey = (settings: Settings): boolean =>
	settings.has('aws_access_key_id') || settings.has('aws_secret_access_key');

/** Each one but `sso` and `static-keys` is named as the key that activates it. */
export type Provider = 'sso' | 'static-keys' | ForeignProvider;

/** The providers that get credentials by other means than Identity Center, STS AssumeRole and static keys. */
type ForeignProvider = 'web_identity_token_file' | 'login_session' | 'credential_process';

/**
 * Returns the provider that serves a profile by itself, as if it assumed no role; undefined if none does. The
 * credentials file comes before `login_session` and `credential_process`, and the config file after them.
 */
export function providerOf(config: SharedConfig, profile: string): Provider | undefined {
	const settings = config.profiles.get(profile);
	if (settings === undefined) return undefined;
	if (text(settings, 'web_identity_token_file') !== undefined) return 'web_identity_token_file';
	if (TRIGGERS.some((key) => settings.has(key))) return 'sso';
	if (config.profileIn('credentials', profile)?.has('aws_access_key_id')) return 'static-keys';
	if (settings.has('login_session')) return 'login_session';
	if (text(settings, 'credential_process') !== undefined) return 'credential_process';
	return config.profileIn('config', profile)?.has('aws_access_key_id') ? 'static-keys' : undefined;
}
