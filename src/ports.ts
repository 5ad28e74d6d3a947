/** What flows and commands may ask of the world. context.ts is the one place that provides it; tests provide their own. */
import type { IssuedToken } from './core/access-token.ts';
import type { CallbackOutcome } from './core/callback.ts';
import type { ClientRegistration } from './core/client-registration.ts';
import type { DeviceAuthorization } from './core/device-authorization.ts';
import type { ServiceAddress } from './core/endpoints.ts';
import type { Environment } from './core/environment.ts';
import type { LandingPage } from './core/landing-page.ts';
import type { RoleCredentials } from './core/role-credentials.ts';
import type { SharedConfig } from './core/shared-config.ts';
import type { Shell } from './core/syntaxes.ts';

/** The config and credentials files, merged, with the path of the config file for messages. */
export interface LoadedConfig {
	readonly config: SharedConfig;
	readonly path: string;
	/** Absolute paths of the config file and the credentials file, whether they exist or not. */
	readonly files: readonly [string, string];
	/** When they were read, in epoch milliseconds. */
	readonly readAt: number;
}

/** A folder of JSON files named by the SHA-1 of a key: ~/.aws/sso/cache and ~/.aws/cli/cache. */
export interface FileCache {
	/** The file that a key stands for. */
	readonly path: (key: string) => string;
	/** The text of the entry; undefined when there is none or it cannot be read. `isWhole` tells a half-written one. */
	readonly read: (key: string, isWhole: (text: string) => boolean) => string | undefined;
	/** Writes an entry whole or not at all, 0600 in a 0700 folder. Rejects when that cannot be done. */
	readonly write: (key: string, text: string) => Promise<void>;
	/** Everything in the folder that could be read, with the files' paths; not all of it is ours. */
	readonly entries: () => readonly CacheEntry[];
	/** Removes the file with this path; false when there was none or it could not be done. */
	readonly remove: (path: string) => boolean;
}

export interface CacheEntry {
	readonly path: string;
	readonly text: string;
}

/** An answer of the service: what was asked for, or its refusal with a 4xx status. `endpoint` is the host that answered. */
export type Answer<Value> =
	| { readonly ok: true; readonly value: Value; readonly endpoint: string }
	| { readonly ok: false; readonly status: number; readonly code: string; readonly endpoint: string };

/**
 * The portal of IAM Identity Center in one region.
 * Each method throws Failure `unreachable`, `throttled`, `service-broken` or `unexpected-answer`.
 */
export interface Portal {
	readonly getRoleCredentials: (role: {
		readonly accessToken: string;
		readonly accountId: string;
		readonly roleName: string;
	}) => Promise<Answer<RoleCredentials>>;
	/** Names of all roles assigned in the account, in the service's order. */
	readonly listAccountRoles: (account: {
		readonly accessToken: string;
		readonly accountId: string;
	}) => Promise<Answer<readonly string[]>>;
	/** Ends the session of the token, with all that was issued to it. */
	readonly logout: (accessToken: string) => Promise<Answer<object>>;
}

interface Client {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** What CreateToken is given; the names are the service's. */
type TokenRequest = Client &
	(
		| { readonly grantType: 'refresh_token'; readonly refreshToken: string }
		| { readonly grantType: 'urn:ietf:params:oauth:grant-type:device_code'; readonly deviceCode: string }
		| {
				readonly grantType: 'authorization_code';
				readonly code: string;
				readonly redirectUri: string;
				readonly codeVerifier: string;
		  }
	);

/** The OIDC service of IAM Identity Center in one region. Failures as with the portal. */
export interface Oidc {
	readonly registerClient: (request: {
		readonly clientName: string;
		readonly scopes?: readonly string[];
		readonly redirectUris?: readonly string[];
		readonly grantTypes?: readonly string[];
		readonly issuerUrl?: string;
	}) => Promise<Answer<Pick<ClientRegistration, 'clientId' | 'clientSecret' | 'expiresAt'>>>;
	readonly startDeviceAuthorization: (
		request: Client & { readonly startUrl: string },
	) => Promise<Answer<DeviceAuthorization>>;
	readonly createToken: (request: TokenRequest) => Promise<Answer<IssuedToken>>;
	/** Where the browser is sent, with this query. */
	readonly authorizeUrl: (query: string) => string;
}

/** The loopback end of an authorization-code sign-in. */
export interface CallbackServer {
	readonly redirectUri: string;
	/** Settles with the first callback that is one; never by itself. The browser is kept waiting for its page. */
	readonly outcome: Promise<CallbackOutcome>;
	/** Shows the waiting browser how it ended, if there is one, and takes no more connections. */
	readonly close: (page: LandingPage) => Promise<void>;
}

export interface PkceSecrets {
	readonly codeVerifier: string;
	readonly codeChallenge: string;
	readonly state: string;
}

/** What a sign-in needs of this machine and of the person at it. */
export interface SignInPorts {
	readonly pkceSecrets: () => PkceSecrets;
	readonly openCallbackServer: (state: string) => Promise<CallbackServer>;
	/** Failing to open is no failure. */
	readonly openBrowser: (url: string) => Promise<void>;
	/** The text as a QR code for a terminal, in lines. */
	readonly qrCode: (text: string) => readonly string[];
	/** Why no browser can be expected here; undefined when one can. */
	readonly headlessReason: () => string | undefined;
	/** Shows on the terminal that something is being waited for, until the returned function is called. */
	readonly showWaiting: (text: () => string) => () => void;
}

/** The shell layer as it was installed, and the start-up files of shells. Each throws Failure `file-unusable`. */
export interface ShellFiles {
	/** Absolute path of a file under shell/. */
	readonly layerPath: (file: string) => string;
	/** The text of a file; undefined when there is none. */
	readonly read: (path: string) => string | undefined;
	/** Writes a file whole, keeping its mode and a copy of what it was; returns the copy's path if there was anything. */
	readonly replace: (path: string, text: string) => string | undefined;
}

/** What the shell functions read with their builtins alone. Nothing here ever fails: without copies shells ask the program. */
export interface ShellCopies {
	/**
	 * Writes a text, 0600 in a 0700 folder, dated one second before `readAt` (epoch ms): what changes the files that it was made from
	 * is then newer, also where times are cut to seconds.
	 */
	readonly keep: (name: string, text: string, readAt: number) => Promise<void>;
	readonly forget: (name: string) => void;
	readonly forgetAll: () => void;
}

/** Work that several processes want done, though once is enough. */
export interface SharedWork<Value> {
	/** What another process has brought about in the meantime, if anything: then there is nothing left to do. */
	readonly ready: () => Value | undefined;
	readonly work: () => Promise<Value>;
}

export interface Context {
	readonly env: Environment;
	/** Throws Failure `home-unknown`. */
	readonly homeFolder: () => string;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Writes the one and only output for programs and shells. */
	readonly stdout: (text: string) => void;
	/** Writes a whole text of our own, such as help, on stderr. */
	readonly stderr: (text: string) => void;
	readonly stdoutIsTerminal: () => boolean;
	readonly stderrIsTerminal: () => boolean;
	readonly stdinIsTerminal: () => boolean;
	/** Tells the person one line on stderr. */
	readonly say: (line: string) => void;
	/** Reads both files; throws Failure `config-unreadable`. Lines that the AWS CLI would refuse are told once. */
	readonly loadConfig: () => LoadedConfig;
	readonly accessTokens: FileCache;
	readonly roleCredentials: FileCache;
	/** What ssoenv itself remembers of earlier runs, in its own folder; never a secret. */
	readonly notes: FileCache;
	readonly shellCopies: ShellCopies;
	/** Loads the SDK, on first use. */
	readonly portal: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	readonly oidc: (ssoRegion: string, address: ServiceAddress) => Promise<Oidc>;
	/** Loads what signing in needs, on first use. */
	readonly signIn: () => Promise<SignInPorts>;
	/** Does work while no other process does work of the same name; says so when that takes long. */
	readonly alone: <Value extends NonNullable<unknown>>(name: string, shared: SharedWork<Value>) => Promise<Value>;
	/** Resolves after that many milliseconds, or as soon as the signal is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** Asks on the terminal; Enter means yes. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly confirm: (question: string) => Promise<boolean>;
	/** Lets the person choose one on the terminal. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly choose: (question: string, choices: readonly string[]) => Promise<string>;
	/** Rows of cells as aligned columns, by the width that terminals give each character. */
	readonly table: (rows: readonly (readonly string[])[]) => Promise<string>;
	readonly shellFiles: () => Promise<ShellFiles>;
	/** The shell that runs ssoenv, by its processes; undefined when none is recognised. */
	readonly runningShell: () => Shell | undefined;
}
