/** Reads the static keys of a profile as botocore's SharedCredentialProvider and ConfigProvider do (credentials.py). */

import { text } from '../config/shared-config.ts';
import { chainFailures } from '../failure/chain-failures.ts';
import { type RoleOwner, whereIs } from './refused-chain.ts';

/** The keys are secrets: no message and no log may show them. */
export interface StaticKeys {
	readonly profile: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string | undefined;
}

/**
 * Returns the keys from one file: the credentials file, if it has aws_access_key_id, else the config file. Of the two
 * names of the token, botocore prefers the older one.
 * @throws Failure `static-keys-incomplete`
 */
export function staticKeysOf(owner: RoleOwner): StaticKeys {
	const { config, profile } = owner;
	const ofCredentials = config.profileIn('credentials', profile);
	const settings = ofCredentials?.has('aws_access_key_id') ? ofCredentials : config.profileIn('config', profile);
	const [accessKeyId, secretAccessKey] = [text(settings, 'aws_access_key_id'), text(settings, 'aws_secret_access_key')];
	if (accessKeyId === undefined || secretAccessKey === undefined) {
		const where = whereIs(owner, 'aws_access_key_id');
		throw chainFailures.staticKeysIncomplete({ profile, isIdEmpty: accessKeyId === undefined, where });
	}
	const sessionToken = text(settings, settings?.has('aws_security_token') ? 'aws_security_token' : 'aws_session_token');
	return { profile, accessKeyId, secretAccessKey, sessionToken };
}
