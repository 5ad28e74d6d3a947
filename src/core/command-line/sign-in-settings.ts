/**
 * The settings of a sign-in: how to sign in, and what may be kept of its roles. Each has a variable, and a key in the section of an sso-session. AWS tools ignore the
 * keys: botocore reads only those that it knows from that section (credentials.py, SSOProvider._load_sso_config).
 */

import { signInName } from '../aws/sso-session.ts';
import { placeOf, type SettingPlace } from '../config/setting-places.ts';
import { type SharedConfig, settingText } from '../config/shared-config.ts';
import { orNearest } from '../failure/failure.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import { unfitSetting } from '../profile/unfit-value.ts';
import { nearest } from '../text/nearest.ts';

/** The names of each setting, and what docs/configuration.md and the manual say about it. */
export const signInKeys = {
	deviceCode: {
		key: 'ssoenv_device_code',
		variable: 'SSOENV_DEVICE_CODE',
		option: '--device-code',
		example: 'true',
		meaning: 'sign in with a device code: `true` or `false`, also `1` or `0`',
		fallback: 'only where no browser can open',
	},
	callbackPort: {
		key: 'ssoenv_callback_port',
		variable: 'SSOENV_CALLBACK_PORT',
		option: undefined,
		example: '8400',
		meaning: 'port of 127.0.0.1 to which the browser returns: 1 to 65535',
		fallback: 'a free port',
	},
	browser: {
		key: 'ssoenv_browser',
		variable: 'SSOENV_BROWSER',
		option: undefined,
		example: 'firefox -P work %s',
		meaning: 'command that opens the browser; `%s` stands for the URL, which otherwise is the last word',
		fallback: '`BROWSER`, else the default browser',
	},
	keep: {
		key: 'ssoenv_keep',
		variable: 'SSOENV_KEEP',
		option: undefined,
		example: 'false',
		meaning:
			'whether role credentials are kept in files: `true` or `false`, also `1` or `0`; no for one is no for both',
		fallback: 'yes',
	},
} as const;

type SignInKey = keyof typeof signInKeys;

/** A value with the variable or key that sets it, in words for messages. */
export interface GivenValue<Value> {
	readonly value: Value;
	/** `SSOENV_BROWSER`, or `ssoenv_browser of sso-session "corp" (line 4 of /home/me/.aws/config)`. */
	readonly givenBy: string;
	/** What to edit, to follow "set" in a hint. */
	readonly place: string;
}

export interface SignInSettings {
	readonly isDeviceCode: boolean;
	readonly callbackPort: GivenValue<number> | undefined;
	/** A command line of words, which never runs in a shell. */
	readonly browser: GivenValue<string> | undefined;
}

/** Where the settings of a sign-in are. */
export interface SettingsScope {
	readonly env: Environment;
	readonly config: SharedConfig;
	/** The config file. */
	readonly path: string;
	/** Undefined for the legacy form, which has only the variables. */
	readonly ssoSession: string | undefined;
}

const TRUTH: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

const isTruth = (value: string): boolean => Object.hasOwn(TRUTH, value.toLowerCase());

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535;

const isCommand = (value: string): boolean => value.trim() !== '';

/**
 * Whether a value of a config file holds only what its writer meant. As in the AWS CLI, a comment behind it and an
 * indented line below it are part of it.
 */
const isValueAlone = (value: string): boolean => !/\n|(?:^|\s)[#;]/.test(value);

const FORMS = {
	deviceCode: { fits: isTruth, expected: 'true, false, 1 or 0', wanted: 'true or false' },
	callbackPort: { fits: isPort, expected: 'a port from 1 to 65535', wanted: 'a port from 1 to 65535' },
	keep: { fits: isTruth, expected: 'true, false, 1 or 0', wanted: 'true or false' },
	browser: { fits: isCommand, expected: 'the command of a browser', wanted: 'a command such as firefox -P work' },
} as const;

/**
 * Returns the settings of a sign-in. A variable wins over the key; an empty variable counts as not set.
 * @throws Failure `setting-invalid`, `profile-value-invalid`
 */
export function signInSettings(scope: SettingsScope): SignInSettings {
	const given = (setting: SignInKey) => fromVariable(setting, scope) ?? fromKey(setting, scope);
	const deviceCode = given('deviceCode');
	const callbackPort = given('callbackPort');
	return {
		isDeviceCode: TRUTH[deviceCode?.value.toLowerCase() ?? ''] ?? false,
		callbackPort: callbackPort && { ...callbackPort, value: Number(callbackPort.value) },
		browser: given('browser'),
	};
}

/**
 * Returns the variable or key that forbids to keep role credentials in files; undefined if none does. One that allows it
 * does not outweigh one that forbids it.
 * @throws Failure `setting-invalid`, `profile-value-invalid`
 */
export function settingAgainstKeeping(scope: SettingsScope): string | undefined {
	const given = [fromVariable('keep', scope), fromKey('keep', scope)];
	const forbidding = given.find((one) => one !== undefined && TRUTH[one.value.toLowerCase()] === false);
	return forbidding?.givenBy ?? (scope.env.SSOENV_SHELL_CACHE === '0' ? 'SSOENV_SHELL_CACHE' : undefined);
}

function fromVariable(setting: SignInKey, { env }: SettingsScope): GivenValue<string> | undefined {
	const { variable: name } = signInKeys[setting];
	const value = env[name];
	if (value === undefined || value === '') return undefined;
	const { fits, expected } = FORMS[setting];
	if (!fits(value)) throw failures.settingInvalid({ name, value, expected });
	return { value, givenBy: name, place: name };
}

const sectionOf = (ssoSession: string) => ({ kind: 'sso-session', name: ssoSession }) as const;

function fromKey(setting: SignInKey, { config, path, ssoSession }: SettingsScope): GivenValue<string> | undefined {
	if (ssoSession === undefined) return undefined;
	const { key } = signInKeys[setting];
	const value = settingText(config.ssoSessions.get(ssoSession)?.get(key));
	if (value === undefined) return undefined;
	const section = sectionOf(ssoSession);
	const name = signInName({ ssoSession, startUrl: '' });
	const form = FORMS[setting];
	const fits = (text: string) => form.fits(text) && isValueAlone(text);
	if (!fits(value)) {
		throw unfitSetting({ key, value, subject: { name, sections: [section] }, fits, form }, config, path);
	}
	const place = placeOf(config, section, key);
	return { value, givenBy: `${key} of ${name}${lineText(place)}`, place: `${key} in ${place?.path ?? path}` };
}

const lineText = (place: SettingPlace | undefined): string =>
	place === undefined ? '' : ` (line ${place.line} of ${place.path})`;

/** The keys that ssoenv may have in a section of the AWS CLI's file begin with this. */
export const OWN_PREFIX = 'ssoenv_';

/** Returns a warning for each key of the sso-session that begins with `ssoenv_` and that ssoenv does not know. */
export function unknownKeys({ config, ssoSession }: SettingsScope): readonly string[] {
	if (ssoSession === undefined) return [];
	const known: readonly string[] = Object.values(signInKeys).map(({ key }) => key);
	const keys = [...(config.ssoSessions.get(ssoSession)?.keys() ?? [])];
	return keys
		.filter((key) => key.startsWith(OWN_PREFIX) && !known.includes(key))
		.map((key) => {
			const line = lineText(placeOf(config, sectionOf(ssoSession), key));
			const subject = signInName({ ssoSession, startUrl: '' });
			return `${key} of ${subject}${line} is no setting of ssoenv${orNearest(nearest(key, known))}`;
		});
}
