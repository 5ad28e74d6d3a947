/** Builds the parsed form of config files from plain objects. */
import type { Settings, SettingValue, SharedConfig } from '../../../src/core/config/shared-config.ts';

export type PlainSettings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
type PlainSections = Readonly<Record<string, PlainSettings>>;

const settingValue = (value: PlainSettings[string]): SettingValue =>
	typeof value === 'string' ? value : new Map(Object.entries(value));

export const settingsOf = (plain: PlainSettings): Settings =>
	new Map(Object.entries(plain).map(([key, value]) => [key, settingValue(value)]));

const sectionsOf = (plain: PlainSections = {}): ReadonlyMap<string, Settings> =>
	new Map(Object.entries(plain).map(([name, settings]) => [name, settingsOf(settings)]));

export const sharedConfigOf = (plain: {
	readonly profiles?: PlainSections;
	/** Profiles of the credentials file; name none that `profiles` has. */
	readonly credentials?: PlainSections;
	readonly ssoSessions?: PlainSections;
	readonly services?: PlainSections;
}): SharedConfig => ({
	profiles: sectionsOf({ ...plain.profiles, ...plain.credentials }),
	profileIn: (file, name) => sectionsOf(file === 'config' ? plain.profiles : plain.credentials).get(name),
	ssoSessions: sectionsOf(plain.ssoSessions),
	services: sectionsOf(plain.services),
	texts: [],
});
