/** What flows and commands may ask of the world. context.ts is the one place that provides it; tests provide their own. */

import type { Environment } from '../core/machine/environment.ts';
import type { PickProfile } from '../core/picker/row.ts';
import type { ServiceAddress } from '../core/profile/endpoints.ts';
import type { Shell } from '../core/shell/syntaxes.ts';
import type { CallbackOutcome } from '../core/sign-in/callback.ts';
import type { LandingPage } from '../core/sign-in/landing-page.ts';
import type { ConfigFile, Discoveries, FileCache, LoadedConfig, ShellCopies, ShellFiles } from './file-ports.ts';
import type { Oidc, Portal } from './service-ports.ts';

export type {
	CacheEntry,
	ConfigEdit,
	ConfigFile,
	Discoveries,
	FileCache,
	FolderFile,
	LoadedConfig,
	Remains,
	Removal,
	ReservedEntry,
	ShellCopies,
	ShellFiles,
} from './file-ports.ts';
export type { Answer, Oidc, Portal } from './service-ports.ts';

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
	/**
	 * Never rejects. Settles with why the page could not be opened, as soon as that is known, or with undefined when it was; not at
	 * all while a browser stays open.
	 */
	readonly openBrowser: (url: string) => Promise<string | undefined>;
	/** The text as a QR code for a terminal, in lines; none where it cannot be drawn. */
	readonly qrCode: (text: string) => readonly string[];
	/** Why no browser can be expected here; undefined when one can. */
	readonly headlessReason: () => string | undefined;
	/** Shows on the terminal that something is being waited for, until the returned function is called. */
	readonly showWaiting: (text: () => string) => () => void;
}

/** A bar that fills, drawn on the terminal until it is stopped. */
export interface ProgressBar {
	readonly show: (done: number, total: number, words: string) => void;
	readonly stop: () => void;
}

/** A question that is answered with a line of text. */
export interface Question {
	readonly question: string;
	/** What Enter alone stands for. */
	readonly initial?: string | undefined;
	/** What is wrong with an answer; undefined when it serves. */
	readonly check: (answer: string) => string | undefined;
}

/** Work that several processes want done, though once is enough. */
export interface SharedWork<Value> {
	/** What another process has brought about in the meantime, if anything: then there is nothing left to do. */
	readonly ready: () => Value | undefined;
	/** Loads what the work will need: nobody is kept waiting for that. Called before the work begins, if at all; changes nothing. */
	readonly prepare?: () => Promise<unknown>;
	readonly work: () => Promise<Value>;
	/** What a person is told at once who has to wait. @param holder such as `process 1234` */
	readonly waitingFor?: (holder: string) => string;
	/** True: waits for nobody, though others wait for this one. */
	readonly isImpatient?: boolean;
}

export interface Context {
	readonly env: Environment;
	/** Throws Failure `home-unknown`. */
	readonly homeFolder: () => string;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** When this machine started, by its clock, in epoch seconds: another time once the clock has been set. */
	readonly startedAt: () => number;
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
	/** What the last edits of the config file were, to take them back. */
	readonly history: FileCache;
	readonly discoveries: () => Promise<Discoveries>;
	readonly progressBar: () => Promise<ProgressBar>;
	readonly shellCopies: ShellCopies;
	/** Loads the SDK, on first use. */
	readonly portal: (ssoRegion: string, address: ServiceAddress) => Promise<Portal>;
	readonly oidc: (ssoRegion: string, address: ServiceAddress) => Promise<Oidc>;
	/** Loads what signing in needs, on first use. */
	readonly signIn: () => Promise<SignInPorts>;
	/** Loads what is slow to load and will be needed while a lock is held; opens nothing. */
	readonly load: (what: 'portal' | 'oidc' | 'signIn') => Promise<unknown>;
	/** Does work while no other process does work of the same name; says so when that takes long. */
	readonly alone: <Value extends NonNullable<unknown>>(name: string, shared: SharedWork<Value>) => Promise<Value>;
	/** Resolves after that many milliseconds, or as soon as the signal is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** Asks on the terminal; Enter means yes. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly confirm: (question: string) => Promise<boolean>;
	/** Lets the person choose one on the terminal. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly choose: (question: string, choices: readonly string[]) => Promise<string>;
	/** Asks for a line on the terminal, again until it serves. Rejects with Failure `declined` on Ctrl-C and Esc. */
	readonly ask: (question: Question) => Promise<string>;
	/** The index of the row that the person takes; typing filters, `start` is marked at first. Rejects as `ask` does. */
	readonly menu: (question: string, rows: readonly string[], start: number) => Promise<number>;
	readonly pick: PickProfile;
	/** Rows of cells as aligned columns, by the width that terminals give each character. */
	readonly table: (rows: readonly (readonly string[])[]) => Promise<string>;
	readonly shellFiles: () => Promise<ShellFiles>;
	/** Throws Failure `home-unknown`. */
	readonly configFile: () => Promise<ConfigFile>;
	/** What a YAML text holds, as records, lists and texts; undefined for what is no YAML. */
	readonly parseYaml: () => Promise<(text: string) => unknown>;
	/** The shell that runs ssoenv, by its processes; undefined when none is recognised. */
	readonly runningShell: () => Shell | undefined;
}
