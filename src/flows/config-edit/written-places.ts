/** Notes into which credentials files a profile is written, and finds them again. */
import { formatPlaces, parsePlaces, type WrittenPlace, writtenKey } from '../../core/config-edit/written-note.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Ports } from '../../ports/context.ts';

/** Returns the places of a profile. */
export const placesOf = (profile: string, { files: { notes } }: Ports<'files'>): readonly WrittenPlace[] =>
	parsePlaces(notes.read(writtenKey(profile), () => true) ?? '');

/** Returns the credentials files in which any profile has been written. */
export const notedFiles = ({ files: { notes } }: Ports<'files'>): readonly string[] => [
	...new Set(notes.entries().flatMap(({ text }) => parsePlaces(text).map(({ file }) => file))),
];

/** Notes the places of a profile. Without the note, shells do not renew what is written there. */
export async function notePlaces(
	profile: string,
	places: readonly WrittenPlace[],
	context: Ports<'files'>,
): Promise<void> {
	const { notes } = context.files;
	const key = writtenKey(profile);
	if (places.length === 0) {
		notes.remove(notes.path(key));
		return;
	}
	const text = formatPlaces(places);
	if (notes.read(key, () => true) === text) return;
	try {
		await notes.write(key, text);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
	}
}

const isSame = (one: WrittenPlace, other: WrittenPlace): boolean => one.file === other.file && one.name === other.name;

/** Adds places to those that are noted. */
export const addPlaces = (profile: string, added: readonly WrittenPlace[], context: Ports<'files'>): Promise<void> => {
	const noted = placesOf(profile, context);
	const more = added.filter((place) => !noted.some((one) => isSame(one, place)));
	return notePlaces(profile, [...noted, ...more], context);
};
