/** What `write` puts into a section of the credentials file. */
import { tokenKey } from '../../core/aws/sso-session.ts';
import type { Sections } from '../../core/config/shared-config.ts';
import type { WrittenFacts, WrittenValues } from '../../core/config-edit/written-section.ts';
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { rootOf, type ServedProfile } from '../../core/profile/role-chain.ts';

export interface WrittenEntry {
	readonly facts: WrittenFacts;
	readonly values: WrittenValues;
}

/** Returns the section of a profile with these credentials. */
export function writtenEntry(profile: ServedProfile, credentials: RoleCredentials): WrittenEntry {
	const { name, accountId, roleName, region } = profile;
	const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
	const root = rootOf(profile);
	return {
		facts: { profile: name, accountId, roleName, signIn: root && tokenKey(root), accessKeyId, expiresAt },
		values: { secretAccessKey, sessionToken, region },
	};
}

/** Returns true if the AWS CLI reads the keys of this entry under the name. */
export function readsAs(profiles: Sections, name: string, { facts, values }: WrittenEntry): boolean {
	const settings = profiles.get(name);
	return (
		settings?.get('aws_access_key_id') === facts.accessKeyId &&
		settings.get('aws_secret_access_key') === values.secretAccessKey &&
		settings.get('aws_session_token') === values.sessionToken
	);
}
