/** Provides what a sign-in needs from this machine, in one file, so that it loads only for a sign-in. */
import { existsSync } from 'node:fs';
import { renderUnicodeCompact } from 'uqr';
import yoctoSpinner from 'yocto-spinner';
import type { Environment } from '../../core/machine/environment.ts';
import { type BrowserHints, headlessReason } from '../../core/machine/headless.ts';
import { WINDOWS } from '../../core/machine/system.ts';
import { printable } from '../../core/text/printable.ts';
import type { SignInPorts } from '../../ports/sign-in.ts';
import { procText } from '../machine/proc-files.ts';
import { boxedBrowser } from './boxed-browser.ts';
import { findBrowser, hasBrowser, openBrowser, unusableBrowser } from './browser.ts';
import { openCallbackServer } from './callback-server.ts';
import { pkceSecrets } from './pkce.ts';

const isWsl = (): boolean => /microsoft/i.test(procText('sys/kernel/osrelease') ?? '');

/** Files of Docker and Podman. On Windows, anyone may make such a file on the drive. */
const isContainer = (): boolean =>
	process.platform !== WINDOWS && (existsSync('/.dockerenv') || existsSync('/run/.containerenv'));

const browserHints = (env: Environment, command: string | undefined): BrowserHints => ({
	platform: process.platform,
	isContainer: isContainer(),
	isWsl: process.platform === 'linux' && isWsl(),
	hasBrowser: hasBrowser(env, command),
});

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How often the text of a wait is updated: it counts seconds. */
const TICK_MS = 1000;

/** Shows a moving line on stderr until the returned function is called. Shows nothing if stderr is not a terminal. */
function showWaiting(text: () => string): () => void {
	if (!process.stderr.isTTY) return () => undefined;
	// ssoenv handles signals itself: the spinner would end the process without a message.
	const spinner = yoctoSpinner({ stream: process.stderr, text: printable(text()), handleSignals: false }).start();
	const ticking = setInterval(() => {
		spinner.text = printable(text());
	}, TICK_MS);
	const stop = () => {
		clearInterval(ticking);
		spinner.stop();
		process.off('exit', stop);
		for (const signal of SIGNALS) process.off(signal, stop);
	};
	process.once('exit', stop);
	// Runs before the other listeners, so that their message starts on a line of its own.
	for (const signal of SIGNALS) process.prependListener(signal, stop);
	return stop;
}

/** Blanks before each line of a QR code. */
const INDENT = 2;

/**
 * Returns the lines of a QR code; none if the text is too long for one or the terminal too narrow. A terminal that does
 * not know its width reports 0.
 */
function qrCode(text: string): readonly string[] {
	try {
		const lines = renderUnicodeCompact(text, { border: 2 }).split('\n');
		const width = INDENT + (lines[0]?.length ?? 0);
		return width > (process.stderr.columns || width) ? [] : lines.map((line) => ' '.repeat(INDENT) + line);
	} catch (error) {
		if (error instanceof RangeError) return [];
		throw error;
	}
}

export const signInPorts = (env: Environment): SignInPorts => ({
	pkceSecrets,
	openCallbackServer,
	openBrowser: (url, command) => openBrowser(url, env, command),
	unusableBrowser: (command) => unusableBrowser(command, env),
	findBrowser: (command, programs) => findBrowser(env, command, programs),
	boxedBrowser: (command) => boxedBrowser(env, command),
	qrCode,
	headlessReason: (command) => headlessReason(env, browserHints(env, command)),
	showWaiting,
});
