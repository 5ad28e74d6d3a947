/** A portal that answers by script and writes down what it was asked. */
import type { ServiceAddress } from '../../src/core/endpoints.ts';
import type { RoleCredentials } from '../../src/core/role-credentials.ts';
import type { Answer, Portal } from '../../src/ports.ts';

export const ENDPOINT = 'https://portal.sso.us-east-1.amazonaws.com';

/** An answer, or an error to throw in place of one. */
type Scripted<Value> = Answer<Value> | Error;

export interface PortalScript {
	readonly getRoleCredentials?: Scripted<RoleCredentials>;
	readonly listAccountRoles?: Scripted<readonly string[]>;
}

interface PortalCall {
	readonly operation: string;
	readonly request: object;
}

export interface ScriptedPortal {
	readonly portal: Portal;
	readonly open: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	/** The connections that were opened. */
	readonly opened: readonly { readonly ssoRegion: string; readonly address: ServiceAddress }[];
	readonly calls: readonly PortalCall[];
}

export const granted = <Value>(value: Value): Answer<Value> => ({ ok: true, value, endpoint: ENDPOINT });

export const refusal = (status: number, code: string) => ({ ok: false, status, code, endpoint: ENDPOINT }) as const;

export function scriptedPortal(script: PortalScript = {}): ScriptedPortal {
	const calls: PortalCall[] = [];
	const opened: { readonly ssoRegion: string; readonly address: ServiceAddress }[] = [];
	const play = async <Value>(
		operation: string,
		request: object,
		scripted: Scripted<Value> | undefined,
	): Promise<Answer<Value>> => {
		calls.push({ operation, request });
		if (scripted === undefined) throw new Error(`the script has no answer to ${operation}`);
		if (scripted instanceof Error) throw scripted;
		return scripted;
	};
	const portal: Portal = {
		getRoleCredentials: (role) => play('GetRoleCredentials', role, script.getRoleCredentials),
		listAccountRoles: (account) => play('ListAccountRoles', account, script.listAccountRoles),
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
