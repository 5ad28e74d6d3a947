/** Finds out how a sign-in should run: by its option, else a variable, else the sso-session, else what fits here. */

import { loginCommand } from '../../core/aws/sso-session.ts';
import { type GivenValue, signInSettings, unknownKeys } from '../../core/command-line/sign-in-settings.ts';
import { signInSettingFailures } from '../../core/failure/sign-in-setting-failures.ts';
import type { Ports } from '../../ports/context.ts';
import type { CallbackPort } from '../../ports/sign-in.ts';
import type { SignInTarget } from './session-for.ts';

export interface SignInOptions {
	/** `--device-code`: uses a device code, even if a browser could open here. */
	readonly isDeviceCode: boolean;
	/** Registers a new client: AWS may not know the cached registration any more, and only the browser shows that. */
	readonly isAfresh: boolean;
	/** False: shows the URL and opens nothing. */
	readonly opensBrowser: boolean;
}

/** How a sign-in runs. */
export interface SignInMethod {
	readonly isDeviceCode: boolean;
	/** Undefined: the system chooses a port. */
	readonly callbackPort: CallbackPort | undefined;
	/** The command of the setting; undefined for `BROWSER` or the default browser. */
	readonly browser: string | undefined;
	/** What the person should know about the settings. */
	readonly warnings: readonly string[];
}

/**
 * Returns how the sign-in should run. Refuses settings that are wrong, or that cannot be followed here.
 * @throws Failure `setting-invalid`, `profile-value-invalid`, `browser-unusable`
 */
export async function signInMethod(
	{ session, profile, loaded: { config, path } }: SignInTarget,
	options: SignInOptions,
	context: Ports<'services' | 'machine'>,
): Promise<SignInMethod> {
	const { ssoSession } = session;
	const scope = { env: context.machine.env, config, path, ssoSession };
	const { isDeviceCode, callbackPort, browser } = signInSettings(scope);
	const login = loginCommand(session, profile);
	if (options.opensBrowser) await refuseUnusable(browser, login, context);
	return {
		isDeviceCode: options.isDeviceCode || isDeviceCode,
		callbackPort: callbackPort && withLogin(callbackPort, login),
		browser: browser?.value,
		warnings: unknownKeys(scope),
	};
}

const withLogin = ({ value: port, ...given }: GivenValue<number>, login: string): CallbackPort => ({
	port,
	...given,
	login,
});

/** @throws Failure `browser-unusable` */
async function refuseUnusable(
	browser: GivenValue<string> | undefined,
	login: string,
	context: Ports<'services'>,
): Promise<void> {
	if (browser === undefined) return;
	const unusable = (await context.services.signIn()).unusableBrowser(browser.value);
	if (unusable !== undefined) throw signInSettingFailures.browserUnusable({ ...browser, ...unusable, login });
}
