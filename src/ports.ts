/** What flows and commands may ask of the world. context.ts is the one place that provides it; tests provide their own. */
import type { ServiceAddress } from './core/endpoints.ts';
import type { Environment } from './core/environment.ts';
import type { RoleCredentials } from './core/role-credentials.ts';
import type { SharedConfig } from './core/shared-config.ts';
import type { Shell } from './core/syntaxes.ts';

/** The config and credentials files, merged, with the path of the config file for messages. */
export interface LoadedConfig {
	readonly config: SharedConfig;
	readonly path: string;
}

/** A folder of JSON files named by the SHA-1 of a key: ~/.aws/sso/cache and ~/.aws/cli/cache. */
export interface FileCache {
	/** The file that a key stands for. */
	readonly path: (key: string) => string;
	/** The text of the entry; undefined when there is none or it cannot be read. `isWhole` tells a half-written one. */
	readonly read: (key: string, isWhole: (text: string) => boolean) => string | undefined;
	/** Writes an entry whole or not at all, 0600 in a 0700 folder. Rejects when that cannot be done. */
	readonly write: (key: string, text: string) => Promise<void>;
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
}

export interface Context {
	readonly env: Environment;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Writes the one and only output for programs and shells. */
	readonly stdout: (text: string) => void;
	/** Writes a whole text of our own, such as help, on stderr. */
	readonly stderr: (text: string) => void;
	readonly stdoutIsTerminal: () => boolean;
	readonly stderrIsTerminal: () => boolean;
	/** Tells the person one line on stderr. */
	readonly say: (line: string) => void;
	/** Reads both files; throws Failure `config-unreadable`. Lines that the AWS CLI would refuse are told once. */
	readonly loadConfig: () => LoadedConfig;
	readonly accessTokens: FileCache;
	readonly roleCredentials: FileCache;
	/** Loads the SDK, on first use. */
	readonly portal: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	/** Rows of cells as aligned columns, by the width that terminals give each character. */
	readonly table: (rows: readonly (readonly string[])[]) => Promise<string>;
	/** The shell that runs ssoenv, by its processes; undefined when none is recognised. */
	readonly runningShell: () => Shell | undefined;
}
