/** The port to the browser of a sign-in, and to the person in front of it. */
import type { CallbackOutcome } from '../core/sign-in/authorization-code.ts';
import type { LandingPage } from '../core/sign-in/landing-page.ts';

/** The loopback server of an authorization code sign-in. */
export interface CallbackServer {
	readonly redirectUri: string;
	/** Resolves with the first valid callback; has no time limit. The browser waits for its page until `close`. */
	readonly outcome: Promise<CallbackOutcome>;
	/** Shows the waiting browser, if there is one, how the sign-in ended, and accepts no more connections. */
	readonly close: (page: LandingPage) => Promise<void>;
}

/** A port of 127.0.0.1 that a setting names, and what the failure says if it cannot be used. */
export interface CallbackPort {
	readonly port: number;
	readonly givenBy: string;
	readonly place: string;
	readonly login: string;
}

export interface PkceSecrets {
	readonly codeVerifier: string;
	readonly codeChallenge: string;
	readonly state: string;
}

/** What a sign-in needs from this machine and from the person. */
export interface SignInPorts {
	readonly pkceSecrets: () => PkceSecrets;
	/**
	 * Opens the server on a port that the system chooses, or on the given one.
	 * @throws Failure `callback-port-unusable`, only for a given port
	 */
	readonly openCallbackServer: (state: string, port?: CallbackPort) => Promise<CallbackServer>;
	/**
	 * Opens a page, with the command if one is given. Never rejects. Resolves with undefined once a browser has opened it,
	 * or with why none could; does not settle while a browser started here keeps running.
	 */
	readonly openBrowser: (url: string, command?: string) => Promise<string | undefined>;
	/** Returns the program of a browser command and why it cannot run; undefined if it can. */
	readonly unusableBrowser: (command: string) => { readonly program: string; readonly reason: string } | undefined;
	/**
	 * Returns the command line of the browser that would open and the name of its program: of the command, else of
	 * `BROWSER`, else of the first of the programs that is on PATH. Undefined if there is none.
	 */
	readonly findBrowser: (
		command: string | undefined,
		programs: readonly string[],
	) => { readonly line: string; readonly program: string } | undefined;
	/**
	 * Returns the program of the command, or of `BROWSER`, and what it is if it sees only a part of the files of the
	 * person: `a snap`, `a flatpak`, `a program of Windows`. Undefined if it sees them, or is not known.
	 */
	readonly boxedBrowser: (command?: string) => { readonly program: string; readonly kind: string } | undefined;
	/** Returns the text as the lines of a QR code for a terminal; none if it cannot be drawn. */
	readonly qrCode: (text: string) => readonly string[];
	/** Returns why this machine has no usable browser; undefined if it may have one, or the command can open one. */
	readonly headlessReason: (command?: string) => string | undefined;
	/** Shows a moving line on the terminal until the returned function is called. */
	readonly showWaiting: (text: () => string) => () => void;
}
