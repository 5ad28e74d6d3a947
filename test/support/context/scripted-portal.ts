/** A portal that answers from a script and records its calls. */

import type { RoleCredentials } from '../../../src/core/credentials/role-credentials.ts';
import type { AccountPage, RoleNamePage } from '../../../src/core/discovery/assignments.ts';
import type { ServiceAddress } from '../../../src/core/profile/endpoints.ts';
import type { Answer, Portal } from '../../../src/ports/services.ts';
import { type Script, type ServiceCall, scripted } from '../program/script.ts';

export const ENDPOINT = 'https://portal.sso.us-east-1.amazonaws.com';

export interface PortalScript {
	readonly getRoleCredentials?: Script<RoleCredentials>;
	readonly listAccountRoles?: Script<readonly string[]>;
	readonly listAccountsPage?: Script<AccountPage>;
	readonly listAccountRolesPage?: Script<RoleNamePage>;
	readonly logout?: Script<object>;
}

/** The region and address that a service was opened with. */
export interface Opened {
	readonly ssoRegion: string;
	readonly address: ServiceAddress;
}

export interface ScriptedPortal {
	readonly portal: Portal;
	readonly open: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	/** The connections that were opened. */
	readonly opened: readonly Opened[];
	readonly calls: readonly ServiceCall[];
}

export const granted = <Value>(value: Value, endpoint = ENDPOINT): Answer<Value> => ({ ok: true, value, endpoint });

export const refusal = (status: number, code: string, endpoint = ENDPOINT): Extract<Answer<never>, { ok: false }> => ({
	ok: false,
	status,
	code,
	endpoint,
});

export function scriptedPortal(script: PortalScript = {}): ScriptedPortal {
	const calls: ServiceCall[] = [];
	const opened: Opened[] = [];
	const portal: Portal = {
		getRoleCredentials: scripted('GetRoleCredentials', script.getRoleCredentials, calls),
		getRoleCredentialsOnce: scripted('GetRoleCredentials once', script.getRoleCredentials, calls),
		listAccountRoles: scripted('ListAccountRoles', script.listAccountRoles, calls),
		listAccountsPage: scripted('ListAccounts page', script.listAccountsPage, calls),
		listAccountRolesPage: scripted('ListAccountRoles page', script.listAccountRolesPage, calls),
		logout: scripted('Logout', script.logout, calls),
	};
	return {
		portal,
		calls,
		opened,
		open: async (ssoRegion, address) => {
			opened.push({ ssoRegion, address });
			return portal;
		},
	};
}
