/** Names the files with the output of each profile. */

/** Leaves room for the endings, in the 255 bytes of a name. */
const LONGEST = 200;

const encoded = (text: string): string =>
	Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** A name that starts with a dot would be hidden, and `.` and `..` are folders. */
const safeName = (profile: string): string => profile.replace(/^\.|[^\w.@+=,-]+/g, encoded).slice(0, LONGEST) || '%';

/** Returns a name for each profile. Two names differ by more than the case of letters, which some systems ignore. */
export function outputNames(profiles: readonly string[]): readonly string[] {
	const taken = new Set<string>();
	return profiles.map((profile) => {
		const wanted = safeName(profile);
		let name = wanted;
		for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}~${number}`;
		taken.add(name.toLowerCase());
		return name;
	});
}
