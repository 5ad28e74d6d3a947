/**
 * Formats and parses the note that says under which names a profile is written into which credentials files, so that a
 * shell that renews a role does not have to read them.
 */
import { asRecord } from '../text/json.ts';
import { formatNote, parseNote } from '../text/note.ts';

export interface WrittenPlace {
	/** The absolute path of the credentials file. */
	readonly file: string;
	readonly name: string;
}

/**
 * Returns the profile whose keys a section of a credentials file holds, by the comment that `write` has put there. It is
 * for messages only, and spares the code that reads all of the section.
 */
export function profileOfKeys(text: string, name: string): string | undefined {
	const lines = text.split(/\r?\n/);
	const at = lines.indexOf(`[${name}]`);
	const [, note] = /^# ssoenv (\{.*)$/.exec(at < 0 ? '' : (lines[at + 2] ?? '')) ?? [];
	const profile = parseNote(note ?? '')?.profile;
	return typeof profile === 'string' ? profile : undefined;
}

/** Returns the key of the note about a profile. */
export const writtenKey = (profile: string): string => `written ${profile}`;

export const formatPlaces = (places: readonly WrittenPlace[]): string =>
	formatNote({ writtenTo: places.map(({ file, name }) => ({ file, name })) });

/** Returns the places; none for any other note. */
export function parsePlaces(note: string): readonly WrittenPlace[] {
	const places = parseNote(note)?.writtenTo;
	if (!Array.isArray(places)) return [];
	return places.flatMap((entry: unknown) => {
		const { file, name } = asRecord(entry) ?? {};
		return typeof file === 'string' && typeof name === 'string' ? [{ file, name }] : [];
	});
}
