/** The facts that the checks of `doctor` look at. The flow gathers them. */
import type { SharedConfig } from '../config/shared-config.ts';
import type { LaunchedProgram } from '../launcher/launcher-text.ts';
import type { Environment } from '../machine/environment.ts';
import type { Shell } from '../shell/syntaxes.ts';

/** A program on PATH. */
export interface FoundProgram {
	/** As PATH leads to it. */
	readonly path: string;
	/** With all links resolved. */
	readonly real: string;
	/** What it says to `--version`; undefined if it does not answer in time, or fails. */
	readonly version: string | undefined;
}

/** A launcher in a folder on PATH, or in the usual one. */
export interface FoundLauncher extends LaunchedProgram {
	readonly path: string;
	readonly isNodeThere: boolean;
	readonly isProgramThere: boolean;
	readonly isOnPath: boolean;
}

/** A file of the shell integration that a start-up file names. */
export interface NamedLayer {
	readonly path: string;
	readonly exists: boolean;
	/** Whether it is the file that `install` would name. */
	readonly isOwn: boolean;
	/** The version of the package that it belongs to; undefined if it belongs to none. */
	readonly version: string | undefined;
}

/** A shell that runs ssoenv, or whose start-up file has lines of ssoenv. */
export interface ShellFacts {
	readonly shell: Shell;
	/** The start-up file of interactive shells. */
	readonly rc: string;
	readonly text: string;
	/** The files of the shell integration that its blocks name. */
	readonly layers: readonly NamedLayer[];
	/** What the shell says to `--version`; undefined if it is not installed, or does not answer. */
	readonly version: string | undefined;
	/** A command by which login shells get the integration; undefined if they have it. */
	readonly login: { readonly message: string; readonly hint: string } | undefined;
}

/** A file or folder that holds settings or secrets. */
export interface CheckedEntry {
	readonly path: string;
	readonly isFolder: boolean;
	/** `shared`: its group may write to it. `own`: only ssoenv uses it. */
	readonly owner: 'shared' | 'own';
	/** True for what holds tokens or keys. */
	readonly isSecret: boolean;
	/** The permission bits; undefined on systems without them. */
	readonly mode: number | undefined;
	/** The user who owns it; undefined if it is this user. */
	readonly otherOwner: number | undefined;
	/** Why this user cannot write to it; undefined if they can. */
	readonly unwritable: string | undefined;
}

/** The times in a token file, as they are there. Never a token. */
export interface TokenTimes {
	readonly path: string;
	readonly expiresAt: string | undefined;
	readonly registrationExpiresAt: string | undefined;
	/** The command that signs in anew. */
	readonly login: string;
}

/** A file with certificates that a variable or a key names. */
export interface CertificateFile {
	/** The variable; undefined for a key. */
	readonly variable: string | undefined;
	/** The line of the key. */
	readonly line: number | undefined;
	readonly profile: string | undefined;
	readonly path: string;
	/** Why it cannot be used; undefined if it can. */
	readonly problem: string | undefined;
}

/** An endpoint that was asked for. */
export interface AskedEndpoint {
	readonly name: string;
	/** What went wrong; undefined if it answered. */
	readonly problem: { readonly message: string; readonly hints: readonly string[] } | undefined;
}

export interface Facts {
	readonly version: string;
	/** The versions of Node that ssoenv runs with, as in package.json; empty if it brings its own runtime. */
	readonly engines: string;
	/** Where this program is, with all links resolved. */
	readonly program: string;
	readonly platform: string;
	readonly architecture: string;
	/** This Node. */
	readonly node: { readonly version: string; readonly path: string };
	/** The first `node` on PATH. */
	readonly nodeOnPath: FoundProgram | undefined;
	readonly copies: readonly FoundProgram[];
	readonly launchers: readonly FoundLauncher[];
	readonly awsClis: readonly FoundProgram[];
	/** Why the program that SSOENV_BIN names cannot run; undefined if it can, or none is named. */
	readonly binProblem: string | undefined;
	readonly env: Environment;
	readonly home: string;
	/** The name of this user, for a command. */
	readonly user: string;
	readonly isRoot: boolean;
	/** The shell that runs ssoenv. */
	readonly shell: Shell | undefined;
	readonly shells: readonly ShellFacts[];
	readonly config: SharedConfig;
	readonly configPath: string;
	/** The absolute paths of the config file and the credentials file. */
	readonly files: readonly [string, string];
	/** Why the files cannot be read. */
	readonly unreadable: { readonly message: string; readonly hints: readonly string[] } | undefined;
	readonly entries: readonly CheckedEntry[];
	/** Folders of locks whose holders have ended. */
	readonly staleLocks: readonly string[];
	readonly tokens: readonly TokenTimes[];
	readonly certificates: readonly CertificateFile[];
	/** By how many seconds the clock is ahead of AWS's; undefined if it is right or nobody knows. */
	readonly clockSeconds: number | undefined;
	/** Undefined without `--online`. */
	readonly endpoints: readonly AskedEndpoint[] | undefined;
	/** Epoch milliseconds. */
	readonly now: number;
}
