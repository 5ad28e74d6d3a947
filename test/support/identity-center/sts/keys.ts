/** The access keys that sign requests: those that the fake issued, and those of users. */

import type { RoleCredentials } from '../role-credentials.ts';
import type { IamUser } from './iam.ts';
import { type Principal, user } from './principals.ts';

export interface SigningKey {
	readonly secretAccessKey: string;
	readonly principal: Principal;
	/** Both undefined for the key of a user. */
	readonly sessionToken?: string;
	/** Epoch milliseconds. */
	readonly expiresAt?: number;
}

export interface SigningKeys {
	/** Remembers credentials as they were sent, so also those that a test fixed. */
	add(credentials: RoleCredentials, principal: Principal): void;
	find(accessKeyId: string, users: readonly IamUser[]): SigningKey | undefined;
}

export function signingKeys(): SigningKeys {
	const issued = new Map<string, SigningKey>();
	return {
		add({ accessKeyId, secretAccessKey, sessionToken, expiration }, principal) {
			issued.set(accessKeyId, { secretAccessKey, principal, sessionToken, expiresAt: expiration });
		},
		find(accessKeyId, users) {
			const owner = users.find((one) => one.accessKeyId === accessKeyId);
			return owner === undefined
				? issued.get(accessKeyId)
				: { secretAccessKey: owner.secretAccessKey, principal: user(owner.arn) };
		},
	};
}
