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
	/** A role is named by its ARN, or by `portalRole`. */
	issue(role: string, expiration: number, override: Partial<RoleCredentials>): RoleCredentials;
	fix(role: string, values: Partial<RoleCredentials> | undefined): void;
	last(role: string): RoleCredentials | undefined;
}

/** The name of a role as the portal knows it. */
export function portalRole(accountId: string, roleName: string): string {
	return `${accountId}/${roleName}`;
}

export function roleCredentialsDesk(): RoleCredentialsDesk {
	const fixed = new Map<string, Partial<RoleCredentials>>();
	const issued = new Map<string, RoleCredentials>();
	return {
		issue(role, expiration, override) {
			const fresh = {
				accessKeyId: `ASIA${fromAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
				secretAccessKey: base64Text(40),
				sessionToken: `IQoJb3JpZ2luX2Vj${base64Text(684)}`,
				expiration,
			};
			const credentials = { ...fresh, ...fixed.get(role), ...override };
			issued.set(role, credentials);
			return credentials;
		},
		fix(role, values) {
			if (values === undefined) {
				fixed.delete(role);
			} else {
				fixed.set(role, values);
			}
		},
		last: (role) => issued.get(role),
	};
}
