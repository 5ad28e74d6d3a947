/** An OIDC service that answers from a script and records its calls. */

import type { ServiceAddress } from '../../../src/core/profile/endpoints.ts';
import type { IssuedToken } from '../../../src/core/sign-in/access-token.ts';
import type { ClientRegistration } from '../../../src/core/sign-in/client-registration.ts';
import type { DeviceAuthorization } from '../../../src/core/sign-in/device-authorization.ts';
import type { Answer, Oidc } from '../../../src/ports/services.ts';
import { type Script, type ServiceCall, scripted } from '../program/script.ts';
import { granted, type Opened, refusal } from './scripted-portal.ts';

export const OIDC_ENDPOINT = 'https://oidc.us-east-1.amazonaws.com';

type RegisteredClient = Pick<ClientRegistration, 'clientId' | 'clientSecret' | 'expiresAt'>;

export interface OidcScript {
	readonly registerClient?: Script<RegisteredClient>;
	readonly startDeviceAuthorization?: Script<DeviceAuthorization>;
	readonly createToken?: Script<IssuedToken>;
}

export interface ScriptedOidc {
	readonly oidc: Oidc;
	readonly open: (ssoRegion: string, address: ServiceAddress) => Promise<Oidc>;
	readonly opened: readonly Opened[];
	readonly calls: readonly ServiceCall[];
	/** Returns the names of the operations called, in order. */
	readonly operations: () => readonly string[];
}

export const oidcGranted = <Value>(value: Value): Answer<Value> => granted(value, OIDC_ENDPOINT);

export const oidcRefusal = (code: string, status = 400) => refusal(status, code, OIDC_ENDPOINT);

export function scriptedOidc(script: OidcScript = {}): ScriptedOidc {
	const calls: ServiceCall[] = [];
	const opened: Opened[] = [];
	const oidc: Oidc = {
		registerClient: scripted('RegisterClient', script.registerClient, calls),
		startDeviceAuthorization: scripted('StartDeviceAuthorization', script.startDeviceAuthorization, calls),
		createToken: scripted('CreateToken', script.createToken, calls),
		authorizeUrl: (query) => `${OIDC_ENDPOINT}/authorize?${query}`,
	};
	return {
		oidc,
		calls,
		opened,
		operations: () => calls.map(({ operation }) => operation),
		open: async (ssoRegion, address) => {
			opened.push({ ssoRegion, address });
			return oidc;
		},
	};
}
