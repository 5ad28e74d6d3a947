/** Opens a page in the person's browser. Failing to is no failure: the URL is always told as well. */
import { spawn } from 'node:child_process';
import open from 'open';
import { browserCommands } from '../core/browser-commands.ts';

const started = ([file = '', ...args]: readonly string[]): Promise<boolean> =>
	new Promise((settle) => {
		const child = spawn(file, args, { detached: true, stdio: 'ignore' });
		child.once('error', () => settle(false)).once('spawn', () => settle(true));
		child.unref();
	});

/** @param browser value of `BROWSER`, which wins over the system's own choice */
export async function openBrowser(url: string, browser: string | undefined): Promise<void> {
	if (browser) {
		for (const words of browserCommands(browser, url)) if (await started(words)) return;
		return;
	}
	try {
		const child = await open(url);
		child.once('error', () => undefined);
	} catch {
		// Nothing to open it with; the person has the URL.
	}
}
