/** Opens an address in a browser of the person. A secret one goes there by way of a page of one's own. */
import { signInSettings } from '../../core/command-line/sign-in-settings.ts';
import { consolePage } from '../../core/exec/console-page.ts';
import { consoleFailures } from '../../core/failure/console-failures.ts';
import { rootOf } from '../../core/profile/role-chain.ts';
import { formatCountdown } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { SignInPorts } from '../../ports/sign-in.ts';
import type { ConsoleTarget } from './console-address.ts';
import { type WindowParameters, windowCommand } from './console-window.ts';

/** A browser that can open here. */
export interface ConsoleBrowser {
	readonly ports: SignInPorts;
	/** Its command; undefined for `BROWSER` or the default browser. */
	readonly command: string | undefined;
	/** The profile, for messages. */
	readonly profile: string;
}

/**
 * Returns the browser: that of `--browser`, else of `SSOENV_BROWSER` or the sso-session, else of `BROWSER`, else the
 * default one.
 * @throws Failure `console-browser-unusable`, `console-browser-missing`, and those of `signInSettings` and `windowCommand`
 */
export async function consoleBrowser(
	wish: WindowParameters & { readonly browser: string | undefined },
	{ profile: served, loaded: { config, path } }: ConsoleTarget,
	context: Ports<'services' | 'machine'>,
): Promise<ConsoleBrowser> {
	const profile = served.name;
	const scope = { env: context.machine.env, config, path, ssoSession: rootOf(served)?.ssoSession };
	const { browser: given } = wish;
	const browser = given === undefined ? signInSettings(scope).browser : { value: given, givenBy: '--browser' };
	const ports = await context.services.signIn();
	const unusable = browser && ports.unusableBrowser(browser.value);
	if (unusable !== undefined) {
		const { givenBy = '' } = browser ?? {};
		throw consoleFailures.consoleBrowserUnusable({ profile, givenBy, ...unusable });
	}
	const command = windowCommand(wish, browser?.value, served, ports);
	const reason = ports.headlessReason(browser?.value);
	if (reason !== undefined) throw consoleFailures.consoleBrowserMissing({ profile, reason });
	return { ports, command, profile };
}

/** Refuses a browser that could not read the page. @throws Failure `console-page-unreadable` */
export function refuseBoxed({ ports, command, profile }: ConsoleBrowser): void {
	const boxed = ports.boxedBrowser(command);
	if (boxed !== undefined) throw consoleFailures.consolePageUnreadable({ profile, ...boxed });
}

/** How long a browser has to read the page: a cold start takes seconds. */
const PAGE_MS = 30_000;

/** How long a browser has to say that it cannot start. */
const START_MS = 2000;

/**
 * Opens an address that holds no secret.
 * @throws Failure `console-browser-missing`
 */
export async function openAddress(address: string, browser: ConsoleBrowser, context: Ports<'machine'>): Promise<void> {
	refuseUnopened(await openedWithin(START_MS, address, browser, context), browser);
}

/**
 * Opens a secret address by way of a page of one's own, and deletes the page once the browser had the time to read it.
 * @throws Failure `console-browser-missing`, `console-page-remains`, and those of `writePage`
 */
export async function openSecretAddress(address: string, browser: ConsoleBrowser, context: Context): Promise<void> {
	const page = (await context.services.console()).writePage(consolePage(address));
	const end = context.machine.now() + PAGE_MS;
	const text = () =>
		`the browser has ${formatCountdown(end - context.machine.now())} to read the page that leads there`;
	const stopWaiting = browser.ports.showWaiting(text);
	const reason = await openedWithin(PAGE_MS, page.url, browser, context);
	stopWaiting();
	const remains = page.remove();
	if (remains !== undefined) throw consoleFailures.consolePageRemains(remains);
	refuseUnopened(reason, browser);
}

/** Opens the page and waits that long, or until it is clear that no browser starts: then returns why. */
async function openedWithin(
	milliseconds: number,
	url: string,
	{ ports, command }: ConsoleBrowser,
	context: Ports<'machine'>,
): Promise<string | undefined> {
	const stopTimer = new AbortController();
	const whyNot = ports.openBrowser(url, command).then((reason) => reason ?? new Promise<never>(() => undefined));
	const reason = await Promise.race([whyNot, context.machine.sleep(milliseconds, stopTimer.signal)]);
	stopTimer.abort();
	return reason ?? undefined;
}

/** @throws Failure `console-browser-missing` */
function refuseUnopened(reason: string | undefined, { profile }: ConsoleBrowser): void {
	if (reason !== undefined) throw consoleFailures.consoleBrowserMissing({ profile, reason });
}
