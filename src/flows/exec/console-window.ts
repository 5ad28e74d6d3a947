/** Finds out how a browser opens a window with cookies of its own, and whether it can read a page of the person. */

import { consoleFailures } from '../../core/failure/console-failures.ts';
import {
	type BrowserWindow,
	containerAddress,
	programsFor,
	windowFlags,
	withFlags,
} from '../../core/machine/browser-windows.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import { isGuarded } from '../../core/shell/guard.ts';
import type { Ports } from '../../ports/context.ts';
import type { SignInPorts } from '../../ports/sign-in.ts';

/** The options that say in which window the console opens. At most one is given. */
export interface WindowParameters {
	readonly private: boolean;
	readonly 'own-window': boolean;
	readonly 'firefox-container': boolean;
}

const WINDOWS: readonly BrowserWindow[] = ['private', 'own-window', 'firefox-container'];

const windowOf = (parameters: WindowParameters): BrowserWindow | undefined => WINDOWS.find((one) => parameters[one]);

/**
 * Returns the command line of a browser that opens the window; the given one if no window is wanted.
 * @param command that of the setting; undefined for `BROWSER` or the default browser
 * @throws Failure `console-window-unknown`
 */
export function windowCommand(
	parameters: WindowParameters,
	command: string | undefined,
	{ name, accountId, roleName }: ServedProfile,
	{ findBrowser }: SignInPorts,
): string | undefined {
	const window = windowOf(parameters);
	if (window === undefined) return command;
	const programs = programsFor(window);
	const browser = findBrowser(command, programs);
	const flags = browser && windowFlags(browser.program, window, `${accountId}-${roleName}`);
	if (browser === undefined || flags === undefined) {
		throw consoleFailures.consoleWindowUnknown({ profile: name, window, program: browser?.program, programs });
	}
	return withFlags(browser.line, flags);
}

/** Returns the address for the window: Firefox opens a container by an address of its own. */
export const windowAddress = (
	parameters: WindowParameters,
	{ name }: ServedProfile,
	address: string,
	{ machine }: Ports<'machine'>,
): string =>
	windowOf(parameters) === 'firefox-container'
		? containerAddress(name, isGuarded(machine.env.SSOENV_GUARD, name), address)
		: address;
