/** The state of the fake, passed to each handler. */

import { type AuthorizationCodes, authorizationCodes } from './authorization-codes.ts';
import { type Clients, registeredClients } from './clients.ts';
import { type DeviceAuthorizations, deviceAuthorizations } from './device-authorizations.ts';
import type { Directory, Settings } from './directory.ts';
import { type Bookmarks, bookmarks } from './paging.ts';
import { type RoleCredentialsDesk, roleCredentialsDesk } from './role-credentials.ts';
import { type Sessions, signedInSessions } from './sessions.ts';
import { type SigninTokens, signinTokens } from './signin-tokens.ts';
import { type SigningKeys, signingKeys } from './sts/keys.ts';

export interface Center {
	/** Epoch milliseconds. */
	readonly now: () => number;
	directory: Directory;
	settings: Settings;
	readonly clients: Clients;
	readonly sessions: Sessions;
	readonly roleCredentials: RoleCredentialsDesk;
	readonly keys: SigningKeys;
	readonly signinTokens: SigninTokens;
	readonly bookmarks: Bookmarks;
	readonly deviceAuthorizations: DeviceAuthorizations;
	readonly authorizationCodes: AuthorizationCodes;
	/** The base URL of the verification page. Set once the server listens. */
	oidcUrl: string;
}

export function emptyCenter(now: () => number, directory: Directory, settings: Settings): Center {
	return {
		now,
		directory,
		settings,
		clients: registeredClients(now),
		sessions: signedInSessions(now),
		roleCredentials: roleCredentialsDesk(),
		keys: signingKeys(),
		signinTokens: signinTokens(now),
		bookmarks: bookmarks(),
		deviceAuthorizations: deviceAuthorizations(now),
		authorizationCodes: authorizationCodes(now),
		oidcUrl: '',
	};
}
