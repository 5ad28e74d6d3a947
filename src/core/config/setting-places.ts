/** Finds the file and line of a setting, for messages. */
import { configLines } from './lines.ts';
import { type ConfigText, type NamedSection, namedSection, type SharedConfig } from './shared-config.ts';

export interface SettingPlace {
	readonly path: string;
	readonly line: number;
}

const keyOf = ({ kind, name }: NamedSection, key: string): string => JSON.stringify([kind, name, key]);

function addPlaces(places: Map<string, SettingPlace>, { path, text, isCredentials }: ConfigText): void {
	let section: NamedSection | undefined;
	for (const [at, line] of configLines(text).entries()) {
		if (line.kind === 'header') {
			section = isCredentials ? { kind: 'profile', name: line.header } : namedSection(line.header);
		} else if (line.kind === 'key' && section !== undefined) {
			places.set(keyOf(section, line.key), { path, line: at + 1 });
		}
	}
}

const placesByConfig = new WeakMap<SharedConfig, ReadonlyMap<string, SettingPlace>>();

function placesIn(config: SharedConfig): ReadonlyMap<string, SettingPlace> {
	const places = new Map<string, SettingPlace>();
	for (const file of config.texts) addPlaces(places, file);
	placesByConfig.set(config, places);
	return places;
}

/**
 * Returns the line that sets a key, the last one if there are several; undefined if the key is not set. The first call
 * indexes all settings, because a list of problems asks for many.
 */
export const placeOf = (config: SharedConfig, section: NamedSection, key: string): SettingPlace | undefined =>
	(placesByConfig.get(config) ?? placesIn(config)).get(keyOf(section, key));
