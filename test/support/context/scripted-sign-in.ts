/** This machine and its browser, by script: what comes back to the loopback port, and what the person got to see. */
import type { CallbackOutcome } from '../../../src/core/sign-in/authorization-code.ts';
import type { LandingPage } from '../../../src/core/sign-in/landing-page.ts';
import type { PkceSecrets, SignInPorts } from '../../../src/ports/services.ts';

export interface SignInScript {
	/** What the browser brings back; undefined when it never comes. */
	readonly callback?: CallbackOutcome;
	/** The callback server cannot be opened. */
	readonly serverError?: Error;
	readonly headlessReason?: string;
	/** Why no browser could be opened; undefined when one is. */
	readonly unopened?: string;
	/** QR codes cannot be drawn. */
	readonly isWithoutQrCode?: boolean;
}

export interface ScriptedSignIn {
	readonly ports: SignInPorts;
	/** The URLs that the browser was opened with. */
	readonly browsed: readonly string[];
	/** The states that callback servers were opened with. */
	readonly states: readonly string[];
	/** The pages that callback servers were closed with. */
	readonly closed: readonly LandingPage[];
	/** What was made a QR code of. */
	readonly qrCodes: readonly string[];
	/** What was told while waiting: the text when it began, and when it ended. */
	readonly waits: readonly string[];
}

export const REDIRECT_URI = 'http://127.0.0.1:45597/oauth/callback';

/** The published pair of RFC 7636. */
export const pkce: PkceSecrets = {
	codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
	codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
	state: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
};

export function scriptedSignIn(script: SignInScript = {}): ScriptedSignIn {
	const browsed: string[] = [];
	const states: string[] = [];
	const closed: LandingPage[] = [];
	const qrCodes: string[] = [];
	const waits: string[] = [];
	const ports: SignInPorts = {
		pkceSecrets: () => pkce,
		openCallbackServer: async (state) => {
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
		openBrowser: async (url) => {
			browsed.push(url);
			return script.unopened;
		},
		qrCode: (text) => {
			qrCodes.push(text);
			return script.isWithoutQrCode === true ? [] : ['  ##', '  # '];
		},
		headlessReason: () => script.headlessReason,
		showWaiting: (text) => {
			waits.push(text());
			return () => waits.push(text());
		},
	};
	return { ports, browsed, states, closed, qrCodes, waits };
}
