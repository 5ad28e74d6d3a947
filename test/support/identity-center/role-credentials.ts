/** Issues role credentials: fresh ones every time, unless a test fixed some of the values. */

import { base64Text, fromAlphabet } from './random.ts';

export interface RoleCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	/** Epoch MILLISECONDS, unlike every time in sso-oidc. */
	readonly expiration: number;
}

export interface RoleCredentialsDesk {
	issue(accountId: string, roleName: string, expiration: number, override: Partial<RoleCredentials>): RoleCredentials;
	fix(accountId: string, roleName: string, values: Partial<RoleCredentials> | undefined): void;
	last(accountId: string, roleName: string): RoleCredentials | undefined;
}

export function roleCredentialsDesk(): RoleCredentialsDesk {
	const fixed = new Map<string, Partial<RoleCredentials>>();
	const issued = new Map<string, RoleCredentials>();
	const key = (accountId: string, roleName: string) => `${accountId}/${roleName}`;
	return {
		issue(accountId, roleName, expiration, override) {
			const name = key(accountId, roleName);
			const fresh = {
				accessKeyId: `ASIA${fromAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
				secretAccessKey: base64Text(40),
				sessionToken: `IQoJb3JpZ2luX2Vj${base64Text(684)}`,
				expiration,
			};
			const credentials = { ...fresh, ...fixed.get(name), ...override };
			issued.set(name, credentials);
			return credentials;
		},
		fix(accountId, roleName, values) {
			if (values === undefined) {
				fixed.delete(key(accountId, roleName));
			} else {
				fixed.set(key(accountId, roleName), values);
			}
		},
		last: (accountId, roleName) => issued.get(key(accountId, roleName)),
	};
}
