/** What a sign-in needs of this machine, in one place, so that nothing of it is loaded before. */
import { existsSync, readFileSync } from 'node:fs';
import { renderUnicodeCompact } from 'uqr';
import yoctoSpinner from 'yocto-spinner';
import type { Environment } from '../../core/machine/environment.ts';
import { type BrowserHints, headlessReason } from '../../core/machine/headless.ts';
import { printable } from '../../core/text/printable.ts';
import type { SignInPorts } from '../../ports/services.ts';
import { hasBrowser, openBrowser } from './browser.ts';
import { openCallbackServer } from './callback-server.ts';
import { pkceSecrets } from './pkce.ts';

function isWsl(): boolean {
	try {
		return /microsoft/i.test(readFileSync('/proc/sys/kernel/osrelease', 'utf8'));
	} catch {
		return false;
	}
}

const machine = (env: Environment): BrowserHints => ({
	platform: process.platform,
	isContainer: existsSync('/.dockerenv') || existsSync('/run/.containerenv'),
	isWsl: process.platform === 'linux' && isWsl(),
	hasBrowser: hasBrowser(env),
});

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How often the words of a wait are renewed: they count seconds. */
const TICK_MS = 1000;

/** A line on stderr that moves while something is waited for; nothing at all where stderr is no terminal. */
function showWaiting(text: () => string): () => void {
	if (!process.stderr.isTTY) return () => undefined;
	// Signals are the program's own; the spinner must not end it without a word.
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
	// First of all listeners: what is said about the signal begins on a line of its own.
	for (const signal of SIGNALS) process.prependListener(signal, stop);
	return stop;
}

/** Blanks before each line of a QR code. */
const INDENT = 2;

/** None where it has more in it than a QR code can have, or more columns than the terminal, which says 0 when it does not know. */
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
	openBrowser: (url) => openBrowser(url, env),
	qrCode,
	headlessReason: () => headlessReason(env, machine(env)),
	showWaiting,
});
