/** A scripted machine and browser: what the loopback port receives, and a record of what the person saw. */
import type { CallbackOutcome } from '../../../src/core/sign-in/authorization-code.ts';
import type { LandingPage } from '../../../src/core/sign-in/landing-page.ts';
import type { PkceSecrets, SignInPorts } from '../../../src/ports/sign-in.ts';

export interface SignInScript {
	/** The outcome that the browser brings back; undefined if it never comes back. */
	readonly callback?: CallbackOutcome;
	/** Thrown by `openCallbackServer`. */
	readonly serverError?: Error;
	/** Why no browser can open, except by the command of a setting. */
	readonly headlessReason?: string;
	/** Why the browser command of a setting cannot run. */
	readonly unusable?: string;
	/** Why no browser could be opened; undefined if one opens. */
	readonly unopened?: string;
	/** QR codes cannot be drawn. */
	readonly isWithoutQrCode?: boolean;
}

export interface ScriptedSignIn {
	readonly ports: SignInPorts;
	/** The URLs that the browser was opened with. */
	readonly browsed: readonly string[];
	/** The commands of settings that the browser was opened with. */
	readonly browsers: readonly (string | undefined)[];
	/** The ports of settings that callback servers were opened on. */
	readonly callbackPorts: readonly (number | undefined)[];
	/** The states that callback servers were opened with. */
	readonly states: readonly string[];
	/** The pages that callback servers were closed with. */
	readonly closed: readonly LandingPage[];
	/** The texts drawn as QR codes. */
	readonly qrCodes: readonly string[];
	/** The texts shown while waiting: one when the wait began, one when it ended. */
	readonly waits: readonly string[];
}

export const REDIRECT_URI = 'http://127.0.0.1:45597/oauth/callback';

/** The example pair of RFC 7636, appendix B. */
export const pkce: PkceSecrets = {
	codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
	codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
	state: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
};

export function scriptedSignIn(script: SignInScript = {}): ScriptedSignIn {
	const browsed: string[] = [];
	const browsers: (string | undefined)[] = [];
	const callbackPorts: (number | undefined)[] = [];
	const states: string[] = [];
	const closed: LandingPage[] = [];
	const qrCodes: string[] = [];
	const waits: string[] = [];
	const ports: SignInPorts = {
		pkceSecrets: () => pkce,
		openCallbackServer: async (state, given) => {
			callbackPorts.push(given?.port);
			if (script.serverError !== undefined) throw script.serverError;
			states.push(state);
			const { callback } = script;
			return {
				redirectUri: REDIRECT_URI,
				outcome: callback === undefined ? new Promise(() => undefined) : Promise.resolve(callback),
				close: async (page) => {
					closed.push(page);
				},
			};
		},
		openBrowser: async (url, command) => {
			browsed.push(url);
			browsers.push(command);
			return script.unopened;
		},
		qrCode: (text) => {
			qrCodes.push(text);
			return script.isWithoutQrCode === true ? [] : ['  ##', '  # '];
		},
		findBrowser: (line) => (line === undefined ? undefined : { line, program: line.split(' ')[0] ?? '' }),
		boxedBrowser: () => undefined,
		unusableBrowser: (program) => (script.unusable === undefined ? undefined : { program, reason: script.unusable }),
		headlessReason: (command) => (command === undefined ? script.headlessReason : undefined),
		showWaiting: (text) => {
			waits.push(text());
			return () => waits.push(text());
		},
	};
	return { ports, browsed, browsers, callbackPorts, states, closed, qrCodes, waits };
}
